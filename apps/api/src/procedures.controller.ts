import { DecideRevision, PART_KEY, ProcedureList, ProcedureView, PublishRevision, RevisionView, WithdrawRevision } from '#contract';
import { type Language, text } from '#kernel';
import { type CommandContext, GovernRevision, type NewContent, ProcedureViews } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { accepted } from './http/contract.pipe.js';
import { Endpoint } from './http/endpoint.js';
import { uploaded } from './http/uploaded.js';
import { Code, Limit, OptionalText, RevisionNumber } from './http/parameters.js';
import { RefusedError, answer } from './http/problem.js';
import { Ctx, Lang, etag } from './http/request.js';
import { Public } from './http/session.guard.js';

const Bundle = z.strictObject({ bpmn: z.string().min(1), forms: z.record(z.string().regex(PART_KEY), z.record(z.string(), z.unknown())).optional(), decisions: z.record(z.string().regex(PART_KEY), z.string().min(1)).optional() }).meta({ id: 'ProcedureBundle' });

@ApiTags('procedures')
@Controller('api/v1/procedures')
export class ProceduresController {
  constructor(
    @Inject(GovernRevision) private readonly govern: GovernRevision,
    @Inject(ProcedureViews) private readonly views: ProcedureViews,
  ) {}

  @Get()
  @Public()
  @Endpoint({ summary: 'Procedures, latest revision of each', returns: ProcedureList })
  list(@Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: z.string().max(200).optional() }) after: string | undefined, @Lang() lang: Language): Promise<ProcedureList> {
    return this.views.list(lang, limit, after ?? '');
  }

  @Get(':code')
  @Public()
  @Endpoint({ summary: 'One procedure with its steps and revisions; as an agency follows it, where one is named', returns: ProcedureView, refusals: [404] })
  async get(@Param('code', { schema: Code }) code: string, @Query('agency', { schema: OptionalText }) agency: string | undefined, @Lang() lang: Language): Promise<ProcedureView> {
    return answer(await this.views.get(code, lang, agency));
  }

  @Get(':code/revisions/:n')
  @Endpoint({ summary: 'One revision with its findings', returns: RevisionView, refusals: [404] })
  revision(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    return this.#show(code, n, lang, response);
  }

  @Get(':code/revisions/:n/bpmn')
  @Endpoint({ summary: 'The document, byte for byte as it was handed in', refusals: [404] })
  async bpmn(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Res() response: Response): Promise<void> {
    const bpmn = answer(await this.views.bpmn(code, n));
    response.type('application/xml').setHeader('Content-Disposition', `inline; filename="${code}-${n}.bpmn"`).send(bpmn);
  }

  @Post()
  @ApiBody({ description: 'A BPMN 2.0 document (application/xml), or JSON { bpmn, forms, decisions }', schema: { type: 'string', format: 'binary' } })
  @Endpoint({ summary: 'Import a BPMN document as the next draft', status: 201, returns: RevisionView, refusals: [403, 413, 415, 422] })
  async draft(@Req() request: Request, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    const { code, number } = answer(await this.govern.draft(ctx, contentOf(request)));
    response.setHeader('Location', `/api/v1/procedures/${code}/revisions/${number}`);
    return this.#show(code, number, lang, response);
  }

  @Post(':code/revisions/:n/check')
  @Endpoint({ summary: 'Check a draft', returns: RevisionView, refusals: [403, 404, 409, 412, 422] })
  async check(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Body({ schema: DecideRevision }) body: DecideRevision, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    answer(await this.govern.check(ctx, code, n, body?.comment));
    return this.#show(code, n, lang, response);
  }

  @Post(':code/revisions/:n/approve')
  @Endpoint({ summary: 'Approve a checked revision; another person than the drafter', returns: RevisionView, refusals: [403, 404, 409, 412] })
  async approve(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Body({ schema: DecideRevision }) body: DecideRevision, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    answer(await this.govern.approve(ctx, code, n, body?.comment));
    return this.#show(code, n, lang, response);
  }

  @Post(':code/revisions/:n/publish')
  @Endpoint({ summary: 'Publish an approved revision from an effective date', returns: RevisionView, refusals: [403, 404, 409, 412, 422] })
  async publish(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Body({ schema: PublishRevision }) body: PublishRevision, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    answer(await this.govern.publish(ctx, code, n, body.effectiveFrom ? new Date(body.effectiveFrom) : undefined));
    return this.#show(code, n, lang, response);
  }

  @Post(':code/revisions/:n/withdraw')
  @Endpoint({ summary: 'Withdraw a revision', returns: RevisionView, refusals: [403, 404, 409, 412] })
  async withdraw(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Body({ schema: WithdrawRevision }) body: WithdrawRevision, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    answer(await this.govern.withdraw(ctx, code, n, body.reason));
    return this.#show(code, n, lang, response);
  }

  async #show(code: string, n: number, lang: Language, response: Response): Promise<RevisionView> {
    const { view, version } = answer(await this.views.revision(code, n, lang));
    response.setHeader('ETag', etag(version));
    return view;
  }
}

function contentOf(request: Request): NewContent {
  const body: unknown = request.body;
  if (Buffer.isBuffer(body) && body.length > 0) return uploaded(request, body);
  if (typeof body === 'object' && body !== null && 'bpmn' in body) {
    const { bpmn, forms, decisions } = accepted(Bundle, body);
    return { bpmn: Buffer.from(bpmn, 'utf8'), ...(forms && { forms }), ...(decisions && { decisions }) };
  }
  throw new RefusedError({
    code: 'unsupported_media_type',
    message: text('Hãy gửi tài liệu BPMN với Content-Type: application/xml', 'Send a BPMN document with Content-Type: application/xml'),
  });
}
