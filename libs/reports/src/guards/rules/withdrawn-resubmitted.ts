import type { Applicant } from '#contract';
import { text } from '#kernel';
import { WORKING_DAY, officersOf, textOf } from '../history.js';
import type { GuardRule } from '../rule.js';

/** Taken back, and handed in again at once: the clock began anew. */
export const withdrawnResubmitted: GuardRule = {
  code: 'withdrawn-resubmitted',
  title: text('Rút rồi nộp lại ngay', 'Withdrawn and handed in again'),
  explanation: text(
    'Cùng một người, cùng thủ tục, hồ sơ cũ được rút và hồ sơ mới được nhận chỉ sau vài ngày: có thể rút để tính lại hạn từ đầu.',
    'The same person and procedure: the old dossier is withdrawn and a new one received within days, so that the time begins anew.',
  ),
  severity: 'medium',
  owner: 'desk_head',
  on: ['dossier.received'],
  thresholds: [{ name: 'days', label: text('Trong vòng (ngày làm việc)', 'Within (working days)'), delivered: 5, min: 1, max: 30 }],
  find: async (history, limit, ask) => {
    const { received, agency, code } = history;
    const calendar = history.calendar(agency);
    const since = new Date(received.at.getTime() - (limit('days') * 3 + 14) * 86_400_000);
    const candidates = (await ask.withdrawn(textOf(received, 'procedure')!, since, received.at)).filter((old) => old.code !== code && calendar.measure(old.endedAt, received.at) <= limit('days') * WORKING_DAY);
    if (candidates.length === 0) return [];
    const applicant = await ask.applicant(code);
    const old = candidates.find((one) => isSamePerson(one.applicant, applicant));
    const withdrawal = old && (await ask.entriesOf(old.code)).findLast(({ kind }) => kind === 'dossier.withdrawn');
    if (!old || !withdrawal) return [];
    const days = Math.round((calendar.measure(old.endedAt, received.at) / WORKING_DAY) * 10) / 10;
    return [{ key: `${code}:${old.code}`, agency, persons: officersOf(withdrawal, received), at: received.at, evidence: [withdrawal, received], facts: { old: old.code, days } }];
  },
  tell: ({ old, days }) => text(`Hồ sơ ${old} của cùng người, cùng thủ tục vừa rút ${days} ngày làm việc trước.`, `Dossier ${old} of the same person and procedure was withdrawn ${days} working days before.`),
};

/** By number of identity where both have one; else the name with something more, since many bear the same name. */
export function isSamePerson(a: Applicant, b: Applicant): boolean {
  if (a.idNumber && b.idNumber) return a.idNumber.replace(/\s/g, '') === b.idNumber.replace(/\s/g, '');
  const same = (name: 'birthDate' | 'phone' | 'address'): boolean => a[name] !== undefined && a[name] !== '' && plain(a[name]) === plain(b[name] ?? '');
  return plain(a.name) === plain(b.name) && (same('birthDate') || same('phone') || same('address'));
}

const plain = (written: string): string => written.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replace(/\s+/g, ' ').trim();
