import { attributesOf, inheritedAttribute, isoAttribute, isoChildren, writeChildren, writeIso } from '../modeler/iso-values.js';
import { type Get, type Model, type Shape, modelOf, processOf } from '../modeler/parts.js';
import { together } from '../modeler/together.js';
import { amountOf } from './amounts.js';
import { type Paper, readPapers } from './papers.js';

/** One cell of the table, read from the drawing and written to it. */

export const agencyOf = (get: Get, step: Shape): string => inheritedAttribute(get, step, 'agency');
export const roleOf = (get: Get, step: Shape): string => inheritedAttribute(get, step, 'role');

export const budgetOf = (get: Get, step: Shape): { amount: string; unit: string } => ({ amount: inheritedAttribute(get, step, 'budget'), unit: inheritedAttribute(get, step, 'unit') });

export function setBudget(get: Get, step: Shape, amount: string, unit: string): void {
  const budget = unit === 'same_day' ? undefined : amountOf(amount);
  writeIso(get, step, modelOf(step), 'iso:Step', { budget, unit: budget || unit === 'same_day' ? unit || 'working_day' : undefined });
}

const namesInProcess = (get: Get): Map<string, string> => {
  const process = processOf(get)?.process;
  const papers = process ? isoChildren(process, 'iso:Procedure', 'papers') : [];
  const made = get('elementRegistry').filter((shape) => shape.type === 'bpmn:UserTask').flatMap((shape) => isoChildren(shape, 'iso:Step', 'papersOut'));
  return new Map([...made, ...papers].map((paper) => [paper.get<string>('code'), paper.get<string | undefined>('name') ?? '']));
};

export function formsOf(get: Get, step: Shape): Paper[] {
  const names = namesInProcess(get);
  return isoChildren(step, 'iso:Step', 'papersIn').map((paper) => ({ code: paper.get<string>('code'), name: names.get(paper.get<string>('code')) ?? '' }));
}

export const resultsOf = (step: Shape): Paper[] => isoChildren(step, 'iso:Step', 'papersOut').map((paper) => ({ code: paper.get<string>('code'), name: paper.get<string | undefined>('name') ?? '' }));

/** Papers needed; one that neither the dossier nor a step has is taken into the papers of the dossier. */
export function setForms(get: Get, step: Shape, typed: string): void {
  const names = namesInProcess(get);
  const papers = readPapers(typed, [...names].map(([code, name]) => ({ code, name })));
  const home = processOf(get);
  const fresh = papers.filter(({ code }) => !names.has(code!));
  together(get, () => {
    if (home && fresh.length > 0) writeChildren(get, home.shape, home.process, 'iso:Procedure', 'papers', 'iso:Paper', [...isoChildren(home.process, 'iso:Procedure', 'papers').map(attributesOf), ...fresh]);
    writeChildren(get, step, modelOf(step), 'iso:Step', 'papersIn', 'iso:PaperIn', papers.map(({ code }) => ({ code })));
  });
}

export function setResults(get: Get, step: Shape, typed: string): void {
  const known: Model[] = isoChildren(step, 'iso:Step', 'papersOut');
  writeChildren(get, step, modelOf(step), 'iso:Step', 'papersOut', 'iso:PaperOut', readPapers(typed, known.map(attributesOf)));
}

export const isOwn = (step: Shape, name: string): boolean => isoAttribute(step, 'iso:Step', name) !== '';
