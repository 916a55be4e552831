import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { intakeWords } from './words.js';

interface Props {
  agency: string;
  value: string;
  onChange: (territory: string) => void;
  error: string | undefined;
}

/** A desk of the district says which commune the matter belongs to; one of a commune need not. */
export function TerritoryChoice({ agency, value, onChange, error }: Props): ReactNode {
  const t = useWords(intakeWords);
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const communes = agencies.filter(({ kind }) => kind === 'commune');
  if (communes.length === 0 || communes.some(({ code }) => code === agency)) return null;
  return (
    <NativeSelect
      label={t('territory')} value={value} error={error} onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t('wholeTerritory') }, ...communes.map(({ territory, name }) => ({ value: territory, label: name }))]}
    />
  );
}
