/** Lower case without accents, one space between words: as people search and misspell. */
export const plain = (raw: string): string =>
  raw
    .replace(/[đĐ]/g, 'd')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9&/.,()%:;+-]+/g, ' ')
    .trim();
