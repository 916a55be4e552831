import { DEADLINE_STATES, DEADLINE_SUBJECTS, DeadlineList } from '#contract';
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
const Subject = z.enum([...DEADLINE_SUBJECTS, 'all']).optional().describe('Dossiers and steps unless said otherwise; `hand_over` for acknowledgements');

@ApiTags('deadlines')
@Controller('api/v1/deadlines')
export class DeadlinesController {
  constructor(@Inject(ListDeadlines) private readonly deadlines: ListDeadlines) {}

  @Get()
  @Endpoint({ summary: 'Deadlines of dossiers, steps and hand-overs; supervisors see all agencies', returns: DeadlineList })
  async list(
    @Query('state', { schema: State }) state: z.infer<typeof State>,
    @Query('subject', { schema: Subject }) subject: z.infer<typeof Subject>,
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('dossier', { schema: OptionalText }) dossier: string | undefined,
    @Query('before', { schema: OptionalInstant }) before: string | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: OptionalText }) after: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<DeadlineList> {
    return answer(await this.deadlines.list(me, { state, subject, agency, dossier, before: instantOf(before), after, limit }, language));
  }
}
