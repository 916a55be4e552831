import { BREACH_LEVELS, BREACH_SORTS, BreachList } from '#contract';
import type { Language, Principal } from '#kernel';
import { type BreachQuery, Breaches } from '#reports';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Flag, Limit, OptionalText, RequiredInstant, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';
import { send } from './reports.controller.js';

const Level = z.enum(BREACH_LEVELS).optional();
const Sort = z.enum(BREACH_SORTS).default('overrun');
const After = z.coerce.number().int().min(0).max(1_000_000).default(0);

/** What was late and why. */
@ApiTags('board')
@Controller('api/v1/board')
export class BreachesController {
  constructor(@Inject(Breaches) private readonly breaches: Breaches) {}

  @Get('breaches')
  @Endpoint({ summary: 'What was late in [from, to), dossiers and steps, gross and net: whose it is and who had it in hand', returns: BreachList, refusals: [403] })
  async list(
    @Query('from', { schema: RequiredInstant }) from: string, @Query('to', { schema: RequiredInstant }) to: string, @Query('level', { schema: Level }) level: z.infer<typeof Level>,
    @Query('agency', { schema: OptionalText }) agency: string | undefined, @Query('desk', { schema: OptionalText }) desk: string | undefined, @Query('field', { schema: OptionalText }) field: string | undefined,
    @Query('procedure', { schema: OptionalText }) procedure: string | undefined, @Query('officer', { schema: OptionalText }) officer: string | undefined, @Query('open', { schema: Flag }) open: boolean | undefined,
    @Query('received', { schema: Flag }) received: boolean | undefined, @Query('sort', { schema: Sort }) sort: z.infer<typeof Sort>, @Query('after', { schema: After }) after: number, @Query('limit', { schema: Limit }) limit: number,
    @Me() me: Principal, @Lang() language: Language,
  ): Promise<BreachList> {
    return answer(await this.breaches.list(me, queryOf(from, to, { level, agency, desk, field, procedure, officer, open, received, sort }), { after, limit }, language));
  }

  @Get('breaches.csv')
  @Endpoint({ summary: 'The same as CSV (UTF-8, semicolons), all of it', refusals: [403] })
  async csv(
    @Query('from', { schema: RequiredInstant }) from: string, @Query('to', { schema: RequiredInstant }) to: string, @Query('level', { schema: Level }) level: z.infer<typeof Level>,
    @Query('agency', { schema: OptionalText }) agency: string | undefined, @Query('desk', { schema: OptionalText }) desk: string | undefined, @Query('field', { schema: OptionalText }) field: string | undefined,
    @Query('procedure', { schema: OptionalText }) procedure: string | undefined, @Query('officer', { schema: OptionalText }) officer: string | undefined, @Query('open', { schema: Flag }) open: boolean | undefined,
    @Query('received', { schema: Flag }) received: boolean | undefined, @Query('sort', { schema: Sort }) sort: z.infer<typeof Sort>, @Me() me: Principal, @Lang() language: Language, @Res() response: Response,
  ): Promise<void> {
    send(response, answer(await this.breaches.csv(me, queryOf(from, to, { level, agency, desk, field, procedure, officer, open, received, sort }), language)));
  }
}

const queryOf = (from: string, to: string, rest: Omit<BreachQuery, 'from' | 'to'>): BreachQuery => ({ ...rest, from: instantOf(from), to: instantOf(to) });
