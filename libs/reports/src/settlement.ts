import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReportFilter, ReportParameters, SettlementReport, SettlementRow } from '#contract';
import { type Language, type Principal, type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { inTransaction } from '#platform';
import { type Identity, type SettlementFigures, type SettlementTable, TOTAL_KEY, checkIdentities, identityName } from './identities.js';
import { keyName } from './kinds/definition.js';
import { MakeReports } from './make-reports.js';
import { ReportNames } from './names.js';
import { type SettlementGrouping, type SettlementScope, countSettlement } from './settlement.repository.js';
import { headOf, settlementDigest } from './settlement-digest.js';
import { TOTAL_NAME } from './table/arithmetic.js';

export interface SettlementQuery {
  /** The period is [from, to). */
  from: Date;
  to: Date;
  by: SettlementGrouping;
  /** Narrowed down to these. */
  filters?: Partial<Record<ReportFilter, string>>;
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
    @Inject(MakeReports) private readonly make: MakeReports,
    @Inject(ReportNames) private readonly names: ReportNames,
  ) {}

  /**
   * Whoever supervises all agencies sees all rows, a leader or head of a desk the dossiers that the own agencies received.
   * Refuses with `not_allowed`, `invalid_input`, `report_does_not_reconcile` (details: `identities`, `rows`).
   */
  async settlement({ from, to, by, filters = {}, principal, language, position }: SettlementQuery): Promise<Result<SettlementReport>> {
    const parameters = { from: toIso(from), to: toIso(to), by, ...filters } as ReportParameters;
    const scoped = await this.make.scopeOf({ kind: 'settlement', parameters, principal, position });
    if (!scoped.ok) return scoped;
    const scope: SettlementScope = { ...scoped.value, by };
    const table = await inTransaction(this.db, async (tx) => ok(await countSettlement(tx, scope)));
    return table.ok ? this.#report(scope, table.value, language) : table;
  }

  async #report(scope: SettlementScope, table: SettlementTable, language: Language): Promise<Result<SettlementReport>> {
    const identities = checkIdentities(table);
    const names = await this.names.fetch();
    const nameOf = (key: string): Text => (key === TOTAL_KEY ? TOTAL_NAME : keyName(scope.by, key, names));
    const named = (figures: SettlementFigures): SettlementRow => ({ ...figures, name: nameOf(figures.key)[language] });
    const [rows, total] = [table.rows.map(named), named(table.total)];
    if (identities.some(({ holds }) => !holds)) return doesNotReconcile(identities, [...rows, total]);
    const { documents = [], passages = [] } = table;
    return ok({
      ...headOf(scope), identities: identities.map(({ name, holds }) => ({ name: identityName(name, language), holds })), digest: settlementDigest(scope, identities, table), rows, total,
      documents: [...documents], passages: [...passages],
    });
  }
}

function doesNotReconcile(identities: readonly Identity[], rows: readonly SettlementRow[]): Result<never> {
  const failed = identities.filter(({ holds }) => !holds);
  const names = failed.map(({ name }) => name).join('; ');
  const atFault = rows.filter(({ key }) => failed.some(({ faults }) => faults.includes(key)));
  return reject('report_does_not_reconcile', text(`Số liệu không khớp, không thể lập báo cáo: ${names}.`, `The figures do not reconcile, so no report is made: ${names}.`), {
    details: { identities, rows: atFault },
  });
}
