import { CheckReport, CheckedReport, REPORT_CHANNELS, REPORT_FORMATS, REPORT_GROUPINGS, REPORT_KINDS, ReportCatalogue, ReportChoices, type ReportFormat, type ReportKind, ReportParameters, ReportView, SettlementReport } from '#contract';
import { type Language, type Principal, toIso } from '#kernel';
import { type AskedReport, CheckFigures, MakeReports, type PrintedReport, REPORT_PAGE, Reports, catalogueView } from '#reports';
import { Controller, Get, Inject, Param, Post, Query, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { accepted } from './http/contract.pipe.js';
import { Endpoint } from './http/endpoint.js';
import { RequiredInstant, instantOf } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

const By = z.enum(['agency', 'field', 'procedure', 'officer']).default('agency');
const Form = z.enum(['06', 'II.06a']).default('06');
const Kind = z.enum(REPORT_KINDS);
const Format = z.enum(REPORT_FORMATS);
const Channel = z.enum(REPORT_CHANNELS).optional();
const Grouping = z.enum(REPORT_GROUPINGS).optional();
const Narrowed = z.string().trim().min(1).max(200).optional();
const Position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();
const Cursor = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00\|.{1,120}$/u).optional();
const MOST_BYTES = 4_000_000;

@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    @Inject(Reports) private readonly reports: Reports,
    @Inject(MakeReports) private readonly make: MakeReports,
    @Inject(CheckFigures) private readonly check: CheckFigures,
  ) {}

  @Get()
  @Endpoint({ summary: 'Which reports there are', returns: ReportCatalogue })
  catalogue(@Lang() language: Language): ReportCatalogue {
    return catalogueView(language);
  }

  @Get('choices')
  @Endpoint({ summary: 'What reports may be narrowed down by', returns: ReportChoices, refusals: [403] })
  async choices(@Me() me: Principal, @Lang() language: Language): Promise<ReportChoices> {
    return answer(await this.make.choices(me, language));
  }

  @Get('settlement')
  @Endpoint({ summary: 'Biểu 06/VPCP/KSTT over [from, to), computed from the ledger', returns: SettlementReport, refusals: [403, 409] })
  async settlement(
    @Query('from', { schema: RequiredInstant }) from: string,
    @Query('to', { schema: RequiredInstant }) to: string,
    @Query('by', { schema: By }) by: z.infer<typeof By>,
    @Query('agency', { schema: Narrowed }) agency: string | undefined, @Query('field', { schema: Narrowed }) field: string | undefined, @Query('procedure', { schema: Narrowed }) procedure: string | undefined,
    @Query('officer', { schema: Narrowed }) officer: string | undefined, @Query('channel', { schema: Channel }) channel: z.infer<typeof Channel>,
    @Me() principal: Principal,
    @Lang() language: Language,
  ): Promise<SettlementReport> {
    return answer(await this.reports.settlement({ from: instantOf(from), to: instantOf(to), by, filters: given({ agency, field, procedure, officer, channel }), principal, language }));
  }

  @Get('settlement.:format')
  @Endpoint({ summary: 'The same, or Biểu II.06a, as a spreadsheet with formulas, on paper (PDF) or as CSV (UTF-8, semicolons)', refusals: [403, 409] })
  async settlementFile(
    @Param('format', { schema: Format }) format: ReportFormat,
    @Query('from', { schema: RequiredInstant }) from: string, @Query('to', { schema: RequiredInstant }) to: string, @Query('by', { schema: By }) by: z.infer<typeof By>, @Query('form', { schema: Form }) form: z.infer<typeof Form>,
    @Me() principal: Principal, @Lang() language: Language, @Res() response: Response,
  ): Promise<void> {
    const asked = { kind: form === '06' ? 'settlement' : 'settlement_centre', parameters: { from: toIso(instantOf(from)), to: toIso(instantOf(to)), by }, principal } as const;
    send(response, answer(await this.make.print(asked, format, language)));
  }

  @Post('check')
  @ApiConsumes('application/json', 'multipart/form-data')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 5 } }))
  @Endpoint({ summary: 'Go over the figures of a report on paper: rows typed, or a spreadsheet with the columns of form 06', returns: CheckedReport })
  async checkFigures(@Req() request: Request, @UploadedFile() file: Express.Multer.File | undefined, @Lang() language: Language): Promise<CheckedReport> {
    return file ? answer(await this.check.uploaded(file.buffer, language)) : this.check.typed(accepted(CheckReport, request.body ?? {}), language);
  }

  @Get(':kind/table')
  @Endpoint({ summary: 'Any report as a table over [from, to); a long one page by page', returns: ReportView, refusals: [403, 404, 409] })
  async table(
    @Param('kind', { schema: Kind }) kind: ReportKind,
    @Query('from', { schema: RequiredInstant }) from: string, @Query('to', { schema: RequiredInstant }) to: string, @Query('by', { schema: Grouping }) by: z.infer<typeof Grouping>,
    @Query('agency', { schema: Narrowed }) agency: string | undefined, @Query('field', { schema: Narrowed }) field: string | undefined, @Query('procedure', { schema: Narrowed }) procedure: string | undefined,
    @Query('officer', { schema: Narrowed }) officer: string | undefined, @Query('channel', { schema: Channel }) channel: z.infer<typeof Channel>, @Query('dossier', { schema: Narrowed }) dossier: string | undefined,
    @Query('position', { schema: Position }) position: number | undefined, @Query('after', { schema: Cursor }) after: string | undefined,
    @Me() principal: Principal, @Lang() language: Language,
  ): Promise<ReportView> {
    const asked = askedWith(kind, principal, { from, to, by, agency, field, procedure, officer, channel, dossier }, position);
    return answer(await this.make.view({ ...asked, page: { after: after ?? null, limit: REPORT_PAGE } }, language));
  }

  @Get(':kind/table.:format')
  @Endpoint({ summary: 'Any report as a file, whole', refusals: [403, 404, 409] })
  async file(
    @Param('kind', { schema: Kind }) kind: ReportKind, @Param('format', { schema: Format }) format: ReportFormat,
    @Query('from', { schema: RequiredInstant }) from: string, @Query('to', { schema: RequiredInstant }) to: string, @Query('by', { schema: Grouping }) by: z.infer<typeof Grouping>,
    @Query('agency', { schema: Narrowed }) agency: string | undefined, @Query('field', { schema: Narrowed }) field: string | undefined, @Query('procedure', { schema: Narrowed }) procedure: string | undefined,
    @Query('officer', { schema: Narrowed }) officer: string | undefined, @Query('channel', { schema: Channel }) channel: z.infer<typeof Channel>, @Query('dossier', { schema: Narrowed }) dossier: string | undefined,
    @Query('position', { schema: Position }) position: number | undefined,
    @Me() principal: Principal, @Lang() language: Language, @Res() response: Response,
  ): Promise<void> {
    const asked = askedWith(kind, principal, { from, to, by, agency, field, procedure, officer, channel, dossier }, position);
    send(response, answer(await this.make.print(asked, format, language)));
  }
}

const given = <T extends object>(parameters: T): { [K in keyof T]?: NonNullable<T[K]> } => Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };

type Given = Omit<ReportParameters, 'by'> & { by: z.infer<typeof Grouping> };

/** The same report asked in other ways has the same parameters, and so the same digest. */
function askedWith(kind: ReportKind, principal: Principal, { from, to, ...rest }: { [K in keyof Given]: Given[K] | undefined } & { from: string; to: string }, position: number | undefined): AskedReport {
  return { kind, principal, position, parameters: { from: toIso(instantOf(from)), to: toIso(instantOf(to)), ...given(rest) } };
}

export const send = (response: Response, { name, type, content }: PrintedReport): void => void response.type(type).setHeader('Content-Disposition', `attachment; filename="${name}"`).send(content);
