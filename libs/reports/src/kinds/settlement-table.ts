import { text } from '#kernel';
import { type Identity, type SettlementFigures, type SettlementTable, checkIdentities, identityName } from '../identities.js';
import { countSettlement } from '../settlement.repository.js';
import { settlementDigest } from '../settlement.js';
import { TOTAL_NAME } from '../table/arithmetic.js';
import type { Cell, CheckedIdentity, Column } from '../table/figures.js';
import { type Names, type OwnFigures, type ReportDefinition, DOSSIERS, keyName } from './definition.js';

const RECEIVED = text('Số hồ sơ nhận giải quyết', 'Dossiers received');
const SETTLED = text('Kết quả giải quyết: đã giải quyết', 'Settled');
const PENDING = text('Đang giải quyết', 'Pending');

/** Columns 2 to 13 of the form. */
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
];

const cellsOf = (name: Cell, { received, settled, pending }: SettlementFigures): Cell[] => [
  name, received.total, received.online, received.direct, received.carriedOver, settled.total, settled.early, settled.onTime, settled.late, pending.total, pending.inTime, pending.late,
];

const base = { unit: DOSSIERS, filters: [] } as const;

/** Biểu 06/VPCP/KSTT: of agencies that settle procedures themselves. */
export const settlement: ReportDefinition = {
  ...base, kind: 'settlement', form: text('Biểu số 06/VPCP/KSTT', 'Form 06/VPCP/KSTT'), groupings: ['agency', 'field'],
  title: text('Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết', 'Settlement of procedures at the agencies that settle them'),
  read: async (tx, { from, to, by, agencies, position }, names) => {
    const scope = { from, to, by: by as 'agency' | 'field', agencies, position };
    const table = await countSettlement(tx, scope);
    return figuresOf(table, settlementDigest(scope, checkIdentities(table), table), scope.by, names);
  },
};

/** Biểu II.06a/VPCP/KSTT: the same of what one-stop desks received. */
export const settlementCentre: ReportDefinition = {
  ...base, kind: 'settlement_centre', form: text('Biểu số II.06a/VPCP/KSTT', 'Form II.06a/VPCP/KSTT'), groupings: ['field', 'agency'],
  title: text('Tình hình, kết quả giải quyết thủ tục hành chính tại Trung tâm phục vụ hành chính công, Bộ phận Một cửa', 'Settlement of procedures at public service centres and one-stop desks'),
  read: async (tx, { from, to, by, agencies, position }, names) => {
    const received = agencies ?? (await tx.query<{ code: string }[]>('select code from agency')).map(({ code }) => code);
    const scope = { from, to, by: by as 'agency' | 'field', agencies: received.filter((code) => names.kindOf(code) === 'one_stop_desk'), position };
    const table = await countSettlement(tx, scope);
    return figuresOf(table, settlementDigest(scope, checkIdentities(table), table), scope.by, names);
  },
};

function figuresOf(table: SettlementTable, digest: string, by: 'agency' | 'field', names: Names): OwnFigures {
  return {
    columns: SETTLEMENT_COLUMNS,
    rows: table.rows.map((row) => ({ key: row.key, cells: cellsOf(by === 'agency' && row.key === '' ? text('Không rõ cơ quan', 'Agency unknown') : keyName(by, row.key, names), row) })),
    total: cellsOf(TOTAL_NAME, table.total), checked: checkIdentities(table).map(named), digest,
  };
}

const named = ({ name, holds, faults }: Identity): CheckedIdentity => ({ name: text(identityName(name, 'vi'), identityName(name, 'en')), holds, faults });
