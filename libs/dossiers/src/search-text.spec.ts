import { createTestDatabase } from '../../../test/setup/database.js';
import { containing, folded, foldedSql } from './search-text.js';

describe('accent-free search', () => {
  it('folds every Vietnamese letter, composed or not', () => {
    expect(folded('  Nguyễn  Thị ĐÀO Ưỡng ')).toBe('nguyen thi dao uong');
    expect(folded('Nguyễn'.normalize('NFD'))).toBe('nguyen');
  });

  it('folds in the database as it does here, letter by letter', async () => {
    const database = await createTestDatabase();
    const letters = [...Array(0x250 - 0x20).keys(), ...Array.from({ length: 0x100 }, (_, i) => 0x1e00 - 0x20 + i)].map((n) => String.fromCodePoint(n + 0x20)).filter((letter) => /\p{L}/u.test(letter));
    const written = [...letters, 'Nguyễn Thị Đào', 'Nguyễn'.normalize('NFD')];

    const rows = await database.dataSource.query<{ plain: string }[]>(`select ${foldedSql('w')} as plain from unnest($1::text[]) with ordinality as t (w, n) order by n`, [written]);
    await database.close();

    const differing = written.filter((text, at) => /^[a-z ]+$/.test(folded(text)) && rows[at]?.plain !== folded(text));
    expect(differing).toEqual([]);
    expect(rows.at(-1)?.plain).toBe('nguyen');
  });

  it('takes signs of the pattern language as plain text', () => {
    expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%');
  });
});
