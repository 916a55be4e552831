import { configOfProcess, type Removed } from '#platform';
import { openProduct } from '../../../worker/src/worker-app.js';

/** Removes at once what the nightly upkeep would, and says what. */
export async function upkeep(): Promise<void> {
  const config = configOfProcess();
  const platform = await openProduct(config, { migrate: false });
  try {
    say(config.keepDays, await platform.upkeep.run());
  } finally {
    await platform.close();
  }
}

function say(days: number, removed: Removed): void {
  process.stdout.write(`Đã xóa những gì xong quá ${days} ngày.\n  Removed what has been over for ${days} days.\n`);
  for (const [table, count] of Object.entries(removed)) process.stdout.write(`  ${table.padEnd(16)}${String(count).padStart(10)}\n`);
}
