import { type BpmnDocument, digestOf, embeddedDecisions, longestPath, parseBpmn, prove, readDecisions, readModel } from '#bpmn';
import type { Finding, LongestPath, ProcessModel } from '#contract';
import { HOURS_PER_WORKING_DAY, type Result } from '#kernel';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from '../fatal.js';
import { type ProcedureSource, readProcedure } from '../procedure-source.js';

export interface ProvedSource extends ProcedureSource {
  document: BpmnDocument;
  model: ProcessModel;
  findings: Finding[];
  longestPath: LongestPath;
}

interface Output {
  json?: boolean;
}

/** Proves procedures without a database: everything but the roles of agencies. Fails on a blocking finding. */
export async function lint(sources: string[], { json }: Output): Promise<void> {
  const proved = await Promise.all(sources.map(proveSource));
  if (json) return tellJson(proved);
  for (const one of proved) tellFindings(one);
  failOnErrors(proved);
}

/** The same, with what the proof has worked out: the longest way against the limit, and how each flaw of the token game is come to. */
export async function proveOut(sources: string[], { json }: Output): Promise<void> {
  const proved = await Promise.all(sources.map(proveSource));
  if (json) return tellJson(proved);
  for (const one of proved) {
    tellFindings(one, witnessOf);
    tellMeasures(one);
  }
  failOnErrors(proved);
}

function tellMeasures(proved: ProvedSource): void {
  const { elements, used, limit } = proved.longestPath;
  const way = elements.map(({ element, hours }) => `${element} ${days(hours)}`).join(' → ');
  say(`${proved.file}: mã băm / digest: ${digestOfSource(proved)}`);
  say(`${proved.file}: đường dài nhất / longest path: ${days(used)}${limit === null ? '' : ` / ${days(limit)}`} (ngày làm việc / working days)${way && `: ${way}`}`);
}

export async function proveSource(source: string): Promise<ProvedSource> {
  const read = await readProcedure(source);
  const { bpmn, forms, decisions } = read.content;
  const document = must(await parseBpmn(bpmn), read.file);
  const { model, findings } = readModel(document, Object.keys(forms).length > 0 ? { forms } : {});
  const known = await componentsBeside(read.file, model);
  const component = (code: string): ProcessModel | null => known.get(code) ?? null;
  const proved = prove(document, { model, ...(known.size > 0 && { component }), decisions: await readDecisions({ ...embeddedDecisions(document.process), ...decisions }) });
  return { ...read, document, model, findings: [...findings, ...proved], longestPath: longestPath(document, model, component) };
}

/** Called procedures that stand in folders beside this one, as the library has them; what they take counts. */
async function componentsBeside(file: string, { calls }: ProcessModel): Promise<Map<string, ProcessModel>> {
  const found = new Map<string, ProcessModel>();
  const library = path.dirname(path.dirname(path.resolve(file)));
  const folders = new Set(await readdir(library).catch(() => []));
  for (const code of new Set(Object.values(calls))) {
    if (!folders.has(code)) continue;
    const { content } = await readProcedure(path.join(library, code));
    found.set(code, readModel(must(await parseBpmn(content.bpmn), code)).model);
  }
  return found;
}

const digestOfSource = ({ content, model }: ProvedSource): string => digestOf(content.bpmn, model.forms, content);

function tellFindings({ file, document, findings }: ProvedSource, more: (finding: Finding) => string = () => ''): void {
  for (const finding of findings) say(`${place(file, document, finding)}: ${findingLine(finding)}${more(finding)}`);
}

const place = (file: string, { positions }: BpmnDocument, { element }: Finding): string => {
  const at = element === null ? undefined : positions.get(element);
  return at ? `${file}:${at.line}:${at.column}` : file;
};

export const findingLine = ({ severity, rule, element, message }: Finding): string =>
  `${severity} ${rule} ${element ?? '-'}: ${message.vi} / ${message.en} [${pageOf(rule)}]`;

const pageOf = (rule: string): string => `docs/rules/${rule}.md`;

const witnessOf = ({ witness }: Finding): string => (witness?.length ? witness.map(({ fired, tokens }) => `\n    ${fired.join(', ')} → {${tokens.join(', ')}}`).join('') : '');

function tellJson(all: readonly ProvedSource[]): void {
  say(JSON.stringify(all.length === 1 ? jsonOf(all[0] as ProvedSource) : all.map(jsonOf), null, 2));
  if (errorsIn(all) > 0) process.exitCode = 1;
}

function jsonOf(proved: ProvedSource): object {
  const { file, model, findings, document, longestPath: longest } = proved;
  const told = findings.map((finding) => ({ ...finding, page: pageOf(finding.rule), position: (finding.element !== null && document.positions.get(finding.element)) || null }));
  return { file, code: model.code, digest: digestOfSource(proved), findings: told, longestPath: longest };
}

const errorsIn = (all: readonly ProvedSource[]): number => all.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error').length;

function failOnErrors(all: readonly ProvedSource[]): void {
  const errors = errorsIn(all);
  if (errors > 0) throw new FatalError(`${errors} lỗi phải sửa.`, `${errors} finding(s) must be mended.`);
  say('Không có lỗi.\n  No errors.');
}

function must<T>(result: Result<T>, file: string): T {
  if (result.ok) return result.value;
  throw new FatalError(`${file}: ${result.rejection.message.vi}`, `${file}: ${result.rejection.message.en}`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const days = (hours: number): string => String(Math.round((hours / HOURS_PER_WORKING_DAY) * 100) / 100);
