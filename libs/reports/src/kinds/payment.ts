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

/** Every stop for a payment begun in the period, with the first resumption after it; the amount where the evidence names one. */
const MORE = `, asked as (
  select fact.dossier, entry.seq, (
    select coalesce(jsonb_path_query_first(back.data, '$.evidence.amount')::text, 'null') from ledger_entry back
    where back.dossier = fact.dossier and back.kind = 'clock.resumed' and back.data ->> 'kind' = 'payment' and back.seq > entry.seq and back.at < $2 and back.position <= $3
      and (entry.data ->> 'source' is null or back.data ->> 'source' is not distinct from entry.data ->> 'source') order by back.seq limit 1
  ) as paid
  from fact join ledger_entry entry on entry.dossier = fact.dossier and entry.kind = 'clock.stopped' and entry.data ->> 'kind' = 'payment' and entry.at >= $1 and entry.at < $2 and entry.position <= $3
)`;

const NUMBER = `paid ~ '^[0-9]{1,15}(\\.[0-9]+)?$'`;
const MEASURES = {
  asked: 'count(asked.seq)', done: 'count(asked.seq) filter (where paid is not null)', open: 'count(asked.seq) filter (where paid is null)',
  recorded: `count(asked.seq) filter (where ${NUMBER})`, amount: `sum(case when ${NUMBER} then paid::numeric end)`,
};

/** Financial obligations: a dossier whose clock stood for a payment, and went on with the proof of it. */
export const payment: ReportDefinition = {
  kind: 'payment', form: null, title: text('Thực hiện nghĩa vụ tài chính', 'Payments'), unit: text('lần, đồng', 'payments, VND'), groupings: ['agency', 'field', 'procedure', 'officer', 'month'], filters: ALL_FILTERS,
  read: async (tx, scope, names) => {
    const { rows, total } = await countBy(tx, scope, MEASURES, { from: 'fact left join asked on asked.dossier = fact.dossier', more: MORE });
    const cells = (name: Cell, n: Counted<keyof typeof MEASURES>): Cell[] => [name, n.asked, n.done, n.open, n.recorded, n.recorded > 0 ? n.amount : null];
    return {
      columns: [keyColumn(scope.by), ...COLUMNS], rows: rows.filter(({ asked }) => asked > 0).map((row) => ({ key: row.key, cells: cells(keyName(scope.by, row.key, names), row) })), total: cells(TOTAL_NAME, total),
      notes: total.recorded < total.done ? [text(`${total.done - total.recorded} lần nộp không ghi số tiền trong minh chứng.`, `${total.done - total.recorded} payments have no amount in their evidence.`)] : [],
    };
  },
};
