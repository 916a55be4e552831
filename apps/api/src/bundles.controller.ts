import type { Principal } from '#kernel';
import { Bundles } from '#runtime';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Endpoint } from './http/endpoint.js';
import { Code, RevisionNumber, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Me } from './http/request.js';

/** Procedures with all that belongs to them as one .zip, for another installation or a repository. */
@ApiTags('bundles')
@Controller('api/v1')
export class BundlesController {
  constructor(@Inject(Bundles) private readonly bundles: Bundles) {}

  @Get('drafts/:id/bundle')
  @Endpoint({ summary: 'A working copy: diagram, forms, decisions, scenarios and templates as one .zip', refusals: [404] })
  async ofDraft(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Res() response: Response): Promise<void> {
    sendZip(response, answer(await this.bundles.ofDraft(me, id)));
  }

  @Get('procedures/:code/revisions/:n/bundle')
  @Endpoint({ summary: 'A revision: diagram, forms, decisions, scenarios and templates as one .zip', refusals: [404] })
  async ofRevision(@Param('code', { schema: Code }) code: string, @Param('n', { schema: RevisionNumber }) n: number, @Res() response: Response): Promise<void> {
    sendZip(response, answer(await this.bundles.ofRevision(code, n)));
  }
}

const sendZip = (response: Response, { name, zip }: { name: string; zip: Buffer }): void =>
  void response.type('application/zip').setHeader('Content-Disposition', `attachment; filename="${name}.zip"`).send(zip);
