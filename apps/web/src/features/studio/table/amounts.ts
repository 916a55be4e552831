/** Amounts are written with a point in the document, and as the reader writes them on the screen. */

const written = (typed: string): string => typed.trim().replace(',', '.');

export const amountOf = (typed: string | undefined): string | undefined => written(typed ?? '') || undefined;

export const isAmount = (typed: string): boolean => Number(written(typed)) > 0;

export const amountShown = (amount: string, language: 'vi' | 'en'): string => (language === 'vi' ? amount.replace('.', ',') : amount);
