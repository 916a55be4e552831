import { digestOf } from './index.js';

describe('digestOf', () => {
  it('is the same for the same bytes, whatever the order of the forms', () => {
    const [a, b] = [{ type: 'object' }, { type: 'object', title: 'b' }];
    expect(digestOf('<x/>', { a, b })).toBe(digestOf(Buffer.from('<x/>'), { b, a }));
    expect(digestOf('<x/>')).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a space', '<x />', {}],
    ['a form', '<x/>', { a: {} }],
  ])('changes with %s', (_, xml, forms) => {
    expect(digestOf(xml, forms)).not.toBe(digestOf('<x/>'));
  });
});
