import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { proceduresQuery } from '../../api/queries.js';
import { matches } from '../../i18n/accent-free.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget } from '../../time/format.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { intakeWords } from './words.js';

/** Finds a procedure in force by a few letters, typed with or without accents. */
export function ProcedureChoice({ choose }: { choose: (code: string) => void }): ReactNode {
  const t = useWords(intakeWords);
  const language = useLanguage();
  const [query, setQuery] = useState('');
  return (
    <Section title={t('step1')}>
      <TextInput label={t('find')} placeholder={t('findHint')} value={query} onChange={(event) => setQuery(event.currentTarget.value)} autoFocus type="search" />
      <Loaded of={useQuery(proceduresQuery)}>
        {({ items }) => {
          const found = items.filter((one) => one.kind === 'procedure' && one.inForce !== null && matches(query, one.name, one.code, one.field));
          if (found.length === 0) return <p className="sub" role="status">{t('noProcedure')}</p>;
          return (
            <ul className="pick procedure-choice">
              {found.map((one) => (
                <li key={one.code}>
                  <button type="button" onClick={() => choose(one.code)}>
                    <span className="strong">{one.name}</span>
                    <span className="sub"> {[one.field, one.legalLimit && t('limit', { limit: formatBudget(one.legalLimit, language) })].filter(Boolean).join(' · ')}</span>
                  </button>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
