import { Adopt as AdoptRequest, AdoptionDetail, AdoptionList, AdoptionOffers, DeclineOffer } from '#contract';
import type { Language, Principal } from '#kernel';
import { Adopt, AdoptionViews, type CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Endpoint } from './http/endpoint.js';
import { Code } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

@ApiTags('adoptions')
@Controller('api/v1/procedures/:code/adoptions')
export class AdoptionsController {
  constructor(
    @Inject(Adopt) private readonly adopt: Adopt,
    @Inject(AdoptionViews) private readonly views: AdoptionViews,
  ) {}

  @Get()
  @Endpoint({ summary: 'Which revision each agency follows, with what of its own', returns: AdoptionList, refusals: [404] })
  async list(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Lang() lang: Language): Promise<AdoptionList> {
    return answer(await this.views.list(me, code, lang));
  }

  @Get('offers')
  @Endpoint({ summary: 'The update of the standard, offered to each agency on an earlier revision', returns: AdoptionOffers, refusals: [404] })
  async offers(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Lang() lang: Language): Promise<AdoptionOffers> {
    return answer(await this.views.offers(me, code, lang));
  }

  @Get(':agency')
  @Endpoint({ summary: 'One agency: its decisions, and what it may override', returns: AdoptionDetail, refusals: [404] })
  get(@Param('code', { schema: Code }) code: string, @Param('agency', { schema: Code }) agency: string, @Me() me: Principal, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<AdoptionDetail> {
    return this.#show(me, code, agency, lang, response);
  }

  @Put(':agency')
  @Endpoint({ summary: 'Adopt a revision from a date, or follow the standard again', returns: AdoptionDetail, refusals: [403, 404, 409, 412] })
  async put(@Param('code', { schema: Code }) code: string, @Param('agency', { schema: Code }) agency: string, @Body({ schema: AdoptRequest }) body: AdoptRequest, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<AdoptionDetail> {
    answer(await this.adopt.adopt(ctx, code, agency, body));
    return this.#show(ctx.principal, code, agency, lang, response);
  }

  @Post(':agency/decline')
  @Endpoint({ summary: 'Decline the offered update, with a reason', returns: AdoptionDetail, refusals: [403, 404, 409, 412] })
  async decline(@Param('code', { schema: Code }) code: string, @Param('agency', { schema: Code }) agency: string, @Body({ schema: DeclineOffer }) body: DeclineOffer, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<AdoptionDetail> {
    answer(await this.adopt.decline(ctx, code, agency, body));
    return this.#show(ctx.principal, code, agency, lang, response);
  }

  async #show(principal: Principal, code: string, agency: string, lang: Language, response: Response): Promise<AdoptionDetail> {
    const { view, version } = answer(await this.views.get(principal, code, agency, lang));
    response.setHeader('ETag', etag(version));
    return view;
  }
}
