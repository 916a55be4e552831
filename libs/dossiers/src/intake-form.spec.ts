import type { ProcessModel } from '#contract';
import { checkIntake } from './intake-form.js';

const model = (forms: ProcessModel['forms']): ProcessModel => ({ forms }) as ProcessModel;
const birth = model({
  'tiep-nhan': {
    $id: 'birth',
    type: 'object',
    required: ['child'],
    additionalProperties: false,
    properties: {
      child: {
        type: 'object',
        required: ['name', 'born'],
        properties: { name: { type: 'string', minLength: 1 }, born: { type: 'string', format: 'date' }, sex: { enum: ['nam', 'nữ'] } },
      },
      copies: { type: 'integer', minimum: 1, default: 2 },
    },
  },
});

describe('intake form', () => {
  it('fills in the defaults and leaves the input as it was', () => {
    const input = { child: { name: 'An', born: '2026-01-30' } };

    const { data, errors } = checkIntake(birth, input);

    expect(errors).toEqual([]);
    expect(data).toEqual({ ...input, copies: 2 });
    expect(input).not.toHaveProperty('copies');
  });

  it('tells every mistake by its path, in both languages', () => {
    const { errors } = checkIntake(birth, { child: { name: '', born: '30/01/2026', sex: 'x' }, copies: 0, other: 1 });

    expect(errors.map((error) => error.path).sort()).toEqual(['data.child.born', 'data.child.name', 'data.child.sex', 'data.copies', 'data.other']);
    for (const { message } of errors) expect([message.vi.length > 0, message.en.length > 0]).toEqual([true, true]);
  });

  it('names the missing field itself', () => {
    expect(checkIntake(birth, { child: { name: 'An' } }).errors).toEqual([
      { path: 'data.child.born', message: { vi: 'Bắt buộc phải nhập', en: 'Is required' } },
    ]);
  });

  it('knows the form under its English key too', () => {
    expect(checkIntake(model({ intake: { required: ['a'] } }), {}).errors).toHaveLength(1);
  });

  it('takes any data where the procedure has no form', () => {
    expect(checkIntake(model({}), { anything: 1 })).toEqual({ data: { anything: 1 }, errors: [] });
  });

  it('compiles two forms with one $id', () => {
    const twin = model({ intake: { $id: 'birth', required: ['b'] } });

    expect(checkIntake(twin, {}).errors[0]?.path).toBe('data.b');
  });
});
