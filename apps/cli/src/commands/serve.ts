import { createHttpApp } from '../../../api/src/http-app.js';
import { createWorkerApp, openProduct } from '../../../worker/src/worker-app.js';
import { type Config, type Platform, configOfProcess } from '#platform';
import type { INestApplicationContext } from '@nestjs/common';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { FatalError } from '../fatal.js';
import { prepareSample, tellAccounts } from '../sample/sample.js';

/**
 * Runs the product in one process by its role: everything (default), only HTTP, or only the worker. Nothing is opened before the
 * settings are right and the port is free; a signal ends what is under way, then everything that was opened.
 */
export async function serve(): Promise<void> {
  const config = configOfProcess();
  if (config.role !== 'worker') await assertPortFree(config.port);
  const platform = await openProduct(config, { migrate: config.role === 'all' });
  const app = await start(platform).catch(async (error: unknown) => {
    await platform.close();
    throw error;
  });
  const end = endOnSignal(app, config);
  platform.embedded?.onLost(() => {
    process.stderr.write('Mất cơ sở dữ liệu nhúng, chương trình dừng.\n  The embedded database is gone, the program ends.\n');
    process.exitCode = 1;
    end();
  });
}

async function start(platform: Platform): Promise<INestApplicationContext> {
  const { config } = platform;
  if (config.role === 'worker') {
    const worker = await createWorkerApp(platform);
    await worker.init();
    say('Tiến trình xử lý nền đang chạy.', 'The worker is running.');
    return worker;
  }
  const app = await createHttpApp(platform);
  const sample = config.production ? null : await prepareSample(app, platform);
  await app.listen(config.port);
  const address = `http://localhost:${config.port}`;
  say(`Liên Thông đang chạy tại ${address} (Ctrl-C để dừng).`, `Liên Thông is running at ${address} (Ctrl-C to stop).`);
  if (sample) tellAccounts(sample, say);
  return app;
}

/** npm runs a shell that runs this process; where either of them dies, nobody would be left to end it. */
function endWithNpm(end: () => void): void {
  const line = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === line) return;
    clearInterval(watch);
    end();
  }, 500);
  watch.unref();
}

function ancestors(): string {
  const stat = existsSync(`/proc/${process.ppid}/stat`) ? readFileSync(`/proc/${process.ppid}/stat`, 'utf8') : '';
  return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''}`;
}

/** The platform is closed by the application's own shutdown; a second signal does not wait for it. */
function endOnSignal(app: INestApplicationContext, config: Config): () => void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(130);
    ending = true;
    app.close().then(
      () => {
        say('Đã dừng.', 'Stopped.');
        process.exit(process.exitCode ?? 0);
      },
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  if (config.underNpm) endWithNpm(end);
  if (config.role === 'worker') setInterval(() => undefined, 2 ** 30);
  return end;
}

function assertPortFree(port: number): Promise<void> {
  return new Promise((resolve, refuse) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      refuse(
        new FatalError(
          taken ? `Cổng ${port} đang có chương trình khác dùng. Hãy đặt PORT khác.` : `Không mở được cổng ${port}: ${error.message}`,
          taken ? `Port ${port} is taken by another program. Set another PORT.` : `Port ${port} cannot be opened: ${error.message}`,
        ),
      );
    });
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

function say(vi: string, en: string): void {
  process.stdout.write(`${vi}\n  ${en}\n`);
}
