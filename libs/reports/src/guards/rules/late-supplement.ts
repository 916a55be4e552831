import { text } from '#kernel';
import { HOUR, type History, officersOf } from '../history.js';
import type { Found, GuardRule } from '../rule.js';

/** A supplement asked for when nearly all of the time is used up. */
export const lateSupplement: GuardRule = {
  code: 'late-supplement',
  title: text('Yêu cầu bổ sung sát hạn', 'Supplement asked for just before the due date'),
  explanation: text(
    'Yêu cầu bổ sung chỉ phát hành khi gần hết thời hạn có thể nhằm dừng đồng hồ. Giấy tờ phải được kiểm tra đầy đủ, hướng dẫn một lần ngay từ đầu.',
    'A supplement asked for only when the time is nearly used up may serve to stop the clock. Papers are to be checked as a whole, and asked for once, at the beginning.',
  ),
  severity: 'medium',
  owner: 'agency_leader',
  on: ['clock.stopped'],
  thresholds: [{ name: 'percent', label: text('Còn dưới (% thời hạn)', 'Less than (% of the time) left'), delivered: 10, min: 1, max: 50 }],
  find: (history, limit) => history.all('clock.stopped').filter(({ data }) => data['kind'] === 'supplement').flatMap((stop) => judge(history, stop, limit('percent'))),
  tell: ({ percent, hours }) => text(`Yêu cầu bổ sung khi còn ${percent} % thời hạn (${hours} giờ làm việc).`, `A supplement was asked for with ${percent} % of the time left (${hours} working hours).`),
};

function judge(history: History, stop: History['received'], percent: number): Found[] {
  const due = history.dueBefore(stop.seq);
  if (!due) return [];
  const calendar = history.calendar(due.entry.agency);
  const used = calendar.measureNet(due.startedAt, stop.at, history.stopsBefore(stop.seq));
  const left = calendar.measure(stop.at, due.at);
  const share = used + left === 0 ? 0 : (left / (used + left)) * 100;
  if (share >= percent) return [];
  const facts = { percent: Math.round(share * 10) / 10, hours: Math.round((left / HOUR) * 10) / 10 };
  return [{ key: `${history.code}:${stop.seq}`, agency: stop.agency ?? history.agency, persons: officersOf(stop), at: stop.at, evidence: [due.entry, stop], facts }];
}
