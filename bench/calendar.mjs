// Cost of counting working time, printed in microseconds: `node bench/calendar.mjs` after `npm run build:server`.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { buildCalendar } from '../dist/libs/calendar/src/index.js';

const RUNS = 1_000_000;
const tables = JSON.parse(readFileSync(new URL('../libs/calendar/src/office-2026.fixture.json', import.meta.url), 'utf8'));
const calendar = buildCalendar(tables, { from: '2026-01-01', to: '2027-12-31' });
const year = Date.parse('2026-01-01T00:00:00+07:00');
const starts = Array.from({ length: 4096 }, (_, i) => new Date(year + ((i * 7_919_000_003) % (365 * 86_400_000))));
const stops = [3, 9].map((day) => ({ from: new Date(year + day * 86_400_000), to: new Date(year + (day + 2) * 86_400_000) }));

const cases = {
  'add 10 working days': (start) => calendar.add(start, { amount: 10, unit: 'working_day' }),
  'add 10 working days, end of day': (start) => calendar.add(start, { amount: 10, unit: 'working_day' }, { convention: 'end_of_day' }),
  'add 15 calendar days': (start) => calendar.add(start, { amount: 15, unit: 'calendar_day' }),
  'due of 10 working days, two stops': (start) => calendar.due(start, { amount: 10, unit: 'working_day' }, stops),
  'measure a year': (start) => calendar.measure(starts[0], start),
};

for (const [name, run] of Object.entries(cases)) {
  for (const start of starts) run(start);
  const begun = performance.now();
  for (let i = 0; i < RUNS; i++) run(starts[i & 4095]);
  console.log(`${name.padEnd(36)} ${(((performance.now() - begun) * 1000) / RUNS).toFixed(3)} µs`);
}

const begun = performance.now();
for (let i = 0; i < 100; i++) buildCalendar(tables, { from: '2026-01-01', to: '2027-12-31' });
console.log(`${'build a calendar to the end of 2027'.padEnd(36)} ${((performance.now() - begun) * 10).toFixed(0)} µs`);
