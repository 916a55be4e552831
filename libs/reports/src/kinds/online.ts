import { text } from '#kernel';
import { TOTAL_NAME, share } from '../table/arithmetic.js';
import type { Cell, Column } from '../table/figures.js';
import { ALL_FILTERS, DOSSIERS, type ReportDefinition, keyColumn, keyName } from './definition.js';
import { type Counted, countBy } from './dossier-facts.js';

const COLUMNS: readonly Column[] = [
  { key: 'received', name: text('Tiếp nhận', 'Received'), type: 'count', adds: ['online', 'direct', 'post'] },
  { key: 'online', name: text('Trực tuyến', 'Online'), type: 'count' },
  { key: 'direct', name: text('Trực tiếp', 'In person'), type: 'count' },
  { key: 'post', name: text('Bưu chính', 'By post'), type: 'count' },
  { key: 'onlineShare', name: text('Tỷ lệ trực tuyến', 'Online share'), type: 'share', ratio: { part: 'online', whole: 'received' } },
  { key: 'postShare', name: text('Tỷ lệ bưu chính', 'Post share'), type: 'share', ratio: { part: 'post', whole: 'received' } },
];

const MEASURES = {
  received: 'count(distinct dossier) filter (where received_at >= $1)',
  online: `count(*) filter (where received_at >= $1 and channel = 'online')`,
  direct: `count(*) filter (where received_at >= $1 and channel = 'direct')`,
  post: `count(*) filter (where received_at >= $1 and channel = 'post')`,
};

/** How dossiers received in the period came. */
export const online: ReportDefinition = {
  kind: 'online', form: null, title: text('Hồ sơ tiếp nhận trực tuyến và qua bưu chính', 'Dossiers received online and by post'), unit: DOSSIERS, groupings: ['agency', 'field', 'procedure', 'officer', 'month'], filters: ALL_FILTERS, charted: true,
  read: async (tx, scope, names) => {
    const { rows, total } = await countBy(tx, scope, MEASURES);
    const cells = (name: Cell, one: Counted<keyof typeof MEASURES>): Cell[] => [name, one.received, one.online, one.direct, one.post, share(one.online, one.received), share(one.post, one.received)];
    return { columns: [keyColumn(scope.by), ...COLUMNS], rows: rows.filter(({ received }) => received > 0).map((row) => ({ key: row.key, cells: cells(keyName(scope.by, row.key, names), row) })), total: cells(TOTAL_NAME, total) };
  },
};
