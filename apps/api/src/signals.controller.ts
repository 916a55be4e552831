import { SendSignal as Signal, SignalView } from '#contract';
import type { Principal } from '#kernel';
import { type CommandContext, SendSignal } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Me } from './http/request.js';

@ApiTags('messages')
@Controller('api/v1/signals')
export class SignalsController {
  constructor(@Inject(SendSignal) private readonly signals: SendSignal) {}

  @Post()
  @Endpoint({ summary: 'Tell every open dossier that waits for the signal, one after the other, and open the dossiers that begin by it', status: 201, returns: SignalView, refusals: [403, 404, 409] })
  async send(@Body({ schema: Signal }) body: Signal, @Ctx() ctx: CommandContext): Promise<SignalView> {
    return answer(await this.signals.send(ctx, body));
  }

  @Get(':id')
  @Endpoint({ summary: 'How far a signal has come, and where it failed', returns: SignalView, refusals: [404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal): Promise<SignalView> {
    return answer(await this.signals.get(me, id));
  }
}
