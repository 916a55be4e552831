import type { CheckedReport, FormColumn, PrintedRow } from '#contract';
import { type Language, text } from '#kernel';
import { identityName } from '../identities.js';

export type Finding = CheckedReport['findings'][number];

/** One judged sum: what the paper states, and what its other figures make it. */
interface Judged {
  identity: string;
  row: string;
  stated: number;
  computed: number;
  terms: string;
}

const SUMS: readonly [FormColumn, readonly FormColumn[]][] = [['3', ['4', '5', '6']], ['7', ['8', '9', '10']], ['11', ['12', '13']], ['3', ['7', '11']]];
const COLUMNS: readonly FormColumn[] = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'];

/** Printed with two decimals: three of them may be off by half of the last place each. */
const ROUNDING = 0.0151;

/** What a column is when the paper leaves it out of a sum: nothing, as long as one other part is given. */
const partsOf = ({ figures }: PrintedRow, parts: readonly FormColumn[]): number[] | null => {
  const given = parts.flatMap((part) => figures[part] ?? []);
  return given.length >= 2 || given.length === parts.length ? given : null;
};

function withinRow(row: PrintedRow): Judged[] {
  const { name, figures, rates = {}, pendingBefore } = row;
  const sums = SUMS.flatMap(([whole, parts]): Judged[] => {
    const [stated, given] = [figures[whole], partsOf(row, parts)];
    return stated === undefined || !given ? [] : [{ identity: `${whole} = ${parts.join(' + ')}`, row: name, stated, computed: sum(given), terms: given.join(' + ') }];
  });
  const carried = pendingBefore === undefined || figures['6'] === undefined ? [] : [{ identity: '6 = 11 (n − 1)', row: name, stated: figures['6'], computed: pendingBefore, terms: String(pendingBefore) }];
  return [...sums, ...bound(name, figures), ...carried, ...ratesOf(name, figures, rates)];
}

/** Where the paper does not say what is pending, it still cannot have been less than nothing. */
function bound(row: string, figures: PrintedRow['figures']): Judged[] {
  const [received, settled, pending] = [figures['3'], figures['7'], figures['11']];
  if (received === undefined || settled === undefined || pending !== undefined) return [];
  return [{ identity: '7 ≤ 3', row, stated: settled, computed: Math.min(settled, received), terms: `${settled} ≤ ${received}` }];
}

function ratesOf(row: string, figures: PrintedRow['figures'], rates: NonNullable<PrintedRow['rates']>): Judged[] {
  const judged: Judged[] = [];
  const { early, onTime, late, settled } = rates;
  if (early !== undefined && onTime !== undefined && late !== undefined) judged.push({ identity: '8 % + 9 % + 10 % = 100 %', row, stated: 100, computed: round(early + onTime + late), terms: `${early} + ${onTime} + ${late}` });
  for (const [name, rate, part, whole] of [['8 % = 8 / 7', early, '8', '7'], ['9 % = 9 / 7', onTime, '9', '7'], ['10 % = 10 / 7', late, '10', '7'], ['7 % = 7 / 3', settled, '7', '3']] as const) {
    const [a, b] = [figures[part], figures[whole]];
    // A rate that can be right says what the whole must have been.
    if (name.startsWith('7 %') && rate !== undefined && rate > 0 && rate <= 100 && a !== undefined && b !== undefined && a > b) {
      judged.push({ identity: '3 = 7 / 7 %', row, stated: b, computed: Math.round((100 * a) / rate), terms: `${a} / ${rate} %` });
    } else if (rate !== undefined && a !== undefined && b) judged.push({ identity: name, row, stated: rate, computed: round((100 * a) / b), terms: `${a} / ${b}` });
  }
  return judged;
}

/** The total against its rows, in each column that all of them give. */
function across(rows: readonly PrintedRow[], total: PrintedRow): Judged[] {
  return COLUMNS.flatMap((column) => {
    const [stated, given] = [total.figures[column], rows.map(({ figures }) => figures[column])];
    if (stated === undefined || given.some((one) => one === undefined) || given.length === 0) return [];
    return [{ identity: 'Σ = total', row: `${total.name}, ${column}`, stated, computed: sum(given as number[]), terms: given.join(' + ') }];
  });
}

/** Every identity that the figures given allow to be judged, and those that fail, each with the figures. Pure. */
export function checkPrinted(rows: readonly PrintedRow[], total: PrintedRow | null, language: Language): { judged: number; findings: Finding[] } {
  const judged = [...rows.flatMap(withinRow), ...(total ? [...withinRow(total), ...across(rows, total)] : [])];
  const findings = judged.filter((one) => Math.abs(one.stated - one.computed) > (one.identity.includes('%') && !one.identity.startsWith('3 =') ? ROUNDING : 1e-9)).map((one) => findingOf(one, language));
  return { judged: judged.length, findings };
}

const findingOf = ({ identity, row, stated, computed, terms }: Judged, language: Language): Finding => ({
  identity: identityName(identity, language), row, stated, computed,
  text: text(`${row}: in ${written(stated)}, tính lại ${terms} = ${written(computed)}`, `${row}: printed ${written(stated)}, computed ${terms} = ${written(computed)}`)[language],
});

const written = (value: number): string => String(value);
const sum = (values: readonly number[]): number => round(values.reduce((all, one) => all + one, 0));
const round = (value: number): number => Math.round(value * 100) / 100;
