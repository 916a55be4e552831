import { text } from '#kernel';
import type { Column } from '../table/figures.js';
import { ALL_FILTERS, DOSSIERS, type ReportDefinition } from './definition.js';
import { DUE, FACTS, parametersOf } from './dossier-facts.js';

const COLUMNS: readonly Column[] = [
  { key: 'code', name: text('Mã hồ sơ', 'Dossier'), type: 'text' },
  { key: 'procedure', name: text('Tên thủ tục', 'Procedure'), type: 'text' },
  { key: 'count', name: text('Số lượng hồ sơ', 'Dossiers'), type: 'count' },
  { key: 'applicant', name: text('Tên cá nhân, tổ chức', 'Person or organisation'), type: 'text' },
  { key: 'contact', name: text('Địa chỉ, số điện thoại', 'Address, telephone'), type: 'text' },
  { key: 'agency', name: text('Cơ quan chủ trì giải quyết', 'Agency in charge'), type: 'text' },
  { key: 'received', group: text('Ngày, tháng, năm', 'Date'), name: text('Nhận', 'Received'), type: 'instant' },
  { key: 'due', group: text('Ngày, tháng, năm', 'Date'), name: text('Hẹn trả', 'Promised'), type: 'instant' },
  { key: 'settled', group: text('Ngày, tháng, năm', 'Date'), name: text('Có kết quả', 'Settled'), type: 'instant' },
  { key: 'returned', group: text('Ngày, tháng, năm', 'Date'), name: text('Trả kết quả', 'Returned'), type: 'instant' },
  { key: 'channel', name: text('Cách nhận', 'Channel'), type: 'text' },
  { key: 'outcome', name: text('Ghi chú', 'Note'), type: 'text' },
];

interface Entry {
  dossier: string;
  procedure: string;
  agency: string;
  channel: string;
  outcome: string | null;
  received: string;
  due: string | null;
  settled: string | null;
  returned: string | null;
  name: string | null;
  address: string | null;
  phone: string | null;
}

const CHANNELS: Record<string, ReturnType<typeof text>> = { direct: text('Trực tiếp', 'In person'), online: text('Trực tuyến', 'Online'), post: text('Bưu chính', 'By post') };
export const OUTCOMES: Record<string, ReturnType<typeof text>> = { early: text('Trước hạn', 'Early'), on_time: text('Đúng hạn', 'On time'), late: text('Quá hạn', 'Late') };

/** ISO of the zone; what a cell of days and instants holds. */
export const written = (sql: string): string => `to_char((${sql}) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')`;

/** Sổ theo dõi hồ sơ: what was received in the period, in the order of receipt. Names and addresses come from the dossier: they are not in the ledger. */
export const register: ReportDefinition = {
  kind: 'register', form: text('Mẫu số 06 (TT 01/2018) / 07 (TT 03/2025)', 'Form 06 (01/2018) / 07 (03/2025)'), title: text('Sổ theo dõi hồ sơ', 'Dossier register'), unit: DOSSIERS, groupings: [], filters: ALL_FILTERS, paged: true,
  read: async (tx, scope, names) => {
    const { page } = scope;
    const [after, code] = page?.after?.split('|') ?? [];
    const limit = page ? page.limit + 1 : null;
    const found = await tx.query<Entry[]>(ENTRIES, [...parametersOf(scope), after ?? null, code ?? null, limit]);
    const [{ n }] = await tx.query<[{ n: number }]>(`${FACTS} select count(*)::int as n from fact where received_at >= $1`, parametersOf(scope));
    const shown = page ? found.slice(0, page.limit) : found;
    const last = shown.at(-1);
    return {
      columns: COLUMNS, next: page && found.length > page.limit && last ? `${last.received}|${last.dossier}` : null,
      rows: shown.map((one) => ({
        key: one.dossier,
        cells: [
          one.dossier, names.procedure(one.procedure), 1, one.name ?? null, [one.address, one.phone].filter(Boolean).join(', '), names.agency(one.agency), one.received, one.due, one.settled, one.returned,
          CHANNELS[one.channel] ?? one.channel, one.outcome ? (OUTCOMES[one.outcome] ?? one.outcome) : null,
        ],
      })),
      total: [text('Tổng cộng', 'Total'), null, n, null, null, null, null, null, null, null, null, null],
    };
  },
};

const ENTRIES = `${FACTS}
select fact.dossier, fact.procedure, fact.agency, fact.channel, outcome, ${written('fact.received_at')} as received, ${written(DUE)} as due, ${written('settled_at')} as settled,
  ${written(`select min(at) from ledger_entry where dossier = fact.dossier and kind = 'dossier.returned' and at < $2 and position <= $3`)} as returned,
  applicant ->> 'name' as name, applicant ->> 'address' as address, applicant ->> 'phone' as phone
from fact left join dossier on dossier.code = fact.dossier
where fact.received_at >= $1 and ($8::timestamptz is null or (date_trunc('second', fact.received_at), fact.dossier) > ($8, $9::text))
order by date_trunc('second', fact.received_at), fact.dossier limit $10::int`;
