import { AskDiff, DocumentControl, DocumentView, ProcedureHistory as History, ProceduresInForce, ReturnRevision, RevisionDiff, RevisionView } from '#contract';
import { InForce, type PrintedDocument, RevisionDocuments } from '#documents';
import type { Language, Result } from '#kernel';
import { type CommandContext, Differences, GovernRevision, ProcedureHistory, ProcedureViews } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Endpoint } from './http/endpoint.js';
import { Code, OptionalInstant, RevisionNumber, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, type SignedRequest, etag } from './http/request.js';
import { Public } from './http/session.guard.js';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Registered before the procedures' own routes: `in-force` is no code. */
@ApiTags('governance')
@Controller('api/v1/procedures')
export class GovernanceController {
  constructor(
    @Inject(GovernRevision) private readonly govern: GovernRevision,
    @Inject(ProcedureViews) private readonly views: ProcedureViews,
    @Inject(ProcedureHistory) private readonly histories: ProcedureHistory,
    @Inject(Differences) private readonly differences: Differences,
    @Inject(RevisionDocuments) private readonly documents: RevisionDocuments,
    @Inject(InForce) private readonly lists: InForce,
  ) {}

  @Get('in-force')
  @Public()
  @Endpoint({ summary: 'Procedures in force at an instant, and what changed in its quarter', returns: ProceduresInForce })
  inForce(@Query('at', { schema: OptionalInstant }) at: string | undefined, @Lang() lang: Language): Promise<ProceduresInForce> {
    return this.lists.at(instantOf(at), lang);
  }

  @Get('in-force.xlsx')
  @Public()
  @Endpoint({ summary: 'The same as a spreadsheet' })
  async inForceSheet(@Query('at', { schema: OptionalInstant }) at: string | undefined, @Lang() lang: Language, @Res() response: Response): Promise<void> {
    send(response, SHEET, await this.lists.sheet(instantOf(at), lang));
  }

  @Get('in-force.pdf')
  @Public()
  @Endpoint({ summary: 'The same as a printed list' })
  async inForcePdf(@Query('at', { schema: OptionalInstant }) at: string | undefined, @Lang() lang: Language, @Res() response: Response): Promise<void> {
    send(response, 'application/pdf', await this.lists.pdf(instantOf(at), lang));
  }

  @Get(':code/history')
  @Endpoint({ summary: 'The life of a procedure, as its ledger tells it', returns: History, refusals: [404] })
  async history(@Param('code', { schema: Code }) code: string, @Lang() lang: Language): Promise<History> {
    return answer(await this.histories.of(code, lang));
  }

  @Get(':code/diff')
  @Endpoint({ summary: 'Difference between two revisions, by element and by row of the ISO table', returns: RevisionDiff, refusals: [404] })
  async diff(@Param('code', { schema: Code }) code: string, @Query('from', { schema: RevisionNumber }) from: number, @Query('to', { schema: RevisionNumber }) to: number, @Lang() lang: Language): Promise<RevisionDiff> {
    return answer(await this.differences.ofProcedure(code, from, to, lang));
  }

  @Post(':code/revisions/:n/return')
  @Endpoint({ summary: 'Send a draft or checked revision back with a reason', returns: RevisionView, refusals: [403, 404, 409, 412] })
  async sendBack(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Body({ schema: ReturnRevision }) body: ReturnRevision, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<RevisionView> {
    answer(await this.govern.sendBack(ctx, code, n, body.reason));
    const { view, version } = answer(await this.views.revision(code, n, lang));
    response.setHeader('ETag', etag(version));
    return view;
  }

  @Get(':code/revisions/:n/document')
  @Endpoint({ summary: 'What stands on the ISO document of a revision', returns: DocumentView, refusals: [404] })
  document(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<DocumentView> {
    return this.#document(code, n, lang, response);
  }

  @Put(':code/revisions/:n/document')
  @Endpoint({ summary: 'Write document control and texts of sections; while it is a draft', returns: DocumentView, refusals: [403, 404, 409, 412] })
  async write(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Body({ schema: DocumentControl }) body: DocumentControl, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<DocumentView> {
    answer(await this.govern.document(ctx, code, n, body));
    return this.#document(code, n, lang, response);
  }

  @Get(':code/revisions/:n/document.pdf')
  @Endpoint({ summary: 'The ISO document, printed', refusals: [404] })
  async documentPdf(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Res() response: Response): Promise<void> {
    send(response, 'application/pdf', answer(await this.documents.pdf(code, n)));
  }

  @Get(':code/revisions/:n/document.docx')
  @Endpoint({ summary: 'The ISO document for a word processor', refusals: [404] })
  async documentDocx(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Res() response: Response): Promise<void> {
    send(response, WORD, answer(await this.documents.docx(code, n)));
  }

  @Get(':code/revisions/:n/posting.pdf')
  @Public()
  @Endpoint({ summary: 'The public posting sheet: papers, time, fees, where, steps in plain words', refusals: [404] })
  async posting(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Req() request: SignedRequest, @Res() response: Response): Promise<void> {
    send(response, 'application/pdf', answer(await this.documents.posting(code, n, request.principal !== undefined)));
  }

  async #document(code: string, n: number, lang: Language, response: Response): Promise<DocumentView> {
    const { view, version }: { view: DocumentView; version: number } = answer(await this.documents.view(code, n, lang));
    response.setHeader('ETag', etag(version));
    return view;
  }
}

@ApiTags('governance')
@Controller('api/v1/diffs')
export class DiffsController {
  constructor(@Inject(Differences) private readonly differences: Differences) {}

  @Post()
  @Endpoint({ summary: 'Difference of two documents: drafts, or revisions', returns: RevisionDiff, refusals: [404, 413] })
  async between(@Body({ schema: AskDiff }) { a, b }: AskDiff, @Lang() lang: Language): Promise<RevisionDiff> {
    const found: Result<RevisionDiff> = await this.differences.between(a, b, lang);
    return answer(found);
  }
}

function send(response: Response, type: string, { name, content }: PrintedDocument): void {
  response.type(type).setHeader('Content-Disposition', `inline; filename="${name}"`).send(content);
}
