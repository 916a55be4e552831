import type { EntityManager } from 'typeorm';
import { type Text, text } from '#kernel';
import { type Identity, type SettlementFigures, type SettlementTable, checkIdentities, identityName } from '../identities.js';
import { settlementDigest } from '../settlement-digest.js';
import { type SettlementScope, countSettlement } from '../settlement.repository.js';
import { TOTAL_NAME } from '../table/arithmetic.js';
import type { Cell, CheckedIdentity, Column, ReportScope } from '../table/figures.js';
import { ALL_FILTERS, DOSSIERS, type Names, type OwnFigures, type ReportDefinition, keyName } from './definition.js';

const RECEIVED = text('Số hồ sơ nhận giải quyết', 'Dossiers received');
const SETTLED = text('Kết quả giải quyết: đã giải quyết', 'Settled');
const PENDING = text('Đang giải quyết', 'Pending');

const SETTLED_LATE = text('Ngoài biểu: đã giải quyết quá hạn', 'Beside the form: settled late');
const PENDING_LATE = text('Ngoài biểu: đang giải quyết quá hạn', 'Beside the form: pending late');

/** Columns 2 to 13 of the form, and apart from them what is late net of force majeure. */
export const SETTLEMENT_COLUMNS: readonly Column[] = [
  { key: '2', name: text('Lĩnh vực, công việc giải quyết theo cấp', 'Field, work by level'), type: 'text' },
  { key: '3', group: RECEIVED, name: text('Tổng số', 'Total'), type: 'count', adds: ['4', '5', '6'], equals: [['7', '11']] },
  { key: '4', group: RECEIVED, name: text('Trực tuyến', 'Online'), type: 'count' },
  { key: '5', group: RECEIVED, name: text('Trực tiếp, dịch vụ bưu chính', 'In person, by post'), type: 'count' },
  { key: '6', group: RECEIVED, name: text('Từ kỳ trước', 'Carried over'), type: 'count' },
  { key: '7', group: SETTLED, name: text('Tổng số', 'Total'), type: 'count', adds: ['8', '9', '10'] },
  { key: '8', group: SETTLED, name: text('Trước hạn', 'Early'), type: 'count' },
  { key: '9', group: SETTLED, name: text('Đúng hạn', 'On time'), type: 'count' },
  { key: '10', group: SETTLED, name: text('Quá hạn', 'Late'), type: 'count' },
  { key: '11', group: PENDING, name: text('Tổng số', 'Total'), type: 'count', adds: ['12', '13'] },
  { key: '12', group: PENDING, name: text('Trong hạn', 'In time'), type: 'count' },
  { key: '13', group: PENDING, name: text('Quá hạn', 'Late'), type: 'count' },
  { key: '10a', group: SETTLED_LATE, name: text('Trừ bất khả kháng', 'Force majeure'), type: 'count', apart: '10' },
  { key: '10b', group: SETTLED_LATE, name: text('Ròng', 'Net'), type: 'count', apart: '10', less: { from: '10', what: '10a' } },
  { key: '13a', group: PENDING_LATE, name: text('Trừ bất khả kháng', 'Force majeure'), type: 'count', apart: '13' },
  { key: '13b', group: PENDING_LATE, name: text('Ròng', 'Net'), type: 'count', apart: '13', less: { from: '13', what: '13a' } },
];

const cellsOf = (name: Cell, { received, settled, pending, net, excused }: SettlementFigures): Cell[] => [
  name, received.total, received.online, received.direct, received.carriedOver, settled.total, settled.early, settled.onTime, settled.late, pending.total, pending.inTime, pending.late,
  excused.settledLate, net.settledLate, excused.pendingLate, net.pendingLate,
];

const base = { unit: DOSSIERS, filters: ALL_FILTERS, charted: true } as const;
const GROUPINGS = ['agency', 'field', 'procedure', 'officer'] as const;

/** Biểu 06/VPCP/KSTT: of agencies that settle procedures themselves. */
export const settlement: ReportDefinition = {
  ...base, kind: 'settlement', form: text('Biểu số 06/VPCP/KSTT', 'Form 06/VPCP/KSTT'), groupings: GROUPINGS,
  title: text('Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết', 'Settlement of procedures at the agencies that settle them'),
  read: (tx, scope, names) => counted(tx, settlementScope(scope), names),
};

/** Biểu II.06a/VPCP/KSTT: the same of what one-stop desks received. */
export const settlementCentre: ReportDefinition = {
  ...base, kind: 'settlement_centre', form: text('Biểu số II.06a/VPCP/KSTT', 'Form II.06a/VPCP/KSTT'), groupings: ['field', 'agency', 'procedure', 'officer'],
  title: text('Tình hình, kết quả giải quyết thủ tục hành chính tại Trung tâm phục vụ hành chính công, Bộ phận Một cửa', 'Settlement of procedures at public service centres and one-stop desks'),
  agencyKind: 'one_stop_desk',
  read: async (tx, scope, names) => {
    const received = scope.agencies ?? (await tx.query<{ code: string }[]>('select code from agency')).map(({ code }) => code);
    return counted(tx, { ...settlementScope(scope), agencies: received.filter((code) => names.kindOf(code) === 'one_stop_desk') }, names);
  },
};

/** The part of the ledger that a report is made from, as the settlement counts it. */
export const settlementScope = ({ from, to, by, agencies, field, procedure, officer, channel, position }: ReportScope): SettlementScope => ({
  from, to, by: by === 'month' ? 'agency' : by, agencies, field, procedure, officer, channel, position,
});

async function counted(tx: EntityManager, scope: SettlementScope, names: Names): Promise<OwnFigures> {
  const table = await countSettlement(tx, scope);
  const checked = checkIdentities(table);
  return {
    columns: SETTLEMENT_COLUMNS, rows: table.rows.map((row) => ({ key: row.key, cells: cellsOf(keyName(scope.by, row.key, names), row) })), total: cellsOf(TOTAL_NAME, table.total),
    checked: checked.map(named), digest: settlementDigest(scope, checked, table), notes: notesOf(table, names),
  };
}

/** By which documents late dossiers count as excused, and whose dossiers passed to whom. */
export function notesOf({ documents = [], passages = [] }: SettlementTable, names: Names): Text[] {
  return [
    ...documents.map(({ document, dossiers }) => text(`Bất khả kháng theo ${document}: ${dossiers} hồ sơ quá hạn không tính vào số ròng, vẫn nằm trong số gộp.`, `Force majeure by ${document}: ${dossiers} late dossiers are not in the net figures, and stay in the gross ones.`)),
    ...passages.map(({ from, to, document, dossiers }) => text(
      `Sáp nhập theo ${document}: ${dossiers} hồ sơ chưa giải quyết của ${names.agency(from).vi} chuyển sang ${names.agency(to).vi}, tính cho cơ quan kế thừa.`,
      `Merger by ${document}: ${dossiers} open dossiers of ${names.agency(from).en} passed to ${names.agency(to).en} and are counted there.`)),
  ];
}

const named = ({ name, holds, faults }: Identity): CheckedIdentity => ({ name: text(identityName(name, 'vi'), identityName(name, 'en')), holds, faults });
