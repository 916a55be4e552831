import { SimulatedYear } from '../../apps/cli/src/simulate/year.js';
import { createWorkerApp, openProduct } from '../../apps/worker/src/worker-app.js';
import { AnswerSurvey } from '#dossiers';
import { Chance } from '#kernel';
import { type Platform, loadConfig } from '#platform';
import type { INestApplicationContext } from '@nestjs/common';
import { type TestDatabase, createTestDatabase } from '../setup/database.js';

/*
 * A district that is honest, and human: one step in six is late, papers are missing and asked for once, with the form in the citizen's hands, fees
 * are waited for, work is sent back, a storm stops everything for days, citizens say what they saw. Dossiers of the shipped procedures,
 * through the product's own doors; not one of them is an alert. `npm run test:honest` has a thousand of them, `npm test` a part, for the time it takes.
 */

const DOSSIERS = Number(process.env['HONEST_DOSSIERS'] ?? 300);
const MIX = [
  { procedure: 'khai-sinh-lien-thong', weight: 25 }, { procedure: 'thuong-tru', weight: 25 }, { procedure: 'hon-nhan', weight: 20 }, { procedure: 'bien-dong-dat-dai', weight: 10 }, { procedure: 'dat-dai-lan-dau', weight: 6 },
  { procedure: 'ke-hoach-moi-truong', weight: 6 }, { procedure: 'quang-cao', weight: 4 }, { procedure: 'karaoke', weight: 4 },
];

let database: TestDatabase;
let app: INestApplicationContext;
let platform: Platform;
beforeAll(async () => {
  database = await createTestDatabase({ content: 'sample' });
  platform = await openProduct(loadConfig({ DATABASE_URL: database.url, LIENTHONG_CLOCK: 'simulated', LIENTHONG_LOG: 'fatal', LIENTHONG_APOLOGY: 'advised' }));
  app = await createWorkerApp(platform);
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const count = async (sql: string): Promise<number> => {
  const [row] = await database.dataSource.query<{ n: number }[]>(sql);
  return row!.n;
};

/** Every third citizen who has the result says when it came: as it did. */
async function judge(): Promise<number> {
  const done = await database.dataSource.query<{ code: string; secret: string; outcome: 'early' | 'on_time' | 'late' }[]>(
    `select d.code, d.secret, e.data ->> 'outcome' as outcome from dossier d join ledger_entry e on e.dossier = d.code and e.kind = 'dossier.settled' and (e.data ->> 'state')::int = 9 where d.state in (9, 10) order by d.code`,
  );
  const asked = done.filter((_, index) => index % 3 === 0);
  for (const { code, secret, outcome } of asked) expect((await app.get(AnswerSurvey).answer(code, { secret, face: outcome === 'late' ? 1 : 4, timely: outcome, visits: 0 })).ok).toBe(true);
  return asked.length;
}

it(`stays silent on ${DOSSIERS} honest dossiers, late ones among them`, async () => {
  const [from, to] = [new Date('2026-03-02T07:00:00+07:00'), new Date('2026-07-31T17:00:00+07:00')];
  await platform.simulation!.moveTo(from);
  const storms = [{ from: new Date('2026-04-13T07:00:00+07:00'), to: new Date('2026-04-16T07:00:00+07:00') }];

  const year = new SimulatedYear(app, platform, platform.simulation!, { dossiers: DOSSIERS, from, to, supplements: 0.2, late: 0.16, returns: 0.04, storms, mix: MIX }, new Chance(2026));
  const { received, supplements } = await year.run(() => undefined);
  const surveys = await judge();
  await platform.simulation!.moveTo(new Date('2026-08-03T18:00:00+07:00'));

  const alerts = await database.dataSource.query<{ rule: string; dossier: string; facts: object }[]>('select rule, dossier, facts from alert order by rule, dossier');
  expect(alerts).toEqual([]);
  // Nothing of it is for want of something to look at.
  expect(received).toBe(DOSSIERS);
  expect(await count('select count(*)::int as n from guard_position where position = (select max(position) from ledger_entry)')).toBe(1);
  expect(await count(`select count(*)::int as n from ledger_entry where kind = 'dossier.settled' and data ->> 'outcome' = 'late'`)).toBeGreaterThan(DOSSIERS / 100);
  expect(await count(`select count(*)::int as n from ledger_entry where kind = 'task.returned'`)).toBeGreaterThan(DOSSIERS / 50);
  expect(await count(`select count(*)::int as n from ledger_entry where kind = 'form.delivered'`)).toBeGreaterThanOrEqual(supplements);
  expect(await count('select count(*)::int as n from survey')).toBe(surveys);
  expect(surveys).toBeGreaterThan(DOSSIERS / 10);
}, 1_800_000);
