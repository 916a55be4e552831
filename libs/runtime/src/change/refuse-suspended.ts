import type { SuspensionSubject } from '#contract';
import { type Rejection, type Text, reject, text } from '#kernel';
import type { Standing } from './suspensions.repository.js';

const WHAT: Readonly<Record<SuspensionSubject, Text>> = {
  dossier: text('Hồ sơ', 'The dossier'),
  procedure: text('Quy trình', 'The procedure'),
  agency: text('Cơ quan tiếp nhận', 'The receiving agency'),
};

/** What every command that would move a suspended dossier is told. */
export function suspended({ subject, ref, by, reason }: Standing): { ok: false; rejection: Rejection } {
  const what = WHAT[subject];
  return reject('invalid_state', text(`${what.vi} ${ref} đang tạm ngừng theo lệnh của ${by}: ${reason}`, `${what.en} ${ref} was suspended by ${by}: ${reason}`));
}
