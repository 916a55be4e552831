import { AcknowledgeRung, LadderHistory, LadderList, LadderPreview, LadderView, PreviewLadder as Preview, PutLadder, RUNG_ACTIONS, RUNG_ANSWERS, RungLog as Log, SnoozeRung } from '#contract';
import { AnswerRung, ChangeLadder, PreviewLadder, RungLog } from '#deadlines';
import type { Language, Principal } from '#kernel';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Flag, Limit, OptionalInstant, OptionalText, Uuid, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

const LadderCode = z.string().regex(/^[a-z0-9-]{1,60}$/);

@ApiTags('ladders')
@Controller('api/v1/ladders')
export class LaddersController {
  constructor(
    @Inject(ChangeLadder) private readonly ladders: ChangeLadder,
    @Inject(PreviewLadder) private readonly previews: PreviewLadder,
  ) {}

  @Get()
  @Endpoint({ summary: 'Ladders of reminders in force', returns: LadderList, refusals: [403] })
  async list(@Me() me: Principal): Promise<LadderList> {
    return answer(await this.ladders.list(me));
  }

  @Get(':code')
  @Endpoint({ summary: 'All versions of a ladder, newest first', returns: LadderHistory, refusals: [403, 404] })
  async history(@Param('code', { schema: LadderCode }) code: string, @Me() me: Principal): Promise<LadderHistory> {
    return answer(await this.ladders.history(me, code));
  }

  @Put(':code')
  @Endpoint({ summary: 'Make the next version of a ladder; deadlines that run keep theirs unless the order changes them', returns: LadderView, refusals: [403, 412] })
  async put(@Param('code', { schema: LadderCode }) code: string, @Body({ schema: PutLadder }) body: PutLadder, @Ctx() ctx: CommandContext, @Res({ passthrough: true }) response: Response): Promise<LadderView> {
    const view = answer(await this.ladders.put(ctx, code, body));
    response.setHeader('ETag', etag(view.version));
    return view;
  }

  @Post(':code/preview')
  @Endpoint({ summary: 'Who would have been told last week by this ladder', returns: LadderPreview, refusals: [403] })
  async preview(@Param('code', { schema: LadderCode }) code: string, @Body({ schema: Preview }) body: Preview, @Me() me: Principal, @Lang() language: Language): Promise<LadderPreview> {
    return answer(await this.previews.preview(me, code, body, language));
  }
}

const Action = z.enum(RUNG_ACTIONS).optional();
const Answers = z.enum(['none', ...RUNG_ANSWERS]).optional();
const Answered = z.object({ id: z.uuid() }).meta({ id: 'RungAnswer' });

@ApiTags('ladders')
@Controller('api/v1/rungs')
export class RungsController {
  constructor(
    @Inject(RungLog) private readonly log: RungLog,
    @Inject(AnswerRung) private readonly answers: AnswerRung,
  ) {}

  @Get()
  @Endpoint({ summary: 'Ladder log: which rung fired when, who was told, and what they said', returns: Log })
  async list(
    @Query('dossier', { schema: OptionalText }) dossier: string | undefined, @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('mine', { schema: Flag }) mine: boolean | undefined, @Query('action', { schema: Action }) action: z.infer<typeof Action>, @Query('from', { schema: OptionalInstant }) from: string | undefined, @Query('to', { schema: OptionalInstant }) to: string | undefined,
    @Query('answered', { schema: Answers }) answered: z.infer<typeof Answers>, @Query('undelivered', { schema: Flag }) undelivered: boolean | undefined, @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: OptionalText }) after: string | undefined, @Me() me: Principal, @Lang() language: Language,
  ): Promise<Log> {
    return answer(await this.log.list(me, { dossier, agency, mine, action, from: instantOf(from), to: instantOf(to), answered, undelivered, limit, after }, language));
  }

  @Post(':deadline/:rung/acknowledge')
  @Endpoint({ summary: 'Say that the reminder was seen', returns: Answered, refusals: [403, 404, 409] })
  async acknowledge(@Param('deadline', { schema: Uuid }) deadline: string, @Param('rung', { schema: LadderCode }) rung: string, @Body({ schema: AcknowledgeRung }) body: AcknowledgeRung, @Ctx() ctx: CommandContext): Promise<z.infer<typeof Answered>> {
    return answer(await this.answers.acknowledge(ctx, deadline, rung, body));
  }

  @Post(':deadline/:rung/snooze')
  @Endpoint({ summary: 'Ask to be reminded later, with a reason; lateness stays what it is', returns: Answered, refusals: [403, 404, 409] })
  async snooze(@Param('deadline', { schema: Uuid }) deadline: string, @Param('rung', { schema: LadderCode }) rung: string, @Body({ schema: SnoozeRung }) body: SnoozeRung, @Ctx() ctx: CommandContext): Promise<z.infer<typeof Answered>> {
    return answer(await this.answers.snooze(ctx, deadline, rung, body));
  }
}
