import type { AgencyView } from '#contract';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { useLanguage } from '../../../i18n/language.js';
import { useWords } from '../../../i18n/words.js';
import { firstRole, relationGroups, relationName, roleName, rolesOf } from '../directory.js';
import type { Get, Shape } from '../modeler/parts.js';
import { giveTo } from '../modeler/steps.js';
import { UNITS, unitWords } from '../properties/words.js';
import { papersText } from './papers.js';
import { amountShown, isAmount } from './amounts.js';
import { agencyOf, budgetOf, formsOf, resultsOf, roleOf, setBudget, setForms, setResults } from './row-edits.js';
import { tableWords } from './words.js';

interface CellProps {
  step: Shape;
  no: string;
  get: Get;
  agencies: readonly AgencyView[];
  canWrite: boolean;
}

interface TextProps {
  label: string;
  value: string;
  set: (value: string) => void;
  canWrite: boolean;
  refuse?: (value: string) => string | null;
  narrow?: boolean;
  placeholder?: string;
}

/** Typed in place; Enter or leaving writes it, Escape takes it back. */
export function TextCell({ label, value, set, canWrite, refuse, narrow, placeholder }: TextProps): ReactNode {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const wrong = refuse?.(typed) ?? null;
  const commit = (): void => {
    if (typed !== value && wrong === null) set(typed.trim());
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      commit();
    } else if (event.key === 'Escape') setTyped(value);
  };
  if (!canWrite) return <span>{value}</span>;
  const common = { 'aria-label': label, value: typed, onBlur: commit, onKeyDown: onKey, 'aria-invalid': wrong !== null, title: wrong ?? undefined, placeholder };
  return narrow
    ? <input className="iso-cell narrow" inputMode="decimal" {...common} onChange={(event) => setTyped(event.currentTarget.value)} />
    : <textarea className="iso-cell" rows={1} {...common} onChange={(event) => setTyped(event.currentTarget.value)} />;
}

export function TimeCell({ step, no, get, canWrite }: CellProps): ReactNode {
  const t = useWords(tableWords);
  const u = useWords(unitWords);
  const language = useLanguage();
  const { amount, unit } = budgetOf(get, step);
  return (
    <span className="time-cell">
      {unit !== 'same_day' && <TextCell narrow label={t('amountOf', { no })} value={amountShown(amount, language)} canWrite={canWrite} refuse={(typed) => (typed.trim() === '' || isAmount(typed) ? null : t('notNumber'))} set={(typed) => setBudget(get, step, typed, unit)} />}
      <select className="iso-cell" aria-label={t('unitOf', { no })} value={unit} disabled={!canWrite} onChange={(event) => setBudget(get, step, amount, event.currentTarget.value)}>
        {unit === '' && <option value="" />}
        {UNITS.map((one) => <option key={one} value={one}>{u(one)}</option>)}
      </select>
    </span>
  );
}

/** Read as a sentence, edited as two choices: the lists of a whole table at once would be thousands of entries. */
export function ResponsibleCell({ step, no, get, agencies, canWrite }: CellProps): ReactNode {
  const t = useWords(tableWords);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [agency, role] = [agencyOf(get, step), roleOf(get, step)];
  if (!open) {
    const text = <>{roleName(role, agencies) || '–'}<span className="sub">{relationName(agency, agencies, language)}</span></>;
    return canWrite ? <button type="button" className="iso-cell iso-cell-button" onClick={() => setOpen(true)}><span className="visually-hidden">{t('agencyOf', { no })}: </span>{text}</button> : <span>{text}</span>;
  }
  const roles = rolesOf(agency, agencies);
  const known = relationGroups(agencies, language).some(({ options }) => options.some(({ value }) => value === agency));
  const give = (nextAgency: string): void => {
    const offered = rolesOf(nextAgency, agencies);
    giveTo(get, step, nextAgency, offered.some(({ value }) => value === role) ? role : firstRole(nextAgency, agencies));
  };
  return (
    <span className="responsible-cell" onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false)} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
      <select className="iso-cell" autoFocus aria-label={t('agencyOf', { no })} value={agency} onChange={(event) => give(event.currentTarget.value)}>
        {!known && <option value={agency}>{agency}</option>}
        {relationGroups(agencies, language).map(({ label, options }) => <optgroup key={label} label={label}>{options.map(({ value, label: name }) => <option key={value} value={value}>{name}</option>)}</optgroup>)}
      </select>
      <select className="iso-cell" aria-label={t('roleOf', { no })} value={role} onChange={(event) => giveTo(get, step, agency, event.currentTarget.value)}>
        {!roles.some(({ value }) => value === role) && <option value={role}>{role}</option>}
        {roles.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
      </select>
    </span>
  );
}

export function PapersCell({ step, no, get, kind, canWrite }: CellProps & { kind: 'forms' | 'results' }): ReactNode {
  const t = useWords(tableWords);
  const papers = kind === 'forms' ? formsOf(get, step) : resultsOf(step);
  return <TextCell label={t(kind === 'forms' ? 'formsOf' : 'resultsOf', { no })} value={papersText(papers)} canWrite={canWrite} set={(typed) => (kind === 'forms' ? setForms : setResults)(get, step, typed)} />;
}
