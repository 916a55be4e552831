import type { ProcessModel } from '#contract';
import { checkIntake } from './intake-form.js';

const model = (forms: ProcessModel['forms']): ProcessModel => ({ forms }) as ProcessModel;
const form = { type: 'object', required: ['child'], properties: { child: { type: 'string' }, copies: { type: 'integer', minimum: 1, default: 2 } } };
const paths = (result: ReturnType<typeof checkIntake>): string[] => (result.ok ? [] : (result.rejection.errors ?? []).map((error) => error.path));

describe('intake form', () => {
  it('fills in its defaults and leaves the input as it was', () => {
    const input = { child: 'An' };

    expect(checkIntake(model({ 'tiep-nhan': form }), input)).toEqual({ ok: true, value: { child: 'An', copies: 2 } });
    expect(input).toEqual({ child: 'An' });
  });

  it('tells every mistake by its path', () => {
    expect(paths(checkIntake(model({ 'tiep-nhan': form }), { copies: 0 })).sort()).toEqual(['data.child', 'data.copies']);
  });

  it('is found under its English key too', () => {
    expect(paths(checkIntake(model({ intake: form }), {}))).toEqual(['data.child']);
  });

  it('takes any data where the procedure has none', () => {
    expect(checkIntake(model({}), { anything: 1 })).toEqual({ ok: true, value: { anything: 1 } });
  });
});
