import { text, toIso } from '#kernel';
import { HOUR, type History, MINUTE, officersOf, textOf, timeOf } from '../history.js';
import type { Found, GuardRule } from '../rule.js';

/** A step that claims an earlier time than the one at which it was entered, or a ledger that runs backwards. */
export const stepBackdated: GuardRule = {
  code: 'step-backdated',
  title: text('Ghi lùi thời điểm thực hiện bước', 'Backdated step'),
  explanation: text(
    'Bước được khai là làm từ trước khi việc được giao, khai lùi quá lâu so với lúc nhập, hoặc đồng hồ máy chủ bị vặn lùi.',
    'A step said to have been done before the work was there, or long before it was entered; or the clock of the server was turned back.',
  ),
  severity: 'high',
  owner: 'agency_leader',
  on: ['task.opened', 'task.completed', 'dossier.state', 'clock.stopped', 'clock.resumed'],
  thresholds: [
    { name: 'hours', label: text('Nhập muộn quá (giờ làm việc)', 'Entered later by more than (working hours)'), delivered: 8, min: 1, max: 80 },
    { name: 'minutes', label: text('Đồng hồ lùi quá (phút)', 'Clock turned back by more than (minutes)'), delivered: 5, min: 1, max: 120 },
  ],
  find: (history, limit) => [...claimed(history, limit('hours')), ...turnedBack(history, limit('minutes'))],
  tell: ({ how, hours, at }) => {
    if (how === 'clock') return text('Mục sổ cái mang giờ sớm hơn mục trước nó.', 'An entry of the ledger bears an earlier time than the one before it.');
    if (how === 'before') return text(`Khai đã làm lúc ${at}, trước khi việc được giao.`, `Said to have been done at ${at}, before the work was there.`);
    return text(`Khai đã làm lúc ${at}, nhập muộn ${hours} giờ làm việc.`, `Said to have been done at ${at}, entered ${hours} working hours later.`);
  },
};

const claimed = (history: History, hours: number): Found[] =>
  history.all('task.completed').flatMap((done) => {
    const said = timeOf(done, 'doneAt');
    if (!said) return [];
    const opened = history.all('task.opened').find((entry) => textOf(entry, 'task') === textOf(done, 'task'));
    const lag = history.calendar(done.agency).measure(said, done.at) / HOUR;
    const how = opened && said < opened.at ? 'before' : lag > hours ? 'lag' : null;
    if (!how) return [];
    return [{ key: `${history.code}:${done.seq}`, agency: done.agency ?? history.agency, persons: officersOf(done), at: done.at, evidence: [...(opened ? [opened] : []), done], facts: { how, hours: Math.round(lag * 10) / 10, at: toIso(said) } }];
  });

const turnedBack = (history: History, minutes: number): Found[] =>
  history.entries.flatMap((entry, index) => {
    const before = history.entries[index - 1];
    if (!before || before.at.getTime() - entry.at.getTime() <= minutes * MINUTE) return [];
    return [{ key: `${history.code}:clock:${entry.seq}`, agency: entry.agency ?? history.agency, persons: officersOf(entry), at: entry.at, evidence: [before, entry], facts: { how: 'clock', hours: null, at: null } }];
  });
