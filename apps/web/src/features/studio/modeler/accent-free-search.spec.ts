import { accentFreeSearch } from './accent-free-search.js';

const items = [{ label: 'Thẩm định hồ sơ', id: 'a' }, { label: 'Ký Giấy chứng nhận', id: 'b' }, { label: 'Đo đạc', id: 'c' }];

/** As the library answers: the text in pieces, one of them the match. */
const search: Parameters<typeof accentFreeSearch>[0] = (texts, pattern) => texts.filter(({ label }) => label!.includes(pattern)).map((item) => {
  const [text, index] = [item['label']!, item['label']!.indexOf(pattern)];
  const rest = index + pattern.length;
  return { item, tokens: { label: [{ index: 0, value: text.slice(0, index) }, { index, value: pattern, match: true }, { index: rest, value: text.slice(rest) }], id: [] } };
});

describe('finding an element', () => {
  it.each([['tham dinh', ['a']], ['Thẩm ĐỊNH', ['a']], ['giay chung', ['b']], ['do dac', ['c']], ['khong co', []]])('by "%s"', (pattern, ids) => {
    expect(accentFreeSearch(search, items, pattern).map(({ item }) => item.id)).toEqual(ids);
  });

  it('shows it with its own letters', () => {
    const [found] = accentFreeSearch(search, items, 'dinh');
    expect(found!.label.map(({ value, match }) => [value, match ?? false])).toEqual([['Thẩm ', false], ['định', true], [' hồ sơ', false]]);
  });
});
