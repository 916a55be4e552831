import { Agencies } from '#access';
import type { SettlementReport } from '#contract';
import { Chance, SYSTEM, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { configOfProcess } from '#platform';
import { Reports } from '#reports';
import { SingleBar } from 'cli-progress';
import { z } from 'zod';
import { createWorkerApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';
import { prepareSample, tellAccounts } from '../sample/sample.js';
import { SimulatedYear, type YearOutcome } from '../simulate/year.js';

const Share = z.coerce.number().min(0).max(1);
const Options = z.object({
  dossiers: z.coerce.number().int().min(1).max(1_000_000),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  supplements: Share,
  late: Share,
  storms: z.coerce.number().int().min(0).max(20),
  seed: z.coerce.number().int(),
});

/** Plausible for a mountain district: civil status and residence come daily, permits a few times a year. */
const MIX = [
  { procedure: 'khai-sinh-lien-thong', weight: 30 },
  { procedure: 'thuong-tru', weight: 30 },
  { procedure: 'hon-nhan', weight: 16 },
  { procedure: 'dat-dai-lan-dau', weight: 10 },
  { procedure: 'bien-dong-dat-dai', weight: 10 },
  { procedure: 'ke-hoach-moi-truong', weight: 2 },
  { procedure: 'quang-cao', weight: 1 },
  { procedure: 'karaoke', weight: 1 },
];

const DAY = 86_400_000;

/** Fills the data folder with a simulated period of the district's work, prints Biểu 06 for it and leaves it for the product to show. */
export async function simulate(given: Record<string, string>): Promise<void> {
  const options = parse(given);
  const config = { ...configOfProcess(), clock: 'simulated' as const, role: 'all' as const, logLevel: 'error' as const };
  if (config.production) throw new FatalError('Không mô phỏng khi NODE_ENV=production.', 'Nothing is simulated with NODE_ENV=production.');
  const platform = await openProduct(config, { migrate: true });
  try {
    const app = await createWorkerApp(platform);
    await app.init();
    const sample = await prepareSample(app, platform);
    const { from, to } = period(options, platform.clock.now());
    const simulation = platform.simulation;
    if (!simulation) throw new Error('the platform was opened without a simulated clock');
    if (from > platform.clock.now()) await simulation.moveTo(from);
    const chance = new Chance(options.seed);
    const storms = Array.from({ length: options.storms }, () => stormIn(from, to, chance));
    const bar = new SingleBar({ format: 'Mô phỏng / simulating {bar} {value}/{total} {day}', hideCursor: true, noTTYOutput: !process.stdout.isTTY, notTTYSchedule: 5_000 });
    bar.start(options.dossiers, 0, { day: '' });
    const year = new SimulatedYear(app, platform, simulation, { ...options, from, to, storms, mix: MIX }, chance);
    const outcome = await year.run((received, at) => bar.update(received, { day: toIso(at).slice(0, 10) }));
    bar.stop();
    await tell(app.get(Reports), outcome, from, to);
    await assertSound(app.get(Ledger), platform);
    tellAccounts(sample, say);
    await app.get(Agencies).onModuleDestroy();
  } finally {
    await platform.close();
  }
}

function parse(given: Record<string, string>): z.infer<typeof Options> {
  const parsed = Options.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((i) => `--${i.path.join('.')}: ${i.message}`).join('\n');
  throw new FatalError(`Tham số chưa đúng:\n${wrong}`, 'Wrong options.');
}

/** By default from where the simulated clock stands to today, so that the pages show the year up to now. */
function period(options: z.infer<typeof Options>, now: Date): { from: Date; to: Date } {
  const from = options.from ? new Date(`${options.from}T07:00:00+07:00`) : now;
  const to = options.to ? new Date(`${options.to}T17:00:00+07:00`) : new Date();
  if (from < now) throw new FatalError(`Dữ liệu đã mô phỏng đến ${toIso(now)}; --from phải sau đó.`, `The data is simulated up to ${toIso(now)}; --from must come after.`);
  if (to.getTime() - from.getTime() < 2 * DAY) throw new FatalError('Khoảng thời gian phải dài ít nhất hai ngày.', 'The period must be two days at least.');
  return { from, to };
}

function stormIn(from: Date, to: Date, chance: Chance): { from: Date; to: Date } {
  const start = chance.between(from.getTime(), to.getTime() - 3 * DAY);
  return { from: new Date(start), to: new Date(start + chance.between(2, 3) * DAY) };
}

async function tell(reports: Reports, outcome: YearOutcome, from: Date, to: Date): Promise<void> {
  const report = await reports.settlement({ from: new Date(from.getTime() - DAY), to: new Date(to.getTime() + 1), by: 'agency', principal: SYSTEM, language: 'vi' });
  if (!report.ok) throw new FatalError(report.rejection.message.vi, `${report.rejection.message.en} ${JSON.stringify(report.rejection.details)}`);
  process.stdout.write(`${table(report.value)}\n`);
  for (const { name, holds } of report.value.identities) process.stdout.write(`  ${holds ? '✓' : '✗'} ${name}\n`);
  say(
    `Đã nhận ${outcome.received} hồ sơ, hoàn thành ${outcome.completedTasks} công việc, ${outcome.supplements} lần bổ sung.`,
    `${outcome.received} dossiers received, ${outcome.completedTasks} tasks completed, ${outcome.supplements} supplements.`,
  );
  for (const [reason, times] of outcome.refusals) process.stdout.write(`  ${times} × ${reason}\n`);
}

async function assertSound(ledger: Ledger, platform: { wakeUps: { count(): Promise<{ pending: number; pastDue: number }> } }): Promise<void> {
  const { pending, pastDue } = await platform.wakeUps.count();
  say(`Hẹn giờ còn chờ: ${pending}; quá giờ chưa xử lý: ${pastDue}.`, `Wake-ups pending: ${pending}; past due and not handled: ${pastDue}.`);
  const { entries, chains, fault } = await ledger.verifyAll();
  if (pastDue > 0 || fault) throw new FatalError(`Mô phỏng kết thúc không sạch: ${pastDue} hẹn giờ trễ, sổ cái: ${fault?.reason ?? 'đúng'}.`, 'The simulation did not end clean.');
  say(`Sổ cái nguyên vẹn: ${entries} mục, ${chains} chuỗi.`, `The ledger is whole: ${entries} entries in ${chains} chains.`);
}

const COLUMNS: [string, (row: SettlementReport['total']) => number][] = [
  ['Tổng nhận', (r) => r.received.total], ['Trực tuyến', (r) => r.received.online], ['Trực tiếp', (r) => r.received.direct], ['Kỳ trước', (r) => r.received.carriedOver],
  ['Đã GQ', (r) => r.settled.total], ['Trước hạn', (r) => r.settled.early], ['Đúng hạn', (r) => r.settled.onTime], ['Quá hạn', (r) => r.settled.late],
  ['Đang GQ', (r) => r.pending.total], ['Trong hạn', (r) => r.pending.inTime], ['Quá hạn', (r) => r.pending.late],
];

function table(report: SettlementReport): string {
  const head = ['Đơn vị'.padEnd(34), ...COLUMNS.map(([name]) => name.padStart(10))].join(' ');
  const line = (row: SettlementReport['total']): string => [row.name.slice(0, 34).padEnd(34), ...COLUMNS.map(([, of]) => String(of(row)).padStart(10))].join(' ');
  return [`Biểu 06/VPCP/KSTT ${report.from} – ${report.to}`, head, ...report.rows.map(line), line(report.total)].join('\n');
}

const say = (vi: string, en: string): void => void process.stdout.write(`${vi}\n  ${en}\n`);
