import { CommentList, CommentView, WriteComment } from '#contract';
import type { Principal } from '#kernel';
import { type CommandContext, Comments } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Code, Limit, OptionalUuid, RevisionNumber, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Me } from './http/request.js';

/** Remarks on working copies and on revisions. */
@ApiTags('comments')
@Controller('api/v1')
export class CommentsController {
  constructor(@Inject(Comments) private readonly comments: Comments) {}

  @Get('drafts/:id/comments')
  @Endpoint({ summary: 'Remarks on a working copy, in the order of their writing', returns: CommentList, refusals: [404] })
  async ofDraft(@Param('id', { schema: Uuid }) draft: string, @Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalUuid }) after: string | undefined, @Me() me: Principal): Promise<CommentList> {
    return answer(await this.comments.list(me, { draft }, limit, after));
  }

  @Post('drafts/:id/comments')
  @Endpoint({ summary: 'Write a remark, pinned to an element or to the whole', status: 201, returns: CommentView, refusals: [404] })
  async writeOnDraft(@Param('id', { schema: Uuid }) draft: string, @Body({ schema: WriteComment }) body: WriteComment, @Ctx() ctx: CommandContext): Promise<CommentView> {
    return answer(await this.comments.write(ctx, { draft }, body));
  }

  @Post('drafts/:id/comments/:comment/resolve')
  @Endpoint({ summary: 'The remark has been dealt with', returns: CommentView, refusals: [404, 409] })
  async resolveOnDraft(@Param('id', { schema: Uuid }) draft: string, @Param('comment', { schema: Uuid }) comment: string, @Ctx() ctx: CommandContext): Promise<CommentView> {
    return answer(await this.comments.resolve(ctx, { draft }, comment));
  }

  @Get('procedures/:code/revisions/:n/comments')
  @Endpoint({ summary: 'Remarks on a revision, those of its working copy too', returns: CommentList, refusals: [403, 404] })
  async ofRevision(@Param('code', { schema: Code }) procedure: string, @Param('n', { schema: RevisionNumber }) revision: number, @Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalUuid }) after: string | undefined, @Me() me: Principal): Promise<CommentList> {
    return answer(await this.comments.list(me, { procedure, revision }, limit, after));
  }

  @Post('procedures/:code/revisions/:n/comments')
  @Endpoint({ summary: 'Write a remark on a revision; it stands in the ledger', status: 201, returns: CommentView, refusals: [403, 404] })
  async writeOnRevision(@Param('code', { schema: Code }) procedure: string, @Param('n', { schema: RevisionNumber }) revision: number, @Body({ schema: WriteComment }) body: WriteComment, @Ctx() ctx: CommandContext): Promise<CommentView> {
    return answer(await this.comments.write(ctx, { procedure, revision }, body));
  }

  @Post('procedures/:code/revisions/:n/comments/:comment/resolve')
  @Endpoint({ summary: 'The remark on a revision has been dealt with', returns: CommentView, refusals: [403, 404, 409] })
  async resolveOnRevision(@Param('code', { schema: Code }) procedure: string, @Param('n', { schema: RevisionNumber }) revision: number, @Param('comment', { schema: Uuid }) comment: string, @Ctx() ctx: CommandContext): Promise<CommentView> {
    return answer(await this.comments.resolve(ctx, { procedure, revision }, comment));
  }
}
