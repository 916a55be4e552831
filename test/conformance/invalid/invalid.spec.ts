import { parseBpmn, prove } from '#bpmn';
import { INVALID } from './invalid-models.js';

describe('a diagram that breaks BPMN 2.0 is not published', () => {
  it(`${INVALID.length} of them are tried, each under a name of its own`, () => {
    expect(INVALID.length).toBeGreaterThan(400);
    expect(new Set(INVALID.map(({ name }) => name)).size).toBe(INVALID.length);
  });

  it.each(INVALID.map((model) => [model.name, model] as const))('%s', async (_, { xml, at }) => {
    const parsed = await parseBpmn(xml);
    if (!parsed.ok) return expect(at).toBeNull();
    const errors = prove(parsed.value).filter(({ severity }) => severity === 'error');
    expect(errors).not.toEqual([]);
    if (at !== null) expect(errors.map(({ element }) => element).filter((element) => [at].flat().includes(element as string))).not.toEqual([]);
  });
});
