import { diffRevisions, parseBpmn, readModel } from '#bpmn';
import type { RevisionDiff } from '#contract';
import type { Language } from '#kernel';
import { FatalError } from '../fatal.js';
import { readProcedure } from '../procedure-source.js';

const SIGNS: Readonly<Record<string, string>> = { added: '+', removed: '-', changed: '~', moved: '>', same: ' ' };

/** What differs between two procedures: elements in words, parts beside the diagram, rows of the ISO table. */
export async function diff(a: string, b: string, options: { json?: boolean; lang?: string }): Promise<void> {
  const language: Language = options.lang === 'en' ? 'en' : 'vi';
  const [before, after] = [await sideOf(a), await sideOf(b)];
  const found = diffRevisions(before, after, { language });
  const parts = changedParts(before.content, after.content);
  if (options.json) return void process.stdout.write(`${JSON.stringify({ ...found, parts }, null, 2)}\n`);
  const lines = [...parts.map(({ change, part }) => `${SIGNS[change]} ${part}`), ...found.changes.map(changeLine), ...tableLines(found)];
  process.stdout.write(lines.length > 0 ? `${lines.join('\n')}\n` : 'Không khác nhau.\n  No difference.\n');
}

async function sideOf(source: string) {
  const { file, content } = await readProcedure(source);
  const parsed = await parseBpmn(content.bpmn);
  if (!parsed.ok) throw new FatalError(`${file}: ${parsed.rejection.message.vi}`, `${file}: ${parsed.rejection.message.en}`);
  const { model } = readModel(parsed.value, Object.keys(content.forms).length > 0 ? { forms: content.forms } : {});
  return { document: parsed.value, model, content };
}

type Content = Awaited<ReturnType<typeof sideOf>>['content'];

/** Forms, decisions, scenarios and templates by file, as JSON of the same value or the same text. */
function changedParts(before: Content, after: Content): { change: string; part: string }[] {
  return (['forms', 'decisions', 'scenarios', 'templates'] as const).flatMap((kind) => {
    const keys = [...new Set([...Object.keys(before[kind]), ...Object.keys(after[kind])])].sort();
    return keys.map((key) => ({ part: `${kind}/${key}`, change: changeOf(before[kind][key], after[kind][key]) })).filter(({ change }) => change !== 'same');
  });
}

function changeOf(old: unknown, now: unknown): string {
  if (old === undefined) return 'added';
  if (now === undefined) return 'removed';
  return JSON.stringify(old) === JSON.stringify(now) ? 'same' : 'changed';
}

function changeLine({ change, element, type, name, attributes }: RevisionDiff['changes'][number]): string {
  const details = attributes.map(({ label, from, to }) => `\n    ${label}: ${from ?? '–'} → ${to ?? '–'}`).join('');
  return `${SIGNS[change]} ${type} ${element ?? '-'} «${name}»${details}`;
}

/** Rows of the ISO table that are not what they were. */
function tableLines({ rows }: RevisionDiff): string[] {
  const changed = rows.filter(({ change }) => change !== 'same');
  if (changed.length === 0) return [];
  return ['', 'Bảng ISO / ISO table:', ...changed.map(rowLine)];
}

function rowLine({ change, fromNo, toNo, activity, cells }: RevisionDiff['rows'][number]): string {
  const numbers = [...new Set([fromNo, toNo])].filter((number) => number !== null).join(' → ');
  const details = cells.filter(({ from, to }) => from !== to).map(({ column, from, to }) => `\n    ${column}: ${from ?? '–'} → ${to ?? '–'}`);
  return `${SIGNS[change]} ${numbers} ${activity}${details.join('')}`;
}
