import { DEADLINE_STATES, DeadlineList } from '#contract';
import { ListDeadlines } from '#deadlines';
import type { Language, Principal } from '#kernel';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Limit, OptionalInstant, OptionalText, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

const State = z.enum(DEADLINE_STATES).optional();

@ApiTags('deadlines')
@Controller('api/v1/deadlines')
export class DeadlinesController {
  constructor(@Inject(ListDeadlines) private readonly deadlines: ListDeadlines) {}

  @Get()
  @Endpoint({ summary: 'Deadlines of dossiers and steps; supervisors see all agencies', returns: DeadlineList })
  async list(
    @Query('state', { schema: State }) state: z.infer<typeof State>,
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('dossier', { schema: OptionalText }) dossier: string | undefined,
    @Query('before', { schema: OptionalInstant }) before: string | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: OptionalText }) after: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<DeadlineList> {
    return answer(await this.deadlines.list(me, { state, agency, dossier, before: instantOf(before), after, limit }, language));
  }
}
