import {
  ALERT_STATES, AlertList, AlertView, AnswerQuestion, AskPerson as Ask, AssignAlert, ConfirmAlert, ExplainAlert, GUARD_CODES, type GuardCode, GuardList, GuardView, LocalDate, PutGuard, QuestionList, ReopenAlert, ReviewAlert, SEVERITIES,
  ScanPeriod, ScanView,
} from '#contract';
import type { Language, Principal, Result } from '#kernel';
import { AlertViews, AskPerson, DecideAlert, GuardScans, KeepGuards } from '#reports';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

const Rule = z.enum(GUARD_CODES);
const OptionalRule = Rule.optional();
const OptionalSeverity = z.enum(SEVERITIES).optional();
const OptionalState = z.enum(ALERT_STATES).optional();
const OptionalDay = LocalDate.optional();

const DAY = 86_400_000;
const dayOf = (day: string): Date => new Date(`${day}T00:00:00+07:00`);

/** Signs of faking: found behind the ledger, followed up by people. */
@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    @Inject(AlertViews) private readonly views: AlertViews,
    @Inject(DecideAlert) private readonly deciding: DecideAlert,
    @Inject(AskPerson) private readonly asking: AskPerson,
    @Inject(KeepGuards) private readonly guards: KeepGuards,
    @Inject(GuardScans) private readonly scans: GuardScans,
  ) {}

  @Get()
  @Endpoint({ summary: 'Alerts of the agencies that the caller leads, newest first; never those that concern the caller', returns: AlertList, refusals: [403] })
  async list(
    @Query('rule', { schema: OptionalRule }) rule: GuardCode | undefined, @Query('severity', { schema: OptionalSeverity }) severity: (typeof SEVERITIES)[number] | undefined,
    @Query('state', { schema: OptionalState }) state: (typeof ALERT_STATES)[number] | undefined, @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('person', { schema: OptionalText }) person: string | undefined, @Query('dossier', { schema: OptionalText }) dossier: string | undefined,
    @Query('from', { schema: OptionalDay }) from: string | undefined, @Query('to', { schema: OptionalDay }) to: string | undefined,
    @Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalText }) after: string | undefined, @Me() me: Principal, @Lang() language: Language,
  ): Promise<AlertList> {
    const period = { from: from === undefined ? undefined : dayOf(from), to: to === undefined ? undefined : new Date(dayOf(to).getTime() + DAY) };
    return answer(await this.views.list(me, { rule, severity, state, agency, person, dossier, ...period, limit, after }, language));
  }

  @Get('rules')
  @Endpoint({ summary: 'The rules with thresholds, trend by week, counts and share of false alarms', returns: GuardList, refusals: [403] })
  async rules(@Me() me: Principal): Promise<GuardList> {
    return answer(await this.guards.list(me));
  }

  @Put('rules/:code')
  @Endpoint({ summary: 'Change or switch a rule by order', returns: GuardView, refusals: [403, 412] })
  async put(@Param('code', { schema: Rule }) code: GuardCode, @Body({ schema: PutGuard }) body: PutGuard, @Ctx() ctx: CommandContext, @Res({ passthrough: true }) response: Response): Promise<GuardView> {
    const view = answer(await this.guards.put(ctx, code, body));
    response.setHeader('ETag', etag(view.version));
    return view;
  }

  @Post('scan')
  @Endpoint({ summary: 'Look through a period again', status: 202, returns: ScanView, refusals: [403] })
  async scan(@Body({ schema: ScanPeriod }) body: ScanPeriod, @Ctx() ctx: CommandContext): Promise<ScanView> {
    return answer(await this.scans.begin(ctx, body));
  }

  @Get('scan/:id')
  @Endpoint({ summary: 'How far a scan has come', returns: ScanView, refusals: [403, 404] })
  async scanned(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal): Promise<ScanView> {
    return answer(await this.scans.get(me, id));
  }

  @Get('questions')
  @Endpoint({ summary: 'Explanations asked of the caller', returns: QuestionList })
  questions(@Me() me: Principal): Promise<QuestionList> {
    return this.asking.mine(me);
  }

  @Post('questions/:id/answer')
  @Endpoint({ summary: 'Explain in writing, once', returns: QuestionList, refusals: [404, 409] })
  async answerQuestion(@Param('id', { schema: Uuid }) id: string, @Body({ schema: AnswerQuestion }) body: AnswerQuestion, @Ctx() ctx: CommandContext): Promise<QuestionList> {
    answer(await this.asking.answer(ctx, id, body));
    return this.asking.mine(ctx.principal);
  }

  @Get(':id')
  @Endpoint({ summary: 'One alert with its evidence and follow-up', returns: AlertView, refusals: [404] })
  get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<AlertView> {
    return this.#show(id, me, language, response);
  }

  @Post(':id/ask')
  @Endpoint({ summary: 'Ask a person concerned for an explanation', returns: AlertView, refusals: [403, 404, 409] })
  ask(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Ask }) body: Ask, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<AlertView> {
    return this.#after(id, ctx, language, response, this.asking.ask(ctx, id, body));
  }

  @Post(':id/assign')
  @Endpoint({ summary: 'Give an alert to somebody who may follow it up', returns: AlertView, refusals: [403, 404, 409, 412] })
  assign(@Param('id', { schema: Uuid }) id: string, @Body({ schema: AssignAlert }) body: AssignAlert, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<AlertView> {
    return this.#after(id, ctx, language, response, this.deciding.assign(ctx, id, body));
  }

  @Post(':id/explain')
  @Endpoint({ summary: 'Accept as honest, with the reason: a false alarm', returns: AlertView, refusals: [403, 404, 409, 412] })
  explain(@Param('id', { schema: Uuid }) id: string, @Body({ schema: ExplainAlert }) body: ExplainAlert, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<AlertView> {
    return this.#after(id, ctx, language, response, this.deciding.explain(ctx, id, body));
  }

  @Post(':id/confirm')
  @Endpoint({ summary: 'Confirm, with document and measures', returns: AlertView, refusals: [403, 404, 409, 412] })
  confirm(@Param('id', { schema: Uuid }) id: string, @Body({ schema: ConfirmAlert }) body: ConfirmAlert, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<AlertView> {
    return this.#after(id, ctx, language, response, this.deciding.confirm(ctx, id, body));
  }

  @Post(':id/review')
  @Endpoint({ summary: 'Second look: another person above agrees', returns: AlertView, refusals: [403, 404, 409, 412] })
  review(@Param('id', { schema: Uuid }) id: string, @Body({ schema: ReviewAlert }) body: ReviewAlert, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<AlertView> {
    return this.#after(id, ctx, language, response, this.deciding.review(ctx, id, body));
  }

  @Post(':id/reopen')
  @Endpoint({ summary: 'Open again what was decided, with the reason', returns: AlertView, refusals: [403, 404, 409, 412] })
  reopen(@Param('id', { schema: Uuid }) id: string, @Body({ schema: ReopenAlert }) body: ReopenAlert, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<AlertView> {
    return this.#after(id, ctx, language, response, this.deciding.reopen(ctx, id, body));
  }

  async #after(id: string, ctx: CommandContext, language: Language, response: Response, done: Promise<Result<unknown>>): Promise<AlertView> {
    answer(await done);
    return this.#show(id, ctx.principal, language, response);
  }

  async #show(id: string, me: Principal, language: Language, response: Response): Promise<AlertView> {
    const view = answer(await this.views.get(me, id, language));
    response.setHeader('ETag', etag(view.version));
    return view;
  }
}
