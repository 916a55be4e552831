import { type Language, useLanguage } from './language.js';

/** The texts of one feature in both languages. They live beside the feature and load with it. */
export interface Words<K extends string> {
  vi: Record<K, string>;
  en: Record<K, string>;
}

export type Values = Record<string, string | number>;

/** Declares a dictionary; a key missing in English does not compile. */
export const words = <K extends string>(vi: Record<K, string>, en: Record<NoInfer<K>, string>): Words<K> => ({ vi, en });

/**
 * The text of `key` with `{name}` replaced from `values`. A text of two forms, `one|other`, is chosen by `values.count`;
 * Vietnamese has one form and needs no bar.
 */
export function translate<K extends string>(dictionary: Words<K>, language: Language, key: K, values: Values = {}): string {
  const [one, other] = dictionary[language][key].split('|');
  const form = other !== undefined && values['count'] !== 1 ? other : one;
  return form!.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The reader's translator for a dictionary; the component is drawn again when the language changes. */
export function useWords<K extends string>(dictionary: Words<K>): (key: K, values?: Values) => string {
  const language = useLanguage();
  return (key, values) => translate(dictionary, language, key, values);
}
