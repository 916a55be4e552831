/**
 * Vietnamese letters and what they are searched as. A table, because the database's own lower() and unaccent depend on how it was set up.
 */
const LETTERS = [...Array(0x250).keys(), ...Array.from({ length: 0x100 }, (_, i) => 0x1e00 + i)]
  .map((point) => String.fromCodePoint(point))
  .map((letter) => ({ letter, plain: plainOf(letter) }))
  .filter(({ letter, plain }) => letter !== plain && /^[a-z]$/.test(plain));

const FROM = LETTERS.map(({ letter }) => letter).join('');
const TO = LETTERS.map(({ plain }) => plain).join('');

/** The same folding as {@link foldedSql}: small letters, no accents, single spaces. */
export const folded = (text: string): string => [...text.normalize('NFC')].map(plainOf).join('').replace(/\s+/g, ' ').trim();

/** SQL that folds a text expression, so that `nguyen thi da` finds `Nguyễn Thị Đá`. */
export const foldedSql = (expression: string): string => `translate(normalize(${expression}, NFC), '${FROM}', '${TO}')`;

/** A LIKE pattern that finds the text anywhere, whatever signs it has. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function plainOf(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return base === 'đ' ? 'd' : base;
}
