import { text } from '#kernel';
import { officersOf, type History } from '../history.js';
import type { Found, GuardRule } from '../rule.js';

/** More dossiers than anybody can look at, closed by one account in a breath. */
export const closedInBulk: GuardRule = {
  code: 'closed-in-bulk',
  title: text('Kết thúc hàng loạt hồ sơ trong chốc lát', 'Many dossiers closed within moments'),
  explanation: text(
    'Một tài khoản kết thúc quá nhiều hồ sơ trong thời gian ngắn: có thể là xử lý đối phó trên phần mềm, không theo việc làm thật.',
    'One account closes more dossiers than it could have looked at: work for the screen and not for the citizen.',
  ),
  severity: 'high',
  owner: 'desk_head',
  on: ['dossier.settled'],
  thresholds: [
    { name: 'files', label: text('Nhiều hơn (hồ sơ)', 'More than (dossiers)'), delivered: 5, min: 1, max: 200 },
    { name: 'seconds', label: text('Trong vòng (giây)', 'Within (seconds)'), delivered: 60, min: 5, max: 3_600 },
  ],
  find: async (history, limit, ask) => {
    const [settled] = history.all('dossier.settled');
    if (!settled || officersOf(settled).length === 0) return [];
    const span = limit('seconds') * 1_000;
    const burst = await ask.closings(settled, span);
    const crowded = burst.filter((one) => isCrowded(burst, one, span, limit('files')));
    return crowded.includes(burst.find(({ position }) => position === settled.position)!) ? [found(burst[0]!, crowded, history, limit('seconds'))] : [];
  },
  tell: ({ files, seconds }) => text(`Một tài khoản kết thúc ${files} hồ sơ, dày hơn mức cho phép trong ${seconds} giây.`, `One account closed ${files} dossiers, more than allowed within ${seconds} seconds.`),
};

/** Whether it lies in a stretch of that length with more than so many. */
function isCrowded(burst: readonly History['received'][], one: History['received'], span: number, files: number): boolean {
  const windows = burst.filter(({ at }) => Math.abs(at.getTime() - one.at.getTime()) < span);
  return windows.some((first) => first.at <= one.at && one.at.getTime() - first.at.getTime() < span && windows.filter(({ at }) => at >= first.at && at.getTime() - first.at.getTime() < span).length > files);
}

/** A burst that goes on is one finding: it is named by its first closing. */
const found = (first: History['received'], crowded: readonly History['received'][], history: History, seconds: number): Found => ({
  key: `${first.actor}:${first.position}`, agency: crowded[0]!.agency ?? history.agency, persons: officersOf(first), at: crowded[0]!.at, evidence: [...crowded], facts: { files: crowded.length, seconds },
});
