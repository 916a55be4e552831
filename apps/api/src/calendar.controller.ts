import { Agencies, EditCalendar, nationalDayView } from '#access';
import { LocalDate, NationalDayList, NationalDayView, PutNationalDay } from '#contract';
import { type Language, ok } from '#kernel';
import { type CommandContext, Commands } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, etag } from './http/request.js';
import { Public } from './http/session.guard.js';

const Year = z.coerce.number().int().min(2000).max(2100).optional();

@ApiTags('calendar')
@Controller('api/v1/calendar/national-days')
export class CalendarController {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(EditCalendar) private readonly edit: EditCalendar,
    @Inject(Commands) private readonly commands: Commands,
  ) {}

  @Get()
  @Public()
  @Endpoint({ summary: 'Days off and make-up days; the unconfirmed are marked', returns: NationalDayList })
  async list(@Query('year', { schema: Year }) year: number | undefined, @Lang() language: Language): Promise<z.infer<typeof NationalDayList>> {
    return { items: await this.agencies.nationalDays(language, year) };
  }

  @Put(':date')
  @Endpoint({ summary: 'Make or change a day; deadlines that run keep their due dates', returns: NationalDayView, refusals: [403, 412] })
  async put(@Param('date', { schema: LocalDate }) date: string, @Body({ schema: PutNationalDay }) body: PutNationalDay, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<NationalDayView> {
    const row = answer(await this.commands.run(ctx, (tx) => this.edit.putNationalDay(tx, ctx.principal, date, body, ctx.ifMatch)));
    response.setHeader('ETag', etag(row.version));
    return nationalDayView(row, language);
  }

  @Delete(':date')
  @Endpoint({ summary: 'Remove a day from the table', status: 204, refusals: [403, 404, 412] })
  async remove(@Param('date', { schema: LocalDate }) date: string, @Ctx() ctx: CommandContext): Promise<void> {
    answer(
      await this.commands.run(ctx, async (tx) => {
        const removed = await this.edit.removeNationalDay(tx, ctx.principal, date, ctx.ifMatch);
        return removed.ok ? ok(null) : removed;
      }),
    );
  }
}
