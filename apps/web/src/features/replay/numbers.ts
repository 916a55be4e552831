import { useMemo } from 'react';
import { useLanguage } from '../../i18n/language.js';

/** Numbers as the reader's language writes them, to one decimal. */
export function useNumber(): (value: number) => string {
  const language = useLanguage();
  return useMemo(() => {
    const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
    return (value) => format.format(value);
  }, [language]);
}

export const percent = (share: number, number: (value: number) => string): string => `${number(share * 100)} %`;
