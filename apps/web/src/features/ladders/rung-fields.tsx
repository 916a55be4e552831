import type { Recipient } from '#contract';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import type { TypedRung } from './ladder-form.js';
import { ladders } from './words.js';

const RECIPIENTS: readonly Recipient[] = ['holder', 'agency_leader', 'desk', 'desk_leader', 'desk_head', 'chairman'];
const ACTIONS = ['notify', 'reassign', 'raise_priority', 'apologise', 'call', 'escalate'] as const;

interface Props {
  number: number;
  rung: TypedRung;
  change: (rung: TypedRung) => void;
  remove: (() => void) | null;
}

/** One rung: when, on what, who is told, and what for. */
export function RungFields({ number, rung, change, remove }: Props): ReactNode {
  const t = useWords(ladders);
  const set = (more: Partial<TypedRung>): void => change({ ...rung, ...more });
  const has = (to: Recipient): boolean => rung.to.includes(to);
  const options = <K extends Parameters<typeof t>[0]>(...values: K[]) => values.map((value) => ({ value, label: t(value) }));
  return (
    <fieldset className="card stack">
      <legend className="strong">{t('rung', { number })} {remove && <Button size="compact-xs" variant="default" onClick={remove}>{t('removeRung')}</Button>}</legend>
      <div className="filters">
        <TextInput label={t('code')} required pattern="[a-z0-9\-]+" value={rung.rung} onChange={(event) => set({ rung: event.currentTarget.value })} />
        <TextInput label={t('nameVi')} required value={rung.vi} onChange={(event) => set({ vi: event.currentTarget.value })} />
        <TextInput label={t('amount')} required inputMode="decimal" pattern="-?\d+([.,]\d+)?" title={t('badNumber')} value={rung.amount} onChange={(event) => set({ amount: event.currentTarget.value })} />
        <NativeSelect label={t('when')} value={rung.unit} onChange={(event) => set({ unit: event.currentTarget.value as TypedRung['unit'] })} data={options('share', 'days', 'hours')} />
        <NativeSelect label={t('subjects')} value={rung.subjects} onChange={(event) => set({ subjects: event.currentTarget.value as TypedRung['subjects'] })} data={options('both', 'dossier', 'task', 'hand_over')} />
        <NativeSelect label={t('action')} value={rung.action} onChange={(event) => set({ action: event.currentTarget.value as TypedRung['action'] })} data={options(...ACTIONS)} />
      </div>
      <div role="group" aria-label={t('to')} className="filters">
        {RECIPIENTS.map((to) => <Checkbox key={to} size="xs" label={t(to)} checked={has(to)} onChange={(event) => set({ to: event.currentTarget.checked ? [...rung.to, to] : rung.to.filter((one) => one !== to) })} />)}
      </div>
    </fieldset>
  );
}
