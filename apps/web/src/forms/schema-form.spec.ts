import { type FieldSchema, choicesOf, filledValues, initialValues, kindOf, titleOf } from './schema-form.js';

const form: FieldSchema = {
  type: 'object',
  required: ['soThua', 'ketLuan'],
  properties: {
    soThua: { type: 'integer', title: 'Số thửa', 'x-title-en': 'Plot number' },
    ketLuan: { type: 'string', enum: ['dat', 'khong-dat'], default: 'dat', 'x-enum-names': ['Đạt', 'Không đạt'] },
    coTranhChap: { type: 'boolean' },
    ngayDo: { type: 'string', format: 'date' },
    giapRanh: { type: 'array', items: { type: 'string' } },
    dienTich: { type: 'object', properties: { tong: { type: 'number', default: 100 } } },
  },
};

describe('initialValues', () => {
  it('takes what is known before the default, and says no to a box never ticked', () => {
    expect(initialValues(form, { ketLuan: 'khong-dat' })).toEqual({ ketLuan: 'khong-dat', coTranhChap: false, dienTich: { tong: 100 } });
    expect(initialValues(form, {})['ketLuan']).toBe('dat');
  });

  it('keeps a known false or zero and drops what the form does not ask for', () => {
    const schema: FieldSchema = { properties: { so: { type: 'integer', default: 5 }, co: { type: 'boolean', default: true } } };
    expect(initialValues(schema, { so: 0, co: false, khac: 1 })).toEqual({ so: 0, co: false });
  });
});

describe('filledValues', () => {
  it('leaves out empty fields and unknown ones, but keeps false and zero', () => {
    expect(filledValues(form, { soThua: 0, ketLuan: '', coTranhChap: false, giapRanh: [], dienTich: {}, la: 1 })).toEqual({ soThua: 0, coTranhChap: false });
  });
});

describe('reading a field', () => {
  it('finds the control by type, choices and format', () => {
    const kinds = Object.fromEntries(Object.entries(form.properties!).map(([name, field]) => [name, kindOf(field)]));
    expect(kinds).toEqual({ soThua: 'number', ketLuan: 'choice', coTranhChap: 'boolean', ngayDo: 'date', giapRanh: 'list', dienTich: 'group' });
    expect(kindOf({ type: ['string', 'null'], maxLength: 2000 })).toBe('long');
  });

  it('names it in the language, falling back to Vietnamese and to its code', () => {
    expect(titleOf('soThua', form.properties!['soThua']!, 'en')).toBe('Plot number');
    expect(titleOf('ketLuan', form.properties!['ketLuan']!, 'en')).toBe('ketLuan');
    expect(choicesOf(form.properties!['ketLuan']!, 'en')[1]).toEqual({ value: 'khong-dat', label: 'Không đạt' });
  });
});
