import { AskReplay, ReplayView } from '#contract';
import type { Language, Principal } from '#kernel';
import { type CommandContext, Replays } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Endpoint } from './http/endpoint.js';
import { Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';

/** Past dossiers sent through a draft or a revision, as a simulation. */
@ApiTags('drafts')
@Controller('api/v1/replays')
export class ReplaysController {
  constructor(@Inject(Replays) private readonly replays: Replays) {}

  @Post()
  @Endpoint({ summary: "Replay a year's dossiers against a draft or a revision; it is counted after the answer", status: 202, returns: ReplayView, refusals: [403, 404, 409, 413, 422, 429] })
  async ask(@Body({ schema: AskReplay }) body: AskReplay, @Ctx() ctx: CommandContext, @Me() me: Principal, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<ReplayView> {
    const { id } = answer(await this.replays.ask(ctx, body));
    response.setHeader('Location', `/api/v1/replays/${id}`);
    return answer(await this.replays.get(me, id, lang));
  }

  @Get(':id')
  @Endpoint({ summary: 'How far a replay is, and what came out', returns: ReplayView, refusals: [404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() lang: Language): Promise<ReplayView> {
    return answer(await this.replays.get(me, id, lang));
  }

  @Delete(':id')
  @Endpoint({ summary: 'Cancel a replay', status: 204, refusals: [403, 404, 409] })
  async cancel(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext): Promise<void> {
    answer(await this.replays.cancel(ctx, id));
  }
}
