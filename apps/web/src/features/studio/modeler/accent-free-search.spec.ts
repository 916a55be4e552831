import { accentFreeSearch } from './accent-free-search.js';

const items = [{ label: 'Thẩm định hồ sơ', id: 'a' }, { label: 'Ký Giấy chứng nhận', id: 'b' }, { label: 'Đo đạc', id: 'c' }];
const found = (pattern: string): string[] => accentFreeSearch(items, pattern, { keys: ['label', 'id'] }).map(({ item }) => item.id);

describe('finding an element', () => {
  it.each([['tham dinh', ['a']], ['Thẩm ĐỊNH', ['a']], ['giay ky', ['b']], ['do dac', ['c']], ['khong co', []]])('by "%s"', (pattern, ids) => {
    expect(found(pattern)).toEqual(ids);
  });

  it('shows it with its own letters', () => {
    const [first] = accentFreeSearch(items, 'dinh', { keys: ['label', 'id'] });
    expect(first!.tokens['label']!.flat().map(({ value, match }) => [value, match ?? false])).toEqual([['Thẩm ', false], ['định', true], [' hồ sơ', false]]);
  });
});
