import { DeclareForceMajeure as Declare, ExcusedList, ForceMajeureList, ForceMajeureView, RevokeForceMajeure } from '#contract';
import { DeclareForceMajeure } from '#deadlines';
import type { Language, Principal } from '#kernel';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';

@ApiTags('force-majeure')
@Controller('api/v1/force-majeure')
export class ForceMajeureController {
  constructor(@Inject(DeclareForceMajeure) private readonly declarations: DeclareForceMajeure) {}

  @Get()
  @Endpoint({ summary: 'Declarations of force majeure, newest first', returns: ForceMajeureList, refusals: [403] })
  async list(@Me() me: Principal, @Lang() language: Language): Promise<ForceMajeureList> {
    return answer(await this.declarations.list(me, language));
  }

  @Post()
  @Endpoint({ summary: 'Declare force majeure, or try out which late dossiers it would excuse', returns: ForceMajeureView, refusals: [403] })
  async declare(@Body({ schema: Declare }) body: Declare, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<ForceMajeureView> {
    return answer(await this.declarations.declare(ctx, body, language));
  }

  @Get('excused')
  @Endpoint({ summary: 'Dossiers late gross and not net, with the declaring documents', returns: ExcusedList, refusals: [403] })
  async excused(@Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalText }) after: string | undefined, @Me() me: Principal, @Lang() language: Language): Promise<ExcusedList> {
    return answer(await this.declarations.excused(me, { after, limit }, language));
  }

  @Get(':id')
  @Endpoint({ summary: 'One declaration: how far it is recorded, and the dossiers concerned', returns: ForceMajeureView, refusals: [403, 404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language): Promise<ForceMajeureView> {
    return answer(await this.declarations.get(me, id, language));
  }

  @Post(':id/revoke')
  @Endpoint({ summary: 'Revoke a declaration; what it excluded is counted again', returns: ForceMajeureView, refusals: [403, 404, 409] })
  async revoke(@Param('id', { schema: Uuid }) id: string, @Body({ schema: RevokeForceMajeure }) body: RevokeForceMajeure, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<ForceMajeureView> {
    return answer(await this.declarations.revoke(ctx, id, body, language));
  }
}
