import { AdvanceImported as Advance, ImportedDossierView, MapRegister, REGISTER_VERDICTS, RegisterImportList, RegisterImportView, RegisterRowList } from '#contract';
import { type Language, type Principal, reject, text } from '#kernel';
import { AdvanceImported, ApplyRegister, CheckRegister, ImportViews, ImportedDossiers, MOST_REGISTER_BYTES, templateSheet } from '#registers';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Code, Limit, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';

const RegisterForm = z.object({ agency: z.string().trim().min(1).max(100), sheet: z.string().min(1).max(100).optional() }).meta({ id: 'RegisterForm' });
const Verdict = z.enum(REGISTER_VERDICTS).optional();
const Line = z.coerce.number().int().min(0).max(2 ** 31 - 1).optional();
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Registers of other systems: uploaded, judged row by row, and only then applied. */
@ApiTags('registers')
@Controller('api/v1/register-imports')
export class RegisterImportsController {
  constructor(
    @Inject(CheckRegister) private readonly check: CheckRegister,
    @Inject(ApplyRegister) private readonly applying: ApplyRegister,
    @Inject(ImportViews) private readonly views: ImportViews,
  ) {}

  @Get()
  @Endpoint({ summary: 'Imports of registers, newest first, and whose registers the reader may import', returns: RegisterImportList })
  list(@Me() me: Principal, @Lang() language: Language): Promise<RegisterImportList> {
    return this.views.list(me, language);
  }

  @Get('template.xlsx')
  @Endpoint({ summary: 'A sheet with the columns of a register, to be filled in' })
  async template(@Lang() language: Language, @Res() response: Response): Promise<void> {
    sendSheet(response, await templateSheet(language));
  }

  @Post()
  @ApiConsumes('multipart/form-data')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_REGISTER_BYTES, files: 1, fields: 5 } }))
  @Endpoint({ summary: 'Upload a register (.xlsx, CSV) and judge every row of it; no dossier is written', status: 201, returns: RegisterImportView, refusals: [403, 413] })
  async upload(@Body({ schema: RegisterForm }) body: z.infer<typeof RegisterForm>, @UploadedFile() file: Express.Multer.File | undefined, @Me() me: Principal, @Lang() language: Language): Promise<RegisterImportView> {
    if (!file) return answer(reject('invalid_input', NO_FILE, { errors: [{ path: 'file', message: NO_FILE }] }));
    const name = Buffer.from(file.originalname, 'latin1').toString('utf8');
    const id = answer(await this.check.upload(me, { ...body, name, content: file.buffer }));
    return answer(await this.views.get(me, id, language));
  }

  @Get(':id')
  @Endpoint({ summary: 'An import: its columns, what became of its rows, what it does to board and form 06', returns: RegisterImportView, refusals: [403, 404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language): Promise<RegisterImportView> {
    return answer(await this.views.get(me, id, language));
  }

  @Get(':id/rows')
  @Endpoint({ summary: 'Rows of the file with the verdict on each', returns: RegisterRowList, refusals: [403, 404] })
  async rows(
    @Param('id', { schema: Uuid }) id: string,
    @Query('verdict', { schema: Verdict }) verdict: z.infer<typeof Verdict>,
    @Query('after', { schema: Line }) after: number | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Me() me: Principal,
    @Lang() language: Language,
  ): Promise<RegisterRowList> {
    return answer(await this.views.rows(me, id, { verdict, after, limit }, language));
  }

  @Get(':id/refused.xlsx')
  @Endpoint({ summary: 'The refused rows with their reasons, to be mended and uploaded again', refusals: [403, 404] })
  async refused(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language, @Res() response: Response): Promise<void> {
    sendSheet(response, answer(await this.views.refused(me, id, language)));
  }

  @Put(':id/mapping')
  @Endpoint({ summary: 'Read the file again by another mapping', returns: RegisterImportView, refusals: [403, 404, 409] })
  async map(@Param('id', { schema: Uuid }) id: string, @Body({ schema: MapRegister }) body: MapRegister, @Me() me: Principal, @Lang() language: Language): Promise<RegisterImportView> {
    answer(await this.check.map(me, id, body.mapping, body.remember ?? false));
    return answer(await this.views.get(me, id, language));
  }

  @Post(':id/apply')
  @Endpoint({ summary: 'Write what was accepted, row by row and each once; goes on by itself', returns: RegisterImportView, refusals: [403, 404, 409] })
  async apply(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<RegisterImportView> {
    answer(await this.applying.apply(ctx, id));
    return answer(await this.views.get(ctx.principal, id, language));
  }

  @Post(':id/cancel')
  @Endpoint({ summary: 'Give up an import that was not applied', returns: RegisterImportView, refusals: [403, 404, 409] })
  async cancel(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<RegisterImportView> {
    answer(await this.applying.cancel(ctx, id));
    return answer(await this.views.get(ctx.principal, id, language));
  }
}

/** Dossiers that are known from a register alone. */
@ApiTags('registers')
@Controller('api/v1/imported-dossiers')
export class ImportedDossiersController {
  constructor(
    @Inject(ImportedDossiers) private readonly dossiers: ImportedDossiers,
    @Inject(AdvanceImported) private readonly advancing: AdvanceImported,
  ) {}

  @Get(':code')
  @Endpoint({ summary: 'An imported dossier with every version it had', returns: ImportedDossierView, refusals: [404] })
  async get(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Lang() language: Language): Promise<ImportedDossierView> {
    return answer(await this.dossiers.get(me, code, language));
  }

  @Post(':code/advance')
  @Endpoint({ summary: 'Go on with it by hand: waiting, resolved, returned, withdrawn, stopped', returns: ImportedDossierView, refusals: [403, 404, 409, 412] })
  async advance(@Param('code', { schema: Code }) code: string, @Body({ schema: Advance }) body: Advance, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<ImportedDossierView> {
    answer(await this.advancing.advance(ctx, code, body));
    return answer(await this.dossiers.get(ctx.principal, code, language));
  }
}

const sendSheet = (response: Response, { name, content }: { name: string; content: Buffer }): void =>
  void response.type(SHEET).setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`).send(content);

const NO_FILE = text('Hãy chọn tệp sổ (.xlsx hoặc CSV)', 'Choose the file of the register (.xlsx or CSV)');
