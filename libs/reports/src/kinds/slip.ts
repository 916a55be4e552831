import type { WorkingCalendar } from '#calendar';
import { type Text, text, toIso } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { Column, Row } from '../table/figures.js';
import { type Names, type ReportDefinition } from './definition.js';
import { sharesTold } from './decided.js';
import { type ExcludedSpan, excludedSpans, netUsed, stopsOf } from './excluded.js';
import { lateDossiers } from './lateness.js';
import { type FormOfProfile, formText } from './profile-form.js';

const TIMES = text('Thời gian giao, nhận hồ sơ', 'Handed over and received');
const NET = text('Ròng (trừ bất khả kháng)', 'Net of force majeure');
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
  { key: '11a', group: NET, name: text('Cơ quan', 'Agency'), type: 'text', apart: 'outcome' },
  { key: '11b', group: NET, name: text('Kết quả', 'Outcome'), type: 'text', apart: 'outcome' },
  { key: '11c', group: NET, name: text('Đã dùng (giờ)', 'Used (hours)'), type: 'hours', apart: 'outcome' },
  { key: '11d', group: NET, name: text('Văn bản', 'Document'), type: 'text', apart: 'outcome' },
];

interface Entry {
  at: Date;
  actor: string;
  agency: string | null;
  kind: string;
  data: { handedBy?: string | null; budgetMs?: number; usedMs?: number | null; overrunMs?: number; kind?: string; outcome?: string; netOutcome?: string };
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
function outcomeOf(usedMs: number, budgetMs: number): Text {
  if (usedMs > budgetMs) return text('Quá hạn', 'Late');
  return budgetMs > 0 && usedMs < budgetMs ? text('Trước hạn', 'Early') : text('Đúng hạn', 'On time');
}

/** Net of force majeure, told only where time was excluded. */
async function netOf({ agency, entered, left }: Leg, spans: readonly ExcludedSpan[], stops: Awaited<ReturnType<typeof stopsOf>>, calendar: WorkingCalendar): Promise<[Text | null, number | null, string | null]> {
  const own = spans.filter((span) => span.agency === agency && span.from < (left?.at ?? span.to) && span.to > entered.at);
  if (own.length === 0) return [null, null, null];
  const documents = [...new Set(own.map(({ document }) => document))].join('; ');
  const { usedMs, budgetMs = 0 } = left?.data ?? {};
  if (!left || usedMs === null || usedMs === undefined) return [null, null, documents];
  const net = netUsed({ agency, from: entered.at, to: left.at, usedMs }, spans, stops, calendar);
  return [outcomeOf(net, budgetMs), hours(net), documents];
}

const hours = (ms: number | null | undefined): number | null => (ms === null || ms === undefined ? null : Math.round((ms / HOUR) * 100) / 100);

function rowOf(leg: Leg, index: number, net: readonly [Text | null, number | null, string | null], names: Names): Row {
  const { entered, acknowledged, left } = leg;
  const giver = entered.data.handedBy;
  const received = acknowledged ?? (index === 0 ? entered : null);
  return {
    key: String(index + 1),
    cells: [
      giver ? names.agency(giver) : text('Người nộp hồ sơ', 'Applicant'), names.agency(leg.agency), toIso(entered.at), names.person(entered.actor), received && toIso(received.at), received && names.person(received.actor),
      left && toIso(left.at), hours(left?.data.usedMs), hours(left?.data.budgetMs), left && outcomeOf(left.data.usedMs ?? 0, left.data.budgetMs ?? 0), leg.stops > 0 ? text(`Tạm dừng ${leg.stops} lần`, `Clock stopped ${leg.stops} times`) : null, net[2] === null ? null : names.agency(leg.agency), ...net,
    ],
  };
}

/** Phiếu kiểm soát quá trình giải quyết hồ sơ: the printed face of the dossier's ledger, generated and not stored. */
export const slip: ReportDefinition = {
  kind: 'slip', form: null, title: text('Phiếu kiểm soát quá trình giải quyết hồ sơ', 'Control slip'), unit: text('giờ làm việc', 'working hours'), groupings: [], filters: [], perDossier: true,
  read: async (tx, scope, names) => {
    const { dossier, position, to } = scope;
    const kinds = ['dossier.received', 'dossier.settled', 'leg.entered', 'leg.acknowledged', 'leg.left', 'clock.stopped'];
    const entries = await tx.query<Entry[]>('select at, actor, agency, kind, data from ledger_entry where dossier = $1 and kind = any ($2::text[]) and position <= $3 and at < $4 order by seq', [dossier, kinds, position, to]);
    const settled = entries.find(({ kind }) => kind === 'dossier.settled');
    const outcome = settled ? OUTCOMES[settled.data.outcome ?? ''] : null;
    const net = await netOutcome(tx, dossier!, position);
    const late = await lateDossiers(tx, { ...scope, from: new Date(0), agencies: null }, names, [dossier!]);
    const [spans, stops] = [await excludedSpans(tx, dossier, position), await stopsOf(tx, [dossier!])];
    const rows = await Promise.all(legsOf(entries).map(async (leg, index) => rowOf(leg, index, await netOf(leg, spans, stops, await names.calendarOf(leg.agency)), names)));
    return {
      columns: COLUMNS, rows, total: null, ...(await profileForm(tx, dossier!)),
      notes: [
        text(`Hồ sơ ${dossier}`, `Dossier ${dossier}`),
        ...(outcome ? [text(`Kết quả chung: ${outcome.vi}`, `On the whole: ${outcome.en}`)] : [text('Hồ sơ đang giải quyết', 'The dossier is under way')]),
        ...(settled && net && OUTCOMES[net] && net !== settled.data.outcome ? [text(`Ròng (trừ bất khả kháng): ${OUTCOMES[net].vi}`, `Net of force majeure: ${OUTCOMES[net].en}`)] : []),
        ...late.flatMap((one) => sharesTold(one, names)),
      ],
    };
  },
};

/** The form of the legal profile that the dossier was received under. */
async function profileForm(tx: EntityManager, dossier: string): Promise<{ form?: Text }> {
  const [found] = await tx.query<FormOfProfile[]>(`select forms -> 'slip' as form, basis from dossier join legal_profile on legal_profile.code = dossier.legal_profile where dossier.code = $1`, [dossier]);
  return found?.form ? { form: formText(found) } : {};
}

async function netOutcome(tx: EntityManager, dossier: string, position: number): Promise<string | null> {
  const [found] = await tx.query<{ net: string }[]>(`select data ->> 'netOutcome' as net from ledger_entry where dossier = $1 and position <= $2 and data ->> 'netOutcome' is not null order by seq desc limit 1`, [dossier, position]);
  return found?.net ?? null;
}

const OUTCOMES: Record<string, Text> = { early: text('trước hạn', 'early'), on_time: text('đúng hạn', 'on time'), late: text('quá hạn', 'late') };
