import type { WorkingCalendar } from '#calendar';
import { SETTLED_STATES } from '#contract';
import { localDate, text } from '#kernel';
import { hoursOf } from './hours.js';
import { readInstant } from './read-instant.js';
import { type Row, about, named } from './row.js';

type Day = 'received' | 'due' | 'stopped' | 'settled' | 'returned';
const DAYS: readonly Day[] = ['received', 'due', 'stopped', 'settled', 'returned'];
const EARLIEST = new Date('1995-01-01T00:00:00+07:00');
const FARTHEST_MS = 20 * 365 * 86_400_000;

/**
 * The instants of a row. A day without a time counts from the opening of the agency where something begins, and up to its closing where
 * something ends, so that nothing becomes late for want of a time; the row says so.
 */
export function judgeInstants(row: Row, calendar: WorkingCalendar, now: Date): Record<Day, Date | null> {
  const untimed: Day[] = [];
  const found = Object.fromEntries(DAYS.map((day) => [day, readDay(row, day, calendar, now, untimed)])) as Record<Day, Date | null>;
  if (row.get('received') === '') row.refuse('received', text('Thiếu ngày nhận', 'The day of receipt is missing'));
  if (untimed.length > 0) {
    const list = (language: 'vi' | 'en'): string => untimed.map((day) => named(day)[language].toLowerCase()).join(', ');
    row.warn(untimed[0]!, text(`Không có giờ ở ${list('vi')}: lấy giờ mở cửa của ngày nhận, giờ đóng cửa của các ngày khác`, `No time of day at ${list('en')}: opening time is taken for the receipt, closing time for the others`));
  }
  checkOrder(row, found, now);
  return found;
}

function readDay(row: Row, field: Day, calendar: WorkingCalendar, now: Date, untimed: Day[]): Date | null {
  const cell = row.get(field);
  if (cell === '' || cell === '-') return null;
  const read = readInstant(cell);
  if (read === 'unreadable') return row.refuse(field, about(field, cell, 'không đọc được là ngày; cần dạng 31/12/2026 hoặc 31/12/2026 16:30', 'is no date that can be read; 31/12/2026 or 31/12/2026 16:30 is needed'));
  if (read === 'no_such_day') return row.refuse(field, about(field, cell, 'không có ngày này', 'there is no such day'));
  if (read === 'month_first') return row.refuse(field, about(field, cell, 'có vẻ tháng đứng trước ngày; cần ngày/tháng/năm', 'seems to have the month first; day/month/year is needed'));
  if (read.shortYear) row.warn(field, about(field, cell, `năm hai chữ số, hiểu là ${read.day.slice(0, 4)}`, `two-digit year, read as ${read.day.slice(0, 4)}`));
  if (read.time !== null) return new Date(`${read.day}T${read.time}:00+07:00`);
  untimed.push(field);
  return field === 'received' || field === 'stopped' ? openingOf(calendar, read.day) : closingOf(calendar, read.day, field === 'due' ? null : now);
}

const openingOf = (calendar: WorkingCalendar, day: string): Date => hoursOf(calendar, day)?.opens ?? new Date(`${day}T07:30:00+07:00`);

/** What was done today is done by now, though the office is still open. */
function closingOf(calendar: WorkingCalendar, day: string, now: Date | null): Date {
  const closing = hoursOf(calendar, day)?.closes ?? new Date(`${day}T17:00:00+07:00`);
  return now && closing > now && localDate(now) === day ? now : closing;
}

function checkOrder(row: Row, at: Record<Day, Date | null>, now: Date): void {
  const { received, due } = at;
  const future = (['received', 'stopped', 'settled', 'returned'] as const).filter((day) => at[day] !== null && at[day] > now);
  for (const day of future) row.refuse(day, about(day, row.get(day), 'ở tương lai', 'lies in the future'));
  if (received && received < EARLIEST) row.refuse('received', about('received', row.get('received'), 'quá xa trong quá khứ', 'lies too far in the past'));
  if (!received) return;
  if (due && due < received) row.refuse('due', about('due', row.get('due'), 'trước ngày nhận', 'comes before the receipt'));
  if (due && due.getTime() - received.getTime() > FARTHEST_MS) row.refuse('due', about('due', row.get('due'), 'xa hơn 20 năm sau ngày nhận', 'lies more than 20 years after the receipt'));
  for (const day of ['stopped', 'settled'] as const) if (at[day] && at[day] < received) row.refuse(day, about(day, row.get(day), 'trước ngày nhận', 'comes before the receipt'));
  const before = at.settled ?? received;
  if (at.returned && at.returned < before) row.refuse('returned', about('returned', row.get('returned'), at.settled ? 'trước ngày có kết quả' : 'trước ngày nhận', at.settled ? 'comes before the result' : 'comes before the receipt'));
}

/** A state and the instants have to agree; where the register leaves one of them out, the other tells. */
export function judgeState(row: Row, given: number | null, at: Record<Day, Date | null>): { state: number; settled: Date | null; stopped: Date | null } {
  const state = given ?? (at.returned ? 10 : at.settled ? 9 : 4);
  const isSettled = SETTLED_STATES.includes(state);
  const settled = at.settled ?? (isSettled ? at.returned : null);
  if (isSettled && !settled) row.refuse('settled', text('Trạng thái đã kết thúc nhưng thiếu ngày có kết quả: không biết đúng hay trễ hạn', 'The state says finished and the day of the result is missing: whether it was late cannot be known'));
  if (isSettled && settled && !at.settled) row.warn('settled', text('Thiếu ngày có kết quả: lấy ngày trả kết quả', 'The day of the result is missing: that of the return is taken'));
  if (!isSettled && settled) row.refuse('state', text('Trạng thái còn đang giải quyết nhưng đã có ngày kết quả', 'The state says pending and there is a day of the result'));
  if (!isSettled && at.returned) row.refuse('state', text('Trạng thái còn đang giải quyết nhưng đã có ngày trả', 'The state says pending and there is a day of the return'));
  if (state === 10 && settled && !at.returned) row.warn('returned', text('Trạng thái đã trả nhưng thiếu ngày trả', 'The state says returned and the day is missing'));
  const standing = state === 5 || state === 6;
  if (standing && !at.stopped) row.warn('stopped', text('Đang chờ người nộp nhưng không rõ từ ngày nào: hạn vẫn tính', 'The applicant is waited for and it is not known since when: the limit runs on'));
  return { state, settled: isSettled ? settled : null, stopped: standing ? at.stopped : null };
}
