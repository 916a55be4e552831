import { IssueReport, REPORT_FORMATS, REPORT_KINDS, ReportComparison, type ReportFormat, ReportIssueList, ReportIssueView, type ReportKind, ReportRunList, ReportRunView, ReportScheduleList, ReportScheduleView, ScheduleReport } from '#contract';
import type { Language, Principal } from '#kernel';
import { IssueReports, ScheduleReports } from '#reports';
import type { CommandContext } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Limit, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';
import { send } from './reports.controller.js';

const Kind = z.enum(REPORT_KINDS).optional();
const Format = z.enum(REPORT_FORMATS);
const Cursor = z.string().regex(/^\d{4}-\d{1,9}$/).optional();

/** What was issued, what is being made, and what makes itself. */
@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportIssuesController {
  constructor(
    @Inject(IssueReports) private readonly issues: IssueReports,
    @Inject(ScheduleReports) private readonly schedules: ScheduleReports,
  ) {}

  @Post('issues')
  @Endpoint({ summary: 'Issue a report, or a correction of one; it is made in the background', status: 201, returns: ReportRunView, refusals: [403, 404, 409] })
  async issue(@Body({ schema: IssueReport }) body: IssueReport, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<ReportRunView> {
    return answer(await this.issues.issue(ctx, body, language));
  }

  @Get('issues')
  @Endpoint({ summary: 'Issued reports, newest first', returns: ReportIssueList, refusals: [403] })
  async list(@Query('kind', { schema: Kind }) kind: ReportKind | undefined, @Query('after', { schema: Cursor }) after: string | undefined, @Query('limit', { schema: Limit }) limit: number, @Me() me: Principal, @Lang() language: Language): Promise<ReportIssueList> {
    return answer(await this.issues.list(me, { kind: kind ?? null, after: after ?? null, limit }, language));
  }

  @Get('issues/:id')
  @Endpoint({ summary: 'An issued report with its figures as they were', returns: ReportIssueView, refusals: [404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language): Promise<ReportIssueView> {
    return answer(await this.issues.get(me, id, language));
  }

  @Get('issues/:id/file.:format')
  @Endpoint({ summary: 'The same as a file', refusals: [404] })
  async file(@Param('id', { schema: Uuid }) id: string, @Param('format', { schema: Format }) format: ReportFormat, @Me() me: Principal, @Lang() language: Language, @Res() response: Response): Promise<void> {
    send(response, answer(await this.issues.print(me, id, format, language)));
  }

  @Get('issues/:id/comparison')
  @Endpoint({ summary: 'What another issue of the same kind says differently', returns: ReportComparison, refusals: [404] })
  async compare(@Param('id', { schema: Uuid }) id: string, @Query('with', { schema: Uuid }) other: string, @Me() me: Principal, @Lang() language: Language): Promise<ReportComparison> {
    return answer(await this.issues.compare(me, id, other, language));
  }

  @Get('runs')
  @Endpoint({ summary: 'Reports being made, and how far they are', returns: ReportRunList, refusals: [403] })
  async runs(@Me() me: Principal, @Lang() language: Language): Promise<ReportRunList> {
    return answer(await this.issues.runs(me, language));
  }

  @Get('runs/:id')
  @Endpoint({ summary: 'How far one is', returns: ReportRunView, refusals: [404] })
  async run(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language): Promise<ReportRunView> {
    return answer(await this.issues.run(me, id, language));
  }

  @Post('runs/:id/retry')
  @Endpoint({ summary: 'Make a report again that failed or stands', returns: ReportRunView, refusals: [404, 409] })
  async retry(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<ReportRunView> {
    return answer(await this.issues.retry(ctx, id, language));
  }

  @Post('schedules')
  @Endpoint({ summary: 'Have a report issued whenever a period has ended, at the next opening of the agency', status: 201, returns: ReportScheduleView, refusals: [403, 409] })
  async schedule(@Body({ schema: ScheduleReport }) body: ScheduleReport, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<ReportScheduleView> {
    return answer(await this.schedules.create(ctx, body, language));
  }

  @Get('schedules')
  @Endpoint({ summary: 'Reports that make themselves', returns: ReportScheduleList, refusals: [403] })
  async schedulesOf(@Me() me: Principal, @Lang() language: Language): Promise<ReportScheduleList> {
    return answer(await this.schedules.list(me, language));
  }

  @Delete('schedules/:id')
  @Endpoint({ summary: 'End a schedule; what it issued stays', status: 204, refusals: [404] })
  async end(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext): Promise<void> {
    answer(await this.schedules.end(ctx, id));
  }
}
