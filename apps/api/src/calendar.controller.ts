import { Agencies } from '#access';
import { CalendarChangeList, CalendarChangeView, ChangeCalendar as Change, ClosureView, LocalDate, NationalDayList, NationalDayView, PutNationalDay } from '#contract';
import { ChangeCalendar } from '#deadlines';
import { type Language, type Principal } from '#kernel';
import { type CommandContext } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';
import { Public } from './http/session.guard.js';

const ClosureList = z.object({ items: z.array(ClosureView) }).meta({ id: 'ClosureList' });
const Year = z.coerce.number().int().min(2000).max(2100).optional();

@ApiTags('calendar')
@Controller('api/v1/calendar/national-days')
export class NationalDaysController {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(ChangeCalendar) private readonly calendar: ChangeCalendar,
  ) {}

  @Get()
  @Public()
  @Endpoint({ summary: 'Days off and make-up days; the unconfirmed are marked', returns: NationalDayList })
  async list(@Query('year', { schema: Year }) year: number | undefined, @Lang() language: Language): Promise<z.infer<typeof NationalDayList>> {
    return { items: await this.agencies.nationalDays(language, year) };
  }

  @Put(':date')
  @Endpoint({ summary: 'Make or change a day; deadlines that run through it are counted anew', returns: NationalDayView, refusals: [403, 412] })
  async put(@Param('date', { schema: LocalDate }) date: string, @Body({ schema: PutNationalDay }) body: PutNationalDay, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<NationalDayView> {
    answer(await this.calendar.apply(ctx, [{ kind: 'national_day', date, day: body }], body.source ?? UNDOCUMENTED, ctx.ifMatch));
    const day = (await this.agencies.nationalDays(language)).find((one) => one.date === date);
    if (!day) throw new Error(`the national day ${date} was made and is not there`);
    response.setHeader('ETag', etag(day.version));
    return day;
  }

  @Delete(':date')
  @Endpoint({ summary: 'Remove a day from the table; deadlines that run through it are counted anew', status: 204, refusals: [403, 404, 412] })
  async remove(@Param('date', { schema: LocalDate }) date: string, @Ctx() ctx: CommandContext): Promise<void> {
    answer(await this.calendar.apply(ctx, [{ kind: 'national_day', date, day: null }], UNDOCUMENTED, ctx.ifMatch));
  }
}

/** What the ledger says where a day was edited without naming its source. */
const UNDOCUMENTED = 'Sửa bảng ngày nghỉ, không nêu văn bản';

@ApiTags('calendar')
@Controller('api/v1/calendar')
export class CalendarController {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(ChangeCalendar) private readonly calendar: ChangeCalendar,
  ) {}

  @Get('closures')
  @Public()
  @Endpoint({ summary: 'What shuts an agency or all of them', returns: ClosureList })
  async closures(@Query('agency', { schema: OptionalText }) agency: string | undefined): Promise<z.infer<typeof ClosureList>> {
    return { items: await this.agencies.closures(agency ?? null) };
  }

  @Post('changes')
  @Endpoint({ summary: 'Change calendars, or try out which open deadlines would move', returns: CalendarChangeView, refusals: [403, 404, 412] })
  async change(@Body({ schema: Change }) body: Change, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<CalendarChangeView> {
    return answer(await this.calendar.change(ctx, body, language));
  }

  @Get('changes')
  @Endpoint({ summary: 'Changes of calendars, newest first', returns: CalendarChangeList, refusals: [403] })
  async changes(@Me() me: Principal): Promise<CalendarChangeList> {
    return answer(await this.calendar.list(me));
  }

  @Get('changes/:id')
  @Endpoint({ summary: 'How far a change is, and what it moved', returns: CalendarChangeView, refusals: [403, 404] })
  async get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() language: Language): Promise<CalendarChangeView> {
    return answer(await this.calendar.get(me, id, language));
  }
}
