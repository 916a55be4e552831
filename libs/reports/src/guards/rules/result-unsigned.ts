import { text } from '#kernel';
import { HOUR, type History, officersOf, textOf } from '../history.js';
import type { Asking, Found, GuardRule } from '../rule.js';

/** Resolved, but the result is not there, or nobody signed it. */
export const resultUnsigned: GuardRule = {
  code: 'result-unsigned',
  title: text('Kết thúc khi chưa có tệp kết quả hoặc chưa ký', 'Resolved without the file of the result, or unsigned'),
  explanation: text(
    'Ghi "đã xử lý xong" để chốt đúng hạn trong khi kết quả chưa có hoặc chưa được ký. Áp dụng cho thủ tục mà quy trình có giấy tờ kết quả.',
    'Said to be resolved, so as to be in time, while the result is not there or not signed. It holds for procedures whose diagram has a paper as its result.',
  ),
  severity: 'high',
  owner: 'agency_leader',
  on: ['dossier.settled'],
  thresholds: [
    { name: 'file', label: text('Phải có tệp kết quả (1 có, 0 không)', 'The file is needed (1 yes, 0 no)'), delivered: 1, min: 0, max: 1 },
    { name: 'signature', label: text('Phải qua bước ký (1 có, 0 không)', 'A step that signs is needed (1 yes, 0 no)'), delivered: 1, min: 0, max: 1 },
    { name: 'hours', label: text('Tải tệp chậm nhất sau (giờ làm việc)', 'File at latest after (working hours)'), delivered: 4, min: 0, max: 40 },
  ],
  find: (history, limit, ask) => (history.resolved ? judge(history, history.resolved, limit, ask) : []),
  tell: ({ missing }) =>
    missing === 'file'
      ? text('Đã ghi xử lý xong nhưng hồ sơ không có tệp kết quả.', 'Said to be resolved, but the dossier has no file of the result.')
      : text('Đã ghi xử lý xong nhưng không có bước ký nào hoàn thành.', 'Said to be resolved, but no step that signs was completed.'),
};

async function judge(history: History, resolved: History['received'], limit: (name: string) => number, ask: Asking): Promise<Found[]> {
  const spec = await ask.result(textOf(history.received, 'procedure')!, Number(history.received.data['revision']), textOf(resolved, 'result'));
  const found = (missing: 'file' | 'signature'): Found => ({
    key: `${history.code}:${missing}`, agency: resolved.agency ?? history.agency, persons: officersOf(resolved), at: resolved.at, evidence: [...history.all('task.completed').filter(({ seq }) => seq < resolved.seq).slice(-1), resolved], facts: { missing },
  });
  const signed = history.all('task.completed').some(({ seq, data }) => seq < resolved.seq && data['signed'] === true);
  const unsigned = limit('signature') === 1 && spec.signed && !signed ? [found('signature')] : [];
  if (limit('file') === 0 || spec.codes.length === 0) return unsigned;
  const calendar = history.calendar(resolved.agency);
  const until = calendar.hasTimeAfter(resolved.at) ? calendar.addWorkingMs(resolved.at, limit('hours') * HOUR) : resolved.at;
  if (await hasFile(history, spec.codes, until, ask)) return unsigned;
  if (history.now < until) ask.later(until);
  return history.now < until ? unsigned : [...unsigned, found('file')];
}

async function hasFile(history: History, codes: readonly string[], until: Date, ask: Asking): Promise<boolean> {
  const filed = history.all('paper.added').filter(({ at, data }) => at <= until && typeof data['file'] === 'string');
  if (filed.some((entry) => codes.includes(textOf(entry, 'code') ?? ''))) return true;
  const closed = filed.filter((entry) => textOf(entry, 'code') === null);
  if (closed.length === 0) return false;
  const known = await ask.paperCodes(history.code);
  return closed.some((entry) => codes.includes(known.get(textOf(entry, 'paper') ?? '') ?? ''));
}
