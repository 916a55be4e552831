import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type FormJsSchema, type FormSchema, emptyForm, fromFormJs, toFormJs } from './form-conversion.js';

const LIBRARY = path.resolve(import.meta.dirname, '../../../../../../processes');
const SHIPPED = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' }).filter((file) => /forms[\\/][^\\/]+\.json$/.test(file));

const kept = (title: string): string => `kept: ${title}`;
const there = (schema: FormSchema): FormJsSchema => toFormJs(schema, kept);
const back = (schema: FormSchema, change: (form: FormJsSchema) => void = () => {}): FormSchema => {
  const form = structuredClone(there(schema));
  change(form);
  return fromFormJs(form, schema);
};

const FORM: FormSchema = {
  title: 'Thẩm định', 'x-title-en': 'Appraisal', type: 'object', required: ['ketQua', 'dienTich'],
  properties: {
    ketQua: { type: 'string', title: 'Kết quả', 'x-title-en': 'Result', enum: ['dat', 'khong'], 'x-enum-names': ['Đạt', 'Không đạt'], 'x-enum-names-en': ['Passed', 'Failed'], default: 'dat' },
    dienTich: { type: 'number', title: 'Diện tích', minimum: 0, examples: [250.5] },
    ngay: { type: 'string', format: 'date', title: 'Ngày' },
    thanhVien: { type: 'array', title: 'Thành viên', items: { type: 'object', properties: { ten: { type: 'string' } } } },
    ghiChu: { type: 'string', maxLength: 2000, title: 'Ghi chú', description: 'Nếu có' },
  },
};

describe('forms to the editor and back', () => {
  it.each(SHIPPED)('loses nothing of %s', (file) => {
    const schema = JSON.parse(readFileSync(path.join(LIBRARY, file), 'utf8')) as FormSchema;
    expect(JSON.stringify(back(schema))).toBe(JSON.stringify(schema));
  });

  it('shows each field as the component it is typed into', () => {
    expect(there(FORM).components.map(({ type }) => type)).toEqual(['select', 'number', 'datetime', 'text', 'textarea']);
  });

  it('keeps what the editor cannot express', () => {
    expect(JSON.stringify(back(FORM))).toBe(JSON.stringify(FORM));
  });

  it('takes over what was edited and keeps the rest of the field', () => {
    const after = back(FORM, ({ components }) => {
      Object.assign(components[1]!, { label: 'Diện tích (m²)', validate: { min: 10 } });
      components[0]!.values!.push({ label: 'Bổ sung', value: 'bo-sung' });
    });
    expect(after.properties!['dienTich']).toEqual({ type: 'number', title: 'Diện tích (m²)', minimum: 10, examples: [250.5] });
    expect(after.properties!['ketQua']).toMatchObject({ enum: ['dat', 'khong', 'bo-sung'], 'x-enum-names': ['Đạt', 'Không đạt', 'Bổ sung'], 'x-enum-names-en': ['Passed', 'Failed', 'Bổ sung'] });
    expect(after.required).toEqual(['ketQua']);
  });

  it('takes new fields, and English titles from the custom properties', () => {
    const after = back(emptyForm('Mới'), ({ components }) => {
      components.push({ type: 'textfield', key: 'soThua', label: 'Số thửa', validate: { required: true }, properties: { 'title-en': 'Plot' } }, { type: 'button', key: 'gui', label: 'Gửi' });
    });
    expect(after.properties).toEqual({ soThua: { type: 'string', title: 'Số thửa', 'x-title-en': 'Plot' } });
    expect(after.required).toEqual(['soThua']);
  });

  it('removes a field whose component was removed, its place in `required` too', () => {
    const after = back(FORM, ({ components }) => void components.shift());
    expect(Object.keys(after.properties!)).toEqual(['dienTich', 'ngay', 'thanhVien', 'ghiChu']);
    expect(after.required).toEqual(['dienTich']);
  });
});
