import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { Scores } from './scores.js';
import { scoresWords } from './scores-words.js';

/** The scorecard of whoever reads it, for those who have no board. */
export function ScoresPage(): ReactNode {
  const t = useWords(scoresWords);
  return (
    <>
      <PageHead title={t('mine')} lead={t('mineLead')} />
      <Scores />
    </>
  );
}
