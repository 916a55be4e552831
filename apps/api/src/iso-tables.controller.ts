import { ApplyIsoTable, DrawIsoTable, DrawnIsoTableView, ForeignImportView, IsoTableHead } from '#contract';
import { type Language, type Principal, text } from '#kernel';
import { Tables } from '#runtime';
import { Body, Controller, Inject, Post, Query, Req, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { accepted } from './http/contract.pipe.js';
import { Endpoint } from './http/endpoint.js';
import { RefusedError, answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

/** What the table itself does not say may be said in the query. */
const Said = { code: IsoTableHead.shape.code.optional(), name: IsoTableHead.shape.name.optional() };
const MOST_BYTES = 5 * 1024 * 1024;

/** ISO tables become diagrams; nothing is stored. */
@ApiTags('drafts')
@Controller('api/v1/iso-tables')
export class IsoTablesController {
  constructor(@Inject(Tables) private readonly tables: Tables) {}

  @Post()
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 5 } }))
  @ApiConsumes('multipart/form-data', 'text/tab-separated-values', 'text/csv', 'application/json')
  @ApiBody({ description: 'A sheet (.xlsx) or document (.docx) as `file`, pasted text, or JSON { rows, head }', schema: { type: 'string', format: 'binary' } })
  @Endpoint({ summary: 'Draw an existing ISO table as a diagram; what could not be read is listed', returns: DrawnIsoTableView, refusals: [403, 413, 415] })
  async draw(
    @Req() request: Request, @UploadedFile() file: Express.Multer.File | undefined, @Query('code', { schema: Said.code }) code: z.infer<typeof Said.code>, @Query('name', { schema: Said.name }) name: z.infer<typeof Said.name>,
    @Me() me: Principal, @Lang() lang: Language,
  ): Promise<DrawnIsoTableView> {
    const said = { ...(code !== undefined && { code }), ...(name !== undefined && { name }) };
    if (file) return answer(await this.tables.read(me, file.buffer, said, lang));
    if (typeof request.body === 'string') return answer(await this.tables.read(me, request.body, said, lang));
    if (request.is('multipart/form-data')) throw noFile();
    return answer(await this.tables.draw(me, accepted(DrawIsoTable, request.body), lang));
  }

  @Post('applied')
  @Endpoint({ summary: 'Put an edited ISO table onto the diagram that it was read from', returns: DrawnIsoTableView, refusals: [403, 413] })
  async apply(@Body({ schema: ApplyIsoTable }) body: ApplyIsoTable, @Me() me: Principal, @Lang() lang: Language): Promise<DrawnIsoTableView> {
    return answer(await this.tables.apply(me, body, lang));
  }
}

/** Diagrams of other tools. */
@ApiTags('drafts')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(@Inject(Tables) private readonly tables: Tables) {}

  @Post()
  @ApiConsumes('application/xml')
  @ApiBody({ description: 'A BPMN 2.0 document of any tool', schema: { type: 'string', format: 'binary' } })
  @Endpoint({ summary: 'Give the extensions of another tool a meaning here, and list those without', returns: ForeignImportView, refusals: [403, 413, 415] })
  async translate(@Req() request: Request, @Me() me: Principal, @Lang() lang: Language): Promise<ForeignImportView> {
    if (!Buffer.isBuffer(request.body)) throw new RefusedError({ code: 'unsupported_media_type', message: text('Hãy gửi tài liệu BPMN với Content-Type: application/xml', 'Send a BPMN document with Content-Type: application/xml') });
    return answer(await this.tables.translate(me, request.body, lang));
  }
}

const noFile = (): RefusedError =>
  new RefusedError({ code: 'invalid_input', message: text('Dữ liệu gửi lên chưa đúng', 'The input is not valid'), errors: [{ path: 'file', message: text('phải kèm một tệp', 'a file is needed') }] });
