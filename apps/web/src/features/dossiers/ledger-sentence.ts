import type { LedgerView } from '#contract';
import type { Budget } from '#kernel';
import type { Language } from '../../i18n/language.js';
import { translate } from '../../i18n/words.js';
import { formatBudget, formatInstant } from '../../time/format.js';
import { dossierWords, moveReasons, stopKinds } from './dossier-words.js';

export type LedgerEntry = LedgerView['items'][number];

/** What a reader needs to turn codes of the ledger into names. */
export interface Names {
  agency: (code: string) => string;
  /** Name of the step at an element, where an entry has told it. */
  step: (element: string | null) => string;
  state: (code: number) => string;
}

/** Entries that a reader in a hurry can do without. */
const MINOR = /^(deadline\.(set|met|cancelled)|leg\.left|instance\.(started|ended)|timer|job|task\.cancelled|dossier\.data)/;

export const isMinor = (entry: LedgerEntry): boolean => MINOR.test(entry.kind);

/** A text kept in both languages or in one. */
function textOf(value: unknown, language: Language): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const pair = (value ?? {}) as Partial<Record<Language, string>>;
  return pair[language] ?? pair.vi ?? '';
}

/** Names of the steps as the entries themselves tell them. */
export function stepNames(entries: readonly LedgerEntry[], language: Language): Map<string, string> {
  return new Map(entries.flatMap(({ element, data }) => (element && data['name'] ? [[element, textOf(data['name'], language)] as const] : [])));
}

/** An entry as headline and details, each a plain sentence. Facts it does not know how to say are left to the ledger itself. */
export function sentences(entry: LedgerEntry, names: Names, language: Language): { headline: string; details: string[] } {
  const { data, kind } = entry;
  const say = (key: Parameters<typeof translate<keyof typeof dossierWords.vi>>[2], values = {}) => translate(dossierWords, language, key, values);
  const text = (name: string): string => textOf(data[name], language);
  const when = (name: string): string => (typeof data[name] === 'string' ? formatInstant(data[name], language) : '');
  const details: string[] = [];
  const add = (key: Parameters<typeof say>[0], name: string, value: string): void => void (value && details.push(say(key, { [name]: value })));

  if (kind === 'deadline.moved') details.push(say('dueMoved', { from: when('from'), to: when('to') }));
  if (kind === 'deadline.set' || kind === 'deadline.missed') add('dueSet', 'to', when('dueAt'));
  if (kind === 'leg.entered' && data['handedBy']) add('fromAgency', 'agency', names.agency(text('handedBy')));
  if (kind === 'task.returned' && data['toAgency']) add('toAgency', 'agency', names.agency(text('toAgency')));
  if (kind === 'instance.started' && isStart(data['by'])) details.push(say(data['by'], { name: text('name') }));
  if (kind === 'task.opened' && data['overridden']) details.push(say('overridden', { time: formatBudget((data['overridden'] as { budget: Budget | null }).budget, language) || '–' }));
  if (kind === 'dossier.received' && data['adoption']) add('adopted', 'document', textOf((data['adoption'] as { document?: string }).document, language));
  if (kind === 'form.issued') add('form', 'number', text('number'));
  if (kind.startsWith('contest.')) add('evidenceIs', 'text', text('document'));
  add('opinion', 'text', text('opinion'));
  const reason = text('reason');
  add('becauseOf', 'text', (kind === 'deadline.moved' && (moveReasons[language] as Record<string, string>)[reason]) || reason);
  add('becauseOf', 'text', text('because'));
  add('evidenceIs', 'text', evidenceText(data['evidence']));
  return { headline: [entry.kindName, subject(entry, names, language)].filter(Boolean).join(': '), details };
}

const STARTS = ['desk', 'message', 'signal', 'timer'] as const;
const isStart = (by: unknown): by is (typeof STARTS)[number] => STARTS.includes(by as (typeof STARTS)[number]);

/** What the entry is about, to stand behind its kind. */
function subject({ kind, element, data }: LedgerEntry, names: Names, language: Language): string {
  if (kind === 'dossier.state') return names.state(Number(data['to']));
  if (kind.startsWith('clock.') && typeof data['kind'] === 'string' && data['kind'] in stopKinds.vi) return translate(stopKinds, language, data['kind'] as keyof typeof stopKinds.vi);
  return textOf(data['name'], language) || names.step(element);
}

/** Evidence is a sentence, a list or an object; people read its values. */
export function evidenceText(evidence: unknown): string {
  if (Array.isArray(evidence)) return evidence.map(evidenceText).filter(Boolean).join(', ');
  if (typeof evidence === 'object' && evidence !== null) return Object.values(evidence).map(evidenceText).filter(Boolean).join(' · ');
  return typeof evidence === 'string' || typeof evidence === 'number' ? String(evidence) : '';
}
