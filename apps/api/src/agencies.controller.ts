import { Agencies } from '#access';
import { AgencyCalendarView, AgencyList, MergeAgency, MergerList, MergerView } from '#contract';
import { type Language, type Principal, reject, text } from '#kernel';
import { type CommandContext, MergeAgencies } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Code, OptionalText } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';
import { Public } from './http/session.guard.js';

@ApiTags('agencies')
@Controller('api/v1/agencies')
@Public()
export class AgenciesController {
  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  @Get()
  @Endpoint({ summary: 'Agencies valid now', returns: AgencyList })
  async list(@Query('kind', { schema: OptionalText }) kind: string | undefined, @Lang() language: Language): Promise<AgencyList> {
    return { items: await this.agencies.list({ language, ...(kind ? { kind } : {}) }), next: null };
  }

  @Get(':code/opening-hours')
  @Endpoint({ summary: 'Opening hours of an agency', returns: AgencyCalendarView, refusals: [404] })
  async openingHours(@Param('code', { schema: Code }) code: string): Promise<AgencyCalendarView> {
    if (!(await this.agencies.get(code))) answer(reject('not_found', text(`Không có cơ quan "${code}"`, `No agency "${code}"`)));
    return this.agencies.openingHours(code);
  }
}

/** Agencies that end and are taken over by others. */
@ApiTags('agencies')
@Controller('api/v1/agencies')
export class MergersController {
  constructor(@Inject(MergeAgencies) private readonly mergers: MergeAgencies) {}

  @Get('mergers')
  @Endpoint({ summary: 'Mergers of agencies, newest first, and how far their dossiers have passed over', returns: MergerList, refusals: [403] })
  async list(@Me() me: Principal, @Lang() language: Language): Promise<MergerList> {
    return answer(await this.mergers.list(me, language));
  }

  @Post(':code/merge')
  @Endpoint({ summary: 'End an agency by order; what is open there passes on to another on that day. Or try out how much that is', returns: MergerView, refusals: [403, 404, 409] })
  async merge(@Param('code', { schema: Code }) code: string, @Body({ schema: MergeAgency }) body: MergeAgency, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<MergerView> {
    return answer(await this.mergers.merge(ctx, code, body, language));
  }
}
