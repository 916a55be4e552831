import {
  CompleteJob, ExtendJob, FailJob, FetchJobs as Fetch, INCIDENT_KINDS, IncidentList, IncidentView, JobList, JobOutcome, JobScopeList, JobScopes as Scopes, PutJobScopes, RaiseJobError, RetriedIncidents, RetryIncidents,
} from '#contract';
import type { Language, Principal } from '#kernel';
import { type CommandContext, FetchJobs, FinishJob, type Incident, Incidents, JobScopes } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Gone, Lang, Me } from './http/request.js';

/** Work for software of the agencies: fetched with a lock, then completed, failed or ended by a BPMN error. */
@ApiTags('jobs')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(
    @Inject(FetchJobs) private readonly fetching: FetchJobs,
    @Inject(FinishJob) private readonly finishing: FinishJob,
  ) {}

  @Post('fetch')
  @Endpoint({ summary: 'Take jobs of the topics, locked for the worker; waits where there is none', returns: JobList, refusals: [403] })
  async fetch(@Body({ schema: Fetch }) body: Fetch, @Me() me: Principal, @Gone() gone: AbortSignal): Promise<JobList> {
    return answer(await this.fetching.fetch(me, body, gone));
  }

  @Post(':id/extend')
  @Endpoint({ summary: 'Keep the lock for longer, counted from now', returns: JobOutcome, refusals: [404, 409] })
  async extend(@Param('id', { schema: Uuid }) id: string, @Body({ schema: ExtendJob }) body: ExtendJob, @Ctx() ctx: CommandContext): Promise<JobOutcome> {
    return answer(await this.finishing.extend(ctx, id, body));
  }

  @Post(':id/complete')
  @Endpoint({ summary: 'The work is done; the variables become data of the dossier', returns: JobOutcome, refusals: [404, 409] })
  async complete(@Param('id', { schema: Uuid }) id: string, @Body({ schema: CompleteJob }) body: CompleteJob, @Ctx() ctx: CommandContext): Promise<JobOutcome> {
    return answer(await this.finishing.complete(ctx, id, body));
  }

  @Post(':id/fail')
  @Endpoint({ summary: 'The work could not be done; offered again after a pause until no retry is left', returns: JobOutcome, refusals: [404, 409] })
  async fail(@Param('id', { schema: Uuid }) id: string, @Body({ schema: FailJob }) body: FailJob, @Ctx() ctx: CommandContext): Promise<JobOutcome> {
    return answer(await this.finishing.fail(ctx, id, body));
  }

  @Post(':id/error')
  @Endpoint({ summary: 'The work ended in a BPMN error, for the diagram to catch', returns: JobOutcome, refusals: [404, 409] })
  async raise(@Param('id', { schema: Uuid }) id: string, @Body({ schema: RaiseJobError }) body: RaiseJobError, @Ctx() ctx: CommandContext): Promise<JobOutcome> {
    return answer(await this.finishing.raise(ctx, id, body));
  }
}

const State = z.enum(['open', 'closed']).optional();
const Kind = z.enum(INCIDENT_KINDS).optional();
const After = Uuid.optional();

@ApiTags('incidents')
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(@Inject(Incidents) private readonly incidents: Incidents) {}

  @Get()
  @Endpoint({ summary: 'What waits for an administrator, newest first', returns: IncidentList, refusals: [403] })
  async list(
    @Query('state', { schema: State }) state: z.infer<typeof State>,
    @Query('kind', { schema: Kind }) kind: z.infer<typeof Kind>,
    @Query('topic', { schema: OptionalText }) topic: string | undefined,
    @Query('procedure', { schema: OptionalText }) procedure: string | undefined,
    @Query('dossier', { schema: OptionalText }) dossier: string | undefined,
    @Query('q', { schema: OptionalText }) q: string | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: After }) after: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<IncidentList> {
    const { items, next } = answer(await this.incidents.list(me, { state, kind, topic, procedure, dossier, q }, limit, after));
    return { items: items.map((one) => told(one, language)), next };
  }

  @Post('retry')
  @Endpoint({ summary: 'Retry all open incidents of a topic or a procedure', returns: RetriedIncidents, refusals: [403, 422] })
  async retryAll(@Body({ schema: RetryIncidents }) body: RetryIncidents, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<RetriedIncidents> {
    const { refused, ...counts } = answer(await this.incidents.retryAll(ctx, body));
    return { ...counts, refused: refused.map((one) => told(one, language)) };
  }

  @Post(':id/retry')
  @Endpoint({ summary: 'Retry one incident', returns: IncidentView, refusals: [403, 404, 409] })
  async retry(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<IncidentView> {
    return told(answer(await this.incidents.retry(ctx, id)), language);
  }
}

const told = <T extends Pick<Incident, 'message'>>(one: T, language: Language): Omit<T, 'message'> & { message: string } => ({ ...one, message: one.message[language] });

@ApiTags('jobs')
@Controller('api/v1/job-scopes')
export class JobScopesController {
  constructor(@Inject(JobScopes) private readonly scopes: JobScopes) {}

  @Get()
  @Endpoint({ summary: "Topics that the agencies' software may work on", returns: JobScopeList, refusals: [403] })
  async list(@Me() me: Principal): Promise<JobScopeList> {
    return answer(await this.scopes.list(me));
  }

  @Put()
  @Endpoint({ summary: 'Set all topics of one agency', returns: Scopes, refusals: [403] })
  async put(@Body({ schema: PutJobScopes }) body: PutJobScopes, @Ctx() ctx: CommandContext): Promise<Scopes> {
    return answer(await this.scopes.put(ctx, body));
  }
}
