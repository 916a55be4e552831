import { ForecastList, ForecastOne, ForecastQuality, ForecastRunView, RefreshForecast } from '#contract';
import type { Language, Principal } from '#kernel';
import { Forecasts } from '#reports';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Code, Limit, OptionalText } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';

/** The chances that open dossiers will be late. An estimate from the past, with its error; nothing follows from it by itself. */
@ApiTags('board')
@Controller('api/v1/board/forecast')
export class ForecastController {
  constructor(@Inject(Forecasts) private readonly forecasts: Forecasts) {}

  @Get()
  @Endpoint({ summary: 'Open dossiers in time by the chance that they will be late, greatest first', returns: ForecastList, refusals: [403] })
  async list(
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('procedure', { schema: OptionalText }) procedure: string | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: OptionalText }) after: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<ForecastList> {
    return answer(await this.forecasts.list(me, { agency, procedure, limit, after }, language));
  }

  @Get('quality')
  @Endpoint({ summary: 'How forecasts of the past came out: error, skill, tens of per cent foretold and what became of them', returns: ForecastQuality, refusals: [403, 404] })
  async quality(@Me() me: Principal, @Lang() language: Language): Promise<ForecastQuality> {
    return answer(await this.forecasts.quality(me, language));
  }

  @Post('refresh')
  @Endpoint({ summary: 'Make all forecasts anew in the background, or hear of the run that goes on', status: 202, returns: ForecastRunView, refusals: [403] })
  async refresh(@Body({ schema: RefreshForecast }) { seed }: RefreshForecast, @Ctx() ctx: CommandContext): Promise<ForecastRunView> {
    return answer(await this.forecasts.refresh(ctx, seed));
  }

  @Get(':code')
  @Endpoint({ summary: 'The forecast of one dossier, counted now', returns: ForecastOne, refusals: [403, 404] })
  async one(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Lang() language: Language): Promise<ForecastOne> {
    return answer(await this.forecasts.one(me, code, language));
  }
}
