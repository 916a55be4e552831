import { type Text, text } from '#kernel';
import { type Checkpoint, type CheckpointFault, Checkpoints, Ledger, type LedgerFault } from '#ledger';
import { configOfProcess } from '#platform';
import { SettlementFacts } from '#reports';
import { readFile } from 'node:fs/promises';
import { createQuietApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';

/**
 * Reads every chain of the ledger, and every signed checkpoint against it; says the first entry that was altered, removed or moved, and
 * fails; then the rows that settlement reports are counted from, against the entries. Only checkpoints find what was cut off at a chain's end; those kept elsewhere (`--checkpoints`) also where the stored ones went too.
 */
export async function verifyLedger(options: { checkpoints?: string }): Promise<void> {
  const exported = options.checkpoints ? await readCheckpoints(options.checkpoints) : [];
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
    const broken = await rooms.get(Checkpoints).verify({ exported });
    if (broken) throw new FatalError(`Sổ cái không khớp mốc đã ký ${broken.checkpoint} (vị trí ${broken.position}): ${BROKEN[broken.reason].vi}.`, `The ledger does not match the signed checkpoint ${broken.checkpoint} (position ${broken.position}): ${BROKEN[broken.reason].en}.`);
    const counted = await rooms.get(SettlementFacts).differing();
    if (counted.length > 0) throw new FatalError(`Số liệu để lập báo cáo không khớp sổ cái ở vị trí ${counted.join(', ')}.`, `What reports are counted from differs from the ledger at position ${counted.join(', ')}.`);
    process.stdout.write(`Sổ cái nguyên vẹn: ${entries} mục, ${chains} chuỗi.\n  The ledger is whole: ${entries} entries in ${chains} chains.\n`);
  } finally {
    await platform.close();
  }
}

/** Signs where every chain stands and prints it as one line of JSON, to be kept outside this machine. Made for a daily job of the system. */
export async function checkpoint(): Promise<void> {
  const platform = await openProduct(configOfProcess(), { migrate: false });
  try {
    const made = await (await createQuietApp(platform)).get(Checkpoints).checkpoint();
    process.stdout.write(`${JSON.stringify(made)}\n`);
  } finally {
    await platform.close();
  }
}

async function readCheckpoints(file: string): Promise<Checkpoint[]> {
  try {
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line) as Checkpoint);
  } catch (error) {
    throw new FatalError(`Không đọc được tệp mốc ${file}: ${String(error)}`, `The file of checkpoints ${file} cannot be read.`);
  }
}

const BROKEN: Record<CheckpointFault['reason'], Text> = {
  heads: text('có mục đã bị sửa hoặc xóa', 'entries it covers were changed or removed'),
  signature: text('chữ ký không đúng', 'its signature is wrong'),
  unknown_key: text('ký bằng khóa lạ', 'it was signed with an unknown key'),
};

const REASONS: Record<LedgerFault['reason'], Text> = {
  altered: text('đã bị sửa nội dung', 'was altered'),
  removed: text('không nối tiếp mục trước: có mục bị xóa', 'does not follow the one before: something was removed'),
  reordered: text('đã bị đổi chỗ', 'was moved'),
};
