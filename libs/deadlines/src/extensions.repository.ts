import type { Budget, BudgetUnit } from '#kernel';
import { write } from '#platform';
import type { EntityManager } from 'typeorm';

/** The one extension of a dossier. */
export interface Extension {
  dossier: string;
  rule: string;
  budget: Budget;
  document: string;
  reason: string;
  from: Date;
  to: Date;
  by: string;
  at: Date;
}

type Row = Omit<Extension, 'budget'> & { amount: string; unit: BudgetUnit };

export async function insertExtension(tx: EntityManager, { dossier, rule, budget, document, reason, from, to, by, at }: Extension): Promise<void> {
  await write(
    tx,
    'insert into deadline_extension (dossier, rule, amount, unit, document, reason, due_before, due_after, extended_by, extended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [dossier, rule, budget.amount, budget.unit, document, reason, from, to, by, at],
  );
}

export async function extensionOf(db: EntityManager, dossier: string): Promise<Extension | null> {
  const [row] = await db.query<Row[]>(
    'select dossier, rule, amount, unit, document, reason, due_before as "from", due_after as "to", extended_by as "by", extended_at as "at" from deadline_extension where dossier = $1', [dossier],
  );
  if (!row) return null;
  const { amount, unit, ...rest } = row;
  return { ...rest, budget: { amount: Number(amount), unit } };
}
