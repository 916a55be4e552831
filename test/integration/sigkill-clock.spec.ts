import { Client } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { type Query, manyPromises, writePromises } from './many-promises.js';
import { LienthongProcess, freePort } from './process.js';
import { WHO } from './product.js';
import { type TestDatabase, createTestDatabase, samplePassword } from '../setup/database.js';

/*
 * The real program, killed with SIGKILL while it arms a thousand dossiers with another ladder, and while a head signs an apology. What was begun is
 * finished, once.
 */

const DOSSIERS = 1_000;
const LINE = procedure('xin-loi-mot-lan', start('s') + user('a', { budget: 1 }) + user('b', { budget: 1 }) + end('e') + chain('s', 'a', 'b', 'e'), { limit: 2 });
const HEAD = 'xa-khanh-phu.lanh-dao';

class Running {
  #program!: LienthongProcess;
  readonly #clients = new Map<string, Client>();

  private constructor(
    readonly database: TestDatabase,
    private readonly port: number,
    private readonly clock: 'system' | 'simulated',
  ) {}

  static async open(clock: 'system' | 'simulated'): Promise<Running> {
    const running = new Running(await createTestDatabase({ content: 'sample' }), await freePort(), clock);
    await running.serve();
    return running;
  }

  readonly query: Query = (sql, values) => this.database.dataSource.query(sql, values);

  async serve(): Promise<void> {
    const url = `http://127.0.0.1:${this.port}`;
    this.#program = new LienthongProcess(['serve'], { DATABASE_URL: this.database.url, PORT: String(this.port), LIENTHONG_LOG: 'error', LIENTHONG_CLOCK: this.clock });
    await this.#program.ready(url);
  }

  kill(): Promise<unknown> {
    return this.#program.signal('SIGKILL');
  }

  as(username: string): Client {
    const client = this.#clients.get(username) ?? new Client(() => `http://127.0.0.1:${this.port}`, { username, password: samplePassword() });
    this.#clients.set(username, client);
    return client;
  }

  async close(): Promise<void> {
    await this.#program.signal('SIGTERM');
    await this.database.close();
  }
}

it('arms every dossier anew, each deadline once, though it is killed twice on the way', async () => {
  const running = await Running.open('system');
  try {
    const { query } = running;
    const now = Date.now();
    const promises = manyPromises(DOSSIERS, now);
    await writePromises(query, promises, now, { procedure: 'karaoke', revision: 1 });
    const rung = (code: string, at: object, subjects: string[]) => ({ rung: code, name: { vi: code, en: code }, at, subjects, to: ['holder'], action: 'notify' });
    const order = { name: { vi: 'Mới', en: 'New' }, rungs: [rung('nua', { share: 0.5 }, ['dossier', 'task']), rung('het', { days: 0 }, ['dossier'])], document: 'QĐ 31', open: 'change' };
    (await running.as(WHO.administrator).put('/ladders/mac-dinh', order)).expect(200);

    const left = async (): Promise<number> => Number((await query('select count(*)::int as n from deadline where ladder_version = 1 and ended_at is null'))[0]!['n']);
    const until = async (most: number): Promise<number> => {
      for (;;) {
        const n = await left();
        if (n <= most) return n;
      }
    };
    for (const share of [1.5, 0.8]) {
      expect(await until(DOSSIERS * share)).toBeGreaterThan(0);
      await running.kill();
      await running.serve();
    }
    await until(0);

    const changed = await query(`select dossier, data ->> 'subject' as subject, count(*)::int as times from ledger_entry where kind = 'ladder.changed' group by 1, 2`);
    expect(changed).toHaveLength(promises.length);
    expect(changed.filter(({ times }) => times !== 1)).toEqual([]);
    const wrong = await query(`
      select d.id from deadline d where (select count(*) from rung r where r.deadline = d.id and r.fired_at is null and r.rung in ('nua', 'het')) + (select count(*) from rung r where r.deadline = d.id and r.fired_at is not null)
        <> case when d.state = 'stopped' then 0 when d.subject_kind = 'dossier' then 2 else 1 end
      union all
      select d.id from deadline d join lateral (select * from rung r where r.deadline = d.id and r.fired_at is null order by r.at limit 1) as r on true where d.state = 'running'
        and (select count(*) from wakeup w where w.kind = 'deadline.rung' and w.state = 'pending' and w.ref = r.deadline || ':' || r.rung) <> 1`);
    expect(wrong).toEqual([]);
  } finally {
    await running.close();
  }
}, 180_000);

it('signs an apology once, whenever it is killed and however often it is asked', async () => {
  const running = await Running.open('simulated');
  try {
    const { code: name, revision } = (await running.as(WHO.designer).post('/procedures', LINE)).expect(201);
    for (const [username, step] of [[WHO.checker, 'check'], [WHO.chairman, 'approve'], [WHO.designer, 'publish']] as const) {
      (await running.as(username).post(`/procedures/${name}/revisions/${revision}/${step}`, {})).expect(200);
    }
    const codes: string[] = [];
    for (let n = 0; n < 12; n++) codes.push((await running.as(WHO.desk).post('/dossiers', { procedure: name, agency: 'xa-khanh-phu', applicant: { name: 'Ai', email: 'ai@example.vn' } })).expect(201).code);
    (await running.as(WHO.administrator).post('/simulation/clock', { to: '2026-01-07T08:00:00+07:00' })).expect(200);

    for (const [n, code] of codes.entries()) {
      const asked = [0, 1, 2].map(() => running.as(HEAD).post(`/dossiers/${code}/apology/sign`).then(({ status }) => status, () => 0));
      await new Promise((resolve) => setTimeout(resolve, n * 4));
      await running.kill();
      await Promise.all(asked);
      await running.serve();
      const again = (await running.as(HEAD).post(`/dossiers/${code}/apology/sign`)).status;
      expect([200, 409]).toContain(again);
    }

    const told = await running.query(`select dossier, count(*)::int as times from ledger_entry where kind = 'apology.sent' group by 1`);
    expect(told.map(({ times }) => times)).toEqual(codes.map(() => 1));
    expect(await running.query(`select dossier, count(*)::int as times from form_issued where form = '04' group by 1 having count(*) <> 1`)).toEqual([]);
    const letters = await running.query(`select payload -> 'to' ->> 'citizenOf' as dossier, count(*)::int as times from outbox where payload -> 'subject' ->> 'vi' like 'Xin lỗi%' group by 1`);
    expect(letters.map(({ times }) => times)).toEqual(codes.map(() => 1));
  } finally {
    await running.close();
  }
}, 180_000);
