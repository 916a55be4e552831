import { type Result, reject, text } from '#kernel';
import { type ElementMapping, type Migrated, migrateState, storedState } from '../engine/engine.js';
import type { LoadedRevision } from '../procedures.js';
import type { Candidate } from './batches.repository.js';

export interface Revisions {
  from: LoadedRevision;
  to: LoadedRevision;
  mapping: ElementMapping;
}

/**
 * The dossier's state under the new revision, or why it must stay: beside what the engine refuses, a wait on which the clock stands in the
 * one revision and not in the other, and a call of another procedure. Writes nothing.
 */
export function planMove(candidate: Candidate, { from, to, mapping }: Revisions, now: Date): Result<Migrated> {
  const { procedure, revision, ended, instance, state, variables } = candidate;
  if (procedure !== from.procedure || revision !== from.number) return stay(`Hồ sơ không ở lần ban hành ${from.number} của "${from.procedure}"`, `The dossier is not on revision ${from.number} of "${from.procedure}"`);
  if (ended || instance === null || state === null) return stay('Quy trình của hồ sơ đã kết thúc', 'The dossier\'s process has ended');
  const migrated = readable(() => migrateState(storedState(state), { mapping, from: from.compiled, to: to.compiled, variables, now }));
  return migrated.ok ? (refuseChanged(migrated.value, from, to) ?? migrated) : migrated;
}

function refuseChanged({ waiting }: Migrated, { model: old }: LoadedRevision, { model }: LoadedRevision): { ok: false; rejection: ReturnType<typeof stay>['rejection'] } | null {
  for (const { before, after } of waiting) {
    if (JSON.stringify(old.stops[before.element]) !== JSON.stringify(model.stops[after.element])) {
      return stay(`Đồng hồ tại "${before.element}" chạy khác đi trong bản mới`, `The clock at "${before.element}" runs otherwise in the new revision`);
    }
    if (before.kind === 'call' && (old.calls[before.element] ?? before.calledElement) !== (model.calls[after.element] ?? after.calledElement)) {
      return stay(`"${before.element}" gọi quy trình khác trong bản mới`, `"${before.element}" calls another procedure in the new revision`);
    }
    if (before.kind === 'user' && model.steps[after.element] === undefined) return stay(`"${before.element}" không còn là việc của người`, `"${before.element}" is no step of a person any more`);
  }
  return null;
}

/** A state that cannot be brought to life stops this dossier and none of the others. */
function readable(plan: () => Result<Migrated>): Result<Migrated> {
  try {
    return plan();
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    return stay(`Không đọc được trạng thái quy trình: ${why}`, `The state cannot be read: ${why}`);
  }
}

const stay = (vi: string, en: string): ReturnType<typeof reject> => reject('invalid_state', text(vi, en));
