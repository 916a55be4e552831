import { HeatmapView, ScoresView, TOWER_COLUMNS, TowerList, TowerView } from '#contract';
import type { Language, Principal } from '#kernel';
import { BoardLive, Heatmap, Scores, Tower } from '#reports';
import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { EventStream } from './http/event-stream.js';
import { Code, Limit, OptionalText, RevisionNumber, RequiredInstant, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

const Column = z.enum(TOWER_COLUMNS).optional();

/** What supervisors look at: everything open, by agency and time left. */
@ApiTags('board')
@Controller('api/v1/board')
export class BoardController {
  constructor(
    @Inject(Tower) private readonly tower: Tower,
    @Inject(Heatmap) private readonly heat: Heatmap,
    @Inject(Scores) private readonly scored: Scores,
    @Inject(BoardLive) private readonly live: BoardLive,
  ) {}

  @Get('tower')
  @Endpoint({ summary: 'Open dossiers by the agency that has them and by time left', returns: TowerView, refusals: [403] })
  async counts(
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('procedure', { schema: OptionalText }) procedure: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<TowerView> {
    return answer(await this.tower.counts(me, { agency, procedure }, language));
  }

  @Get('tower/dossiers')
  @Endpoint({ summary: 'The dossiers of a cell of the tower, those due first first', returns: TowerList, refusals: [403] })
  async dossiers(
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('procedure', { schema: OptionalText }) procedure: string | undefined,
    @Query('state', { schema: Column }) column: z.infer<typeof Column>,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: OptionalText }) after: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<TowerList> {
    return answer(await this.tower.list(me, { agency, procedure, column, limit, after }, language));
  }

  @Get('heatmap')
  @Endpoint({ summary: 'What the steps of a revision, or of all, took in [from, to), element by element', returns: HeatmapView, refusals: [403] })
  async heatmap(
    @Query('procedure', { schema: Code }) procedure: string,
    @Query('revision', { schema: RevisionNumber.optional() }) revision: number | undefined,
    @Query('from', { schema: RequiredInstant }) from: string,
    @Query('to', { schema: RequiredInstant }) to: string,
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<HeatmapView> {
    return answer(await this.heat.read(me, { procedure, revision: revision ?? null, from: instantOf(from), to: instantOf(to), agency }, language));
  }

  @Get('scores')
  @Endpoint({ summary: 'What agencies and officers did in [from, to): done, on time, late, median, index 2', returns: ScoresView, refusals: [403] })
  async scores(
    @Query('from', { schema: RequiredInstant }) from: string,
    @Query('to', { schema: RequiredInstant }) to: string,
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<ScoresView> {
    return answer(await this.scored.read(me, { from: instantOf(from), to: instantOf(to), agency }, language));
  }

  @Get('events')
  @Endpoint({ summary: 'text/event-stream: `changed` names dossiers and agencies to be read again, `again` says to read all', refusals: [403, 429] })
  async events(@Me() me: Principal, @Headers('last-event-id') last: string | undefined, @Res() response: Response): Promise<void> {
    const stream = new EventStream(response);
    const stop = answer(await this.live.watch(me, last ?? null, {
      changed: (id, change) => stream.send(id, 'changed', change),
      again: (id) => stream.send(id, 'again', {}),
      end: () => stream.end(),
    }));
    stream.onceGone(stop);
  }
}
