import { Agencies } from '#access';
import type { DomainEvents } from '#contract';
import { worksAt } from '#kernel';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TasksRepository } from './tasks.repository.js';

const ORDER = 10;

/** Work that is open at an agency that ends goes on at the one that takes over; who has no post there gives back what was taken up. */
@Injectable()
export class FollowMergers implements OnModuleInit {
  constructor(
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  onModuleInit(): void {
    this.events.on('dossier.transferred', ORDER, (tx, transferred) => this.#onTransferred(tx, transferred));
  }

  async #onTransferred(tx: EntityManager, { dossier, at, actor, from, to }: DomainEvents['dossier.transferred']): Promise<void> {
    const passed = (await this.tasks.live(tx, dossier.code)).filter(({ agency }) => agency === from);
    await this.tasks.readdress(tx, passed.map(({ id }) => id), to);
    for (const { id, assignee, element } of passed) {
      const holder = assignee === null ? null : await this.agencies.officer(assignee, at);
      if (assignee === null || (holder && worksAt(holder, to))) continue;
      await this.tasks.setAssignee(tx, id, null, at);
      await this.ledger.append(tx, dossier.code, [{ at, actor: actor.username, agency: to, element, kind: 'task.reassigned', data: { task: id, from: assignee, merged: from } }]);
    }
  }
}
