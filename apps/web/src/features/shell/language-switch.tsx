import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Language, setLanguage, useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { shell } from './words.js';

const NAMES: Record<Language, string> = { vi: 'Tiếng Việt', en: 'English' };

/** Switches the page at once and asks the server again, since it answers in the reader's language too. */
export function LanguageSwitch(): ReactNode {
  const t = useWords(shell);
  const queries = useQueryClient();
  const current = useLanguage();
  const choose = (next: Language): void => {
    setLanguage(next);
    void queries.invalidateQueries();
  };
  return (
    <div className="languages" role="group" aria-label={t('language')}>
      {(['vi', 'en'] as const).map((code) => (
        <button key={code} type="button" lang={code} aria-pressed={code === current} onClick={() => choose(code)}>{NAMES[code]}</button>
      ))}
    </div>
  );
}
