import { ATTRIBUTION_STATES, AttributionDetail, AttributionList, ContestView, DecideContest as Decision, FileContest as Filing } from '#contract';
import { Attributions, DecideContest, FileContest, WithdrawContest } from '#deadlines';
import type { Language, Principal } from '#kernel';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Code, Limit, OptionalInstant, OptionalText, Uuid, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

const State = z.enum(ATTRIBUTION_STATES).optional();

@ApiTags('attributions')
@Controller('api/v1/attributions')
export class AttributionsController {
  constructor(@Inject(Attributions) private readonly attributions: Attributions) {}

  @Get()
  @Endpoint({ summary: 'Late dossiers by the agency charged with a share; of the own agencies, for supervisors of all of theirs', returns: AttributionList })
  async list(
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('from', { schema: OptionalInstant }) from: string | undefined,
    @Query('to', { schema: OptionalInstant }) to: string | undefined,
    @Query('state', { schema: State }) state: z.infer<typeof State>,
    @Query('after', { schema: OptionalText }) after: string | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<AttributionList> {
    return answer(await this.attributions.list(me, { agency, state, from: instantOf(from), to: instantOf(to), after, limit }, language));
  }

  @Get(':dossier')
  @Endpoint({ summary: 'Whose the lateness of a dossier is: shares, legs with what proves them, stops, contests', returns: AttributionDetail, refusals: [404, 409] })
  async detail(@Param('dossier', { schema: Code }) dossier: string, @Me() me: Principal, @Lang() language: Language): Promise<AttributionDetail> {
    return answer(await this.attributions.detail(me, dossier, language));
  }
}

@ApiTags('attributions')
@Controller('api/v1/contests')
export class ContestsController {
  constructor(
    @Inject(Attributions) private readonly attributions: Attributions,
    @Inject(FileContest) private readonly filing: FileContest,
    @Inject(WithdrawContest) private readonly withdrawing: WithdrawContest,
    @Inject(DecideContest) private readonly deciding: DecideContest,
  ) {}

  @Post()
  @Endpoint({ summary: 'Contest the share of a lateness with which the own agency is charged', status: 201, returns: ContestView, refusals: [403, 404, 409, 412] })
  async file(@Body({ schema: Filing }) body: Filing, @Ctx() ctx: CommandContext, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<ContestView> {
    return this.#shown(answer(await this.filing.file(ctx, body)), me, language, response);
  }

  @Get(':id')
  @Endpoint({ summary: 'One contest', returns: ContestView, refusals: [404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<ContestView> {
    return this.#shown({ id }, me, language, response);
  }

  @Post(':id/withdraw')
  @Endpoint({ summary: 'Take a contest back while nothing was decided', returns: ContestView, refusals: [403, 404, 409, 412] })
  async withdraw(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<ContestView> {
    return this.#shown(answer(await this.withdrawing.withdraw(ctx, id)), me, language, response);
  }

  @Post(':id/decision')
  @Endpoint({ summary: 'Decide a contest: accept it wholly or in part, or reject it; once', returns: ContestView, refusals: [403, 404, 409, 412] })
  async decide(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Decision }) body: Decision, @Ctx() ctx: CommandContext, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<ContestView> {
    return this.#shown(answer(await this.deciding.decide(ctx, id, body)), me, language, response);
  }

  async #shown({ id }: { id: string }, me: Principal, language: Language, response: Response): Promise<ContestView> {
    const view = answer(await this.attributions.contest(me, id, language));
    response.setHeader('ETag', etag(view.version));
    return view;
  }
}
