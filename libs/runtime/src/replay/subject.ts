import type { ProcedureContent } from '#bpmn';
import type { ProcessModel, ReplayVariant } from '#contract';
import { type Text, text } from '#kernel';
import { chooseStart, nameOf } from '../starts/choose-start.js';
import type { Part } from '../trial/dry-run.js';
import { EngineCourse } from './course.js';

/** A procedure that dossiers are sent through. */
export interface Subject {
  variant: ReplayVariant;
  revision: number | null;
  part: Part;
  /** Everything in which an expression may stand, of it and of what it calls. */
  texts: readonly string[];
}

/** Forms name every field; they do not ask for any. */
const FORMS = /<iso:form\b[\s\S]*?<\/iso:form>/g;
/** What makes the course depend on the hour or day. */
const TIMED = /now\(\)|today\(\)|timeDate|timeCycle/;
const OF_DESK = /\bdossier\s*\.\s*(?!papers|missingPapers|code)/;

export const textsOf = ({ bpmn, decisions }: Pick<ProcedureContent, 'bpmn' | 'decisions'>): string[] => [bpmn.toString('utf8').replace(FORMS, ''), ...Object.values(decisions)];

/** Whether any expression can see the field. */
export function mattersIn(texts: readonly string[]): (field: string) => boolean {
  const known = new Map<string, boolean>();
  return (field) => {
    const found = known.get(field) ?? texts.some((one) => one.includes(field));
    known.set(field, found);
    return found;
  };
}

export const courseOf = ({ part, texts }: Subject): EngineCourse => {
  const start = chooseStart(part);
  return new EngineCourse(part, start.ok ? start.value?.element : part.compiled.starts[0]?.element, !texts.some((one) => TIMED.test(one)));
};

/** The variable `dossier` of a receipt; the desk is left out where nothing asks for it, so that all desks go the same ways. */
export function dossierVariable({ model }: Part, texts: readonly string[], { agency, territory }: { agency: string; territory: string }): Record<string, unknown> {
  const papers = model.papers.filter(({ required }) => required).map(({ code }) => code);
  const desk = texts.some((one) => OF_DESK.test(one)) ? { agency, territory } : { agency: '', territory: '' };
  return { code: '', ...desk, channel: 'direct', papers, missingPapers: [] };
}

export function elementName({ model, compiled, called }: Part, element: string): Text {
  const step = model.steps[element]?.name;
  if (step) return step;
  const drawn = nameOf(compiled, element);
  const callee = drawn === element ? called(model.calls[element] ?? '')?.model.name : undefined;
  return callee ?? text(drawn, drawn);
}

/** The model and those of everything that it calls. */
export function modelsOf({ model, called }: Part, seen = new Set<string>()): ProcessModel[] {
  if (seen.has(model.code)) return [];
  seen.add(model.code);
  return [model, ...Object.values(model.calls).flatMap((code) => { const part = called(code); return part ? modelsOf(part, seen) : []; })];
}
