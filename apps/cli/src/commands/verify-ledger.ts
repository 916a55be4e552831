import { type Text, text } from '#kernel';
import { Ledger, type LedgerFault } from '#ledger';
import { configOfProcess } from '#platform';
import { createQuietApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';

/** Reads every chain of the ledger; says the first entry that was altered, removed or moved, and fails. */
export async function verifyLedger(): Promise<void> {
  const platform = await openProduct(configOfProcess(), { migrate: false });
  const rooms = await createQuietApp(platform);
  try {
    const { chains, entries, fault } = await rooms.get(Ledger).verifyAll();
    if (fault) {
      const { dossier, seq, position, reason } = fault;
      throw new FatalError(
        `Sổ cái bị sửa: ${dossier}, mục ${seq} ${REASONS[reason].vi} (vị trí ${position}).`,
        `The ledger was tampered with: ${dossier}, entry ${seq} ${REASONS[reason].en} (position ${position}).`,
      );
    }
    process.stdout.write(`Sổ cái nguyên vẹn: ${entries} mục, ${chains} chuỗi.\n  The ledger is whole: ${entries} entries in ${chains} chains.\n`);
  } finally {
    await platform.close();
  }
}

const REASONS: Record<LedgerFault['reason'], Text> = {
  altered: text('đã bị sửa nội dung', 'was altered'),
  removed: text('không nối tiếp mục trước: có mục bị xóa', 'does not follow the one before: something was removed'),
  reordered: text('đã bị đổi chỗ', 'was moved'),
};
