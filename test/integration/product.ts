import { createHttpApp } from '../../apps/api/src/http-app.js';
import { openProduct } from '../../apps/worker/src/worker-app.js';
import { type Environment, loadConfig } from '#platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { type TestDatabase, createTestDatabase, samplePassword } from '../setup/database.js';
import { Client } from './client.js';

/** Accounts by what they do in the tests. */
export const WHO = {
  desk: 'xa-khanh-phu.tiep-nhan',
  cadastre: 'xa-khanh-phu.dia-chinh',
  otherDesk: 'xa-khanh-trung.tiep-nhan',
  communePolice: 'ca-xa-khanh-phu.cong-an-xa',
  land: 'vpdk-khanh-vinh.chuyen-vien',
  tax: 'ct-khanh-vinh.chuyen-vien',
  insurance: 'bhxh-khanh-vinh.chuyen-vien',
  deskHead: 'mc-khanh-vinh.truong-bo-phan',
  chairman: 'ubnd-khanh-vinh.lanh-dao',
  administrator: 'ubnd-khanh-vinh.quan-tri',
  designer: 'p-noi-vu.thiet-ke-quy-trinh',
  checker: 'p-noi-vu.kiem-tra-quy-trinh',
} as const;

/** The whole product in this process over a database of its own, spoken to through HTTP alone. */
export class TestProduct {
  #app!: NestExpressApplication;
  #url = '';
  readonly #clients = new Map<string, Client>();

  private constructor(
    readonly database: TestDatabase,
    private readonly environment: Environment,
  ) {}

  /** On the sample district, with the simulated clock, unless `environment` says otherwise. */
  static async open(environment: Environment = {}): Promise<TestProduct> {
    const database = await createTestDatabase({ content: 'sample' });
    const product = new TestProduct(database, { LIENTHONG_CLOCK: 'simulated', LIENTHONG_LOG: 'fatal', ...environment, DATABASE_URL: database.url });
    await product.#start();
    return product;
  }

  /** The process ends and another one goes on with the same database. */
  async restart(): Promise<void> {
    await this.#app.close();
    await this.#start();
  }

  async close(): Promise<void> {
    await this.#app.close();
    await this.database.close();
  }

  /** A part of the running process, where a test must see what no answer shows. */
  part<T>(token: abstract new (...args: never[]) => T): T {
    return this.#app.get(token as never);
  }

  get url(): string {
    return this.#url;
  }

  /** Somebody who is not signed in. */
  get anyone(): Client {
    return new Client(() => this.#url);
  }

  /** An account of the sample district; it signs in with its first request. */
  as(username: string): Client {
    const known = this.#clients.get(username);
    if (known) return known;
    const client = new Client(() => this.#url, { username, password: samplePassword() });
    this.#clients.set(username, client);
    return client;
  }

  async moveTo(instant: string): Promise<number> {
    return (await this.anyone.post('/simulation/clock', { to: instant })).expect(200).fired as number;
  }

  async advance(duration: string): Promise<number> {
    return (await this.anyone.post('/simulation/clock', { advance: duration })).expect(200).fired as number;
  }

  /** Takes a diagram through drafting, checking, approval and publication; answers the revision's number. */
  async publish(xml: string, body: { effectiveFrom?: string } = {}): Promise<number> {
    const { code, revision } = (await this.as(WHO.designer).post('/procedures', xml)).expect(201);
    const at = `/procedures/${code}/revisions/${revision}`;
    (await this.as(WHO.checker).post(`${at}/check`)).expect(200);
    (await this.as(WHO.chairman).post(`${at}/approve`)).expect(200);
    (await this.as(WHO.designer).post(`${at}/publish`, body)).expect(200);
    return revision as number;
  }

  /** A dossier at the desk of Khánh Phú. */
  async receive(procedure: string, more: object = {}): Promise<string> {
    const body = { procedure, agency: 'xa-khanh-phu', applicant: { name: 'Nguyễn Thị Đá' }, data: {}, papers: [], ...more };
    return (await this.as(WHO.desk).post('/dossiers', body)).expect(201).code as string;
  }

  /** Rows of every table that holds what people put in. */
  async countRows(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of TABLES) {
      const [row] = await this.database.dataSource.query<{ n: number }[]>(`select count(*)::int as n from ${table}`);
      counts[table] = row?.n ?? -1;
    }
    return counts;
  }

  /** Live tasks of a dossier as the administrator lists them, in the order of their opening. */
  async tasks(dossier: string): Promise<{ id: string; element: string; agency: string; role: string; state: string; dueAt: string | null }[]> {
    const listed = (await this.as(WHO.administrator).get(`/tasks?dossier=${dossier}&limit=200`)).expect(200).items as Awaited<ReturnType<TestProduct['tasks']>>;
    return listed.sort((a, b) => a.element.localeCompare(b.element) || a.id.localeCompare(b.id));
  }

  /** Completes the first live task at the element by the demo account of its position. */
  async complete(dossier: string, element: string, body: object = {}): Promise<void> {
    const task = (await this.tasks(dossier)).find((one) => one.element === element);
    if (!task) throw new Error(`${dossier} has no task at ${element}`);
    (await this.as(`${task.agency}.${task.role}`).post(`/tasks/${task.id}/complete`, { opinion: 'Đồng ý', ...body })).expect(200);
  }

  /** Elements where the dossier's tokens wait, sorted. */
  async tokens(dossier: string): Promise<string[]> {
    const { tokens } = (await this.as(WHO.desk).get(`/dossiers/${dossier}`)).expect(200) as { tokens: { element: string }[] };
    return tokens.map(({ element }) => element).sort();
  }

  async #start(): Promise<void> {
    this.#app = await createHttpApp(await openProduct(loadConfig(this.environment)));
    await this.#app.listen(0, '127.0.0.1');
    this.#url = `http://127.0.0.1:${(this.#app.getHttpServer().address() as AddressInfo).port}`;
  }
}

const TABLES = [
  'account', 'agency', 'agency_closure', 'command_key', 'contest', 'deadline', 'deadline_stop', 'delegation', 'dossier', 'dossier_opening', 'dossier_sequence', 'draft', 'draft_editor', 'form_issued', 'instance', 'job',
  'ledger_entry', 'leg', 'message_buffer', 'national_day', 'notice', 'opening_hours', 'outbox', 'paper', 'position', 'procedure', 'procedure_comment', 'revision', 'rung', 'signal_broadcast', 'signal_delivery', 'start_key', 'task', 'waiting', 'wakeup',
];
