import { language } from '../../../i18n/language.js';
import { VIETNAMESE } from './translations.js';

/** The modeler's own texts: it asks by its English sentence. What is not translated is shown in English rather than not at all. */
export function translate(template: string, replacements: Record<string, string> = {}): string {
  const sentence = language() === 'vi' ? (VIETNAMESE[template] ?? VIETNAMESE[asSentence(template)] ?? template) : template;
  return sentence.replace(/{([^}]+)}/g, (whole, key: string) => replacements[key] ?? whole);
}

/** `Parallel Gateway` as the menus write it: `Parallel gateway`. */
const asSentence = (words: string): string => words.charAt(0) + words.slice(1).toLowerCase();
