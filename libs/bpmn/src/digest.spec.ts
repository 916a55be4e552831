import { digestOf } from './index.js';

const form = { type: 'object', properties: { a: { type: 'string', title: 'A' }, b: { enum: [2, 1] } } };

describe('digestOf', () => {
  it('is the same for the same bytes and forms, in whatever order their members come', () => {
    const reordered = { properties: { b: { enum: [2, 1] }, a: { title: 'A', type: 'string' } }, type: 'object' };
    expect(digestOf('<x/>', { form, other: {} })).toBe(digestOf(Buffer.from('<x/>'), { other: {}, form: reordered }));
    expect(digestOf('<x/>')).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a space in the document', '<x />', { form }],
    ['a form more', '<x/>', { form, other: {} }],
    ['another key', '<x/>', { forms: form }],
    ['the order of a list', '<x/>', { form: { ...form, properties: { ...form.properties, b: { enum: [1, 2] } } } }],
  ])('changes with %s', (_, xml, forms) => {
    expect(digestOf(xml, forms)).not.toBe(digestOf('<x/>', { form }));
  });

  const plain = digestOf('<x/>', { form });
  it('is what it was before there were attachments, where there are none', () => {
    expect(digestOf('<x/>', { form }, { decisions: {}, scenarios: {}, templates: {} })).toBe(plain);
  });

  it('tells attachments of one kind from those of another, and from forms', () => {
    const all = [
      plain, digestOf('<x/>', { form }, { decisions: { a: '{}' } }), digestOf('<x/>', { form }, { templates: { a: '{}' } }), digestOf('<x/>', { form }, { scenarios: { a: {} } }),
      digestOf('<x/>', { form, a: {} }), digestOf('<x/>', { form }, { decisions: { a: '{}', b: '{}' } }), digestOf('<x/>', { form }, { decisions: { a: '{}' }, scenarios: { b: {} } }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
