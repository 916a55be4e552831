import type { Values } from '../../i18n/words.js';

/** What a plot is called in the cadastral map. */
export const plotText = (t: (key: 'plotOf' | 'noPlot', values?: Values) => string, { sheet, plot }: { sheet: string | null; plot: string | null }): string =>
  sheet === null && plot === null ? t('noPlot') : t('plotOf', { sheet: sheet ?? '?', plot: plot ?? '?' });
