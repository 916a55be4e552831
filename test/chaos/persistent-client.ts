import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Model } from './model.js';

export interface Answered {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- clients look into answers of every shape
  body: any;
}

export interface ClientParts {
  /** Addresses of the product; any of them will do. */
  entrances: () => string[];
  model: Model;
  /** With the simulated clock a session runs out in the middle of the work, and one signs in again. */
  sessionsRunOut: boolean;
}

const PATIENCE_MS = 60_000;
const MOST_TRIES = 600;

/** A person whose program does not give up: no answer or a 5xx is tried again at another door, with the same key. */
export class PersistentClient {
  #token: Promise<string> | null = null;
  #turn = 0;

  constructor(
    private readonly parts: ClientParts,
    readonly username: string,
    private readonly password: string,
  ) {}

  get = (path: string): Promise<Answered> => this.#send('GET', path, undefined, {});
  post = (path: string, body: unknown, key: string = randomUUID()): Promise<Answered> => this.#send('POST', path, body, { 'idempotency-key': key });

  async #send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answered> {
    for (;;) {
      this.#token ??= this.#signIn();
      const answer = await this.#untilAnswered(method, path, body, { ...headers, authorization: `Bearer ${await this.#token}` });
      if (answer.status !== 401) return answer;
      if (!this.parts.sessionsRunOut) this.parts.model.faults.push(`the session of ${this.username} was lost`);
      this.#token = null;
    }
  }

  async #signIn(): Promise<string> {
    const { status, body } = await this.#untilAnswered('POST', '/session', { username: this.username, password: this.password }, {});
    if (status !== 200) throw new Error(`${this.username} cannot sign in: ${status} ${JSON.stringify(body)}`);
    return (body as { token: string }).token;
  }

  async #untilAnswered(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answered> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const answer = await this.#once(method, path, body, headers);
      if (answer && answer.status < 500) return answer;
      await pause(50 + Math.min(tries, 10) * 30);
    }
    throw new Error(`${method} ${path} was not answered in ${MOST_TRIES} tries`);
  }

  async #once(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answered | null> {
    const { model } = this.parts;
    const doors = this.parts.entrances();
    const url = `${doors[this.#turn++ % doors.length]}/api/v1${path}`;
    const xml = typeof body === 'string';
    const sent = body === undefined ? {} : { body: xml ? body : JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': xml ? 'application/xml' : 'application/json' };
    try {
      const response = await fetch(url, { method, headers: { ...type, ...headers }, signal: AbortSignal.timeout(PATIENCE_MS), ...sent });
      const text = await response.text();
      const answer = { status: response.status, body: text === '' ? null : JSON.parse(text) };
      if (answer.status >= 400) this.#expectProblem(`${method} ${path}`, answer, response.headers.get('content-type'));
      model.count(answer.status < 400 ? 'ok' : `${answer.status} ${answer.body.code}`);
      return answer;
    } catch (error) {
      const { name } = error as Error;
      if (name === 'TimeoutError') model.faults.push(`${method} ${path} was not answered within ${PATIENCE_MS / 1000} s`);
      if (name === 'SyntaxError') model.faults.push(`${method} ${path} was answered with something that is no JSON`);
      model.count(name === 'TimeoutError' ? 'no answer in time' : 'connection lost');
      return null;
    }
  }

  #expectProblem(what: string, { status, body }: Answered, type: string | null): void {
    const isProblem = type?.startsWith('application/problem+json') && body?.status === status && typeof body.code === 'string' && typeof body.detail === 'string';
    if (!isProblem) this.parts.model.faults.push(`${what} was refused without a problem document: ${status} ${type} ${JSON.stringify(body)}`);
  }
}
