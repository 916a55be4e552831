import type { AgencyView, AskReplay } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import type { ProblemError } from '../../api/problem.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { DateField } from '../../ui/date-field.js';
import { relationName } from '../studio/directory.js';
import { stepsIn } from './steps-in.js';
import { replayWords } from './words.js';

type Unit = 'working_day' | 'working_hour';

/** As it is typed: numbers stay text until they are sent. */
export interface Asked {
  from: string;
  to: string;
  source: '' | 'history' | 'generated';
  volume: string;
  runs: string;
  seed: string;
  more: string;
  durations: { element: string; agency: string; amount: string; unit: Unit }[];
  officers: { agency: string; change: string }[];
}

export const NOTHING_ASKED: Asked = { from: '', to: '', source: '', volume: '', runs: '5', seed: '1', more: '', durations: [], officers: [] };

const number = (text: string): number => Number(text.replace(',', '.'));

export function askedOf({ from, to, source, volume, runs, seed, more, durations, officers }: Asked): Omit<AskReplay, 'draft' | 'revision'> {
  const whatIf = {
    ...(more.trim() && { volume: number(more) }),
    ...(durations.length > 0 && { durations: durations.map(({ element, agency, amount, unit }) => ({ ...(element && { element }), ...(agency && { agency }), amount: number(amount), unit })) }),
    ...(officers.length > 0 && { officers: officers.map(({ agency, change }) => ({ agency, change: number(change) })) }),
  };
  return {
    ...(from && { from }), ...(to && { to }), ...(source && { source }), ...(volume.trim() && { volume: number(volume) }), ...(runs.trim() && { runs: number(runs) }), ...(seed.trim() && { seed: number(seed) }),
    ...(Object.keys(whatIf).length > 0 && { whatIf }),
  };
}

interface Props {
  asked: Asked;
  setAsked: (asked: Asked) => void;
  xml: string;
  problem: ProblemError | null;
}

export function Parameters({ asked, setAsked, xml, problem }: Props): ReactNode {
  const t = useWords(replayWords);
  const set = (part: Partial<Asked>): void => setAsked({ ...asked, ...part });
  const field = (name: 'volume' | 'runs' | 'seed', hint?: string): ReactNode => (
    <TextInput label={t(name)} description={hint} inputMode="numeric" value={asked[name]} error={problem?.at(name)} onChange={(event) => set({ [name]: event.currentTarget.value })} />
  );
  return (
    <>
      <div className="grid replay-grid">
        <DateField label={t('from')} value={asked.from} error={problem?.at('from')} onChange={(from) => set({ from })} />
        <DateField label={t('to')} value={asked.to} error={problem?.at('to')} onChange={(to) => set({ to })} />
        <NativeSelect label={t('source')} value={asked.source} error={problem?.at('source')} onChange={(event) => set({ source: event.currentTarget.value as Asked['source'] })} data={[{ value: '', label: t('auto') }, { value: 'history', label: t('history') }, { value: 'generated', label: t('generated') }]} />
        {field('volume', t('volumeHint'))}
        {field('runs')}
        {field('seed', t('seedHint'))}
      </div>
      <fieldset>
        <legend>{t('whatIf')}</legend>
        <div className="stack">
          <WhatIfRows asked={asked} set={set} xml={xml} problem={problem} />
          <div className="actions">
            <Button size="compact-sm" variant="default" onClick={() => set({ durations: [...asked.durations, { element: '', agency: '', amount: '', unit: 'working_day' }] })}>+ {t('addDuration')}</Button>
            <Button size="compact-sm" variant="default" onClick={() => set({ officers: [...asked.officers, { agency: '', change: '1' }] })}>+ {t('addOfficers')}</Button>
            <TextInput label={t('more')} className="replay-number" inputMode="numeric" value={asked.more} error={problem?.at('whatIf.volume')} onChange={(event) => set({ more: event.currentTarget.value })} />
          </div>
        </div>
      </fieldset>
    </>
  );
}

function WhatIfRows({ asked, set, xml, problem }: Omit<Props, 'setAsked'> & { set: (part: Partial<Asked>) => void }): ReactNode {
  const t = useWords(replayWords);
  const language = useLanguage();
  const agencies = useAgencyChoices();
  const steps = [{ value: '', label: t('anyStep') }, ...stepsIn(xml).map(({ element, name }) => ({ value: element, label: name }))];
  const at = (path: string): string | undefined => problem?.at(path);
  const change = <K extends 'durations' | 'officers'>(list: K, index: number, part: Partial<Asked[K][number]>): void => set({ [list]: asked[list].map((one, place) => (place === index ? { ...one, ...part } : one)) });
  const drop = (list: 'durations' | 'officers', index: number): ReactNode => <Button size="compact-sm" variant="default" aria-label={`${t('remove')} ${index + 1}`} onClick={() => set({ [list]: asked[list].filter((_, place) => place !== index) })}>×</Button>;
  return (
    <>
      {asked.durations.map((row, index) => (
        <div className="actions replay-row" key={`d${index}`} lang={language}>
          <NativeSelect label={t('step')} value={row.element} error={at(`whatIf.durations.${index}.element`)} onChange={(event) => change('durations', index, { element: event.currentTarget.value })} data={steps} />
          <NativeSelect label={t('agency')} value={row.agency} error={at(`whatIf.durations.${index}.agency`) ?? at(`whatIf.durations.${index}`)} onChange={(event) => change('durations', index, { agency: event.currentTarget.value })} data={[{ value: '', label: t('anyAgency') }, ...agencies]} />
          <TextInput label={t('amount')} className="replay-number" inputMode="decimal" value={row.amount} error={at(`whatIf.durations.${index}.amount`)} onChange={(event) => change('durations', index, { amount: event.currentTarget.value })} />
          <NativeSelect label={t('unit')} value={row.unit} onChange={(event) => change('durations', index, { unit: event.currentTarget.value as Unit })} data={[{ value: 'working_day', label: t('working_day') }, { value: 'working_hour', label: t('working_hour') }]} />
          {drop('durations', index)}
        </div>
      ))}
      {asked.officers.map((row, index) => (
        <div className="actions replay-row" key={`o${index}`}>
          <NativeSelect label={t('agency')} value={row.agency} error={at(`whatIf.officers.${index}.agency`)} onChange={(event) => change('officers', index, { agency: event.currentTarget.value })} data={[{ value: '', label: '–' }, ...agencies]} />
          <TextInput label={t('change')} className="replay-number" inputMode="numeric" value={row.change} error={at(`whatIf.officers.${index}.change`)} onChange={(event) => change('officers', index, { change: event.currentTarget.value })} />
          {drop('officers', index)}
        </div>
      ))}
    </>
  );
}

/** Every agency, and every kind of which there are several. */
function useAgencyChoices(): { value: string; label: string }[] {
  const t = useWords(replayWords);
  const language = useLanguage();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const several = [...Map.groupBy(agencies, ({ kind }: AgencyView) => kind)].filter(([, here]) => here.length > 1).map(([kind]) => ({ value: kind, label: t('allOfKind', { kind: relationName(kind, agencies, language) }) }));
  return [...several, ...agencies.map(({ code, name }) => ({ value: code, label: name }))].toSorted((a, b) => a.label.localeCompare(b.label, 'vi'));
}
