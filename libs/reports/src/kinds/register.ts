import { type Text, text } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { Cell, Column, ReportScope } from '../table/figures.js';
import { type FormOfProfile, formText } from './profile-form.js';
import { ALL_FILTERS, DOSSIERS, type Names, type ReportDefinition } from './definition.js';
import { DUE, FACTS, NET_OUTCOME, parametersOf } from './dossier-facts.js';

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
  { key: '13a', name: text('Ròng (trừ bất khả kháng)', 'Net of force majeure'), type: 'text', apart: 'outcome' },
];

interface Entry {
  dossier: string;
  procedure: string;
  agency: string;
  channel: string;
  outcome: string | null;
  imported: boolean;
  net: string | null;
  document: string | null;
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

const IMPORTED = text('nhập từ sổ cũ', 'from an earlier register');

function noteOf({ outcome, imported }: Entry): Cell {
  const said = outcome === null ? null : (OUTCOMES[outcome] ?? text(outcome, outcome));
  if (!imported) return said;
  return said ? text(`${said.vi} (${IMPORTED.vi})`, `${said.en} (${IMPORTED.en})`) : IMPORTED;
}

/** Who applied to the police stands in no report for others. */
function personOf({ imported, agency, name, address, phone }: Entry, names: Names): [Cell, Cell] {
  const closed = imported && (names.kindOf(agency)?.startsWith('police_') ?? false);
  return closed ? [null, null] : [name, [address, phone].filter(Boolean).join(', ')];
}

/** Only where it says something else than the column beside it: what was late stays there as late. */
function netOf({ outcome, net, document }: Entry): Cell {
  if (net === null || net === outcome) return null;
  const said = OUTCOMES[net] ?? text(net, net);
  return text([said.vi, document].filter(Boolean).join(' – '), [said.en, document].filter(Boolean).join(' – '));
}

/** ISO of the zone; what a cell of days and instants holds. */
export const written = (sql: string): string => `to_char((${sql}) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')`;

/** What excuses a dossier, as its entries say: `null` for nearly all. */
const DOCUMENTS = `(select string_agg(distinct data ->> 'document', '; ') from ledger_entry where net_outcome.net_outcome is distinct from fact.outcome and dossier = fact.dossier and kind = 'force_majeure.excluded' and position <= $3)`;

/** Sổ theo dõi hồ sơ: what was received in the period, in the order of receipt. Names and addresses come from the dossier: they are not in the ledger. */
export const register: ReportDefinition = {
  kind: 'register', form: null, title: text('Sổ theo dõi hồ sơ', 'Dossier register'), unit: DOSSIERS, groupings: [], filters: ALL_FILTERS, paged: true,
  read: async (tx, scope, names) => {
    const { page } = scope;
    const [after, code] = page?.after?.split('|') ?? [];
    const limit = page ? page.limit + 1 : null;
    const found = await tx.query<Entry[]>(ENTRIES, [...parametersOf(scope), after ?? null, code ?? null, limit]);
    const [{ n }] = await tx.query<[{ n: number }]>(`${FACTS} select count(*)::int as n from fact where received_at >= $1`, parametersOf(scope));
    const shown = page ? found.slice(0, page.limit) : found;
    const last = shown.at(-1);
    return {
      columns: COLUMNS, form: await profileForms(tx, scope), next: page && found.length > page.limit && last ? `${last.received}|${last.dossier}` : null,
      rows: shown.map((one) => ({
        key: one.dossier,
        cells: [
          one.dossier, names.procedure(one.procedure), 1, ...personOf(one, names), names.agency(one.agency), one.received, one.due, one.settled, one.returned,
          CHANNELS[one.channel] ?? one.channel, noteOf(one), netOf(one),
        ],
      })),
      total: [text('Tổng cộng', 'Total'), null, n, null, null, null, null, null, null, null, null, null, null],
    };
  },
};

/** The register of every legal profile that held in the period. */
async function profileForms(tx: EntityManager, { from, to }: ReportScope): Promise<Text> {
  const found = await tx.query<FormOfProfile[]>(PROFILES, [from, to]);
  const forms = found.filter(({ form }) => form !== null).map(formText);
  return text(forms.map(({ vi }) => vi).join('; '), forms.map(({ en }) => en).join('; '));
}

const PROFILES = `
with use as (select profile, valid_from, lead(valid_from) over (order by valid_from, seq) as ends from legal_profile_use)
select forms -> 'register' as form, basis from legal_profile where code in (select profile from use where valid_from < $2 and (ends is null or ends > $1)) order by code`;

const ENTRIES = `${FACTS}${NET_OUTCOME}
select fact.dossier, fact.procedure, fact.agency, fact.channel, fact.outcome, net_outcome.net_outcome as net, ${DOCUMENTS} as document, ${written('fact.received_at')} as received, ${written(DUE)} as due, ${written('fact.settled_at')} as settled,
  fact.imported, ${written(`select coalesce(fact.register_returned, min(at)) from ledger_entry where dossier = fact.dossier and kind = 'dossier.returned' and at < $2 and position <= $3`)} as returned,
  coalesce(dossier.applicant, record -> 'applicant') ->> 'name' as name, coalesce(dossier.applicant, record -> 'applicant') ->> 'address' as address, coalesce(dossier.applicant, record -> 'applicant') ->> 'phone' as phone
from fact left join dossier on dossier.code = fact.dossier left join imported_dossier on imported_dossier.code = fact.dossier left join net_outcome on net_outcome.dossier = fact.dossier
where fact.received_at >= $1 and ($9::timestamptz is null or (date_trunc('second', fact.received_at), fact.dossier) > ($9, $10::text))
order by date_trunc('second', fact.received_at), fact.dossier limit $11::int`;
