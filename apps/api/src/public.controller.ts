import { PublicDossierView } from '#contract';
import { PublicLookUp } from '#dossiers';
import type { Language } from '#kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
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
  constructor(@Inject(PublicLookUp) private readonly lookUp: PublicLookUp) {}

  @Get('dossiers/:code')
  @Endpoint({ summary: 'What a citizen may see, by code and secret', returns: PublicDossierView, refusals: [404, 429] })
  async dossier(@Param('code', { schema: Code }) code: string, @Query('secret', { schema: Secret }) secret: string, @Lang() language: Language): Promise<PublicDossierView> {
    return answer(await this.lookUp.find(code, secret, language));
  }
}
