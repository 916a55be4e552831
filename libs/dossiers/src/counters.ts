import { type Result, ok, reject, text } from '#kernel';
import { ask } from '#platform';
import type { EntityManager } from 'typeorm';
import { MOST_PER_DAY, dossierCode } from './dossier-code.js';

/**
 * Takes the next dossier code of a unit and day. The row of the counter stays locked until the transaction ends, so units take
 * turns with themselves only, and a receipt that fails gives its number back: codes have no gaps and are never used twice.
 *
 * @param day local date, `YYYY-MM-DD`
 */
export async function nextDossierCode(tx: EntityManager, unitCode: string, day: string): Promise<Result<string>> {
  const sequence = await next(tx, unitCode, day);
  if (sequence > MOST_PER_DAY) return dayIsFull(unitCode, day);
  return ok(dossierCode(unitCode, day, sequence));
}

/**
 * The number of a printed form: one series per form, agency and calendar year, without gaps, as an office's own register has it.
 * Kept beside the codes of dossiers under a key that no unit code can have, dated the first day of the year.
 *
 * @param day local date, `YYYY-MM-DD`
 */
export async function nextFormNumber(tx: EntityManager, form: string, agency: string, day: string): Promise<string> {
  return `${await next(tx, `form-${form}:${agency}`, `${day.slice(0, 4)}-01-01`)}/BPTNTKQ`;
}

async function next(tx: EntityManager, unit: string, day: string): Promise<number> {
  const [row] = await ask<{ last: number }>(
    tx,
    `insert into dossier_sequence (unit_code, day, last) values ($1, $2, 1)
     on conflict (unit_code, day) do update set last = dossier_sequence.last + 1 returning last`,
    [unit, day],
  );
  if (!row) throw new Error(`the counter of ${unit} on ${day} gave no number`);
  return row.last;
}

const dayIsFull = (unitCode: string, day: string): Result<never> =>
  reject(
    'invalid_state',
    text(
      `Đơn vị ${unitCode} đã cấp đủ ${MOST_PER_DAY} mã hồ sơ trong ngày ${day}; hãy tiếp nhận hồ sơ này vào ngày làm việc tiếp theo`,
      `Unit ${unitCode} has issued all ${MOST_PER_DAY} dossier codes of ${day}; receive this dossier on the next working day`,
    ),
  );
