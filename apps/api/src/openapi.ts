import type { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { z } from 'zod';

/** A parameter of a route as its decorator declares it. */
interface Declared {
  controller: string;
  method: string;
  kind: number;
  name: string | undefined;
  schema: z.ZodType | undefined;
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
  return document;
}

const operationId = (controller: string, method: string): string => `${controller.replace(/Controller$/, '')}_${method}`;

/** The generator takes every declared query parameter for required; the schema knows better. */
function markOptional(document: OpenAPIObject, declared: readonly Declared[]): void {
  const optional = new Set(
    declared.filter(({ kind, schema }) => kind === QUERY && schema?.safeParse(undefined).success).map((p) => `${operationId(p.controller, p.method)} ${p.name ?? ''}`),
  );
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as { operationId?: string; parameters?: { in: string; name: string; required?: boolean }[] }[]) {
      for (const parameter of operation.parameters ?? []) {
        if (parameter.in === 'query') parameter.required = !optional.has(`${operation.operationId ?? ''} ${parameter.name}`);
      }
    }
  }
}

function declaredParameters(app: INestApplication): Declared[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype as Type | null));
  return controllers.flatMap((controller) => {
    if (!controller) return [];
    const methods = Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor');
    return methods.flatMap((method) => {
      const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, { data?: string; schema?: z.ZodType }>;
      return Object.entries(args).map(([key, { data, schema }]) => ({ controller: controller.name, method, kind: Number(key.split(':')[0]), name: data, schema }));
    });
  });
}
