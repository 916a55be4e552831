import { SimulatedYear } from '../../apps/cli/src/simulate/year.js';
import { createWorkerApp, openProduct } from '../../apps/worker/src/worker-app.js';
import { Chance } from '#kernel';
import { type Platform, loadConfig } from '#platform';
import type { INestApplicationContext } from '@nestjs/common';
import { type TestDatabase, createTestDatabase } from '../setup/database.js';

/*
 * A district that is honest, and human: one step in six is late, papers are missing and asked for once, with the form in the citizen's hands, fees
 * are waited for, work is sent back, a storm stops everything for days, citizens say what they saw. A thousand dossiers of the shipped procedures,
 * through the product's own doors; not one of them is an alert.
 */

const DOSSIERS = Number(process.env['HONEST_DOSSIERS'] ?? 1_000);
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

it(`stays silent on ${DOSSIERS} honest dossiers, late ones among them`, async () => {
  const [from, to] = [new Date('2026-03-02T07:00:00+07:00'), new Date('2026-07-31T17:00:00+07:00')];
  await platform.simulation!.moveTo(from);
  const storms = [{ from: new Date('2026-04-13T07:00:00+07:00'), to: new Date('2026-04-16T07:00:00+07:00') }];

  const year = new SimulatedYear(app, platform, platform.simulation!, { dossiers: DOSSIERS, from, to, supplements: 0.2, late: 0.16, returns: 0.04, storms, mix: MIX }, new Chance(2026));
  const { received, supplements } = await year.run(() => undefined);
  await platform.simulation!.moveTo(new Date('2026-08-03T18:00:00+07:00'));

  const alerts = await database.dataSource.query<{ rule: string; dossier: string; facts: object }[]>('select rule, dossier, facts from alert order by rule, dossier');
  expect(alerts).toEqual([]);
  // Nothing of it is for want of something to look at.
  expect(received).toBe(DOSSIERS);
  expect(await count('select count(*)::int as n from guard_position where position = (select max(position) from ledger_entry)')).toBe(1);
  expect(await count(`select count(*)::int as n from ledger_entry where kind = 'dossier.settled' and data ->> 'outcome' = 'late'`)).toBeGreaterThan(DOSSIERS / 100);
  expect(await count(`select count(*)::int as n from ledger_entry where kind = 'task.returned'`)).toBeGreaterThan(DOSSIERS / 50);
  expect(await count(`select count(*)::int as n from ledger_entry where kind = 'form.delivered'`)).toBeGreaterThanOrEqual(supplements);
}, 1_800_000);
