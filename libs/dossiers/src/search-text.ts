/** The same folding as {@link foldedSql}: small letters, no accents, single spaces. */
export const folded = (text: string): string => [...text.normalize('NFC')].map(plainOf).join('').replace(/\s+/g, ' ').trim();

/** SQL that folds a text expression, so that `nguyen thi da` finds `Nguyễn Thị Đá`: the database's own function, which has an index. */
export const foldedSql = (expression: string): string => `search_text(${expression})`;

/** A LIKE pattern that finds the text anywhere, whatever signs it has. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function plainOf(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return base === 'đ' ? 'd' : base;
}
