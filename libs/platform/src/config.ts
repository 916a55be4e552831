import path from 'node:path';
import { type Text, text } from '#kernel';
import { z } from 'zod';

/** The settings of one process: read once from the environment, checked as a whole, never changed afterwards. */
export interface Config {
  readonly port: number;
  /** Absolute path of the folder that holds the embedded database and the files. */
  readonly dataFolder: string;
  /** Given: that PostgreSQL is used. Absent: the embedded one in {@link dataFolder}. */
  readonly databaseUrl: string | undefined;
  /** Given: jobs travel through that Redis. Absent: through PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly role: 'all' | 'api' | 'worker';
  readonly clock: 'system' | 'simulated';
  readonly demoPassword: string | undefined;
  /** Address by which people reach the web page; printed on receipts. Without a slash at the end. */
  readonly publicUrl: string;
  /** Given: traces go to that OpenTelemetry collector (OTLP over HTTP), `share` of those that begin here. */
  readonly traces: { readonly endpoint: string; readonly share: number } | undefined;
  /** Days for which what is done and over is kept beside the ledger, see `docs/operations.md`. */
  readonly keepDays: number;
  /** Whether a late result may be signed before the apology: `required` refuses it, `advised` only keeps the apology on the list. */
  readonly apology: 'required' | 'advised';
  /** Working days after the settlement, or after the decision that charged it, in which an agency may contest its share of a lateness. */
  readonly contestDays: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly production: boolean;
  /** Started by `npm start`: ends when npm does, which does not pass every signal on. */
  readonly underNpm: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every wrong setting at once, so that nobody has to start the product five times to find five mistakes. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly { name: string; message: Text }[]) {
    super(problems.map(({ name, message }) => `${name}: ${message.vi} / ${message.en}`).join('\n'));
    this.name = 'ConfigError';
  }
}

const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LIENTHONG_DATA: z.string().default('./.lienthong'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  LIENTHONG_ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  LIENTHONG_CLOCK: z.enum(['system', 'simulated']).default('system'),
  LIENTHONG_DEMO_PASSWORD: z.string().min(8).optional(),
  LIENTHONG_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LIENTHONG_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  LIENTHONG_APOLOGY: z.enum(['required', 'advised']).optional(),
  LIENTHONG_CONTEST_DAYS: z.coerce.number().int().min(1).max(250).default(5),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  LIENTHONG_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
  npm_lifecycle_event: z.string().optional(),
});

const EXPECTED: Record<keyof z.infer<typeof Settings>, Text> = {
  PORT: text('phải là số nguyên từ 0 đến 65535', 'must be a whole number from 0 to 65535'),
  LIENTHONG_DATA: text('phải là đường dẫn thư mục', 'must be the path of a folder'),
  DATABASE_URL: text(
    'phải có dạng postgres://người-dùng:mật-khẩu@máy-chủ:cổng/cơ-sở-dữ-liệu',
    'must look like postgres://user:password@host:port/database',
  ),
  REDIS_URL: text('phải có dạng redis://máy-chủ:cổng', 'must look like redis://host:port'),
  LIENTHONG_ROLE: text('phải là all, api hoặc worker', 'must be all, api or worker'),
  LIENTHONG_CLOCK: text('phải là system hoặc simulated', 'must be system or simulated'),
  LIENTHONG_DEMO_PASSWORD: text('phải có ít nhất 8 ký tự', 'must have at least 8 characters'),
  LIENTHONG_PUBLIC_URL: text('phải có dạng https://tên-miền', 'must look like https://domain'),
  LIENTHONG_KEEP_DAYS: text('phải là số nguyên từ 1 đến 3650', 'must be a whole number from 1 to 3650'),
  LIENTHONG_APOLOGY: text('phải là required hoặc advised', 'must be required or advised'),
  LIENTHONG_CONTEST_DAYS: text('phải là số nguyên từ 1 đến 250', 'must be a whole number from 1 to 250'),
  OTEL_EXPORTER_OTLP_ENDPOINT: text('phải có dạng http://máy-chủ:4318', 'must look like http://host:4318'),
  OTEL_TRACES_SAMPLER_ARG: text('phải là số từ 0 đến 1', 'must be a number from 0 to 1'),
  LIENTHONG_LOG: text(
    'phải là fatal, error, warn, info, debug, trace hoặc silent',
    'must be fatal, error, warn, info, debug, trace or silent',
  ),
  NODE_ENV: text('không hợp lệ', 'is not valid'),
  npm_lifecycle_event: text('không hợp lệ', 'is not valid'),
};

/** Pure. An empty value counts as absent, as shells and compose files mean it. Throws {@link ConfigError}. */
export function loadConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = Settings.safeParse(given);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0])));
  const problems = [...wrong].map((name) => ({ name, message: EXPECTED[name as keyof typeof EXPECTED] }));
  problems.push(...contradictions(given));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/** The only place of the product that reads the environment of the process. */
export const configOfProcess = (): Config => loadConfig(process.env);

function contradictions(given: Environment): { name: string; message: Text }[] {
  const problems: { name: string; message: Text }[] = [];
  const add = (name: string, vi: string, en: string): void => void problems.push({ name, message: text(vi, en) });
  const simulated = given['LIENTHONG_CLOCK'] === 'simulated';
  const split = given['LIENTHONG_ROLE'] === 'api' || given['LIENTHONG_ROLE'] === 'worker';

  if (simulated && given['NODE_ENV'] === 'production')
    add(
      'LIENTHONG_CLOCK',
      'không được dùng đồng hồ mô phỏng khi NODE_ENV=production',
      'the simulated clock is refused with NODE_ENV=production',
    );
  if (simulated && split)
    add('LIENTHONG_CLOCK', 'đồng hồ mô phỏng chỉ chạy với LIENTHONG_ROLE=all', 'the simulated clock runs only with LIENTHONG_ROLE=all');
  if (split && !given['DATABASE_URL'])
    add('DATABASE_URL', 'bắt buộc khi LIENTHONG_ROLE là api hoặc worker', 'is required when LIENTHONG_ROLE is api or worker');
  return problems;
}

const toConfig = (settings: z.infer<typeof Settings>): Config => ({
  port: settings.PORT,
  dataFolder: path.resolve(settings.LIENTHONG_DATA),
  databaseUrl: settings.DATABASE_URL,
  redisUrl: settings.REDIS_URL,
  role: settings.LIENTHONG_ROLE,
  clock: settings.LIENTHONG_CLOCK,
  demoPassword: settings.LIENTHONG_DEMO_PASSWORD,
  publicUrl: (settings.LIENTHONG_PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, ''),
  traces: settings.OTEL_EXPORTER_OTLP_ENDPOINT ? { endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT, share: settings.OTEL_TRACES_SAMPLER_ARG } : undefined,
  keepDays: settings.LIENTHONG_KEEP_DAYS,
  // Simulated time is driven by programs, which work dossiers through without anybody to say sorry.
  apology: settings.LIENTHONG_APOLOGY ?? (settings.LIENTHONG_CLOCK === 'simulated' ? 'advised' : 'required'),
  contestDays: settings.LIENTHONG_CONTEST_DAYS,
  logLevel: settings.LIENTHONG_LOG,
  production: settings.NODE_ENV === 'production',
  underNpm: settings.npm_lifecycle_event === 'start',
});
