import { Agencies, canAdminister } from '#access';
import type { JobScopeList, JobScopes as Scopes, PutJobScopes } from '#contract';
import { type Principal, ROLE, type Result, ok, reject, text } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CommandContext, Commands } from '../commands.js';

/** Which agency's systems may work on which topics: a row for each, kept by administrators. */
@Injectable()
export class JobScopes {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async list(principal: Principal): Promise<Result<JobScopeList>> {
    if (!canAdminister(principal)) return onlyAdministrators();
    const items = await this.database.query<Scopes[]>('select agency, array_agg(topic order by topic) as topics from job_scope group by agency order by agency');
    return ok({ items });
  }

  /** Replaces the topics of one agency. */
  async put(ctx: CommandContext, { agency, topics }: PutJobScopes): Promise<Result<Scopes>> {
    if (!canAdminister(ctx.principal)) return onlyAdministrators();
    if ((await this.agencies.get(agency)) === null) return unknownAgency(agency);
    const wanted = [...new Set(topics)].sort();
    return this.commands.run(ctx, async (tx, at, actor) => {
      await tx.query('delete from job_scope where agency = $1', [agency]);
      await tx.query('insert into job_scope (agency, topic) select $1, unnest($2::text[])', [agency, wanted]);
      const entry = { at, actor: actor.username, agency: actor.agency, kind: 'directory.changed', data: { jobScopes: { agency, topics: wanted } } } as const;
      await this.ledger.append(tx, DIRECTORY_CHAIN, [entry]);
      return ok({ agency, topics: wanted });
    });
  }

  /** Of the topics those that the account may work on, each with the agency in whose name: where it holds the position of software. */
  async agenciesFor(principal: Principal, topics: readonly string[], tx?: EntityManager): Promise<Map<string, string>> {
    const at = principal.positions.filter(({ role }) => role === ROLE.software).map(({ agency }) => agency);
    if (at.length === 0) return new Map();
    const rows = await (tx ?? this.database.manager).query<{ topic: string; agency: string }[]>(
      'select topic, min(agency) as agency from job_scope where agency = any($1) and topic = any($2) group by topic',
      [at, topics],
    );
    return new Map(rows.map(({ topic, agency }) => [topic, agency]));
  }
}

const onlyAdministrators = (): Result<never> =>
  reject('not_allowed', text('Chỉ quản trị viên được xem và sửa phạm vi việc tự động', 'Only an administrator may see and change the scopes of jobs'));

const unknownAgency = (agency: string): Result<never> => {
  const message = text(`Không có cơ quan "${agency}"`, `There is no agency "${agency}"`);
  return reject('agency_not_found', message, { errors: [{ path: 'agency', message }] });
};
