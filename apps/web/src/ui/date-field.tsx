import { TextInput, type TextInputProps } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { readDate, writeDate } from '../time/local-date.js';
import { ui } from './words.js';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  /** `2026-02-12`, or empty. */
  value: string;
  /** Told a whole date or empty, never half of one. */
  onChange: (iso: string) => void;
}

/** A date typed as dd/mm/yyyy. The browser's own date field writes the month first on many machines, which is read wrongly here. */
export function DateField({ value, onChange, ...props }: Props): ReactNode {
  const t = useWords(ui);
  const [typed, setTyped] = useState(writeDate(value));
  useEffect(() => {
    setTyped((before) => (readDate(before) === (value || null) ? before : writeDate(value)));
  }, [value]);
  const wrong = typed !== '' && readDate(typed) === null;
  const change = (text: string, field: HTMLInputElement): void => {
    setTyped(text);
    const iso = readDate(text);
    field.setCustomValidity(text === '' || iso ? '' : t('wrongDate'));
    if (text === '' || iso) onChange(iso ?? '');
  };
  return (
    <TextInput
      {...props} inputMode="numeric" placeholder={t('datePattern')} autoComplete="off" value={typed} error={props.error ?? (wrong && typed.length >= 8 ? t('wrongDate') : undefined)}
      onChange={(event) => change(event.currentTarget.value, event.currentTarget)}
    />
  );
}
