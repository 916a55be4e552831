import type { FindingView } from '#contract';
import { language } from '../i18n/language.js';
import { ProblemError } from './problem.js';

const BASE = '/api/v1';

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  /** An object is sent as JSON, a string as a BPMN document, `FormData` and a file (by its type) as they are. */
  body?: object | string | FormData | Blob;
  /** Idempotency key of the user's action. */
  key?: string;
  /** The version that is changed; if it is no longer that one, nothing happens (412). */
  version?: number;
  signal?: AbortSignal;
}

/** Tag for paths: every value is encoded. */
export const at = (parts: TemplateStringsArray, ...values: (string | number)[]): string =>
  String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));

/** The address of a resource, for links that the browser opens by itself. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  return BASE + path + (search.size > 0 ? `?${search}` : '');
}

/** Calls the API in the reader's language. Throws `ProblemError` for every answer that is not a success. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  const text = await response.text();
  if (!response.ok) throw toProblem(response, text);
  return (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) });

export const post = <T>(path: string, body: RequestOptions['body'], key: string): Promise<T> => request<T>('POST', path, { body: body ?? {}, key });

async function send(method: string, path: string, { query, body, key, version, signal }: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, application/xml', 'accept-language': language() };
  if (key) headers['idempotency-key'] = key;
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  if (typeof body === 'string') headers['content-type'] = 'application/xml';
  else if (body instanceof Blob) headers['content-type'] = body.type;
  else if (body && !(body instanceof FormData)) headers['content-type'] = 'application/json';
  const payload = body === undefined || typeof body === 'string' || body instanceof FormData || body instanceof Blob ? body : JSON.stringify(body);
  try {
    return await fetch(address(path, query), { method, headers, body: payload ?? null, signal: signal ?? null, credentials: 'same-origin' });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(0, 'unreachable', '');
  }
}

function toProblem(response: Response, document: string): ProblemError {
  const body = parse(document);
  const list = <T>(name: string): T[] => (Array.isArray(body[name]) ? (body[name] as T[]) : []);
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  return new ProblemError(response.status, text('code') || String(response.status), text('detail') || text('title'), list('errors'), list<FindingView>('findings'), body);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
