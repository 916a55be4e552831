import { text } from '#kernel';
import { TOTAL_NAME, share } from '../table/arithmetic.js';
import type { Cell, Column } from '../table/figures.js';
import { notesOf, settlementScope } from './settlement-table.js';
import { countSettlement } from '../settlement.repository.js';
import { ALL_FILTERS, DOSSIERS, type ReportDefinition, keyColumn, keyName } from './definition.js';
import { type Counted, NET_OUTCOME, countBy } from './dossier-facts.js';

const LATE = text('Quá hạn', 'Late');
const COLUMNS: readonly Column[] = [
  { key: 'settled', name: text('Đã giải quyết', 'Settled'), type: 'count', adds: ['early', 'onTime', 'late'] },
  { key: 'early', name: text('Trước hạn', 'Early'), type: 'count' },
  { key: 'onTime', name: text('Đúng hạn', 'On time'), type: 'count' },
  { key: 'late', group: LATE, name: text('Gộp', 'Gross'), type: 'count', adds: ['excused', 'net'] },
  { key: 'excused', group: LATE, name: text('Trừ bất khả kháng', 'Force majeure'), type: 'count' },
  { key: 'net', group: LATE, name: text('Ròng', 'Net'), type: 'count' },
  { key: 'lateShare', name: text('Tỷ lệ quá hạn gộp', 'Late, gross'), type: 'share', ratio: { part: 'late', whole: 'settled' } },
  { key: 'netShare', name: text('Tỷ lệ quá hạn ròng', 'Late, net'), type: 'share', ratio: { part: 'net', whole: 'settled' } },
];

/** By the month of the settlement: a dossier is late in the month in which its promise was judged. */
const FROM = `(select fact.dossier, agency, field, procedure, officer, outcome, coalesce(net_outcome, outcome) as net_outcome, to_char(settled_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month
  from fact left join net_outcome on net_outcome.dossier = fact.dossier where settled_at >= $1) as fact`;

const MEASURES = {
  settled: 'count(distinct dossier)',
  early: `count(*) filter (where outcome = 'early')`,
  onTime: `count(*) filter (where outcome = 'on_time')`,
  late: `count(*) filter (where outcome = 'late')`,
  excused: `count(*) filter (where outcome = 'late' and net_outcome <> 'late')`,
  net: `count(*) filter (where outcome = 'late' and net_outcome = 'late')`,
};

/** How promises were kept, month after month: gross beside net. */
export const timeliness: ReportDefinition = {
  kind: 'timeliness', form: null, title: text('Tiến độ giải quyết: sớm, đúng, quá hạn', 'Timeliness: early, on time, late'), unit: DOSSIERS, groupings: ['month', 'agency', 'field', 'procedure', 'officer'], filters: ALL_FILTERS, charted: true,
  read: async (tx, scope, names) => {
    const { rows, total } = await countBy(tx, scope, MEASURES, { from: FROM, more: NET_OUTCOME });
    const table = await countSettlement(tx, settlementScope(scope));
    const { settled, net } = table.total;
    const agrees = settled.total === total.settled && settled.late === total.late && net.settledLate === total.net;
    const cells = (name: Cell, n: Omit<Counted<keyof typeof MEASURES>, 'key'>): Cell[] => [name, n.settled, n.early, n.onTime, n.late, n.excused, n.net, share(n.late, n.settled), share(n.net, n.settled)];
    return {
      columns: [keyColumn(scope.by), ...COLUMNS], rows: rows.map((row) => ({ key: row.key, cells: cells(keyName(scope.by, row.key, names), row) })), total: cells(TOTAL_NAME, total),
      identities: [{ name: text('tổng = cột 7, 10 và 10b của Biểu 06', 'total = columns 7, 10 and 10b of form 06'), faults: agrees ? [] : ['total'] }], notes: notesOf(table, names),
    };
  },
};
