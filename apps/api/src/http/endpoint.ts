import { Problem } from '#contract';
import { HttpCode, SerializeOptions, applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

interface EndpointOptions {
  summary: string;
  status?: number;
  /** Schema of the answer: documents it, and strips from the answer whatever it does not name. */
  returns?: z.ZodType;
  /** Refusals worth naming in the document besides 400 and 401. */
  refusals?: readonly number[];
}

/** Everything that documents and shapes one route, in one place. */
export function Endpoint({ summary, status = 200, returns, refusals = [] }: EndpointOptions): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ summary }),
    ApiBearerAuth(),
    ...(returns ? [SerializeOptions({ schema: returns }), ApiResponse({ status, standardSchema: returns })] : [ApiResponse({ status })]),
    ...[400, 401, ...refusals].map((code) => ApiResponse({ status: code, description: 'application/problem+json', standardSchema: Problem })),
  );
}
