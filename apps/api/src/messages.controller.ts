import { MessageOutcome, SendMessage as Message } from '#contract';
import { type CommandContext, SendMessage } from '#runtime';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { answer } from './http/problem.js';
import { Ctx } from './http/request.js';

@ApiTags('messages')
@Controller('api/v1/messages')
export class MessagesController {
  constructor(@Inject(SendMessage) private readonly messages: SendMessage) {}

  @Post()
  @Endpoint({ summary: 'Tell whatever waits for the message, by dossier or business key; else open the dossier that the message begins; kept where nothing waits yet', returns: MessageOutcome, refusals: [403, 404, 409] })
  async send(@Body({ schema: Message }) body: Message, @Ctx() ctx: CommandContext): Promise<MessageOutcome> {
    return answer(await this.messages.send(ctx, body));
  }
}
