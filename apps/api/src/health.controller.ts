import { Metrics } from '#platform';
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Public } from './http/session.guard.js';

const Health = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' });

@ApiTags('health')
@Controller()
@Public()
export class HealthController {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Endpoint({ summary: 'The process runs', returns: Health })
  live(): z.infer<typeof Health> {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Endpoint({ summary: 'The process can serve: its database answers', returns: Health })
  async ready(@Res({ passthrough: true }) response: Response): Promise<z.infer<typeof Health>> {
    const answers = await this.database.query('select 1').then(() => true, () => false);
    if (!answers) response.status(503);
    return { status: answers ? 'ok' : 'unavailable' };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4')
  @Endpoint({ summary: 'Prometheus metrics' })
  exposition(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
