import { blocksOf } from './blocks.js';

describe('the markdown of rule pages', () => {
  it('is read as headings, paragraphs over several lines, lists and code', () => {
    expect(blocksOf('# Tên\n\nMột câu\ncòn tiếp.\n\n- a\n- b\n\n```xml\n<x>\n\n</x>\n```\nHết.')).toEqual([
      { kind: 'heading', level: 1, text: 'Tên' },
      { kind: 'text', text: 'Một câu còn tiếp.' },
      { kind: 'list', items: ['a', 'b'] },
      { kind: 'code', text: '<x>\n\n</x>' },
      { kind: 'text', text: 'Hết.' },
    ]);
  });

  it('with an unclosed code block is read to its end', () => {
    expect(blocksOf('```\na')).toEqual([{ kind: 'code', text: 'a' }]);
  });
});
