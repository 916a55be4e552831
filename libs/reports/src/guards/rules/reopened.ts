import { text } from '#kernel';
import { type History, officersOf } from '../history.js';
import type { GuardRule } from '../rule.js';

/** The promise was settled, and then the work went on. */
export const reopened: GuardRule = {
  code: 'reopened',
  title: text('Mở lại sau khi đã ghi xử lý xong', 'Reopened after it was resolved'),
  explanation: text(
    'Đúng hạn được chốt khi ghi "đã xử lý xong". Sau đó lại chuyển trả bước trước hoặc can thiệp cho làm lại là dấu hiệu kết thúc sớm cho kịp hạn.',
    'Whether it was in time is decided when it is resolved. Work sent back, or begun again, after that may mean that it was resolved early to meet the date.',
  ),
  severity: 'high',
  owner: 'desk_head',
  on: ['task.returned', 'instance.modified'],
  thresholds: [],
  find: (history) => {
    const settled = history.resolved;
    if (!settled) return [];
    const before = new Set(history.all('task.completed').filter(({ seq }) => seq < settled.seq).map(({ element }) => element));
    return history
      .all('task.returned', 'instance.modified')
      .filter((entry) => entry.seq > settled.seq && goesBack(entry, before))
      .map((entry) => ({ key: `${history.code}:${entry.seq}`, agency: entry.agency ?? history.agency, persons: officersOf(settled, entry), at: entry.at, evidence: [settled, entry], facts: { how: entry.kind === 'task.returned' ? 'returned' : 'modified' } }));
  },
  tell: ({ how }) =>
    how === 'returned'
      ? text('Đã ghi xử lý xong, sau đó chuyển trả về bước trước.', 'Resolved, and then sent back to an earlier step.')
      : text('Đã ghi xử lý xong, sau đó can thiệp để làm lại bước trước.', 'Resolved, and then steered back to an earlier step.'),
};

const goesBack = ({ kind, data }: History['received'], before: ReadonlySet<string | null>): boolean =>
  kind === 'task.returned' ? before.has(String(data['to'])) : Array.isArray(data['start']) && data['start'].some((element) => before.has(String(element)));
