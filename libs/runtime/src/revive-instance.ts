import { text } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { CompiledProcess } from './engine/compile.js';
import { LiveInstance, UnknownStateError, storedState } from './engine/engine.js';
import type { InstanceRow, InstancesRepository } from './instances.repository.js';
import { PoisonedInstanceError } from './poisoned-instance.js';

/**
 * A running instance as it was when saved. Everything that the table says it waits for must be in the state: what is missing there could
 * never be completed, and nobody would be told. Throws {@link PoisonedInstanceError}.
 */
export async function reviveInstance(tx: EntityManager, instances: InstancesRepository, row: InstanceRow, compiled: CompiledProcess, now: Date): Promise<LiveInstance> {
  const { state, waits } = await instances.saved(tx, row.id);
  try {
    if (state === null) throw new UnknownStateError(text('không có trạng thái nào được lưu', 'it has no state'));
    const live = LiveInstance.recover(compiled, storedState(state), { variables: row.variables, now });
    const alive = new Set(live.waiting().map(({ executionId }) => executionId));
    const lost = waits.filter((executionId) => !alive.has(executionId));
    if (lost.length > 0) throw new UnknownStateError(text(`trạng thái đã lưu thiếu ${lost.join(', ')} là việc đang chờ`, `${lost.join(', ')} of what it waits for is not in its state`));
    return live;
  } catch (error) {
    throw poisoned(row, error);
  }
}

export const poisoned = (row: InstanceRow, cause: unknown): PoisonedInstanceError => new PoisonedInstanceError(row.id, row.dossier, row.procedure, cause);
