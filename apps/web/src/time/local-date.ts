/** Dates as people in Vietnam write them, day first, whatever the machine's locale. */

const WRITTEN = /^(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4})$|^(\d{2})(\d{2})(\d{4})$/;

/** `12/2/2026`, `12-02-2026` or `12022026` as `2026-02-12`; null where it is no date of the calendar. */
export function readDate(text: string): string | null {
  const found = WRITTEN.exec(text.trim());
  if (!found) return null;
  const [day, month, year] = found[1] ? [found[1], found[2]!, found[3]!] : [found[4]!, found[5]!, found[6]!];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

/** `2026-02-12` as `12/02/2026`; anything else as it is. */
export const writeDate = (iso: string): string => iso.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
