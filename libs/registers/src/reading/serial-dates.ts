/** Number formats that spreadsheets bring along and that show a date or a time. */
const BUILT_IN = new Set([14, 15, 16, 17, 22, ...Array.from({ length: 10 }, (_, i) => 27 + i), ...Array.from({ length: 9 }, (_, i) => 50 + i)]);

/** Styles (by their number in the book) under which a number is a date. */
export function dateStyles(xml: string): Set<number> {
  const own = new Map([...xml.matchAll(/<(?:\w+:)?numFmt\b[^>]*>/g)].map(([tag]) => [Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode')]));
  const used = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(xml)?.[1] ?? '';
  const formats = [...used.matchAll(/<(?:\w+:)?xf\b[^>]*>/g)].map(([tag]) => Number(attribute(tag, 'numFmtId')));
  return new Set(formats.flatMap((format, style) => (BUILT_IN.has(format) || showsDay(own.get(format) ?? '') ? [style] : [])));
}

const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** A format with day and year outside quotes, brackets and escapes. */
const showsDay = (format: string): boolean => /[dy]/i.test(format.replace(/&quot;.*?&quot;|"[^"]*"|\[[^\]]*\]|\\./g, ''));

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What a serial number of a spreadsheet shows: `YYYY-MM-DD`, with `HH:MM` where it has a time of day. Nothing for what is no day. */
export function serialText(serial: number, date1904 = false): string {
  if (!Number.isFinite(serial) || serial < 1 || serial > 80_000) return '';
  const days = serial + (date1904 ? 1_462 : 0);
  const at = new Date(Math.round(((days - 25_569) * DAY_MS) / MINUTE_MS) * MINUTE_MS).toISOString();
  return days % 1 === 0 ? at.slice(0, 10) : at.slice(0, 16).replace('T', ' ');
}
