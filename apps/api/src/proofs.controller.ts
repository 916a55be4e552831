import { ProofView, ProveDocument } from '#contract';
import type { Language, Principal } from '#kernel';
import { Proofs } from '#runtime';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { answer } from './http/problem.js';
import { Lang, Me } from './http/request.js';

@ApiTags('drafts')
@Controller('api/v1/proofs')
export class ProofsController {
  constructor(@Inject(Proofs) private readonly proofs: Proofs) {}

  @Post()
  @Endpoint({ summary: 'Prove what is being drawn: findings, ISO table, longest path; nothing is stored', returns: ProofView, refusals: [403, 413] })
  async prove(@Body({ schema: ProveDocument }) { bpmn, ...parts }: ProveDocument, @Me() me: Principal, @Lang() lang: Language): Promise<ProofView> {
    return answer(await this.proofs.prove(me, { bpmn: Buffer.from(bpmn, 'utf8'), ...(parts.forms && { forms: parts.forms }), ...(parts.decisions && { decisions: parts.decisions }) }, lang));
  }
}
