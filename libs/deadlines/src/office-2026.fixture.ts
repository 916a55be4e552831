import { type CalendarData, buildCalendar } from '#calendar';
import { text } from '#kernel';

/** Monday to Friday 07:00–11:30 and 13:30–17:00, eight hours a day. */
const openingHours = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: '07:00', closes: '11:30', validFrom: '2020-01-01', validTo: null },
  { weekday, opens: '13:30', closes: '17:00', validFrom: '2020-01-01', validTo: null },
]);

const off = (date: string) => ({ date, kind: 'off' as const, confirmed: true, name: text('Ngày nghỉ', 'Day off') });

export const OFFICE_2026: CalendarData = {
  openingHours,
  days: [
    ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-04-27', '2026-04-30', '2026-05-01', '2026-08-31'].map(off),
    ...['2026-09-01', '2026-09-02', '2026-11-24'].map(off),
    { date: '2026-08-22', kind: 'make_up', confirmed: false, name: text('Làm bù', 'Make-up day') },
  ],
  closures: [],
};

export const office = buildCalendar(OFFICE_2026);

/** An instant of 2026 in local time: `at('12/02 09:00')`. */
export function at(local: string): Date {
  const [, day, month, time] = /^(\d{2})\/(\d{2}) (\d{2}:\d{2}(?::\d{2}(?:\.\d{3})?)?)$/.exec(local) ?? [];
  if (time === undefined) throw new Error(`"${local}" is no dd/mm hh:mm`);
  return new Date(`2026-${month}-${day}T${time}+07:00`);
}
