import { containing, folded, foldedSql } from './search-text.js';

describe('accent-free search', () => {
  it('folds every Vietnamese letter, composed or not', () => {
    expect(folded('  Nguyễn  Thị ĐÀO Ưỡng ')).toBe('nguyen thi dao uong');
    expect(folded('Nguyễn'.normalize('NFD'))).toBe('nguyen');
  });

  it('keeps the two sides of the database translation of one length', () => {
    const [, from = '', to = ''] = /'([^']*)', '([^']*)'\)$/.exec(foldedSql('x')) ?? [];

    expect([...from]).toHaveLength([...to].length);
    expect(from).toContain('Ữ');
    expect(from).toContain('A');
  });

  it('takes signs of the pattern language as plain text', () => {
    expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%');
  });
});
