import type { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { z } from 'zod';
import { commandContext } from './http/request.js';

/** A parameter of a route as its decorator declares it. */
interface Declared {
  controller: string;
  method: string;
  kind: number;
  name: string | undefined;
  schema: z.ZodType | undefined;
  /** Takes the context of a command, and so the headers of one. */
  commands: boolean;
}

interface Operation {
  operationId?: string;
  parameters?: { in: string; name: string; required?: boolean; description?: string; schema?: object }[];
  requestBody?: unknown;
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
}

const QUERY: number = RouteParamtypes.QUERY;
const CHECKED: readonly number[] = [RouteParamtypes.BODY, QUERY, RouteParamtypes.PARAM];

/**
 * The contract as OpenAPI, made from the same schemas that validate. Throws when a route takes a body, query or path parameter without a
 * schema: the pipe would let it pass unchecked.
 */
export function openApiOf(app: INestApplication): OpenAPIObject {
  const declared = declaredParameters(app);
  const unchecked = declared.filter(({ kind, schema }) => CHECKED.includes(kind) && !schema);
  if (unchecked.length > 0) throw new Error(`Parameters without a schema: ${unchecked.map((p) => `${p.controller}.${p.method} ${p.name ?? ''}`).join(', ')}`);
  const config = new DocumentBuilder()
    .setTitle('Liên Thông')
    .setDescription('Một cửa liên thông: hồ sơ, công việc, thời hạn, quy trình. Linked one-stop administration: dossiers, tasks, deadlines, procedures.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationId });
  markOptional(document, declared);
  tellHeaders(document, declared);
  tellRefusals(document);
  return document;
}

const operationId = (controller: string, method: string): string => `${controller.replace(/Controller$/, '')}_${method}`;

/** The generator takes every declared query parameter for required; the schema knows better. */
function markOptional(document: OpenAPIObject, declared: readonly Declared[]): void {
  const optional = new Set(
    declared.filter(({ kind, schema }) => kind === QUERY && schema?.safeParse(undefined).success).map((p) => `${operationId(p.controller, p.method)} ${p.name ?? ''}`),
  );
  for (const operation of operationsOf(document)) {
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'query') parameter.required = !optional.has(`${operation.operationId ?? ''} ${parameter.name}`);
    }
  }
}

/** The headers of commands: no decorator of a route declares them. */
function tellHeaders(document: OpenAPIObject, declared: readonly Declared[]): void {
  const commands = new Set(declared.filter((one) => one.commands).map((one) => operationId(one.controller, one.method)));
  for (const operation of operationsOf(document).filter((one) => commands.has(one.operationId ?? ''))) {
    const { parameters = [], responses } = operation;
    const named = new Set(parameters.map(({ name }) => name.toLowerCase()));
    const headers = [IDEMPOTENCY_KEY, ...(responses['412'] ? [{ ...IF_MATCH, required: responses['428'] !== undefined }] : [])];
    operation.parameters = [...parameters, ...headers.filter(({ name }) => !named.has(name.toLowerCase()))];
    responses['422'] ??= problemLike(responses);
  }
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 },
  description: 'A repeated request with the same key is answered with the first outcome; with another body it is refused with 422',
};
const IF_MATCH = { name: 'If-Match', in: 'header', schema: { type: 'string' }, description: 'The ETag that was seen; refused with 412 when it was changed in the meantime' };

/** What any body may meet, and the media type that all refusals have. */
function tellRefusals(document: OpenAPIObject): void {
  for (const { requestBody, responses } of operationsOf(document)) {
    if (requestBody !== undefined) for (const status of ['413', '415']) responses[status] ??= problemLike(responses);
    for (const [status, response] of Object.entries(responses)) {
      if (Number(status) >= 400 && response.content) response.content = { 'application/problem+json': Object.values(response.content)[0] };
    }
  }
}

/** As every route documents its 400. */
const problemLike = (responses: Operation['responses']): Operation['responses'][string] => structuredClone(responses['400']) ?? { description: 'application/problem+json' };

const operationsOf = (document: OpenAPIObject): Operation[] =>
  Object.values(document.paths).flatMap((path) => (Object.values(path) as Operation[]).filter((one) => one.operationId !== undefined));

function declaredParameters(app: INestApplication): Declared[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype as Type | null));
  return controllers.flatMap((controller) => {
    if (!controller) return [];
    const methods = Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor');
    return methods.flatMap((method) => {
      const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, { data?: string; schema?: z.ZodType; factory?: unknown }>;
      return Object.entries(args).map(([key, { data, schema, factory }]) => ({ controller: controller.name, method, kind: Number(key.split(':')[0]), name: data, schema, commands: factory === commandContext }));
    });
  });
}
