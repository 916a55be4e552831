import type { ChairmanView } from '#contract';
import { language } from '../../i18n/language.js';
import { isoDay } from '../../time/format.js';

/** Where the late dossiers of a period are listed: those that the agency received, as the page counts them. */
export const lateSearch = ({ at, agency }: Pick<ChairmanView, 'at' | 'agency'>, { from }: { from: string }, more: Record<string, string> = {}): Record<string, string> => ({
  muc: 'qua-han', cap: 'ho-so', tu: isoDay(from), den: isoDay(at), tiepNhan: '1', ...(agency && { noiNhan: agency }), ...more,
});

/** A share in per cent with one decimal sign, as targets are compared by. */
export const shareOf = (part: number, whole: number): string => (whole === 0 ? '–' : percent(part / whole));

export const percent = (share: number): string => `${(share * 100).toLocaleString(language() === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 })}%`;
