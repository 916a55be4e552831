import { Ledger } from '#ledger';
import { configOfProcess } from '#platform';
import { createWorkerApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';

/** Reads every chain of the ledger; says the first entry that was altered, removed or moved, and fails. */
export async function verifyLedger(): Promise<void> {
  const platform = await openProduct(configOfProcess(), { migrate: false });
  const rooms = await createWorkerApp(platform);
  try {
    const { chains, entries, fault } = await rooms.get(Ledger).verifyAll();
    if (fault) {
      throw new FatalError(
        `Sổ cái sai ở vị trí ${fault.position} (${fault.reason}).`,
        `The ledger is broken at position ${fault.position} (${fault.reason}).`,
      );
    }
    process.stdout.write(`Sổ cái nguyên vẹn: ${entries} mục, ${chains} chuỗi.\n  The ledger is whole: ${entries} entries in ${chains} chains.\n`);
  } finally {
    await platform.close();
  }
}
