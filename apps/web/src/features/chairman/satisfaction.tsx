import type { ChairmanView } from '#contract';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { percent } from './late-search.js';
import { chairmanWords } from './words.js';

const FIELDS = 3;

/** What citizens answered, the fields least content first, then by age. */
export function Satisfaction({ of: { answers, satisfied, fields, ages } }: { of: NonNullable<ChairmanView['satisfaction']> }): ReactNode {
  const t = useWords(chairmanWords);
  return (
    <section className="card satisfaction">
      <h2>{t('satisfaction')}</h2>
      <p><span className="strong">{t('satisfied', { share: percent(satisfied) })}</span> <span className="sub">{t('answers', { count: answers })}</span></p>
      <ul className="counts">{[...fields.slice(0, FIELDS), ...ages].map((row) => <li key={row.name}><span>{row.name}</span><span className="nowrap">{percent(row.satisfied)} · {t('answers', { count: row.answers })}</span></li>)}</ul>
    </section>
  );
}
