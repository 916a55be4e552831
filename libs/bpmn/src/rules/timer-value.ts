import { text } from '#kernel';
import { type ModdleElement, is, list, one, string } from '../document.js';
import { isExpression } from '../feel.js';
import { isCycle, isDate, isDuration } from '../iso-time.js';
import { type Flaw, type Rule, at } from './rule.js';

const KINDS = [
  { property: 'timeDate', valid: isDate, example: '2026-02-12T09:00:00+07:00' },
  { property: 'timeDuration', valid: isDuration, example: 'P30D' },
  { property: 'timeCycle', valid: isCycle, example: 'R3/PT8H' },
];

/** A timer says one time: an ISO 8601 date, duration or cycle, or a FEEL expression that gives one. */
export const timerValue: Rule = {
  id: 'timer-value',
  severity: 'error',
  check: ({ nodes }) =>
    nodes.flatMap(({ element }) =>
      list(element, 'eventDefinitions')
        .filter((definition) => is(definition, 'TimerEventDefinition'))
        .flatMap((definition) => check(element, definition)),
    ),
};

function check(element: ModdleElement, definition: ModdleElement): Flaw[] {
  const given = KINDS.filter(({ property }) => one(definition, property));
  const cycle = string(one(definition, 'timeCycle'), 'body')?.trim();
  if (is(element, 'IntermediateCatchEvent') && cycle !== undefined && !/^R1\//.test(cycle)) return [at(element, text('Sự kiện chờ giữa đường chỉ xảy ra một lần; dùng thời điểm hoặc thời lượng, không dùng chu kỳ.', 'An event waited for on the way happens once; state a date or a duration, no cycle.'))];
  if (given.length !== 1) return [at(element, text('Sự kiện thời gian phải nêu đúng một thời điểm, thời lượng hoặc chu kỳ.', 'A timer states exactly one date, duration or cycle.'))];
  return given.flatMap(({ property, valid, example }) => {
    const value = (string(one(definition, property), 'body') ?? '').trim();
    if (isExpression(value) || valid(value)) return [];
    return [at(element, text(`Giá trị thời gian «${value}» không theo ISO 8601 (ví dụ ${example}).`, `Time "${value}" is not ISO 8601 (for example ${example}).`))];
  });
}
