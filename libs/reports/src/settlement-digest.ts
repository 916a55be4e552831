import type { SettlementReport } from '#contract';
import { toIso } from '#kernel';
import { type Identity, OF_THE_FORM, type SettlementFigures, type SettlementTable } from './identities.js';
import type { SettlementScope } from './settlement.repository.js';
import { digestOf } from './table/arithmetic.js';

/** The form's own columns; what stands beside them is in the digest only where it says something else, so that older digests stay true. */
function printed({ net, imported, excused: _, ...columns }: SettlementFigures): Omit<SettlementFigures, 'net' | 'imported' | 'excused'> & Partial<Pick<SettlementFigures, 'net' | 'imported'>> {
  const asGross = net.settledLate === columns.settled.late && net.pendingLate === columns.pending.late;
  return { ...columns, ...(!asGross && { net }), ...(imported.received > 0 && { imported }) };
}

export const headOf = ({ from, to, by, position }: SettlementScope): Pick<SettlementReport, 'from' | 'to' | 'by' | 'ledgerPosition'> => ({ from: toIso(from), to: toIso(to), by, ledgerPosition: position });

/** Without names, which depend on the reader's language; of what later releases added only what says something, so that older digests stay true. */
export function settlementDigest(scope: SettlementScope, identities: readonly Identity[], { rows, total }: SettlementTable): string {
  const { agencies, field, procedure, officer, channel } = scope;
  const narrowed = Object.fromEntries(Object.entries({ field, procedure, officer, channel }).filter(([, value]) => typeof value === 'string'));
  const checked = identities.filter(({ name, holds }) => OF_THE_FORM.has(name) || !holds).map(({ name, holds }) => ({ name, holds }));
  return digestOf({ ...headOf(scope), identities: checked, agencies, ...narrowed, rows: rows.map(printed), total: printed(total) });
}
