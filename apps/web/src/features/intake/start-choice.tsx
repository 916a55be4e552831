import type { ProcedureView } from '#contract';
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { intakeWords } from './words.js';

type Start = ProcedureView['starts'][number];

/** Begun by hand as drawn, or else the only start there is: then nothing need be chosen. */
export const plainStart = (starts: readonly Start[]): Start | undefined => starts.find(({ triggers }) => triggers.length === 0) ?? (starts.length === 1 ? starts[0] : undefined);

/** The hint after the field, so that fields of one row stand in line. */
const BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

interface Props {
  starts: readonly Start[];
  value: string;
  onChange: (element: string) => void;
  error: string | undefined;
}

/** Which of its events the receipt stands for, where the procedure begins in several ways. */
export function StartChoice({ starts, value, onChange, error }: Props): ReactNode {
  const t = useWords(intakeWords);
  if (starts.length < 2) return null;
  const label = ({ name, element, triggers }: Start): string => {
    const kinds = triggers.map(({ kind }) => t(kind)).join(', ') || t('byHand');
    return `${name === element ? t('unnamed') : name} (${kinds})`;
  };
  const data = [...(plainStart(starts) ? [] : [{ value: '', label: t('chooseStart') }]), ...starts.map((start) => ({ value: start.element, label: label(start) }))];
  return <NativeSelect label={t('start')} description={t('startHint')} inputWrapperOrder={BELOW} required value={value} error={error} onChange={(event) => onChange(event.currentTarget.value)} data={data} />;
}
