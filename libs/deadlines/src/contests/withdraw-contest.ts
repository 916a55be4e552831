import { canContest } from '#access';
import type { DomainEvents } from '#contract';
import { type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { type CommandContext, Commands, refuseStale } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Attributor } from './attribution-of.js';
import { ContestDoor, ended, noContest } from './contest-door.js';
import { contestWithdrawn, contestedEvent } from './contest-events.js';
import { type Contest, endContest, findContest } from './contests.repository.js';

/** The agency takes its contest back while nothing was decided. It may file another within the time limit. */
@Injectable()
export class WithdrawContest {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ContestDoor) private readonly door: ContestDoor,
    @Inject(Attributor) private readonly attributor: Attributor,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  async withdraw(ctx: CommandContext, id: string): Promise<Result<{ id: string }>> {
    const known = await findContest(this.database.manager, id);
    if (!known) return noContest(id);
    return this.commands.onDossier(ctx, known.dossier, async (tx, head, at, { username }) => {
      const seen = await this.door.seeContest(tx, ctx.principal, id, head);
      if (!seen.ok) return seen;
      const { contest, attribution } = seen.value;
      const present = await this.attributor.present(contest.agency);
      if (!canContest(ctx.principal, present)) return reject('not_allowed', text('Chỉ lãnh đạo cơ quan đã kiến nghị được rút', 'Only the head of the agency that contests may withdraw'));
      if (contest.state !== 'open') return ended(contest);
      const stale = refuseStale(ctx, contest.version);
      if (stale) return stale;
      const doing = { dossier: head, at, actor: { username, agency: present } };
      const after: Contest = { ...contest, state: 'withdrawn', endedBy: username, endedAt: at };
      await endContest(tx, after);
      await this.ledger.append(tx, head.code, [contestWithdrawn(doing, contest)]);
      await this.events.publish(tx, 'attribution.contested', contestedEvent(doing, 'withdrawn', after, attribution, await this.attributor.over(contest.agency)));
      return ok({ id });
    });
  }
}
