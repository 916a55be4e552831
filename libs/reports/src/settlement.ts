import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Agencies, supervisedAgencies } from '#access';
import type { SettlementReport, SettlementRow } from '#contract';
import { type Language, type Principal, type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { inTransaction } from '#platform';
import { type Identity, type SettlementFigures, type SettlementTable, TOTAL_KEY, checkIdentities, identityName } from './identities.js';
import { type SettlementScope, countSettlement } from './settlement.repository.js';
import { digestOf } from './table/arithmetic.js';

export interface SettlementQuery {
  /** The period is [from, to). */
  from: Date;
  to: Date;
  by: 'agency' | 'field';
  principal: Principal;
  language: Language;
  /** Computes the report as it was at that ledger position, to compare with a printed digest. Default: everything written by now. */
  position?: number;
}

/**
 * Biểu 06/VPCP/KSTT: how dossiers were settled in a period. Computed from the ledger and from nothing else, and given out only when the
 * form's own arithmetic holds; a report that does not reconcile is refused with the rows at fault.
 */
@Injectable()
export class Reports {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Agencies) private readonly agencies: Agencies,
  ) {}

  /**
   * Whoever supervises all agencies sees all rows, a leader or head of a desk the dossiers that the own agencies received.
   * Refuses with `not_allowed`, `invalid_input`, `report_does_not_reconcile` (details: `identities`, `rows`).
   */
  async settlement(query: SettlementQuery): Promise<Result<SettlementReport>> {
    const supervised = supervisedAgencies(query.principal, await this.agencies.kindsOf(query.principal));
    if (supervised !== 'all' && supervised.length === 0) return reject('not_allowed', NOT_ALLOWED);
    if (query.from >= query.to) return reject('invalid_input', WRONG_PERIOD, { errors: [{ path: 'to', message: WRONG_PERIOD }] });
    const scope: SettlementScope = {
      from: query.from,
      to: query.to,
      by: query.by,
      agencies: supervised === 'all' ? null : supervised,
      position: query.position ?? (await this.ledger.position()),
    };
    const table = await inTransaction(this.db, async (tx) => ok(await countSettlement(tx, scope)));
    return table.ok ? this.#report(scope, table.value, query.language) : table;
  }

  async #report(scope: SettlementScope, table: SettlementTable, language: Language): Promise<Result<SettlementReport>> {
    const identities = checkIdentities(table);
    const nameOf = await this.#namesOf(scope.by);
    const named = (figures: SettlementFigures): SettlementRow => ({ ...figures, name: nameOf(figures.key)[language] });
    const [rows, total] = [table.rows.map(named), named(table.total)];
    if (identities.some(({ holds }) => !holds)) return doesNotReconcile(identities, [...rows, total]);
    const head = headOf(scope, identities);
    const digest = settlementDigest(scope, identities, table);
    return ok({ ...head, identities: head.identities.map(({ name, holds }) => ({ name: identityName(name, language), holds })), digest, rows, total });
  }

  async #namesOf(by: SettlementScope['by']): Promise<(key: string) => Text> {
    const directory = await this.agencies.directory();
    const nameOf = (key: string): Text => (by === 'agency' ? directory.get(key)?.name : null) ?? text(key, key);
    return (key) => (key === TOTAL_KEY ? TOTAL_NAME : key === '' ? NO_KEY[by] : nameOf(key));
  }
}

/** The form's own columns; what stands beside them is in the digest only where it says something else, so that older digests stay true. */
function printed({ net, ...columns }: SettlementFigures): Omit<SettlementFigures, 'net'> & Partial<Pick<SettlementFigures, 'net'>> {
  return net.settledLate === columns.settled.late && net.pendingLate === columns.pending.late ? columns : { ...columns, net };
}

const headOf = ({ from, to, by, position }: SettlementScope, identities: readonly Identity[]): Omit<SettlementReport, 'digest' | 'rows' | 'total'> => ({
  from: toIso(from),
  to: toIso(to),
  by,
  ledgerPosition: position,
  identities: identities.map(({ name, holds }) => ({ name, holds })),
});

/** The report goes in without names, which depend on the reader's language. */
export const settlementDigest = (scope: SettlementScope, identities: readonly Identity[], { rows, total }: SettlementTable): string =>
  digestOf({ ...headOf(scope, identities), agencies: scope.agencies, rows: rows.map(printed), total: printed(total) });

function doesNotReconcile(identities: readonly Identity[], rows: readonly SettlementRow[]): Result<never> {
  const failed = identities.filter(({ holds }) => !holds);
  const names = failed.map(({ name }) => name).join('; ');
  const atFault = rows.filter(({ key }) => failed.some(({ faults }) => faults.includes(key)));
  return reject('report_does_not_reconcile', text(`Số liệu không khớp, không thể lập báo cáo: ${names}.`, `The figures do not reconcile, so no report is made: ${names}.`), {
    details: { identities, rows: atFault },
  });
}

const TOTAL_NAME = text('Tổng cộng', 'Total');
const NO_KEY = { agency: text('Không rõ cơ quan', 'Agency unknown'), field: text('Chưa phân lĩnh vực', 'No field') };
const NOT_ALLOWED = text('Chỉ lãnh đạo, trưởng bộ phận và quản trị được xem thống kê.', 'Only leaders, heads of desks and the administrator may see statistics.');
const WRONG_PERIOD = text('Ngày kết thúc phải sau ngày bắt đầu.', 'The end of the period must come after its start.');
