import { type Text, text, toIso } from '#kernel';
import type { Column, Row } from '../table/figures.js';
import { type Names, type ReportDefinition } from './definition.js';

const TIMES = text('Thời gian giao, nhận hồ sơ', 'Handed over and received');
const COLUMNS: readonly Column[] = [
  { key: 'giver', group: text('Tên cơ quan', 'Agency'), name: text('1. Giao', '1. From'), type: 'text' },
  { key: 'receiver', group: text('Tên cơ quan', 'Agency'), name: text('2. Nhận', '2. To'), type: 'text' },
  { key: 'handed', group: TIMES, name: text('Giao', 'Handed over'), type: 'instant' },
  { key: 'by', group: TIMES, name: text('Người giao', 'By'), type: 'text' },
  { key: 'received', group: TIMES, name: text('Nhận', 'Received'), type: 'instant' },
  { key: 'receivedBy', group: TIMES, name: text('Người nhận', 'Received by'), type: 'text' },
  { key: 'left', name: text('Chuyển đi', 'Left'), type: 'instant' },
  { key: 'used', name: text('Đã dùng (giờ)', 'Used (hours)'), type: 'hours' },
  { key: 'budget', name: text('Được giao (giờ)', 'Allowed (hours)'), type: 'hours' },
  { key: 'outcome', name: text('Kết quả giải quyết', 'Outcome'), type: 'text' },
  { key: 'note', name: text('Ghi chú', 'Note'), type: 'text' },
];

interface Entry {
  at: Date;
  actor: string;
  agency: string | null;
  kind: string;
  data: { handedBy?: string | null; budgetMs?: number; usedMs?: number | null; overrunMs?: number; kind?: string; outcome?: string };
}

interface Leg {
  agency: string;
  entered: Entry;
  acknowledged: Entry | null;
  left: Entry | null;
  stops: number;
}

const HOUR = 3_600_000;

/** Legs as the ledger tells them, in the order in which the dossier came to the agencies. */
function legsOf(entries: readonly Entry[]): Leg[] {
  const legs: Leg[] = [];
  const open = (agency: string | null): Leg | undefined => legs.findLast((leg) => leg.agency === agency && leg.left === null);
  for (const entry of entries) {
    if (entry.kind === 'leg.entered') legs.push({ agency: entry.agency ?? '', entered: entry, acknowledged: null, left: null, stops: 0 });
    const leg = open(entry.agency);
    if (entry.kind === 'leg.acknowledged' && leg) leg.acknowledged ??= entry;
    if (entry.kind === 'leg.left' && leg) leg.left = entry;
    if (entry.kind === 'clock.stopped') for (const one of legs) if (one.left === null) one.stops++;
  }
  return legs;
}

/** Against the agency's own budget: less than allowed is early, all of it on time, more is late. */
function outcomeOf({ left }: Leg): Text | null {
  if (!left) return null;
  const { usedMs, budgetMs = 0, overrunMs = 0 } = left.data;
  if (overrunMs > 0) return text('Quá hạn', 'Late');
  return budgetMs > 0 && (usedMs ?? 0) < budgetMs ? text('Trước hạn', 'Early') : text('Đúng hạn', 'On time');
}

function rowOf(leg: Leg, index: number, names: Names): Row {
  const { entered, acknowledged, left } = leg;
  const giver = entered.data.handedBy;
  const hours = (ms: number | null | undefined): number | null => (ms === null || ms === undefined ? null : Math.round((ms / HOUR) * 100) / 100);
  const received = acknowledged ?? (index === 0 ? entered : null);
  return {
    key: String(index + 1),
    cells: [
      giver ? names.agency(giver) : text('Người nộp hồ sơ', 'Applicant'), names.agency(leg.agency), toIso(entered.at), names.person(entered.actor), received && toIso(received.at), received && names.person(received.actor),
      left && toIso(left.at), hours(left?.data.usedMs), hours(left?.data.budgetMs), outcomeOf(leg), leg.stops > 0 ? text(`Tạm dừng ${leg.stops} lần`, `Clock stopped ${leg.stops} times`) : null,
    ],
  };
}

/** Phiếu kiểm soát quá trình giải quyết hồ sơ: the printed face of the dossier's ledger, generated and not stored. */
export const slip: ReportDefinition = {
  kind: 'slip', form: text('Mẫu số 05 (TT 01/2018) / 06 (TT 03/2025)', 'Form 05 (01/2018) / 06 (03/2025)'), title: text('Phiếu kiểm soát quá trình giải quyết hồ sơ', 'Control slip'), unit: text('giờ làm việc', 'working hours'), groupings: [], filters: [], perDossier: true,
  read: async (tx, { dossier, position, to }, names) => {
    const kinds = ['dossier.received', 'dossier.settled', 'leg.entered', 'leg.acknowledged', 'leg.left', 'clock.stopped'];
    const entries = await tx.query<Entry[]>('select at, actor, agency, kind, data from ledger_entry where dossier = $1 and kind = any ($2::text[]) and position <= $3 and at < $4 order by seq', [dossier, kinds, position, to]);
    const settled = entries.find(({ kind }) => kind === 'dossier.settled');
    const outcome = settled ? OUTCOMES[settled.data.outcome ?? ''] : null;
    return {
      columns: COLUMNS, rows: legsOf(entries).map((leg, index) => rowOf(leg, index, names)), total: null,
      notes: [text(`Hồ sơ ${dossier}`, `Dossier ${dossier}`), ...(outcome ? [text(`Kết quả chung: ${outcome.vi}`, `On the whole: ${outcome.en}`)] : [text('Hồ sơ đang giải quyết', 'The dossier is under way')])],
    };
  },
};

const OUTCOMES: Record<string, Text> = { early: text('trước hạn', 'early'), on_time: text('đúng hạn', 'on time'), late: text('quá hạn', 'late') };
