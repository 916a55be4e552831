import { APOLOGY_STATES, ApologyList, ApologyView, CallList as Calls, CallView, ConfirmProfile, DraftApology, LegalProfiles as Profiles, MarkCalled, UseProfile } from '#contract';
import { CallList, LegalProfiles, WriteApology } from '#dossiers';
import type { Language, Principal } from '#kernel';
import type { CommandContext } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Code, Flag, Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

const State = z.enum(APOLOGY_STATES).default('open');

@ApiTags('apologies')
@Controller('api/v1')
export class ApologiesController {
  constructor(@Inject(WriteApology) private readonly apologies: WriteApology) {}

  @Get('apologies')
  @Endpoint({ summary: 'Apologies to be signed, sent or left out; of the own agencies, for supervisors of all', returns: ApologyList })
  async list(@Query('state', { schema: State }) state: z.infer<typeof State>, @Me() me: Principal, @Lang() language: Language): Promise<ApologyList> {
    return answer(await this.apologies.list(me, state, language));
  }

  @Get('dossiers/:code/apology')
  @Endpoint({ summary: 'The apology of a dossier', returns: ApologyView, refusals: [404] })
  async get(@Param('code', { schema: Code }) code: string, @Me() me: Principal, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<ApologyView> {
    return shown(response, answer(await this.apologies.get(me, code, language)));
  }

  @Put('dossiers/:code/apology')
  @Endpoint({ summary: 'Draft the apology: reason and new appointment', returns: ApologyView, refusals: [403, 404, 409, 412] })
  async draft(@Param('code', { schema: Code }) code: string, @Body({ schema: DraftApology }) body: DraftApology, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<ApologyView> {
    return shown(response, answer(await this.apologies.draft(ctx, code, body, language)));
  }

  @Post('dossiers/:code/apology/sign')
  @Endpoint({ summary: 'Sign and send the apology; the new appointment stands beside the due date', returns: ApologyView, refusals: [403, 404, 409, 412] })
  async sign(@Param('code', { schema: Code }) code: string, @Ctx() ctx: CommandContext, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<ApologyView> {
    return shown(response, answer(await this.apologies.sign(ctx, code, language)));
  }
}

function shown(response: Response, view: ApologyView): ApologyView {
  response.setHeader('ETag', etag(view.version));
  return view;
}

@ApiTags('apologies')
@Controller('api/v1/call-list')
export class CallListController {
  constructor(@Inject(CallList) private readonly calls: CallList) {}

  @Get()
  @Endpoint({ summary: 'Who is to be telephoned: early results, and officers whom a ladder wants called', returns: Calls })
  async list(@Query('called', { schema: Flag }) called: boolean | undefined, @Query('limit', { schema: Limit }) limit: number, @Query('after', { schema: OptionalText }) after: string | undefined, @Me() me: Principal, @Lang() language: Language): Promise<Calls> {
    return answer(await this.calls.list(me, { called: called ?? false, after, limit }, language));
  }

  @Post(':id/called')
  @Endpoint({ summary: 'Mark a call as made, with what came of it', returns: CallView, refusals: [404, 409] })
  async called(@Param('id', { schema: Uuid }) id: string, @Body({ schema: MarkCalled }) body: MarkCalled, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<CallView> {
    return answer(await this.calls.called(ctx, id, body.outcome, language));
  }
}

@ApiTags('apologies')
@Controller('api/v1/legal-profiles')
export class LegalProfilesController {
  constructor(@Inject(LegalProfiles) private readonly profiles: LegalProfiles) {}

  @Get()
  @Endpoint({ summary: 'Sets of forms, and which holds from when', returns: Profiles })
  list(@Lang() language: Language): Promise<Profiles> {
    return this.profiles.list(language);
  }

  @Post(':code/confirm')
  @Endpoint({ summary: 'Record that the list of forms was compared with its text', returns: Profiles, refusals: [403, 404, 409] })
  async confirm(@Param('code', { schema: Code }) code: string, @Body({ schema: ConfirmProfile }) body: ConfirmProfile, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<Profiles> {
    return answer(await this.profiles.confirm(ctx, code, body, language));
  }

  @Post('uses')
  @Endpoint({ summary: 'Use a set of forms from a day on; dossiers keep that of their receipt', returns: Profiles, refusals: [403] })
  async use(@Body({ schema: UseProfile }) body: UseProfile, @Ctx() ctx: CommandContext, @Lang() language: Language): Promise<Profiles> {
    return answer(await this.profiles.use(ctx, body, language));
  }
}
