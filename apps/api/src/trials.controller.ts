import { RunTrial, TrialView } from '#contract';
import type { Language, Principal } from '#kernel';
import { Trials } from '#runtime';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

@ApiTags('drafts')
@Controller('api/v1/trials')
export class TrialsController {
  constructor(@Inject(Trials) private readonly trials: Trials) {}

  @Post()
  @Endpoint({ summary: 'Step through a draft with chosen data: all actions from the receipt on are done again; nothing is stored', returns: TrialView, refusals: [403, 409, 413, 422] })
  async run(@Body({ schema: RunTrial }) body: RunTrial, @Me() me: Principal, @Lang() lang: Language): Promise<TrialView> {
    return answer(await this.trials.run(me, body, lang));
  }
}
