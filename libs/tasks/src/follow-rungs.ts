import type { DomainEvents } from '#contract';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isLive } from './task.js';
import { TasksRepository } from './tasks.repository.js';

const ORDER = 10;

type Fired = DomainEvents['rung.fired'];

/** What a ladder does to work that does not come on: it is taken back so that a colleague can take it up, or put before other work. */
@Injectable()
export class FollowRungs implements OnModuleInit {
  constructor(
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  onModuleInit(): void {
    this.events.on('rung.fired', ORDER, (tx, fired) => this.#onFired(tx, fired));
  }

  async #onFired(tx: EntityManager, { subject, ref, action, rung, at, actor, dossier }: Fired): Promise<void> {
    if (subject !== 'task' || (action !== 'reassign' && action !== 'raise_priority')) return;
    const task = await this.tasks.find(ref, tx);
    if (!task || !isLive(task) || (action === 'reassign' && task.assignee === null)) return;
    const entry = { at, actor: actor.username, agency: task.agency, element: task.element };
    if (action === 'reassign') {
      await this.tasks.setAssignee(tx, ref, null, at);
      await this.ledger.append(tx, dossier.code, [{ ...entry, kind: 'task.reassigned', data: { task: ref, from: task.assignee, rung } }]);
    } else {
      await this.tasks.raisePriority(tx, ref);
      await this.ledger.append(tx, dossier.code, [{ ...entry, kind: 'task.prioritised', data: { task: ref, rung } }]);
    }
  }
}
