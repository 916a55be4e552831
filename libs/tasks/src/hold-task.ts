import { Agencies, canWorkTask } from '#access';
import type { Actor, DelegateTask, DomainEvents, DossierHead } from '#contract';
import { type Principal, ROLE, type Rejection, type Result, holdsRole, ok, reject, text, worksAt } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { type DossierNamed, TransactionEvents } from '#platform';
import { type CommandContext, Commands, refuseStale } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Task, factsOf, isLive } from './task.js';
import { TasksRepository } from './tasks.repository.js';

export type Held = { task: Task; head: DossierHead; at: Date; actor: Actor };

/** Asks at once for what the work will want of the task's dossier, in the same journey to the database. */
export type LookAhead = (tx: EntityManager, dossier: DossierNamed) => void;

export interface TaskRef {
  id: string;
}

export const unknownTask = (id: string): Result<never> => reject('not_found', text(`Không tìm thấy công việc ${id}`, `No task ${id}`));

/** Claim, release and delegate: who has a task in hand. Guards: exists → allowed → state → own rule. */
@Injectable()
export class HoldTask {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  claim(ctx: CommandContext, id: string): Promise<Result<TaskRef>> {
    return this.onTask(ctx, id, async (tx, held) => {
      const { task } = held;
      if (!isLive(task)) return ended(task);
      if (task.assignee === ctx.principal.username) return ok({ id });
      if (task.assignee !== null) return taken(task);
      await this.tasks.setAssignee(tx, id, ctx.principal.username, held.at);
      await this.tellTakenUp(tx, held, ctx.principal.username);
      return ok({ id });
    });
  }

  release(ctx: CommandContext, id: string): Promise<Result<TaskRef>> {
    return this.onTask(ctx, id, async (tx, { task, head, at, actor }) => {
      if (!isLive(task)) return ended(task);
      if (task.assignee !== ctx.principal.username) {
        return reject('invalid_state', text('Công việc này không do bạn đang giữ', 'You do not hold this task'));
      }
      await this.tasks.setAssignee(tx, id, null, at);
      await this.#record(tx, head, at, actor, task, 'task.released', {});
      return ok({ id });
    });
  }

  delegate(ctx: CommandContext, id: string, input: DelegateTask): Promise<Result<TaskRef>> {
    return this.onTask(ctx, id, async (tx, { task, head, at, actor }) => {
      if (!isLive(task)) return ended(task);
      if (task.assignee !== null && task.assignee !== ctx.principal.username) return taken(task);
      if (input.until && new Date(input.until) <= at) return invalid('until', text('phải sau thời điểm hiện tại', 'must lie in the future'));
      const colleague = await this.agencies.officer(input.to, at);
      if (!colleague || !worksAt(colleague, task.agency)) {
        return invalid('to', text('không phải cán bộ của cơ quan đang giữ công việc', 'is no officer of the agency that holds the task'));
      }
      await this.tasks.setAssignee(tx, id, input.to, at);
      await this.#record(tx, head, at, actor, task, 'task.delegated', { to: input.to, until: input.until ?? null, reason: input.reason });
      await this.events.publish(tx, 'task.claimed', { dossier: head, at, actor, task: factsOf(task), assignee: input.to });
      return ok({ id });
    });
  }

  /** Tells that a task is in a person's hand; the first claim acknowledges the hand-over. Whose it is, is written by the caller. */
  async tellTakenUp(tx: EntityManager, { task, head, at, actor }: Held, username: string): Promise<void> {
    await this.#record(tx, head, at, actor, task, 'task.claimed', {});
    await this.events.publish(tx, 'task.claimed', { dossier: head, at, actor, task: factsOf(task), assignee: username });
  }

  /**
   * Locks the task's dossier, reads the task under the lock, and checks that the caller may work it.
   * Whoever has no business with the task gets `not_found`, so that nothing is told by the difference.
   */
  async onTask<T>(ctx: CommandContext, id: string, work: (tx: EntityManager, held: Held) => Promise<Result<T>>, lookAhead?: LookAhead): Promise<Result<T>> {
    const dossier = { named: 'select dossier from task where id = $1', parameter: id };
    const read = (tx: EntityManager): Promise<Task | null> => {
      lookAhead?.(tx, dossier);
      return lookAhead ? this.tasks.findAmongLive(id, tx) : this.tasks.find(id, tx);
    };
    return this.commands.onDossierOf(ctx, dossier, read, async (tx, found, at) => {
      if (!found?.seen) return unknownTask(id);
      const { head, seen: task } = found;
      const refused = refuseStranger(ctx.principal, task) ?? refuseStale(ctx, task.version);
      if (refused) return refused;
      return work(tx, { task, head, at, actor: { username: ctx.principal.username, agency: task.agency } });
    });
  }

  #record(tx: EntityManager, head: DossierHead, at: Date, actor: Actor, task: Task, kind: LedgerDraft['kind'], data: Record<string, unknown>): Promise<void> {
    return this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: task.agency, kind, element: task.element, data: { task: task.id, ...data } }]);
  }
}

/** Null when the person may work the task. A colleague or the administrator, who may see it, is told so; anybody else finds nothing. */
function refuseStranger(principal: Principal, task: Task): { ok: false; rejection: Rejection } | null {
  if (canWorkTask(principal, task)) return null;
  if (worksAt(principal, task.agency) || holdsRole(principal, ROLE.administrator)) {
    return reject('not_allowed', text(`Công việc này thuộc vị trí "${task.role}"`, `This task belongs to the position "${task.role}"`));
  }
  return reject('not_found', text(`Không tìm thấy công việc ${task.id}`, `No task ${task.id}`));
}

export const ended = (task: Task): Result<never> =>
  reject('invalid_state', text(`Công việc này ${ENDED[task.state] ?? 'đã kết thúc'}`, `The task has ended already (${task.state})`));

const ENDED: Record<string, string> = { completed: 'đã hoàn thành', cancelled: 'đã bị hủy vì hồ sơ đi theo hướng khác hoặc đã kết thúc', returned: 'đã được trả lại bước trước' };

export const taken = (task: Task): Result<never> =>
  reject('already_claimed', text(`Công việc đang do ${task.assignee ?? ''} giữ`, `The task is held by ${task.assignee ?? ''}`));

export const invalid = (path: string, message: { vi: string; en: string }): Result<never> =>
  reject('invalid_input', text(`Trường "${path}" ${message.vi}`, `Field "${path}" ${message.en}`), { errors: [{ path, message }] });
