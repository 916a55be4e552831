import { AnswerSubmission, RegisterSubmission, ReplyReport, SubmissionList, SubmissionView } from '#contract';
import { OnlineSubmissions } from '#dossiers';
import type { Language, Principal } from '#kernel';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Endpoint } from './http/endpoint.js';
import { Flag, Limit, OptionalText, RequiredInstant, Uuid, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

@ApiTags('online submissions')
@Controller('api/v1/online-submissions')
export class OnlineSubmissionsController {
  constructor(@Inject(OnlineSubmissions) private readonly submissions: OnlineSubmissions) {}

  @Get()
  @Endpoint({ summary: 'What came over the portal and waits for the reply of the desk, or was answered; the next due first', returns: SubmissionList })
  async list(
    @Query('answered', { schema: Flag }) answered: boolean | undefined, @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalText }) after: string | undefined, @Me() me: Principal, @Lang() language: Language,
  ): Promise<SubmissionList> {
    return answer(await this.submissions.list(me, { answered: answered ?? false, agency, after, limit }, language));
  }

  @Get('replies')
  @Endpoint({ summary: 'How submissions of a period were replied to: within eight working hours or not', returns: ReplyReport })
  async replies(@Query('from', { schema: RequiredInstant }) from: string, @Query('to', { schema: RequiredInstant }) to: string, @Me() me: Principal, @Lang() language: Language): Promise<ReplyReport> {
    return answer(await this.submissions.report(me, instantOf(from), instantOf(to), language));
  }

  @Post()
  @Endpoint({ summary: 'Register what the portal took in, with the time of its submission', status: 201, returns: SubmissionView, refusals: [403, 404, 409] })
  async register(@Body({ schema: RegisterSubmission }) body: RegisterSubmission, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<SubmissionView> {
    return shown(response, answer(await this.submissions.register(ctx, body, language)));
  }

  @Get(':id')
  @Endpoint({ summary: 'One submission', returns: SubmissionView, refusals: [404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<SubmissionView> {
    return shown(response, answer(await this.submissions.get(me, id, language)));
  }

  @Post(':id/accept')
  @Endpoint({ summary: 'Accept it: a dossier is received, its limit begins', returns: SubmissionView, refusals: [403, 404, 409, 412] })
  async accept(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<SubmissionView> {
    return shown(response, answer(await this.submissions.accept(ctx, id, language)));
  }

  @Post(':id/refuse')
  @Endpoint({ summary: 'Refuse it, with the reason', returns: SubmissionView, refusals: [403, 404, 409, 412] })
  async refuse(@Param('id', { schema: Uuid }) id: string, @Body({ schema: AnswerSubmission }) body: AnswerSubmission, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<SubmissionView> {
    return shown(response, answer(await this.submissions.refuse(ctx, id, body, language)));
  }

  @Post(':id/supplement')
  @Endpoint({ summary: 'Ask for what is missing; the portal may send the number again', returns: SubmissionView, refusals: [403, 404, 409, 412] })
  async supplement(@Param('id', { schema: Uuid }) id: string, @Body({ schema: AnswerSubmission }) body: AnswerSubmission, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<SubmissionView> {
    return shown(response, answer(await this.submissions.supplement(ctx, id, body, language)));
  }
}

function shown(response: Response, view: SubmissionView): SubmissionView {
  response.setHeader('ETag', etag(view.version));
  return view;
}
