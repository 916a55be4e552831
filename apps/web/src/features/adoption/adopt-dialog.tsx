import type { Adopt, AdoptionDetail, StepOverride } from '#contract';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { adoptionQuery } from '../procedures/governance-queries.js';
import { adoptionWords } from './words.js';

/** What is typed for a step; empty is as the standard has it. `kept`: a time of another unit, until days are typed. */
type Typed = Record<string, { role: string; days: string; kept?: StepOverride['budget'] }>;

/** An agency takes over the standard in force, with what it changes in the steps that it does itself. */
export function AdoptDialog({ code, agency, close }: { code: string; agency: string; close: () => void }): ReactNode {
  const { data } = useQuery(adoptionQuery(code, agency));
  return data ? <Form detail={data} close={close} /> : null;
}

function Form({ detail, close }: { detail: AdoptionDetail; close: () => void }): ReactNode {
  const t = useWords(adoptionWords);
  const [revision, setRevision] = useState(detail.standard === null ? '' : String(detail.standard));
  const [day, setDay] = useState('');
  const [document, setDocument] = useState('');
  const [note, setNote] = useState('');
  const [typed, setTyped] = useState<Typed>(() => typedOf(detail));
  const adopt = useCommand((body: Adopt, key) => request<AdoptionDetail>('PUT', at`/procedures/${detail.procedure}/adoptions/${detail.agency}`, { body, key }), close);
  const body = (): Adopt => ({
    revision: revision === '' ? null : Number(revision), document, ...(note && { note }), ...(day && { effectiveFrom: `${day}T00:00:00+07:00` }), ...(revision !== '' && { overrides: overridesOf(typed) }),
  });
  const set = (element: string, change: Partial<Typed[string]>): void => setTyped((before) => ({ ...before, [element]: { role: '', days: '', ...before[element], ...change } }));
  return (
    <CommandDialog title={t('adoptTitle', { agency: detail.agencyName })} submit={t('adopt')} close={close} busy={adopt.isPending} error={adopt.error} run={() => adopt.mutate(body())}>
      <NativeSelect label={t('whichRevision')} value={revision} onChange={(event) => setRevision(event.currentTarget.value)} data={[...(detail.standard === null ? [] : [{ value: String(detail.standard), label: t('number', { count: detail.standard }) }]), { value: '', label: t('followAgain') }]} />
      <TextInput label={t('document')} required value={document} onChange={(event) => setDocument(event.currentTarget.value)} data-autofocus />
      <DateField label={t('effectiveFrom')} description={t('effectiveHint')} value={day} onChange={setDay} />
      <TextInput label={t('note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {revision !== '' && <OwnSteps detail={detail} typed={typed} set={set} />}
    </CommandDialog>
  );
}

function OwnSteps({ detail, typed, set }: { detail: AdoptionDetail; typed: Typed; set: (element: string, change: Partial<Typed[string]>) => void }): ReactNode {
  const t = useWords(adoptionWords);
  const language = useLanguage();
  if (detail.steps.length === 0) return <p className="sub">{t('ownNone')}</p>;
  return (
    <fieldset className="stack">
      <legend>{t('ownSteps')}</legend>
      <p className="sub">{t('ownStepsHint')}</p>
      {detail.steps.map((step) => (
        <div key={step.element} className="filters" role="group" aria-label={step.name}>
          <NativeSelect className="wide" label={`${step.name}: ${t('role')}`} value={typed[step.element]?.role ?? ''} onChange={(event) => set(step.element, { role: event.currentTarget.value })} data={[{ value: '', label: t('keep', { value: step.roleName }) }, ...detail.roles.filter(({ role }) => role !== step.role).map(({ role, name }) => ({ value: role, label: name }))]} />
          <TextInput label={t('days')} description={t('standardTime', { value: formatBudget(step.budget, language) || '–' })} inputMode="decimal" pattern="[0-9]*[.,]?[0-9]*" value={typed[step.element]?.days ?? ''} onChange={(event) => set(step.element, { days: event.currentTarget.value })} />
        </div>
      ))}
    </fieldset>
  );
}

const typedOf = ({ adopted }: AdoptionDetail): Typed =>
  Object.fromEntries((adopted?.overrides ?? []).map(({ element, role, budget }) => [element, { role: role ?? '', ...(budget?.unit === 'working_day' ? { days: String(budget.amount) } : { days: '', ...(budget && { kept: budget }) }) }]));

const overridesOf = (typed: Typed): StepOverride[] =>
  Object.entries(typed).flatMap(([element, { role, days, kept }]) => {
    const amount = Number(days.replace(',', '.'));
    const budget = days.trim() && amount > 0 ? { amount, unit: 'working_day' as const } : kept;
    const override = { element, ...(role && { role }), ...(budget && { budget }) };
    return 'role' in override || 'budget' in override ? [override] : [];
  });
