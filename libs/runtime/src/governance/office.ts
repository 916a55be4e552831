import { type Position, type Principal, ROLE } from '#kernel';
import type { LedgerKind } from '#ledger';

/** The post by which somebody takes a step with a procedure: among several, the one that the step is meant for. */
const MEANT_FOR: Partial<Record<LedgerKind, readonly string[]>> = {
  'procedure.drafted': [ROLE.designer],
  'procedure.document': [ROLE.designer],
  'procedure.checked': [ROLE.checker, ROLE.leader],
  'procedure.approved': [ROLE.leader],
  'procedure.published': [ROLE.leader, ROLE.designer],
  'procedure.adopted': [ROLE.leader],
};

export function officeOf({ positions }: Principal, kind: LedgerKind): Position | undefined {
  const [meant] = (MEANT_FOR[kind] ?? []).flatMap((role) => positions.find((position) => position.role === role) ?? []);
  return meant ?? positions[0];
}
