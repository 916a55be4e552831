import { SettlementReport } from '#contract';
import type { Language, Principal } from '#kernel';
import { Reports } from '#reports';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

const Bound = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
const By = z.enum(['agency', 'field']).default('agency');

@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(@Inject(Reports) private readonly reports: Reports) {}

  @Get('settlement')
  @Endpoint({ summary: 'Biểu 06/VPCP/KSTT over [from, to), computed from the ledger', returns: SettlementReport, refusals: [403, 409] })
  async settlement(
    @Query('from', { schema: Bound }) from: string,
    @Query('to', { schema: Bound }) to: string,
    @Query('by', { schema: By }) by: z.infer<typeof By>,
    @Me() principal: Principal,
    @Lang() language: Language,
  ): Promise<SettlementReport> {
    return answer(await this.reports.settlement({ from: instantOf(from), to: instantOf(to), by, principal, language }));
  }
}
