import { text } from '#kernel';
import { TOTAL_NAME } from '../table/arithmetic.js';
import type { EntityManager } from 'typeorm';
import { countSettlement } from '../settlement.repository.js';
import type { Cell, Column, ReportScope } from '../table/figures.js';
import { ALL_FILTERS, type Names, type ReportDefinition, keyColumn, keyName } from './definition.js';
import { type Counted, FACTS, NET_OUTCOME, countBy, parametersOf } from './dossier-facts.js';
import { DecidedPoints } from './decided.js';
import { excludedSpans, netUsed, stopsOf } from './excluded.js';
import { notesOf, settlementScope } from './settlement-table.js';

const KNOWN = text('Có dữ liệu (0–2 điểm)', 'Known (0–2)');
const UNKNOWN = text('Chưa có dữ liệu trong hệ thống', 'Not known to the system');
const NET = text('Ròng (trừ bất khả kháng)', 'Net of force majeure');
const index = (key: string, group: typeof KNOWN, vi: string, en: string): Column => ({ key, group, name: text(vi, en), type: 'score' });

const COLUMNS: readonly Column[] = [
  { key: 'dossiers', name: text('Hồ sơ được đánh giá', 'Dossiers judged'), type: 'count' },
  index('1', KNOWN, '1. Tổng thời gian so với quy định (gộp)', '1. Total time against the limit (gross)'),
  index('2', KNOWN, '2. Thời gian của từng cơ quan tham gia (gộp)', '2. Time of each agency involved (gross)'),
  index('3', KNOWN, '3. Số lần bổ sung hồ sơ', '3. Times asked to supplement'),
  index('4', KNOWN, '4. Số cơ quan phải liên hệ để hoàn thiện', '4. Agencies contacted to complete'),
  { key: 'known', name: text('Cộng chỉ số 1–4 (tối đa 8)', 'Indices 1 to 4 (of 8)'), type: 'score', adds: ['1', '2', '3', '4'] },
  index('5', UNKNOWN, '5. Tổ chức tiếp nhận, trả kết quả', '5. Organisation of the desk'),
  index('6', UNKNOWN, '6. Công khai thủ tục', '6. Publicity of procedures'),
  index('7', UNKNOWN, '7. Thái độ phục vụ', '7. Attitude of officers'),
  index('8', UNKNOWN, '8. Xử lý phản ánh, kiến nghị', '8. Handling of feedback'),
  index('9', UNKNOWN, '9. Tiến độ, chất lượng dịch vụ trực tuyến', '9. Online service'),
  { key: '1r', group: NET, name: text('Chỉ số 1', 'Index 1'), type: 'score', apart: '1' },
  { key: '2r', group: NET, name: text('Chỉ số 2', 'Index 2'), type: 'score', apart: '2' },
];

/** Settled with a result in the period; forms of supplement by dossier, and how many agencies other than the receiving one gave them. */
const MORE = `${NET_OUTCOME}, supplement as materialized (
  select entry.dossier, count(*) as supplements, count(distinct entry.agency) filter (where entry.agency <> fact.agency) as elsewhere
  from ledger_entry entry join fact on fact.dossier = entry.dossier
  where entry.kind = 'form.issued' and entry.data ->> 'form' = 'form-02' and entry.at < $2 and entry.position <= $3 group by entry.dossier
), judged as (
  select fact.*, coalesce(net_outcome, outcome) as net_outcome, coalesce(supplements, 0) as supplements, coalesce(elsewhere, 0) as elsewhere from fact left join supplement on supplement.dossier = fact.dossier left join net_outcome on net_outcome.dossier = fact.dossier
  where not fact.imported and fact.settled_at >= $1 and fact.state in (9, 10)
)`;

const MEASURES = {
  dossiers: 'count(distinct fact.dossier)',
  total: `sum(case outcome when 'early' then 2 when 'on_time' then 1 else 0 end)`,
  totalNet: `sum(case net_outcome when 'early' then 2 when 'on_time' then 1 else 0 end)`,
  supplements: 'sum(case supplements when 0 then 2 when 1 then 1 else 0 end)',
  contacts: 'sum(case elsewhere when 0 then 2 when 1 then 1 else 0 end)',
};

/** Stays that ended in the period, of agencies that had a budget. Index 2: arranged by agency it is that of the stay, else that of the dossier. */
const stays = (by: string): string => `${FACTS}, worked as (
  select ${by === 'agency' ? 'entry.agency' : `fact.${by}`} as key, entry.dossier, entry.agency, (entry.data ->> 'enteredAt')::timestamptz as "from", entry.at as "to", (entry.data ->> 'usedMs')::bigint as used, (entry.data ->> 'budgetMs')::bigint as budget
  from fact join ledger_entry entry on entry.dossier = fact.dossier and entry.kind = 'leg.left' and entry.at >= $1 and entry.at < $2 and entry.position <= $3
  where entry.data ->> 'usedMs' is not null and (entry.data ->> 'budgetMs')::bigint > 0
)`;

const scores = (by: string): string => `${stays(by)}
select key, grouping(key) = 1 as whole, count(*)::int as n, sum(case when used < budget then 2 when used = budget then 1 else 0 end)::int as points from worked group by grouping sets ((key), ())`;

