import { NoticeList, NoticeView } from '#contract';
import type { Language, Principal } from '#kernel';
import { Notices } from '#notices';
import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

@ApiTags('notices')
@Controller('api/v1/notices')
export class NoticesController {
  constructor(@Inject(Notices) private readonly notices: Notices) {}

  @Get()
  @Endpoint({ summary: 'Notices to the caller and to the positions held, newest first', returns: NoticeList })
  async list(@Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalText }) after: string | undefined, @Me() me: Principal, @Lang() language: Language): Promise<NoticeList> {
    return answer(await this.notices.list(me, { limit, after, language }));
  }

  @Post(':id/read')
  @Endpoint({ summary: 'Mark a notice as read', returns: NoticeView, refusals: [404] })
  async read(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language): Promise<NoticeView> {
    return answer(await this.notices.markRead(me, id, language));
  }
}
