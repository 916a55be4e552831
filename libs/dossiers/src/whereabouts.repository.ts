import { type StopKind } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface OpenStop {
  kind: StopKind;
  reason: string;
  since: Date;
}

/**
 * Where dossiers are and how their time stands, read from the projections that `tasks` and `deadlines` keep of the same ledger.
 * Read only: what stands there is those rooms' to write.
 */
@Injectable()
export class WhereaboutsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Every agency that has or had a task or a leg of the dossier. */
  async involvedAgencies(code: string, tx?: EntityManager): Promise<string[]> {
    const rows = await this.#db(tx).query<{ agency: string }[]>(
      'select agency from task where dossier = $1 union select agency from leg where dossier = $1 order by agency',
      [code],
    );
    return rows.map((row) => row.agency);
  }

  /** The agencies that hold the dossier now, each since when, longest first. */
  holders(code: string, tx?: EntityManager): Promise<{ agency: string; since: Date }[]> {
    return this.#db(tx).query('select agency, entered_at as since from leg where dossier = $1 and left_at is null order by entered_at, agency', [code]);
  }

  /** What the citizen or the agency is waited for, the latest first. */
  openStops(code: string, tx?: EntityManager): Promise<OpenStop[]> {
    return this.#db(tx).query('select kind, reason, started_at as since from deadline_stop where dossier = $1 and ended_at is null order by started_at desc, id desc', [code]);
  }

  /** Whether work on the dossier has ever begun beyond its reception: a task handed on, or the state 4. */
  async workHasBegun(tx: EntityManager, code: string, receiving: string): Promise<boolean> {
    const [row] = await tx.query<{ begun: boolean }[]>(
      `select exists (select 1 from task where dossier = $1 and (agency <> $2 or handed_by is not null))
           or exists (select 1 from ledger_entry where dossier = $1 and kind = 'dossier.state' and data ->> 'to' = '4') as begun`,
      [code, receiving],
    );
    return row?.begun ?? false;
  }

  /** What the officer said and filled in whose task ended at the instant: the step that led to where the dossier is now. */
  async lastWords(tx: EntityManager, code: string, at: Date): Promise<{ opinion: string | null; output: Record<string, unknown> | null } | null> {
    const rows = await tx.query<{ opinion: string | null; output: Record<string, unknown> | null }[]>(
      `select opinion, output from task where dossier = $1 and ended_at = $2 and state = 'completed' order by id desc limit 1`,
      [code, at],
    );
    return rows[0] ?? null;
  }

  /** The citizen's deadline: its state and due instant; null where the procedure sets none. */
  async deadline(code: string, tx?: EntityManager): Promise<{ state: string; dueAt: Date } | null> {
    const rows = await this.#db(tx).query<{ state: string; dueAt: Date }[]>(
      `select state, due_at as "dueAt" from deadline where subject_kind = 'dossier' and subject_ref = $1`,
      [code],
    );
    return rows[0] ?? null;
  }

  /** Time that a declaration of force majeure takes out of the net count. */
  excluded(code: string): Promise<{ document: string; reason: string; from: Date; to: Date }[]> {
    return this.database.query(
      `select f.document, f.reason, e.starts_at as "from", e.ends_at as "to" from excluded_time e join force_majeure f on f.id = e.declaration where e.dossier = $1 and e.revoked_at is null order by e.starts_at`,
      [code],
    );
  }

  /** The one extension of the limit, where there was one. */
  async extension(code: string): Promise<{ document: string; reason: string; from: Date; to: Date; at: Date } | null> {
    const [row] = await this.database.query<{ document: string; reason: string; from: Date; to: Date; at: Date }[]>(
      'select document, reason, due_before as "from", due_after as "to", extended_at as "at" from deadline_extension where dossier = $1', [code],
    );
    return row ?? null;
  }

  #db(tx?: EntityManager): EntityManager {
    return tx ?? this.database.manager;
  }
}
