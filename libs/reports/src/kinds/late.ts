import { type Text, text, toIso } from '#kernel';
import { countSettlement } from '../settlement.repository.js';
import { totalOf } from '../table/arithmetic.js';
import type { Column, Row } from '../table/figures.js';
import { ALL_FILTERS, DOSSIERS, type Names, type ReportDefinition } from './definition.js';
import { type LateDossier, type Part, lateDossiers } from './lateness.js';
import { notesOf, settlementScope } from './settlement-table.js';

const LATE = text('Quá hạn', 'Late');
const COLUMNS: readonly Column[] = [
  { key: 'code', name: text('Mã hồ sơ', 'Dossier'), type: 'text' },
  { key: 'procedure', name: text('Thủ tục', 'Procedure'), type: 'text' },
  { key: 'agency', name: text('Cơ quan tiếp nhận', 'Received at'), type: 'text' },
  { key: 'received', name: text('Tiếp nhận', 'Received'), type: 'instant' },
  { key: 'due', name: text('Hẹn trả', 'Promised'), type: 'instant' },
  { key: 'settled', name: text('Có kết quả', 'Settled'), type: 'instant' },
  { key: 'overrun', name: text('Quá hạn (giờ làm việc)', 'Overrun (working hours)'), type: 'hours' },
  { key: 'netOverrun', name: text('Sau khi trừ bất khả kháng (giờ)', 'Net of force majeure (hours)'), type: 'hours' },
  { key: 'cause', name: text('Do cơ quan (phần quá hạn)', 'Because of (share)'), type: 'text' },
  { key: 'holder', name: text('Người giữ hồ sơ khi đến hạn', 'In whose hands when due'), type: 'text' },
  { key: 'gross', group: LATE, name: text('Gộp', 'Gross'), type: 'count', adds: ['net', 'excused'] },
  { key: 'net', group: LATE, name: text('Ròng', 'Net'), type: 'count' },
  { key: 'excused', group: LATE, name: text('Bất khả kháng', 'Force majeure'), type: 'count' },
  { key: 'documents', name: text('Văn bản', 'Document'), type: 'text' },
];

/** Of a register that does not say by whose doing. */
const NOT_KNOWN = text('Không rõ (nhập từ sổ)', 'Not known (imported)');

const HOUR = 3_600_000;

export const causeOf = (parts: readonly Part[], names: Names, language: 'vi' | 'en'): string =>
  parts.map(({ agency, share, document }) => `${names.agency(agency)[language]}${document ? `, ${document}` : ''} (${Math.round(share * 100)} %)`).join('; ');

/** That the shares are contested, or are those of a decision; the documents stand beside. */
function standingOf({ decisions, contested }: LateDossier): Text {
  const told = [...(decisions.length > 0 ? [text('đã quyết định', 'decided')] : []), ...(contested ? [text('đang kiến nghị', 'contested')] : [])];
  return told.length === 0 ? text('', '') : text(` – ${told.map(({ vi }) => vi).join(', ')}`, ` – ${told.map(({ en }) => en).join(', ')}`);
}

function rowOf(one: LateDossier, names: Names): Row {
  const cause = (language: 'vi' | 'en'): string => (one.atFault.length === 0 ? NOT_KNOWN[language] : `${causeOf(one.atFault, names, language)}${standingOf(one)[language]}`);
  const holder = (language: 'vi' | 'en'): string => one.holders.map(({ agency, person }) => `${person ? names.person(person) : text('chưa ai nhận', 'nobody yet')[language]} (${names.agency(agency)[language]})`).join('; ');
  const both = (write: (language: 'vi' | 'en') => string): Text => text(write('vi'), write('en'));
  return {
    key: one.dossier,
    cells: [
      one.dossier, names.procedure(one.procedure), names.agency(one.agency), toIso(one.receivedAt), one.dueAt && toIso(one.dueAt), one.settled ? toIso(one.endAt) : null, one.overrunMs / HOUR, one.netOverrunMs / HOUR,
      both(cause), both(holder), 1, one.netLate ? 1 : 0, one.netLate ? 0 : 1, [...one.documents, ...one.decisions].join('; ') || null,
    ],
  };
}

/** Every late dossier with its cause: nothing is taken off the list for force majeure, gross and net stand side by side. */
export const late: ReportDefinition = {
  kind: 'late', form: null, title: text('Danh sách hồ sơ quá hạn và nguyên nhân', 'Late dossiers and why'), unit: DOSSIERS, groupings: [], filters: ALL_FILTERS,
  read: async (tx, scope, names) => {
    const found = await lateDossiers(tx, scope, names);
    const rows = found.map((one) => rowOf(one, names));
    const table = await countSettlement(tx, settlementScope(scope));
    const { settled, pending, net, excused } = table.total;
    const sums = totalOf(COLUMNS, rows);
    const counted = (key: string): number => Number(sums[COLUMNS.findIndex((column) => column.key === key)]);
    const same = (name: Text, key: string, value: number): { name: Text; faults: string[] } => ({ name, faults: counted(key) === value ? [] : [key] });
    return {
      columns: COLUMNS, rows, total: sums, notes: notesOf(table, names),
      identities: [
        same(text('gộp = cột 10 + cột 13 của Biểu 06', 'gross = columns 10 + 13 of form 06'), 'gross', settled.late + pending.late),
        same(text('bất khả kháng = cột 10a + cột 13a', 'force majeure = columns 10a + 13a'), 'excused', excused.settledLate + excused.pendingLate),
        same(text('ròng = cột 10b + cột 13b', 'net = columns 10b + 13b'), 'net', net.settledLate + net.pendingLate),
      ],
    };
  },
};
