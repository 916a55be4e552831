import { ChairmanView, LAND_STAGES, LandBoardView, LateTarget, LateTargetList, SetLateTarget } from '#contract';
import type { Language, Principal } from '#kernel';
import { ChairmanPage, LandBoard, LateTargets } from '#reports';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Flag, OptionalText } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';

const Stage = z.enum(LAND_STAGES).optional();

/** The boards of single roles: who leads, and who registers land. */
@ApiTags('board')
@Controller('api/v1/board')
export class ChairmanController {
  constructor(
    @Inject(ChairmanPage) private readonly page: ChairmanPage,
    @Inject(LandBoard) private readonly lands: LandBoard,
    @Inject(LateTargets) private readonly targets: LateTargets,
  ) {}

  @Get('chairman')
  @Endpoint({ summary: 'One page for who leads: this week and month, whose the lateness is, what waits for a signature', returns: ChairmanView, refusals: [403] })
  async chairman(@Query('agency', { schema: OptionalText }) agency: string | undefined, @Me() me: Principal, @Lang() language: Language): Promise<ChairmanView> {
    return answer(await this.page.read(me, agency, language));
  }

  @Get('land')
  @Endpoint({ summary: 'Open dossiers of land by plot and stage; also for officers of a land registry', returns: LandBoardView, refusals: [403] })
  async land(
    @Query('stage', { schema: Stage }) stage: z.infer<typeof Stage>, @Query('commune', { schema: OptionalText }) commune: string | undefined, @Query('late', { schema: Flag }) late: boolean | undefined,
    @Query('q', { schema: OptionalText }) q: string | undefined, @Me() me: Principal, @Lang() language: Language,
  ): Promise<LandBoardView> {
    return answer(await this.lands.read(me, { stage, commune, late, q }, language));
  }

  @Get('targets')
  @Endpoint({ summary: 'Targets of lateness that were ordered, newest first', returns: LateTargetList, refusals: [403] })
  async list(@Me() me: Principal, @Lang() language: Language): Promise<LateTargetList> {
    return answer(await this.targets.list(me, language));
  }

  @Post('targets')
  @Endpoint({ summary: 'Order a target of lateness for an agency; what was ordered before stays on record', returns: LateTarget, status: 201, refusals: [403, 404] })
  async set(@Body({ schema: SetLateTarget }) body: SetLateTarget, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<LateTarget> {
    return answer(await this.targets.set(ctx, body, language));
  }
}
