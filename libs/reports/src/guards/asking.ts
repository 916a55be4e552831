import type { Applicant } from '#contract';
import { type LedgerEntry, entriesOfChains } from '#ledger';
import type { Procedures } from '#runtime';
import type { EntityManager } from 'typeorm';
import type { Asking, DueRows, ResultSpec, Withdrawn } from './rule.js';

/** Settlements read at a time while a burst is followed to its ends. */
const PAGE = 50;

/** Reads what rules ask beside a dossier's own ledger, in the transaction of the examination. */
export class AskRows implements Asking {
  /** The earliest instant at which somebody wants to look again, by dossier. */
  laterAt: Date | null = null;

  constructor(
    private readonly tx: EntityManager,
    private readonly procedures: Procedures,
  ) {}

  later(at: Date): void {
    if (this.laterAt === null || at < this.laterAt) this.laterAt = at;
  }

  async applicant(dossier: string): Promise<Applicant> {
    const [row] = await this.tx.query<{ applicant: Applicant }[]>('select applicant from dossier where code = $1', [dossier]);
    return row?.applicant ?? { name: '' };
  }

  withdrawn(procedure: string, since: Date, until: Date): Promise<Withdrawn[]> {
    return this.tx.query(`select code, applicant, ended_at as "endedAt" from dossier where procedure = $1 and state = 7 and ended_at between $2 and $3 order by ended_at desc, code`, [procedure, since, until]);
  }

  entriesOf(dossier: string): Promise<LedgerEntry[]> {
    return entriesOfChains(this.tx, [dossier]);
  }

  async closings(entry: LedgerEntry, pauseMs: number): Promise<LedgerEntry[]> {
    const [before, after] = [await this.#side(entry, pauseMs, true), await this.#side(entry, pauseMs, false)];
    return [...before.toReversed(), entry, ...after];
  }

  async #side(from: LedgerEntry, pauseMs: number, back: boolean): Promise<LedgerEntry[]> {
    const found: LedgerEntry[] = [];
    for (let last = from; ; ) {
      const page = await this.#settledBeside(last, back);
      for (const one of page) {
        if (Math.abs(one.at.getTime() - last.at.getTime()) >= pauseMs) return found;
        found.push(one);
        last = one;
      }
      if (page.length < PAGE) return found;
    }
  }

  async #settledBeside({ actor, at, position }: LedgerEntry, back: boolean): Promise<LedgerEntry[]> {
    const [than, order] = back ? ['<', 'desc'] : ['>', 'asc'];
    const rows = await this.tx.query<(Omit<LedgerEntry, 'position'> & { position: string })[]>(
      `select position, dossier, seq, at, actor, agency, kind, element, data, previous_hash as "previousHash", hash from ledger_entry
       where kind = 'dossier.settled' and actor = $1 and at ${than}= $2 and (at, position) ${than} ($2, $3) order by at ${order}, position ${order} limit ${PAGE}`,
      [actor, at, position],
    );
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }

  /** Rows and ledger in one statement: a step that commits meanwhile moves both. */
  async due(dossier: string): Promise<DueRows | null> {
    const [row] = await this.tx.query<{ deadline: Date | null; dossier: Date | null; recorded: Date; entry: string }[]>(`${DUE} where d.code = $1`, [dossier]);
    return row ? { ...row, entry: Number(row.entry) } : null;
  }

  async paperCodes(dossier: string): Promise<Map<string, string>> {
    const rows = await this.tx.query<{ id: string; code: string }[]>('select id, code from paper where dossier = $1', [dossier]);
    return new Map(rows.map(({ id, code }) => [id, code]));
  }

  /** The paper that the milestone names as the result, else what the procedure lists as results and what its signing steps make. */
  async result(procedure: string, revision: number, code: string | null): Promise<ResultSpec> {
    const models = await this.#models(procedure, revision);
    const steps = models.flatMap(({ steps: own }) => Object.values(own));
    const signing = steps.filter(({ signature }) => signature);
    const made = steps.flatMap(({ papersOut }) => papersOut.map((paper) => paper.code));
    const named = [...(code === null ? [] : [code]), ...models.flatMap(({ results }) => results.map((one) => one.code))].filter((one) => made.includes(one));
    const signed = signing.flatMap(({ papersOut }) => papersOut.map((paper) => paper.code));
    const codes = [...new Set([...named, ...signed])];
    return { codes: codes.length > 0 ? codes : [...new Set(made)], signed: named.length > 0 ? named.some((one) => signed.includes(one)) : signing.length > 0 };
  }

  async #models(procedure: string, revision: number): Promise<Awaited<ReturnType<Procedures['load']>>['model'][]> {
    const { model, bindings } = await this.procedures.load(procedure, revision);
    const called = await Promise.all(Object.entries(bindings).map(([one, number]) => this.#models(one, number)));
    return [model, ...called.flat()];
  }
}

const DUE = `
select deadline.due_at as deadline, d.due_at as dossier, coalesce(told.data->>'to', told.data->>'dueAt')::timestamptz as recorded, told.position as entry
from dossier d
left join deadline on deadline.subject_kind = 'dossier' and deadline.subject_ref = d.code
cross join lateral (
  select position, data from ledger_entry where dossier = d.code and kind in ('deadline.set', 'deadline.moved') and data->>'subject' = 'dossier' order by seq desc limit 1
) as told`;

/** Of the dossiers after that code that have not ended, so many: the last code, and those whose due date the ledger does not explain. */
export async function sweepDueDates(tx: EntityManager, after: string, limit: number): Promise<{ last: string | null; suspect: string[] }> {
  const rows = await tx.query<{ code: string; off: boolean }[]>(
    `with looked as materialized (select code from dossier where ended_at is null and code > $1 order by code limit $2)
     select looked.code, coalesce(checked.deadline <> checked.recorded or checked.dossier <> checked.recorded, false) as off
     from looked left join lateral (${DUE} where d.code = looked.code) as checked on true order by looked.code`,
    [after, limit],
  );
  return { last: rows.at(-1)?.code ?? null, suspect: rows.filter(({ off }) => off).map(({ code }) => code) };
}