const concerned = (by: string): string => `${stays(by)} select key, dossier, agency, "from", "to", used::float8, budget::float8 from worked where dossier = any ($9::text[])`;

interface Worked { key: string; whole: boolean; n: number; points: number }
interface StayFound { key: string; dossier: string; agency: string; from: Date; to: Date; used: number; budget: number }

const pointsOf = (used: number, budget: number): number => (used < budget ? 2 : used === budget ? 1 : 0);

interface Gain { gross: number; net: number }
const NOTHING: Gain = { gross: 0, net: 0 };

/** Points that agencies gain, or lose, by decisions on contests, and net besides when time of force majeure is left out; by key. */
async function gained(tx: EntityManager, scope: ReportScope, names: Names): Promise<{ gains: ReadonlyMap<string, Gain>; decided: number }> {
  const spans = Map.groupBy(await excludedSpans(tx, null, scope.position), ({ dossier }) => dossier);
  const decided = await DecidedPoints.read(tx, scope, names);
  const codes = [...new Set([...spans.keys(), ...decided.dossiers])];
  if (codes.length === 0) return { gains: new Map(), decided: 0 };
  const found = await tx.query<StayFound[]>(concerned(scope.by), [...parametersOf(scope), codes]);
  const stops = Map.groupBy(await stopsOf(tx, codes), ({ dossier }) => dossier);
  const gains = new Map<string, Gain>();
  for (const stay of found) {
    const { key, dossier, used, budget } = stay;
    const net = netUsed({ ...stay, usedMs: used }, spans.get(dossier) ?? [], stops.get(dossier) ?? [], await names.calendarOf(stay.agency));
    const before = pointsOf(used, budget);
    const sum = gains.get(key) ?? NOTHING;
    gains.set(key, { gross: sum.gross + decided.of(before, stay, found) - before, net: sum.net + decided.of(pointsOf(net, budget), stay, found) - before });
  }
  return { gains, decided: new Set(found.filter(({ dossier }) => decided.dossiers.includes(dossier)).map(({ dossier }) => dossier)).size };
}

const round = (value: number): number => Math.round(value * 100) / 100;
const average = (sum: number, count: number): number | null => (count === 0 ? null : round(sum / count));

/** The indices that the system can compute from what happened; what only people can judge is left open, never guessed. */
export const evaluation: ReportDefinition = {
  kind: 'evaluation', withoutImported: true, form: text('Thông tư 01/2018/TT-VPCP, tiêu chí đánh giá', 'Circular 01/2018/TT-VPCP, criteria of evaluation'), title: text('Chỉ số đánh giá việc giải quyết thủ tục hành chính', 'Indices of evaluation'), unit: text('điểm', 'points'),
  groupings: ['agency', 'field', 'procedure'], filters: ALL_FILTERS,
  read: async (tx, scope, names) => {
    const { rows, total } = await countBy(tx, scope, MEASURES, { from: 'judged fact', more: MORE });
    const worked = await tx.query<Worked[]>(scores(scope.by), parametersOf(scope));
    const { gains, decided } = await gained(tx, scope, names);
    const own = new Map(worked.filter(({ whole }) => !whole).map((one) => [one.key, { ...one, gain: gains.get(one.key) ?? NOTHING }]));
    const whole = worked.find((one) => one.whole);
    const none = { dossiers: 0, total: 0, totalNet: 0, supplements: 0, contacts: 0 };
    const counted = new Map(rows.map((row) => [row.key, row]));
    const keys = [...new Set([...counted.keys(), ...own.keys()])].sort();
    const cells = (name: Cell, n: Omit<Counted<keyof typeof MEASURES>, 'key'>, stay: { n: number; points: number; gain: Gain } | undefined): Cell[] => {
      const second = (gain: number): number | null => (stay ? average(stay.points + gain, stay.n) : null);
      const known = [average(n.total, n.dossiers), second(stay?.gain.gross ?? 0), average(n.supplements, n.dossiers), average(n.contacts, n.dossiers)];
      const sum = known.every((one) => one !== null) ? round(known.reduce((all, one) => all + one, 0)) : null;
      return [name, n.dossiers, ...known, sum, null, null, null, null, null, average(n.totalNet, n.dossiers), second(stay?.gain.net ?? 0)];
    };
    const all = [...gains.values()].reduce((sum, gain) => ({ gross: sum.gross + gain.gross, net: sum.net + gain.net }), NOTHING);
    return {
      columns: [keyColumn(scope.by), ...COLUMNS], rows: keys.map((key) => ({ key, cells: cells(keyName(scope.by, key, names), counted.get(key) ?? none, own.get(key)) })),
      total: cells(TOTAL_NAME, total, whole && whole.n > 0 ? { ...whole, gain: all } : undefined),
      notes: [text('Chỉ số 5 đến 9 do phiếu đánh giá và kiểm tra cung cấp; hệ thống chưa có dữ liệu nên để trống, không cộng vào điểm.', 'Indices 5 to 9 come from cards and inspections; the system has no data and leaves them open.'), ...(decided > 0 ? [text(`Chỉ số 2 đã tính theo quyết định về kiến nghị ở ${decided} hồ sơ.`, `Index 2 follows decisions on contests in ${decided} dossiers.`)] : []), ...notesOf(await countSettlement(tx, settlementScope(scope)), names)],
    };
  },
};
