import { text } from '#kernel';
import { TOTAL_NAME } from '../table/arithmetic.js';
import type { Cell, Column } from '../table/figures.js';
import { ALL_FILTERS, type ReportDefinition, keyColumn, keyName } from './definition.js';
import { type Counted, countBy } from './dossier-facts.js';

const COLUMNS: readonly Column[] = [
  { key: 'asked', name: text('Lần yêu cầu nộp tiền trong kỳ', 'Payments asked for'), type: 'count', adds: ['done', 'open'] },
  { key: 'done', name: text('Đã nộp', 'Paid'), type: 'count' },
  { key: 'open', name: text('Chưa nộp', 'Not yet paid'), type: 'count' },
  { key: 'recorded', name: text('Lần có ghi số tiền', 'With an amount recorded'), type: 'count' },
  { key: 'amount', name: text('Số tiền (đồng)', 'Amount (VND)'), type: 'money' },
];

/** Every stop for a payment begun in the period, with the resumption that follows it; the amount where the evidence names one. */
const MORE = `, turns as materialized (
  select dossier, seq, at, kind, lead(kind) over turn as next_kind, lead(coalesce(jsonb_path_query_first(data, '$.evidence.amount')::text, 'null')) over turn as amount
  from ledger_entry where kind in ('clock.stopped', 'clock.resumed') and data ->> 'kind' = 'payment' and at < $2 and position <= $3
  window turn as (partition by dossier, coalesce(data ->> 'source', '') order by seq)
), asked as materialized (
  select dossier, seq, case when next_kind = 'clock.resumed' then amount end as paid from turns where kind = 'clock.stopped' and at >= $1
)`;

const NUMBER = `paid ~ '^[0-9]{1,15}(\\.[0-9]+)?$'`;
const MEASURES = {
  asked: 'count(asked.seq)', done: 'count(asked.seq) filter (where paid is not null)', open: 'count(asked.seq) filter (where paid is null)',
  recorded: `count(asked.seq) filter (where ${NUMBER})`, amount: `sum(case when ${NUMBER} then paid::numeric end)`,
};

/** Financial obligations: a dossier whose clock stood for a payment, and went on with the proof of it. */
export const payment: ReportDefinition = {
  kind: 'payment', withoutImported: true, form: null, title: text('Thực hiện nghĩa vụ tài chính', 'Payments'), unit: text('lần, đồng', 'payments, VND'), groupings: ['agency', 'field', 'procedure', 'officer', 'month'], filters: ALL_FILTERS, charted: true,
  read: async (tx, scope, names) => {
    const { rows, total } = await countBy(tx, scope, MEASURES, { from: 'fact left join asked on asked.dossier = fact.dossier', more: MORE });
    const cells = (name: Cell, n: Counted<keyof typeof MEASURES>): Cell[] => [name, n.asked, n.done, n.open, n.recorded, n.recorded > 0 ? n.amount : null];
    return {
      columns: [keyColumn(scope.by), ...COLUMNS], rows: rows.filter(({ asked }) => asked > 0).map((row) => ({ key: row.key, cells: cells(keyName(scope.by, row.key, names), row) })), total: cells(TOTAL_NAME, total),
      notes: total.recorded < total.done ? [text(`${total.done - total.recorded} lần nộp không ghi số tiền trong minh chứng.`, `${total.done - total.recorded} payments have no amount in their evidence.`)] : [],
    };
  },
};
