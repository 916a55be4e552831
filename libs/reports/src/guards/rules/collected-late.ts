import { text } from '#kernel';
import { RETURNED, WORKING_DAY, officersOf } from '../history.js';
import type { GuardRule } from '../rule.js';

/** Said to be resolved; the citizen got it much later. */
export const collectedLate: GuardRule = {
  code: 'collected-late',
  title: text('Trả kết quả muộn sau khi ghi xử lý xong', 'Result collected long after it was resolved'),
  explanation: text(
    'Từ lúc ghi "đã xử lý xong" đến lúc công dân nhận kết quả quá lâu: có thể kết quả thật chỉ có sau ngày ghi. Công dân đến muộn là lý do chính đáng, ghi khi giải trình.',
    'Too long between "resolved" and the day on which the citizen got the result: the result may have been there only later. A citizen who came late is an honest reason, to be told when it is explained.',
  ),
  severity: 'low',
  owner: 'agency_leader',
  on: ['dossier.state'],
  thresholds: [{ name: 'days', label: text('Quá (ngày làm việc)', 'More than (working days)'), delivered: 5, min: 1, max: 60 }],
  find: (history, limit) => {
    const { resolved } = history;
    const collected = history.all('dossier.state').find(({ data }) => data['to'] === RETURNED);
    if (!resolved || !collected) return [];
    const waited = history.calendar(history.agency).measure(resolved.at, collected.at);
    if (waited <= limit('days') * WORKING_DAY) return [];
    return [{ key: history.code, agency: collected.agency ?? history.agency, persons: officersOf(resolved, collected), at: collected.at, evidence: [resolved, collected], facts: { days: Math.round((waited / WORKING_DAY) * 10) / 10 } }];
  },
  tell: ({ days }) => text(`Công dân nhận kết quả sau khi ghi xử lý xong ${days} ngày làm việc.`, `The citizen got the result ${days} working days after it was said to be resolved.`),
};
