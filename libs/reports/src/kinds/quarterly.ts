import type { EntityManager } from 'typeorm';
import { ZONE_OFFSET_MS, type Text, text } from '#kernel';
import { type SettlementTable, checkIdentities, identityName } from '../identities.js';
import { countSettlement } from '../settlement.repository.js';
import { share } from '../table/arithmetic.js';
import type { Column, ReportScope, Row } from '../table/figures.js';
import { ALL_FILTERS, type ReportDefinition } from './definition.js';
import { FACTS, parametersOf } from './dossier-facts.js';
import { notesOf, settlementScope } from './settlement-table.js';

const NOW = text('Kỳ này', 'This period');
const BEFORE = text('Kỳ trước', 'The period before');
const COLUMNS: readonly Column[] = [
  { key: 'name', name: text('Chỉ tiêu', 'Indicator'), type: 'text' },
  { key: 'now', group: NOW, name: text('Số lượng', 'Number'), type: 'count', summed: false },
  { key: 'nowShare', group: NOW, name: text('Tỷ lệ', 'Share'), type: 'share' },
  { key: 'before', group: BEFORE, name: text('Số lượng', 'Number'), type: 'count', summed: false },
  { key: 'beforeShare', group: BEFORE, name: text('Tỷ lệ', 'Share'), type: 'share' },
  { key: 'change', name: text('Tăng, giảm', 'Change'), type: 'count', summed: false },
];

/** An indicator, and the one it is a share of. */
const INDICATORS: readonly [key: string, name: Text, of?: string][] = [
  ['received', text('Hồ sơ nhận giải quyết (gồm kỳ trước chuyển qua)', 'Dossiers to settle')], ['online', text('– trong đó trực tuyến', '– online'), 'received'], ['direct', text('– trực tiếp, bưu chính', '– in person, by post'), 'received'], ['carried', text('– kỳ trước chuyển qua', '– carried over'), 'received'],
  ['settled', text('Đã giải quyết', 'Settled'), 'received'], ['early', text('– trước hạn', '– early'), 'settled'], ['onTime', text('– đúng hạn', '– on time'), 'settled'], ['late', text('– quá hạn (gộp)', '– late, gross'), 'settled'], ['lateExcused', text('– – trừ bất khả kháng', '– – force majeure'), 'late'], ['lateNet', text('– – quá hạn ròng', '– – late, net'), 'late'],
  ['pending', text('Đang giải quyết', 'Pending'), 'received'], ['inTime', text('– trong hạn', '– in time'), 'pending'], ['overdue', text('– quá hạn (gộp)', '– late, gross'), 'pending'], ['overdueExcused', text('– – trừ bất khả kháng', '– – force majeure'), 'overdue'], ['overdueNet', text('– – quá hạn ròng', '– – late, net'), 'overdue'],
  ['gross', text('Hồ sơ quá hạn (gộp)', 'Late, gross'), 'received'], ['excused', text('– trừ bất khả kháng', '– force majeure'), 'gross'], ['net', text('– còn quá hạn (ròng)', '– late, net'), 'gross'],
  ['supplements', text('Phiếu yêu cầu bổ sung', 'Requests to supplement')], ['apologies', text('Văn bản xin lỗi đã gửi', 'Apologies sent')], ['refused', text('Hồ sơ từ chối', 'Refused')], ['withdrawn', text('Hồ sơ công dân rút', 'Withdrawn')], ['stopped', text('Lần tạm dừng tính hạn', 'Stops of the clock')],
];

const EVENTS: Record<string, string> = {
  supplements: `kind = 'form.issued' and data ->> 'form' = 'form-02'`, apologies: `kind = 'apology.sent'`, refused: `kind = 'dossier.refused'`, withdrawn: `kind = 'dossier.withdrawn'`, stopped: `kind = 'clock.stopped'`,
};

async function indicators(tx: EntityManager, scope: ReportScope): Promise<{ values: ReadonlyMap<string, number>; table: SettlementTable; faults: { name: Text; faults: string[] }[] }> {
  const table = await countSettlement(tx, settlementScope({ ...scope, by: 'agency' }));
  const { received, settled, pending, net, excused } = table.total;
  const counts = Object.entries(EVENTS).map(([name, sql]) => `count(*) filter (where ${sql})::int as ${name}`).join(', ');
  const [events] = await tx.query<Record<string, number>[]>(`${FACTS} select ${counts} from ledger_entry where dossier in (select dossier from fact) and kind in ('form.issued', 'apology.sent', 'dossier.refused', 'dossier.withdrawn', 'clock.stopped') and at >= $1 and at < $2 and position <= $3`, parametersOf(scope));
  const values = {
    received: received.total, online: received.online, direct: received.direct, carried: received.carriedOver, settled: settled.total, early: settled.early, onTime: settled.onTime, late: settled.late,
    pending: pending.total, inTime: pending.inTime, overdue: pending.late, 
    lateExcused: excused.settledLate, lateNet: net.settledLate, overdueExcused: excused.pendingLate, overdueNet: net.pendingLate,
    gross: settled.late + pending.late, excused: excused.settledLate + excused.pendingLate, net: net.settledLate + net.pendingLate, ...events,
  };
  return { table, values: new Map(Object.entries(values)), faults: checkIdentities(table).map(({ name, faults }) => ({ name: text(identityName(name, 'vi'), identityName(name, 'en')), faults })) };
}

/** The period of the same kind before: a whole number of months as many months earlier, anything else as long. */
export function periodBefore({ from, to }: { from: Date; to: Date }): { from: Date; to: Date } {
  const [a, b] = [from, to].map((at) => new Date(at.getTime() + ZONE_OFFSET_MS)) as [Date, Date];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  const whole = [a, b].every((at) => at.getUTCDate() === 1 && at.getTime() % 86_400_000 === 0);
  if (!whole) return { from: new Date(2 * from.getTime() - to.getTime()), to: from };
  return { from: new Date(Date.UTC(a.getUTCFullYear(), a.getUTCMonth() - months, 1) - ZONE_OFFSET_MS), to: from };
}

/** What a quarter is summed up in, beside the quarter before. */
export const quarterly: ReportDefinition = {
  kind: 'quarterly', form: null, title: text('Báo cáo kết quả giải quyết thủ tục hành chính', 'Report of the period'), unit: text('hồ sơ, lần', 'dossiers, times'), groupings: [], filters: ALL_FILTERS,
  read: async (tx, scope, names) => {
    const now = await indicators(tx, scope);
    const before = await indicators(tx, { ...scope, ...periodBefore(scope) });
    const rows = INDICATORS.map(([key, name, of]): Row => {
      const [a, b] = [now.values.get(key) ?? 0, before.values.get(key) ?? 0];
      return { key, cells: [name, a, of ? share(a, now.values.get(of) ?? 0) : null, b, of ? share(b, before.values.get(of) ?? 0) : null, a - b] };
    });
    const carried = { name: text('kỳ trước chuyển qua = đang giải quyết cuối kỳ trước', 'carried over = pending at the end of the period before'), faults: now.values.get('carried') === before.table.total.pending.total + (now.table.passed ?? 0) ? [] : ['carried'] };
    return { columns: COLUMNS, rows, total: null, identities: [...now.faults, carried], notes: notesOf(now.table, names) };
  },
};
