import type { DomainEvents, ReturnTask as Return } from '#contract';
import { type Ids, type Result, ok } from '#kernel';
import { Ledger } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { type CommandContext, Runtime } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { HoldTask, type TaskRef, ended, invalid, taken } from './hold-task.js';
import { OpenTasks } from './open-tasks.js';
import { type Task, factsOf, isLive } from './task.js';
import { TasksRepository } from './tasks.repository.js';

/**
 * Sends the work back to an earlier step of the same dossier, with a reason. The diagram's token stays where it is: the earlier
 * step is worked again as a detour by the agency that did it, whose time it is, and then this step is opened again.
 */
@Injectable()
export class ReturnTask {
  constructor(
    @Inject(HoldTask) private readonly hold: HoldTask,
    @Inject(OpenTasks) private readonly opener: OpenTasks,
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  return(ctx: CommandContext, id: string, input: Return): Promise<Result<TaskRef>> {
    return this.hold.onTask(ctx, id, async (tx, { task, head, at, actor }) => {
      const me = ctx.principal.username;
      if (!isLive(task)) return ended(task);
      if (task.assignee !== null && task.assignee !== me) return taken(task);
      const earlier = await this.tasks.latestCompleted(tx, task.dossier, input.to);
      if (!earlier || earlier.element === task.element) {
        return invalid('to', { vi: 'không phải bước đã hoàn thành trước đó của hồ sơ', en: 'is no earlier completed step of this dossier' });
      }
      const refusal = await this.runtime.refuseSuspended(tx, head);
      if (refusal) return refusal;
      await this.tasks.end(tx, id, 'returned', me, at, input.reason, {});
      await this.ledger.append(tx, head.code, [
        { at, actor: me, agency: task.agency, kind: 'task.returned', element: task.element, data: { task: id, to: earlier.element, toAgency: earlier.agency, reason: input.reason } },
      ]);
      await this.events.publish(tx, 'task.ended', { dossier: head, at, actor, task: factsOf(task), how: 'returned' });
      await this.opener.open(tx, head, at, actor, [this.#detour(task, earlier, input.reason, me, at)], { apart: true });
      await this.opener.settle(tx, head, at, actor);
      return ok({ id });
    });
  }

  #detour(task: Task, earlier: Task, reason: string, by: string, at: Date): Task {
    const { element, agency, role, budget, form, requires } = task;
    return {
      ...earlier, id: this.ids.uuid(), instance: task.instance, executionId: task.executionId, assignee: null, state: 'open', openedAt: at,
      claimedAt: null, endedAt: null, opinion: null, output: null, handedBy: task.agency === earlier.agency ? null : task.agency, version: 1, again: true,
      detour: { back: task.detour?.back ?? { element, agency, role, name: { vi: task.nameVi, en: task.nameEn }, budget, form, requires }, reason, by },
    };
  }
}
