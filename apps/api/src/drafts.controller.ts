import { CreateDraft, DraftList, DraftView, PresenceView, RevisionView, SaveDraft as Save, SavedDraft, SubmitDraft as Submit } from '#contract';
import type { Language, Principal } from '#kernel';
import { type CommandContext, DiscardDraft, DraftViews, OpenDraft, ProcedureViews, SaveDraft, SubmitDraft } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { accepted } from './http/contract.pipe.js';
import { Endpoint } from './http/endpoint.js';
import { Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';
import { uploaded } from './http/uploaded.js';

/** Working copies of procedures: what the studio opens, saves and hands in. */
@ApiTags('drafts')
@Controller('api/v1/drafts')
export class DraftsController {
  constructor(
    @Inject(DraftViews) private readonly views: DraftViews,
    @Inject(OpenDraft) private readonly opening: OpenDraft,
    @Inject(SaveDraft) private readonly saving: SaveDraft,
    @Inject(DiscardDraft) private readonly discarding: DiscardDraft,
    @Inject(SubmitDraft) private readonly submitting: SubmitDraft,
    @Inject(ProcedureViews) private readonly procedures: ProcedureViews,
  ) {}

  @Get()
  @Endpoint({ summary: 'Working copies, the latest changed first', returns: DraftList, refusals: [403] })
  async list(@Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalText }) after: string | undefined, @Me() me: Principal): Promise<DraftList> {
    return answer(await this.views.list(me, limit, after));
  }

  @Post()
  @ApiBody({ description: 'CreateDraft as JSON, a BPMN 2.0 document (application/xml) or a bundle (application/zip)', schema: { type: 'string', format: 'binary' } })
  @Endpoint({ summary: 'Begin a working copy: blank, from a revision, a document or a bundle, whatever the proof finds in it', status: 201, returns: DraftView, refusals: [403, 404, 413, 415] })
  async create(@Req() request: Request, @Ctx() ctx: CommandContext, @Me() me: Principal, @Res({ passthrough: true }) response: Response): Promise<DraftView> {
    const { id } = answer(await this.#open(request, ctx));
    response.setHeader('Location', `/api/v1/drafts/${id}`);
    return this.#show(me, id, response);
  }

  @Get(':id')
  @Endpoint({ summary: 'One working copy', returns: DraftView, refusals: [404] })
  get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Res({ passthrough: true }) response: Response): Promise<DraftView> {
    return this.#show(me, id, response);
  }

  @Put(':id')
  @Endpoint({ summary: 'Save a working copy over the version named by If-Match', returns: SavedDraft, refusals: [403, 404, 412, 413, 428] })
  async save(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Save }) body: Save, @Ctx() ctx: CommandContext, @Me() me: Principal, @Res({ passthrough: true }) response: Response): Promise<SavedDraft> {
    const { version } = answer(await this.saving.save(ctx, id, body));
    const draft = answer(await this.views.get(me, id));
    response.setHeader('ETag', etag(version));
    return { ...draft, version };
  }

  @Delete(':id')
  @Endpoint({ summary: 'Throw a working copy away', status: 204, refusals: [403, 404, 412] })
  async discard(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext): Promise<void> {
    answer(await this.discarding.discard(ctx, id));
  }

  @Post(':id/presence')
  @Endpoint({ summary: 'I have it open; who else has', returns: PresenceView, refusals: [404] })
  async presence(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext): Promise<PresenceView> {
    return answer(await this.views.see(ctx, id));
  }

  @Post(':id/submit')
  @Endpoint({ summary: 'Hand it in as the next revision, a draft to be checked', status: 201, returns: RevisionView, refusals: [403, 404, 412, 422] })
  async submit(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Submit }) body: Submit, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    const { code, number } = answer(await this.submitting.submit(ctx, id, body.note ?? null));
    const { view, version } = answer(await this.procedures.revision(code, number, lang));
    response.setHeader('Location', `/api/v1/procedures/${code}/revisions/${number}`).setHeader('ETag', etag(version));
    return view;
  }

  async #open(request: Request, ctx: CommandContext): ReturnType<OpenDraft['create']> {
    const body: unknown = request.body;
    if (!Buffer.isBuffer(body)) return this.opening.create(ctx, accepted(CreateDraft, body ?? {}));
    return this.opening.take(ctx, uploaded(request, body));
  }

  async #show(me: Principal, id: string, response: Response): Promise<DraftView> {
    const draft = answer(await this.views.get(me, id));
    response.setHeader('ETag', etag(draft.version));
    return draft;
  }
}
