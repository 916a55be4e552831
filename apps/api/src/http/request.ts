import type { Language, Principal } from '#kernel';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { CommandContext } from '#runtime';
import { RefusedError } from './problem.js';

export interface SignedRequest extends Request {
  principal?: Principal;
}

/**
 * The reader's language: what the address names (`lang=en`), since a link that is followed carries the browser's language and not the page's; else
 * the first of vi and en that `Accept-Language` names; Vietnamese by default.
 */
export function languageOf(request: Request): Language {
  const { lang } = request.query;
  if (lang === 'vi' || lang === 'en') return lang;
  return request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi';
}

export const Lang = createParamDecorator((_: unknown, context: ExecutionContext): Language => languageOf(context.switchToHttp().getRequest<Request>()));

export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Principal => principalOf(context.switchToHttp().getRequest<SignedRequest>()));

/** The command's context: who, the idempotency key, and the version the client believes in. */
export function commandContext(_: unknown, context: ExecutionContext): CommandContext {
  const request = context.switchToHttp().getRequest<SignedRequest>();
  const key = request.header('idempotency-key');
  const match = request.header('if-match');
  return {
    principal: principalOf(request),
    name: `${context.getClass().name.replace(/Controller$/, '').toLowerCase()}.${context.getHandler().name}`,
    ...(key ? { key: { key: checkedKey(key), digest: digestOf(request) } } : {}),
    ...(match && match !== '*' ? { ifMatch: versionOf(match) } : {}),
  };
}

export const Ctx = createParamDecorator(commandContext);

/** Aborted when the client went away before it was answered. */
export const Gone = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<Response>();
  const gone = new AbortController();
  // Whoever left while the guards were still asking for the session has closed already: no event will come.
  if (response.destroyed) gone.abort();
  else response.once('close', () => gone.abort());
  return gone.signal;
});

export function principalOf(request: SignedRequest): Principal {
  if (!request.principal) throw new Error('a route without @Public has no principal: the session guard is missing');
  return request.principal;
}

export const etag = (version: number): string => `"${version}"`;

function checkedKey(key: string): string {
  if (key.length <= 200) return key;
  throw new RefusedError({
    code: 'invalid_input',
    message: { vi: 'Idempotency-Key quá dài (tối đa 200 ký tự)', en: 'Idempotency-Key is too long (at most 200 characters)' },
    errors: [{ path: 'Idempotency-Key', message: { vi: 'tối đa 200 ký tự', en: 'at most 200 characters' } }],
  });
}

function digestOf(request: Request): string {
  const body: unknown = request.body;
  const bytes = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
  return createHash('sha256').update(`${request.method} ${request.originalUrl}\n`).update(bytes).update(request.file?.buffer ?? '').digest('hex');
}

/** NaN, which equals no version, for a tag that is not ours. */
const versionOf = (tag: string): number => Number(/^(?:W\/)?"(\d+)"$/.exec(tag.trim())?.[1] ?? Number.NaN);
