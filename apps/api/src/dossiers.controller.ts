import {
  DeliverForm as Delivery, DeliverMessage as Message, DossierList, DossierView, Escalated, ExtendDeadline as Extend, Instant, LedgerView, PaperView, Reason, ReceiveDossier as Intake, ReceivePapers as Arrival, ResumeClock as Resume, StopClock as Stop,
} from '#contract';
import { AcknowledgeDossier, EscalateNow, ExtendDeadline, ResumeClock, StopClock } from '#deadlines';
import { AddPaper, DeliverForm, DeliverMessage, DossierViews, EndDossier, MOST_BYTES, PrintForms, type PrintedForm, ReceiveDossier, ReceivePapers } from '#dossiers';
import type { Language, Principal, Result } from '#kernel';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { DossierPages } from './dossier-pages.js';
import { Endpoint } from './http/endpoint.js';
import { Code, Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

const State = z.coerce.number().int().min(1).max(10).optional();
const PaperForm = z.object({
  code: z.string().trim().min(1).max(100),
  name: z.string().trim().max(300).optional(),
  originals: z.coerce.number().int().min(0).max(1000).optional(),
  copies: z.coerce.number().int().min(0).max(1000).optional(),
  scannedAt: Instant.optional().describe('When the paper was scanned, as its file says'),
});

@ApiTags('dossiers')
@Controller('api/v1/dossiers')
export class DossiersController {
  constructor(
    @Inject(ReceiveDossier) private readonly intake: ReceiveDossier,
    @Inject(DossierViews) private readonly views: DossierViews,
    @Inject(DossierPages) private readonly pages: DossierPages,
    @Inject(EndDossier) private readonly ending: EndDossier,
    @Inject(StopClock) private readonly stopping: StopClock,
    @Inject(ResumeClock) private readonly resuming: ResumeClock,
    @Inject(EscalateNow) private readonly escalating: EscalateNow,
    @Inject(ExtendDeadline) private readonly extending: ExtendDeadline,
    @Inject(AcknowledgeDossier) private readonly acknowledging: AcknowledgeDossier,
    @Inject(DeliverMessage) private readonly messages: DeliverMessage,
    @Inject(AddPaper) private readonly papers: AddPaper,
    @Inject(PrintForms) private readonly forms: PrintForms,
    @Inject(DeliverForm) private readonly deliveries: DeliverForm,
    @Inject(ReceivePapers) private readonly arrivals: ReceivePapers,
  ) {}

  @Get()
  @Endpoint({ summary: 'Dossiers that the caller may see, newest first', returns: DossierList })
  async list(
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('state', { schema: State }) state: number | undefined,
    @Query('q', { schema: OptionalText }) q: string | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: OptionalText }) after: string | undefined,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<DossierList> {
    return answer(await this.views.list(me, { agency, state, q, limit, after }, language));
  }

  @Post()
  @Endpoint({ summary: 'Receive a dossier at a desk', status: 201, returns: DossierView, refusals: [403, 404, 409, 422] })
  async receive(@Body({ schema: Intake }) body: Intake, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    const { code } = answer(await this.intake.receive(ctx, body, language));
    response.setHeader('Location', `/api/v1/dossiers/${code}`);
    return this.#show(code, ctx.principal, language, response);
  }

  @Get(':code')
  @Endpoint({ summary: 'One dossier: state, time, legs, papers, tokens', returns: DossierView, refusals: [404] })
  get(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#show(code, me, language, response);
  }

  @Get(':code/ledger')
  @Endpoint({ summary: 'Everything that happened to the dossier', returns: LedgerView, refusals: [404] })
  async ledger(
    @Param('code', { schema: Code }) code: string, @Query('after', { schema: OptionalText }) after: string | undefined, @Query('limit', { schema: Limit }) limit: number,
    @Me() me: Principal, @Lang() language: Language,
  ): Promise<LedgerView> {
    return answer(await this.pages.entries(me, code, { after, limit }, language));
  }

  @Post(':code/stop')
  @Endpoint({ summary: 'Stop the clock on evidence', returns: DossierView, refusals: [403, 404, 409, 412] })
  stop(@Param('code', { schema: Code }) code: string, @Body({ schema: Stop }) body: Stop, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.stopping.stop(ctx, code, body));
  }

  @Post(':code/resume')
  @Endpoint({ summary: 'Let the clock run on; ends the wait of the process for a supplement or payment', returns: DossierView, refusals: [403, 404, 409, 412] })
  resume(@Param('code', { schema: Code }) code: string, @Body({ schema: Resume }) body: Resume, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.resuming.resume(ctx, code, body));
  }

  @Post(':code/extend')
  @Endpoint({ summary: 'Extend the limit once, on a ground that the procedure names', returns: DossierView, refusals: [403, 404, 409, 412] })
  extend(@Param('code', { schema: Code }) code: string, @Body({ schema: Extend }) body: Extend, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.extending.extend(ctx, code, body));
  }

  @Post(':code/escalate')
  @Endpoint({ summary: 'Tell the heads of the agencies that hold the dossier to act, at once', returns: Escalated, refusals: [404, 409] })
  async escalate(@Param('code', { schema: Code }) code: string, @Ctx() ctx: CommandContext): Promise<Escalated> {
    return answer(await this.escalating.escalate(ctx, code));
  }

  @Post(':code/withdraw')
  @Endpoint({ summary: 'The citizen withdraws', returns: DossierView, refusals: [403, 404, 409, 412] })
  withdraw(@Param('code', { schema: Code }) code: string, @Body({ schema: Reason }) body: Reason, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.ending.withdraw(ctx, code, body));
  }

  @Post(':code/refuse')
  @Endpoint({ summary: 'Refuse acceptance (form 03)', returns: DossierView, refusals: [403, 404, 409, 412] })
  refuse(@Param('code', { schema: Code }) code: string, @Body({ schema: Reason }) body: Reason, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.ending.refuse(ctx, code, body));
  }

  @Post(':code/discontinue')
  @Endpoint({ summary: 'The agency stops processing', returns: DossierView, refusals: [403, 404, 409, 412] })
  discontinue(@Param('code', { schema: Code }) code: string, @Body({ schema: Reason }) body: Reason, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.ending.discontinue(ctx, code, body));
  }

  @Post(':code/acknowledge')
  @Endpoint({ summary: 'Acknowledge the hand-over', returns: DossierView, refusals: [403, 404, 409, 412] })
  acknowledge(@Param('code', { schema: Code }) code: string, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.acknowledging.acknowledge(ctx, code));
  }

  @Post(':code/messages')
  @Endpoint({ summary: 'Deliver a message that the process waits for', returns: DossierView, refusals: [403, 404, 409, 412] })
  message(@Param('code', { schema: Code }) code: string, @Body({ schema: Message }) body: Message, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.messages.deliver(ctx, code, body));
  }

  @Post(':code/deliveries')
  @Endpoint({ summary: 'Record that the citizen has got form 02 or the notice of payment, with the proof', returns: DossierView, refusals: [403, 404, 409, 412] })
  deliver(@Param('code', { schema: Code }) code: string, @Body({ schema: Delivery }) body: Delivery, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.deliveries.deliver(ctx, code, body));
  }

  @Post(':code/hand-overs')
  @Endpoint({ summary: 'Record that the paper dossier has come from the agency before', returns: DossierView, refusals: [403, 404, 409, 412] })
  receivePapers(@Param('code', { schema: Code }) code: string, @Body({ schema: Arrival }) body: Arrival, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<DossierView> {
    return this.#after(code, ctx, language, response, this.arrivals.receive(ctx, code, body));
  }

  @Post(':code/papers')
  @ApiConsumes('multipart/form-data')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 10 } }))
  @Endpoint({ summary: 'Add a paper, with its scan where there is one', status: 201, returns: PaperView, refusals: [403, 404, 409, 413] })
  async addPaper(@Param('code', { schema: Code }) code: string, @Body({ schema: PaperForm }) body: z.infer<typeof PaperForm>, @UploadedFile() file: Express.Multer.File | undefined, @Ctx() ctx: CommandContext): Promise<PaperView> {
    const upload = file ? { name: Buffer.from(file.originalname, 'latin1').toString('utf8'), type: file.mimetype, content: file.buffer } : undefined;
    return answer(await this.papers.add(ctx, code, body, upload));
  }

  @Get(':code/papers/:id/file')
  @Endpoint({ summary: 'The scan of a paper', refusals: [404] })
  async paperFile(@Param('code', { schema: Code }) code: string, @Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Res() response: Response): Promise<void> {
    const file = answer(await this.papers.file(me, code, id));
    response.type(file.type).setHeader('Content-Disposition', disposition('attachment', file.name));
    file.content.pipe(response);
  }

  @Get(':code/receipt.pdf')
  @Endpoint({ summary: 'Form 01: receipt and appointment slip', refusals: [403, 404] })
  async receipt(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Res() response: Response): Promise<void> {
    send(response, await this.forms.receipt(me, code));
  }

  @Get(':code/supplement.pdf')
  @Endpoint({ summary: 'Form 02: request to supplement', refusals: [403, 404] })
  async supplement(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Res() response: Response): Promise<void> {
    send(response, await this.forms.supplementRequest(me, code));
  }

  @Get(':code/refusal.pdf')
  @Endpoint({ summary: 'Form 03: refusal', refusals: [403, 404] })
  async refusal(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Res() response: Response): Promise<void> {
    send(response, await this.forms.refusal(me, code));
  }

  @Get(':code/apology.pdf')
  @Endpoint({ summary: 'Form 04: apology and new appointment', refusals: [403, 404] })
  async apology(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Res() response: Response): Promise<void> {
    send(response, await this.forms.apology(me, code));
  }

  @Get(':code/stopping.pdf')
  @Endpoint({ summary: 'Form 05 of the profile of 2025: notice of stopping', refusals: [403, 404] })
  async noticeOfStopping(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Res() response: Response): Promise<void> {
    send(response, await this.forms.stopping(me, code));
  }

  async #after(code: string, ctx: CommandContext, language: Language, response: Response, done: Promise<Result<unknown>>): Promise<DossierView> {
    answer(await done);
    return this.#show(code, ctx.principal, language, response);
  }

  async #show(code: string, me: Principal, language: Language, response: Response): Promise<DossierView> {
    const view = answer(await this.pages.page(me, code, language));
    response.setHeader('ETag', etag(view.version));
    return view;
  }
}

function send(response: Response, printed: Result<PrintedForm>): void {
  const { name, content } = answer(printed);
  response.type('application/pdf').setHeader('Content-Disposition', disposition('inline', name)).send(content);
}

/** RFC 6266: the plain name for old clients, the real one beside it. */
const disposition = (how: 'inline' | 'attachment', name: string): string =>
  `${how}; filename="${name.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;
