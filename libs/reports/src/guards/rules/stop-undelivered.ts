import { text } from '#kernel';
import { HOUR, type History, officersOf, textOf } from '../history.js';
import type { GuardRule } from '../rule.js';

const PROOF: Record<string, string> = { supplement: 'form-02', payment: 'payment-notice' };

/** The clock stands, and nothing shows that the citizen was told. */
export const stopUndelivered: GuardRule = {
  code: 'stop-undelivered',
  title: text('Dừng tính hạn mà không giao phiếu cho công dân', 'Clock stopped without delivering the form'),
  explanation: text(
    'Thời hạn chỉ dừng khi công dân đã được giao phiếu yêu cầu bổ sung hoặc thông báo nộp tiền. Dừng mà không có bằng chứng giao là dừng không căn cứ.',
    'The clock stands only once the citizen has got the supplement request or the notice of payment. A stop without proof of delivery has no ground.',
  ),
  severity: 'high',
  owner: 'agency_leader',
  on: ['clock.stopped'],
  thresholds: [
    { name: 'hours', label: text('Phải giao trong (giờ làm việc)', 'To be delivered within (working hours)'), delivered: 8, min: 1, max: 80 },
    { name: 'supplement', label: text('Áp dụng cho yêu cầu bổ sung (1 có, 0 không)', 'For supplements (1 yes, 0 no)'), delivered: 1, min: 0, max: 1 },
    { name: 'payment', label: text('Áp dụng cho nghĩa vụ tài chính (1 có, 0 không)', 'For payments (1 yes, 0 no)'), delivered: 1, min: 0, max: 1 },
  ],
  find: (history, limit, ask) =>
    history.all('clock.stopped').flatMap((stop) => {
      const kind = textOf(stop, 'kind') ?? '';
      const form = PROOF[kind];
      if (!form || limit(kind) === 0) return [];
      const calendar = history.calendar(history.agency);
      if (!calendar.hasTimeAfter(stop.at)) return [];
      const until = calendar.addWorkingMs(stop.at, limit('hours') * HOUR);
      if (delivered(history, form, stop, until)) return [];
      if (history.now < until) {
        ask.later(until);
        return [];
      }
      const issued = history.all('form.issued').filter((entry) => entry.seq > stop.seq && entry.at <= until && textOf(entry, 'form') === form);
      return [{ key: `${history.code}:${stop.seq}`, agency: stop.agency ?? history.agency, persons: officersOf(stop), at: stop.at, evidence: [stop, ...issued.slice(0, 1)], facts: { kind, hours: limit('hours') } }];
    }),
  tell: ({ kind, hours }) =>
    kind === 'payment'
      ? text(`Dừng tính hạn chờ nộp tiền, sau ${hours} giờ làm việc chưa ghi nhận giao thông báo cho công dân.`, `The clock was stopped for a payment; ${hours} working hours later no delivery of the notice is on record.`)
      : text(`Dừng tính hạn chờ bổ sung, sau ${hours} giờ làm việc chưa ghi nhận giao phiếu cho công dân.`, `The clock was stopped for a supplement; ${hours} working hours later no delivery of the form is on record.`),
};

/** A notice of payment is often given before the clock stands; it counts since the last time money was waited for. */
function delivered(history: History, form: string, stop: History['received'], until: Date): boolean {
  const since = form === 'form-02' ? stop.seq : (history.all('clock.resumed').findLast((entry) => entry.seq < stop.seq && entry.data['kind'] === 'payment')?.seq ?? 0);
  const given = history.all('form.delivered').some((entry) => entry.seq > since && entry.at <= until && textOf(entry, 'form') === form);
  return given || history.all('form.issued').some((entry) => entry.seq > since && entry.at <= until && textOf(entry, 'form') === form && entry.data['delivered'] === true);
}
