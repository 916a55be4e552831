import type { ReportKind } from '#contract';
import { type Text, text } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { ReportScope } from '../table/figures.js';
import { CATALOGUE } from './catalogue.js';
import type { Names, OwnFigures } from './definition.js';
import { FACTS, parametersOf } from './dossier-facts.js';

/** The figures of a kind; where dossiers of registers are among what they are made of, that is said under the table. */
export async function readFigures(tx: EntityManager, kind: ReportKind, scope: ReportScope, names: Names): Promise<OwnFigures> {
  const definition = CATALOGUE[kind];
  const figures = await definition.read(tx, scope, names);
  const note = definition.perDossier ? null : await importedNote(tx, scope, definition.withoutImported ?? false);
  return note ? { ...figures, notes: [...(figures.notes ?? []), note] } : figures;
}

interface Imported {
  received: number;
  settled: number;
  late: number;
  pending: number;
}

async function importedNote(tx: EntityManager, scope: ReportScope, leftOut: boolean): Promise<Text | null> {
  const [any] = await tx.query<unknown[]>(`select 1 from ledger_entry where kind = 'register.imported' limit 1`);
  if (!any) return null;
  const [n] = await tx.query<[Imported]>(
    `${FACTS} select (count(*) filter (where received_at >= $1))::int as received, (count(*) filter (where settled_at is not null))::int as settled, (count(*) filter (where outcome = 'late'))::int as late,
       (count(*) filter (where settled_at is null))::int as pending from fact where imported`,
    parametersOf(scope),
  );
  if (n.settled + n.pending === 0) return null;
  if (leftOut) return text(`Không tính ${n.settled + n.pending} hồ sơ nhập từ sổ cũ: sổ không cho biết các dữ liệu này.`, `${n.settled + n.pending} dossiers from earlier registers are left out: registers do not tell these data.`);
  return text(
    `Trong đó hồ sơ nhập từ sổ cũ: ${n.received} tiếp nhận trong kỳ, ${n.settled} đã giải quyết (${n.late} quá hạn), ${n.pending} đang giải quyết; đúng hay quá hạn tính theo ngày giờ ghi trong sổ.`,
    `Of these from earlier registers: ${n.received} received in the period, ${n.settled} settled (${n.late} late), ${n.pending} pending; on time or late by the dates that the registers have.`,
  );
}
