import { AnswerSurvey as Answer, PublicDossierView } from '#contract';
import { AnswerSurvey, PublicLookUp } from '#dossiers';
import type { Language } from '#kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Code } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Lang } from './http/request.js';
import { Public } from './http/session.guard.js';

const Secret = z.string().min(1).max(20);

@ApiTags('public')
@Controller('api/v1/public')
@Public()
export class PublicController {
  constructor(
    @Inject(PublicLookUp) private readonly lookUp: PublicLookUp,
    @Inject(AnswerSurvey) private readonly surveys: AnswerSurvey,
  ) {}

  @Get('dossiers/:code')
  @Endpoint({ summary: 'What a citizen may see, by code and secret', returns: PublicDossierView, refusals: [404, 429] })
  async dossier(@Param('code', { schema: Code }) code: string, @Query('secret', { schema: Secret }) secret: string, @Lang() language: Language): Promise<PublicDossierView> {
    return answer(await this.lookUp.find(code, secret, language));
  }

  @Post('dossiers/:code/survey')
  @Endpoint({ summary: 'Say how it went, once, when the result is there', returns: PublicDossierView, refusals: [404, 409, 429] })
  async survey(@Param('code', { schema: Code }) code: string, @Body({ schema: Answer }) body: Answer, @Lang() language: Language): Promise<PublicDossierView> {
    answer(await this.surveys.answer(code, body));
    return answer(await this.lookUp.find(code, body.secret, language));
  }
}
