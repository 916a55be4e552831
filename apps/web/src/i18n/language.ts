import { useSyncExternalStore } from 'react';

export type Language = 'vi' | 'en';

const STORED = 'lienthong.language';
const listeners = new Set<() => void>();

let current: Language = stored();

function stored(): Language {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

/** The reader's language: Vietnamese unless English was chosen on this device. Sent with every request as `Accept-Language`. */
export const language = (): Language => current;

export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // A device that keeps nothing still switches for this visit.
  }
  listeners.forEach((tell) => tell());
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language);
