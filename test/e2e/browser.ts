import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type APIResponse, type BrowserContext, type Page, type Request, chromium } from 'playwright-core';
import { browserPath, samplePassword } from '../setup/database.js';

/** `describe` where the machine has a browser; without one these tests are skipped, which global setup has said (and CI refuses). */
export const describeInBrowser = browserPath() ? describe : describe.skip;

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const DESK = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** One person's browser, with nothing remembered from before. */
export class Visitor {
  /** Faults of the page itself; a refusal by the server is none. */
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly folder: string,
    private readonly origin: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message));
  }

  static async open(origin: string, viewport = DESK): Promise<Visitor> {
    const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-browser-'));
    const context = await chromium.launchPersistentContext(folder, { executablePath: browserPath()!, headless: true, viewport, args: QUIET });
    context.setDefaultTimeout(10_000);
    return new Visitor(context.pages()[0] ?? (await context.newPage()), context, folder, origin);
  }

  /** What somebody who is signed in does in a browser of his own, in which the page must not fault. */
  static async as<T>(username: string, origin: string, work: (visitor: Visitor) => Promise<T>, viewport?: typeof DESK): Promise<T> {
    const visitor = await Visitor.open(origin, viewport);
    try {
      await visitor.bringSession(username);
      const done = await work(visitor);
      expect(visitor.faults).toEqual([]);
      return done;
    } finally {
      await visitor.close();
    }
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async go(address: string): Promise<void> {
    await this.page.goto(this.origin + address);
    await this.settled();
  }

  /** Bytes that the answers of these kinds took on the line, compressed as they came, while `work` was done with an empty cache. */
  async carried(kinds: readonly string[], work: () => Promise<unknown>): Promise<number> {
    const sizes: Promise<number>[] = [];
    const count = (request: Request): void => {
      if (kinds.includes(request.resourceType())) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    };
    this.page.on('requestfinished', count);
    await work();
    this.page.off('requestfinished', count);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  /** Nothing is under way any more: what the page shows is what it will show. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
  }

  async signIn(username: string): Promise<void> {
    await this.go('/dang-nhap');
    await this.fillSignIn(username, samplePassword());
    await this.page.waitForURL('**/cong-viec');
    await this.settled();
  }

  /** Signed in already, with no page of the product seen yet. */
  async bringSession(username: string): Promise<void> {
    await this.post('/session', { username, password: samplePassword() });
  }

  /** Asks the API with the session of this browser. */
  async get<T>(path: string): Promise<T> {
    return answerOf(await this.page.request.get(`${this.origin}/api/v1${path}`));
  }

  async post<T>(path: string, data: object): Promise<T> {
    return answerOf(await this.page.request.post(`${this.origin}/api/v1${path}`, { data }));
  }

  async fillSignIn(username: string, password: string): Promise<void> {
    await this.page.getByLabel('Tên đăng nhập').fill(username);
    await this.page.getByLabel(/^Mật khẩu/).fill(password);
    await this.page.keyboard.press('Enter');
  }
}

async function answerOf<T>(response: APIResponse): Promise<T> {
  if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`);
  return (await response.json()) as T;
}
