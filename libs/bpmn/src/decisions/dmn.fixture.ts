import { type DecisionLibrary, readDecisions } from './library.js';

export interface TableSketch {
  id?: string;
  policy?: string;
  aggregation?: string;
  /** `name: type`, with `= values` where they are limited: `diaBan: string = "thanh-pho","noi-khac"`. */
  inputs: string[];
  outputs: string[];
  /** Cells, the outputs after the inputs, with `|` between. */
  rules: string[];
  otherwise?: string[];
  requires?: string[];
}

const escaped = (source: string): string => source.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const text = (tag: string, source: string | undefined, more = ''): string => (source === undefined ? '' : `<${tag}${more}><text>${escaped(source)}</text></${tag}>`);

function clause(source: string): { name: string; type: string; values: string | undefined } {
  const [, name = '', type = '', values] = /^(.+?): (\w+)(?: = (.+))?$/s.exec(source) ?? [];
  return { name, type, values };
}

export function table({ id = 'd', policy = 'UNIQUE', aggregation, inputs, outputs, rules, otherwise, requires = [] }: TableSketch): string {
  const rows = rules.map((rule) => {
    const cells = rule.split('|').map((cell) => cell.trim());
    return `<rule>${cells.map((cell, column) => (column < inputs.length ? text('inputEntry', cell) : text('outputEntry', cell))).join('')}</rule>`;
  });
  const columns = inputs.map(clause).map(({ name, type, values }) => `<input label="${name}">${text('inputExpression', name, ` typeRef="${type}"`)}${text('inputValues', values)}</input>`);
  const results = outputs.map(clause).map(({ name, type, values }, column) => `<output name="${name}" typeRef="${type}">${text('outputValues', values)}${text('defaultOutputEntry', otherwise?.[column])}</output>`);
  return `<decision id="${id}" name="Bảng ${id}"><variable name="${id}"/>${needs(requires)}<decisionTable hitPolicy="${policy}"${aggregation ? ` aggregation="${aggregation}"` : ''}>${columns.join('')}${results.join('')}${rows.join('')}</decisionTable></decision>`;
}

export const literal = (id: string, expression: string, requires: string[] = []): string =>
  `<decision id="${id}" name="Biểu thức ${id}"><variable name="${id}"/>${needs(requires)}${text('literalExpression', expression)}</decision>`;

const needs = (requires: string[]): string => requires.map((id) => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`).join('');

export const dmn = (...decisions: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="defs" name="defs" namespace="urn:test">${decisions.join('')}</definitions>`;

export const library = (...decisions: string[]): Promise<DecisionLibrary> => readDecisions({ bang: dmn(...decisions) });

export const NOW = new Date('2026-03-02T08:00:00+07:00');

/** What the last of the decisions gives; the text of the refusal where it cannot be made. */
export async function decided(variables: Record<string, unknown>, ...decisions: string[]): Promise<unknown> {
  const read = await library(...decisions);
  try {
    return read.decide('bang', variables, NOW).value;
  } catch (fault) {
    return (fault as Error).message;
  }
}

export const flawsOf = async (...decisions: string[]): Promise<string[]> => (await library(...decisions)).flaws.map(({ rule, at }) => `${rule}${at.rule === null ? '' : ` ${at.rule}`}`);
