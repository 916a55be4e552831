import { text, toIso } from '#kernel';
import { type History, MINUTE, officersOf, textOf, timeOf } from '../history.js';
import type { Found, GuardRule } from '../rule.js';

/** The step was done on the screen before the papers had come. */
export const handOverReversed: GuardRule = {
  code: 'hand-over-reversed',
  title: text('Hoàn thành bước trước khi hồ sơ giấy đến', 'Step completed before the papers came'),
  explanation: text(
    'Cơ quan sau hoàn thành bước trên phần mềm khi hồ sơ giấy còn ở cơ quan trước: thứ tự trên phần mềm ngược với giao nhận thật.',
    'An agency completed its step while the papers were still with the agency before: the order on the screen is the reverse of the real hand-over.',
  ),
  severity: 'medium',
  owner: 'agency_leader',
  on: ['papers.received'],
  thresholds: [{ name: 'minutes', label: text('Sớm hơn quá (phút làm việc)', 'Earlier by more than (working minutes)'), delivered: 30, min: 0, max: 960 }],
  find: (history, limit) => history.all('papers.received').flatMap((arrival) => tooEarly(history, arrival, limit('minutes'))),
  tell: ({ from, at, minutes }) => text(`Hoàn thành bước trước khi nhận hồ sơ giấy từ ${from} ${minutes} phút làm việc (nhận lúc ${at}).`, `The step was completed ${minutes} working minutes before the papers came from ${from} (at ${at}).`),
};

function tooEarly(history: History, arrival: History['received'], minutes: number): Found[] {
  const came = timeOf(arrival, 'at') ?? arrival.at;
  const begun = history.all('leg.entered').findLast(({ agency, at }) => agency === arrival.agency && at <= came)?.at ?? history.received.at;
  const calendar = history.calendar(arrival.agency);
  return history
    .all('task.completed')
    .filter(({ agency, at }) => agency === arrival.agency && at >= begun && at < came && calendar.measure(at, came) > minutes * MINUTE)
    .map((done) => ({
      key: `${history.code}:${done.seq}`, agency: arrival.agency ?? history.agency, persons: officersOf(done), at: done.at, evidence: [done, arrival],
      facts: { from: textOf(arrival, 'from'), at: toIso(came), minutes: Math.round(calendar.measure(done.at, came) / MINUTE) },
    }));
}
