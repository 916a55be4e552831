/** A text for people, in both languages of the product. Vietnamese is the first. */
export interface Text {
  vi: string;
  en: string;
}

export type Language = keyof Text;

export const LANGUAGES: readonly Language[] = ['vi', 'en'];

export const text = (vi: string, en: string): Text => ({ vi, en });
