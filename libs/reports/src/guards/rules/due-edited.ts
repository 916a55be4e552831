import { text, toIso } from '#kernel';
import { officersOf, timeOf } from '../history.js';
import type { Found, GuardRule } from '../rule.js';

/** A due date that no recorded event explains. */
export const dueEdited: GuardRule = {
  code: 'due-edited',
  title: text('Hạn trả bị sửa ngoài sổ cái', 'Due date changed past the ledger'),
  explanation: text(
    'Hạn chỉ đổi khi có sự kiện ghi sổ: tạm dừng, gia hạn, đổi lịch. Hạn trong dữ liệu khác hạn ghi trong sổ cái là có người đã sửa thẳng vào cơ sở dữ liệu.',
    'A due date moves only by a recorded event: a stop, an extension, a change of calendar. Where the data say another date than the ledger, somebody wrote into the database.',
  ),
  severity: 'high',
  owner: 'desk_head',
  on: ['deadline.moved', 'clock.stopped', 'dossier.settled'],
  thresholds: [{ name: 'seconds', label: text('Lệch quá (giây)', 'Off by more than (seconds)'), delivered: 1, min: 0, max: 3_600 }],
  find: async (history, limit, ask) => {
    const off = (a: Date, b: Date): boolean => Math.abs(a.getTime() - b.getTime()) > limit('seconds') * 1_000;
    const found = (which: string, shown: Date, recorded: Date, evidence: Found['evidence']): Found => ({
      key: `${history.code}:${which}:${evidence[0]!.seq}:${shown.getTime()}`, agency: history.agency, persons: which === 'settled' ? officersOf(evidence.at(-1)) : [], at: evidence.at(-1)!.at, evidence,
      facts: { which, shown: toIso(shown), recorded: toIso(recorded) },
    });
    const rows = await ask.due(history.code);
    const entry = rows && history.entries.find(({ position }) => position === rows.entry);
    const edited = rows && entry ? (['deadline', 'dossier'] as const).flatMap((which) => (rows[which] && off(rows[which], rows.recorded) ? [found(which, rows[which], rows.recorded, [entry])] : [])) : [];
    const settled = history.all('dossier.settled').flatMap((end) => {
      const [due, counted] = [history.dueBefore(end.seq), timeOf(end, 'dueAt')];
      return due && counted && off(due.at, counted) ? [found('settled', counted, due.at, [due.entry, end])] : [];
    });
    return [...edited, ...settled];
  },
  tell: ({ which, shown, recorded }) =>
    which === 'settled'
      ? text(`Kết quả đúng hạn được chốt theo hạn ${shown}, sổ cái ghi ${recorded}.`, `Settled by a due date of ${shown}, while the ledger says ${recorded}.`)
      : text(`Hạn trong dữ liệu là ${shown}, sổ cái ghi ${recorded}.`, `The data say ${shown}, the ledger says ${recorded}.`),
};
