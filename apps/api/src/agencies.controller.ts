import { Agencies } from '#access';
import { AgencyCalendarView, AgencyList } from '#contract';
import { type Language, reject, text } from '#kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Code, OptionalText } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang } from './http/request.js';
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
