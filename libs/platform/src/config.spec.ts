import path from 'node:path';
import { ConfigError, loadConfig } from './config.js';

describe('loadConfig', () => {
  it('needs nothing', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      dataFolder: path.resolve('.lienthong'),
      databaseUrl: undefined,
      redisUrl: undefined,
      role: 'all',
      clock: 'system',
      demoPassword: undefined,
      publicUrl: 'http://localhost:3000',
      keepDays: 30,
      apology: 'required',
      contestDays: 5,
      logLevel: 'info',
      traces: undefined,
      production: false,
      underNpm: false,
    });
  });

  it('asks for the apology before a late signature where time is real', () => {
    expect([{}, { LIENTHONG_CLOCK: 'simulated' }, { LIENTHONG_CLOCK: 'simulated', LIENTHONG_APOLOGY: 'required' }].map((given) => loadConfig(given).apology)).toEqual(['required', 'advised', 'required']);
  });

  it('takes what is given, an empty value being none', () => {
    const config = loadConfig({
      PORT: '8080',
      LIENTHONG_DATA: '/srv/data',
      DATABASE_URL: 'postgres://u:p@db:5432/x',
      REDIS_URL: 'redis://r:6379',
      LIENTHONG_ROLE: 'worker',
      LIENTHONG_CLOCK: '',
      LIENTHONG_DEMO_PASSWORD: 'mot-hai-ba',
      LIENTHONG_PUBLIC_URL: 'https://motcua.example.vn/',
      NODE_ENV: 'production',
    });

    expect(config).toMatchObject({
      port: 8080,
      dataFolder: '/srv/data',
      databaseUrl: 'postgres://u:p@db:5432/x',
      redisUrl: 'redis://r:6379',
      role: 'worker',
      clock: 'system',
      demoPassword: 'mot-hai-ba',
      publicUrl: 'https://motcua.example.vn',
      production: true,
    });
  });

  it('lists every mistake at once, in both languages', () => {
    const environment = {
      PORT: 'three',
      DATABASE_URL: 'mysql://x',
      LIENTHONG_ROLE: 'boss',
      LIENTHONG_DEMO_PASSWORD: 'short',
      LIENTHONG_CLOCK: 'simulated',
      NODE_ENV: 'production',
    };

    const error = failureOf(environment);

    expect(error.problems.map(({ name }) => name)).toEqual([
      'PORT',
      'DATABASE_URL',
      'LIENTHONG_ROLE',
      'LIENTHONG_DEMO_PASSWORD',
      'LIENTHONG_CLOCK',
    ]);
    expect(error.message).toContain('phải có ít nhất 8 ký tự / must have at least 8 characters');
  });

  it.each([
    ['the simulated clock in production', { LIENTHONG_CLOCK: 'simulated', NODE_ENV: 'production' }, 'LIENTHONG_CLOCK'],
    [
      'the simulated clock in several processes',
      { LIENTHONG_CLOCK: 'simulated', LIENTHONG_ROLE: 'api', DATABASE_URL: 'postgres://u:p@db/x' },
      'LIENTHONG_CLOCK',
    ],
    ['several processes on an embedded database', { LIENTHONG_ROLE: 'api' }, 'DATABASE_URL'],
    ['a port that is none', { PORT: '70000' }, 'PORT'],
    ['an address that is none', { LIENTHONG_PUBLIC_URL: 'motcua' }, 'LIENTHONG_PUBLIC_URL'],
  ])('refuses %s', (_what, environment, name) => {
    expect(failureOf(environment).problems.map((problem) => problem.name)).toEqual([name]);
  });

  it('allows the simulated clock elsewhere', () => {
    expect(loadConfig({ LIENTHONG_CLOCK: 'simulated' }).clock).toBe('simulated');
  });
});

function failureOf(environment: Record<string, string>): ConfigError {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the configuration was accepted');
}
