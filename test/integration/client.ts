/** What came back over HTTP. `expect` asserts the status and hands out the body; a wrong status shows the problem document. */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
    readonly body: any,
  ) {}

  expect(status: number): typeof this.body {
    if (this.status !== status) throw new Error(`expected ${status}, got ${this.status}: ${JSON.stringify(this.body)}`);
    return this.body;
  }

  /** The status and code of a problem document. */
  get refusal(): string {
    return `${this.status} ${this.body?.code}`;
  }
}

/** A person in front of the product. A body that is a string is sent as XML, bytes as they are. */
export class Client {
  #token: Promise<string> | null = null;

  constructor(
    private readonly url: () => string,
    private readonly account?: { username: string; password: string },
  ) {}

  get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => this.send('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => this.send('POST', path, body, headers);
  put = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => this.send('PUT', path, body, headers);
  delete = (path: string, headers: Record<string, string> = {}): Promise<Answer> => this.send('DELETE', path, undefined, headers);

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const token = await this.#signIn();
    const response = await fetch(`${this.url()}${/^\/(api|health|metrics)/.test(path) ? '' : '/api/v1'}${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...typeOf(body), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData ? (body as BodyInit) : JSON.stringify(body) }),
    });
    return new Answer(response.status, response.headers, await contentOf(response));
  }

  /** Once; the session outlives a restart of the product. A failed try is forgotten. */
  #signIn(): Promise<string | null> {
    if (!this.account) return Promise.resolve(null);
    const token = (this.#token ??= fetch(`${this.url()}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(this.account) })
      .then((response) => response.json() as Promise<{ token?: string }>)
      .then(({ token }) => token ?? Promise.reject(new Error(`${this.account?.username} cannot sign in`))));
    token.catch(() => (this.#token = null));
    return token;
  }
}

function typeOf(body: unknown): Record<string, string> {
  if (body === undefined || body instanceof FormData) return {};
  return { 'content-type': typeof body === 'string' ? 'application/xml' : 'application/json' };
}

async function contentOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('zip') || type.includes('officedocument')) return Buffer.from(await response.arrayBuffer());
  return type.includes('json') ? response.json() : type.includes('xml') ? Buffer.from(await response.arrayBuffer()).toString('utf8') : response.text();
}
