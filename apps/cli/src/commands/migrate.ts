import { configOfProcess } from '#platform';
import { openProduct } from '../../../worker/src/worker-app.js';

/** Brings the schema up to date and ends; for deployments whose processes may not change it. */
export async function migrateDatabase(): Promise<void> {
  const platform = await openProduct(configOfProcess(), { migrate: true });
  await platform.close();
  process.stdout.write('Cơ sở dữ liệu đã cập nhật.\n  The database is up to date.\n');
}
