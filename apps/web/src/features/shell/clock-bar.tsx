import type { ClockView } from '#contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { clockQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatWeekday } from '../../time/format.js';
import { ProblemNote } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';
import { shell } from './words.js';

const STEPS = [['hour', 'PT1H'], ['eightHours', 'PT8H'], ['day', 'P1D'], ['week', 'P1W']] as const;

/** Shown only where the product runs on a simulated clock, so that nobody takes its dates for today's. */
export function ClockBar(): ReactNode {
  const t = useWords(shell);
  const language = useLanguage();
  const clock = useQuery(clockQuery).data;
  const { administers } = usePrincipal();
  const move = useCommand((advance: string, key) => post<ClockView>('/simulation/clock', { advance }, key));
  if (!clock?.simulated) return null;
  return (
    <div className="clock-bar" role="region" aria-label={t('simulated')}>
      <span><span className="strong">{t('simulated')}:</span> {formatWeekday(clock.now, language)} {formatInstant(clock.now, language)}</span>
      {administers && (
        <span className="actions" role="group" aria-label={t('advance')}>
          {STEPS.map(([name, advance]) => <button key={name} type="button" disabled={move.isPending} onClick={() => move.mutate(advance)}>{t(name)}</button>)}
        </span>
      )}
      {move.data?.fired !== undefined && <span role="status">{t('fired', { count: move.data.fired })}</span>}
      <ProblemNote error={move.error} />
    </div>
  );
}
