const DURATION = /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export const isDuration = (value: string): boolean => DURATION.test(value);

/** A date with or without time and zone; without a zone it is meant in Asia/Ho_Chi_Minh. */
export const isDate = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(value) && !Number.isNaN(Date.parse(value));

/** `R3/PT8H`, `R3/2026-01-02T08:00:00+07:00/PT8H`, `R/P7D`: repetitions, perhaps a start, an interval. */
export function isCycle(value: string): boolean {
  const [repeat = '', ...parts] = value.split('/');
  const interval = parts.pop() ?? '';
  return /^R(?!0+$)\d*$/.test(repeat) && isDuration(interval) && parts.length <= 1 && parts.every(isDate);
}

/** Length in calendar days; a month is 30, a year 365. Zero for what is no duration. */
export function daysOf(value: string): number {
  const match = DURATION.exec(value);
  if (!match) return 0;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return years * 365 + months * 30 + weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86_400;
}
