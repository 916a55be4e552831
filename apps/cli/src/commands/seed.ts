import { configOfProcess } from '#platform';
import { createQuietApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';
import { prepareSample, tellAccounts } from '../sample/sample.js';

/** Loads the sample district and its procedures and ends. Never into a production database. */
export async function seed(): Promise<void> {
  const config = configOfProcess();
  if (config.production) throw new FatalError('Không nạp dữ liệu mẫu khi NODE_ENV=production.', 'The sample is not loaded with NODE_ENV=production.');
  const platform = await openProduct(config, { migrate: true });
  try {
    const sample = await prepareSample(await createQuietApp(platform), platform);
    tellAccounts(sample, (vi, en) => void process.stdout.write(`${vi}\n  ${en}\n`));
  } finally {
    await platform.close();
  }
}
