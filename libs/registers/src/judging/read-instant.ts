/** A day as a register writes it, and the time where it has one. */
export interface WrittenInstant {
  /** `YYYY-MM-DD`. */
  day: string;
  /** `HH:MM`. */
  time: string | null;
  /** A two-digit year was read as one of this century. */
  shortYear: boolean;
}

export type ReadInstant = WrittenInstant | 'unreadable' | 'no_such_day' | 'month_first';

const TIME = /(?<![\d/.-])(\d{1,2})\s*(?::|h|giờ|gio|g)\s*(\d{2})?(?:\s*(?::\d{2}(?:\.\d+)?|'|phút|phut|ph|p))?(?!\d)/i;
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;
const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const IN_WORDS = /^(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})$/i;
const SERIAL = /^\d{5}(\.\d+)?$/;

const pad = (n: number): string => String(n).padStart(2, '0');

/** Day first as here, ISO, serial numbers and days in words; the time before or after. A day that does not exist is no day. */
export function readInstant(written: string): ReadInstant {
  if (SERIAL.test(written)) return ofSerial(Number(written));
  const plain = written.normalize('NFC').replace(/T(?=\d{2}:)/, ' ').replace(/(?:\+07:?00|Z)$/, (zone) => (zone === 'Z' ? ' Z' : '')).trim();
  if (plain.endsWith(' Z')) return ofUtc(plain.slice(0, -2));
  const time = TIME.exec(plain);
  const day = (time ? plain.replace(time[0], ' ') : plain).replace(/\b(lúc|vào|hồi)\b|[,;()]/gi, ' ').replace(/\s+/g, ' ').trim();
  const at = time ? timeOf(Number(time[1]), Number(time[2] ?? 0)) : null;
  if (at === undefined) return 'unreadable';
  const found = dayOf(day);
  return typeof found === 'string' ? found : { ...found, time: at };
}

function dayOf(written: string): Omit<WrittenInstant, 'time'> | Exclude<ReadInstant, WrittenInstant> {
  const iso = ISO.exec(written);
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]), false);
  const [, day, month, year] = IN_WORDS.exec(written) ?? DAY_FIRST.exec(written) ?? [];
  if (day === undefined || month === undefined || year === undefined) return 'unreadable';
  const shortYear = year.length === 2;
  return existing(Number(year) + (shortYear ? 2000 : 0), Number(month), Number(day), shortYear);
}

function existing(year: number, month: number, day: number, shortYear: boolean): Omit<WrittenInstant, 'time'> | 'no_such_day' | 'month_first' {
  if (month > 12 && day <= 12) return 'month_first';
  const at = new Date(Date.UTC(year, month - 1, day));
  if (year < 1990 || year > 2100 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return 'no_such_day';
  return { day: `${year}-${pad(month)}-${pad(day)}`, shortYear };
}

const timeOf = (hour: number, minute: number): string | undefined => (hour > 23 || minute > 59 ? undefined : `${pad(hour)}:${pad(minute)}`);

function ofSerial(serial: number): ReadInstant {
  if (serial < 32_874 || serial > 73_415) return 'no_such_day';
  const at = new Date(Math.round((serial - 25_569) * 1_440) * 60_000).toISOString();
  return { day: at.slice(0, 10), time: serial % 1 === 0 ? null : at.slice(11, 16), shortYear: false };
}

/** An instant of another zone is put into ours. */
function ofUtc(written: string): ReadInstant {
  const at = Date.parse(`${written.trim().replace(' ', 'T')}Z`);
  if (Number.isNaN(at)) return 'unreadable';
  const here = new Date(at + 7 * 3_600_000).toISOString();
  return { day: here.slice(0, 10), time: here.slice(11, 16), shortYear: false };
}
