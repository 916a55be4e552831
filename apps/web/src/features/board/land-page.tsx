import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { Land } from './land.js';
import { landWords } from './land-words.js';

/** The land board alone, for officers of the registry, who have no other board. */
export function LandPage(): ReactNode {
  const t = useWords(landWords);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Land />
    </>
  );
}
