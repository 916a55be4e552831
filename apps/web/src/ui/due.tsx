import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.js';
import { useNow } from '../time/now.js';
import { formatInstant } from '../time/format.js';
import { type Due as DueFacts, type Urgency, timeLeftText, urgency } from '../time/time-left.js';

/** A sign of its own for each urgency, since colour alone tells nobody who cannot see it. */
const SIGN: Record<Urgency, string> = { late: '!', today: '◉', near: '◔', ok: '○', stopped: '‖', met: '✓', none: '–' };

/** How a deadline stands, in words, sign and colour, with its instant below. `left`: the time left or over as the server counts it. */
export function Due({ due, left }: { due: DueFacts; left?: string | undefined }): ReactNode {
  const now = useNow();
  const language = useLanguage();
  const state = urgency(due, now);
  return (
    <span className="due">
      <span className={`tag tag-${state}`}><span aria-hidden="true">{SIGN[state]}</span> {timeLeftText(due, now, language, left)}</span>
      {due.dueAt && <time dateTime={due.dueAt} className="sub">{formatInstant(due.dueAt, language)}</time>}
    </span>
  );
}

/** The working time left of a step, as the server counts it by the agency's calendar; nothing once it is used up. */
export const workLeft = ({ remaining }: { remaining: { hours: number; text: string } | null }): string | undefined =>
  remaining !== null && remaining.hours > 0 ? remaining.text : undefined;

export function When({ at }: { at: string | null }): ReactNode {
  const language = useLanguage();
  return at ? <time dateTime={at}>{formatInstant(at, language)}</time> : '–';
}
