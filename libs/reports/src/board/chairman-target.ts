import { Agencies, canAdminister, canDeclareForceMajeure } from '#access';
import type { LateTarget, LateTargetList, SetLateTarget } from '#contract';
import { type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type TargetRow, insertTarget, targetsOf } from './chairman.repository.js';
import { Supervisors } from './supervisors.js';

/** The share of late dossiers that an agency is to stay under: set by an order with its document, never overwritten. */
@Injectable()
export class LateTargets {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
    @Inject(DataSource) private readonly database: DataSource,
  ) {}

  /** The district's leaders and administrators. */
  async maySet(principal: Principal): Promise<boolean> {
    return canAdminister(principal) || canDeclareForceMajeure(principal, await this.agencies.kindsOf(principal));
  }

  /** Refuses with `not_found` (agency), `not_allowed`. */
  async set(ctx: CommandContext, { agency, share, validFrom, document }: SetLateTarget, language: Language): Promise<Result<LateTarget>> {
    const set = await this.commands.run(ctx, async (tx, at, actor) => {
      if (!(await this.agencies.get(agency))) return reject('not_found', text(`Không có cơ quan "${agency}"`, `No agency "${agency}"`));
      if (!(await this.maySet(ctx.principal))) return reject('not_allowed', NOT_ALLOWED);
      const row: TargetRow = { agency, share, validFrom, document, setBy: actor.username, setAt: at };
      await insertTarget(tx, row);
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: actor.username, agency: actor.agency, kind: 'directory.changed', data: { lateTarget: agency, share, validFrom, document } }]);
      return ok({ ...row, setAt: toIso(at) });
    });
    return set.ok ? ok(await this.#view({ ...set.value, setAt: new Date(set.value.setAt) }, language)) : set;
  }

  async list(principal: Principal, language: Language): Promise<Result<LateTargetList>> {
    const reach = await this.supervisors.reach(principal);
    if (!reach.ok) return reach;
    const rows = await targetsOf(this.database.manager, reach.value);
    return ok({ items: await Promise.all(rows.map((row) => this.#view(row, language))) });
  }

  async #view({ setAt, ...row }: TargetRow, language: Language): Promise<LateTarget> {
    return { ...row, agencyName: await this.agencies.nameOf(row.agency, language), setBy: await this.agencies.personName(row.setBy), setAt: toIso(setAt) };
  }
}

const NOT_ALLOWED = text('Chỉ lãnh đạo huyện và quản trị viên được giao chỉ tiêu.', 'Only the leaders of the district and administrators may set targets.');
