import { parseBpmn, prove, readModel, toExecutable } from '#bpmn';
import { LiveInstance, compile } from '../../../libs/runtime/src/engine/engine.js';
import { EXPORTS } from './exports.js';

describe('exports of other tools get a clear verdict', () => {
  it('there are many', () => expect(EXPORTS.length).toBeGreaterThanOrEqual(35));

  it.each(EXPORTS.map((sample) => [sample.tool, sample] as const))('%s', async (_, { source, errors, malformed = false }) => {
    const parsed = await parseBpmn(source);
    expect(parsed.ok).toBe(!malformed);
    if (!parsed.ok) return expect(parsed.rejection).toMatchObject({ code: 'malformed', message: { vi: expect.stringMatching(/./), en: expect.stringMatching(/./) } });
    const found = prove(parsed.value, { model: readModel(parsed.value).model }).filter(({ severity }) => severity === 'error');
    expect([...new Set(found.map(({ rule }) => rule))]).toEqual(expect.arrayContaining([...errors]));
    if (errors.length > 0) return;
    expect(found).toEqual([]);
    const { instance } = LiveInstance.start(compile(await toExecutable(parsed.value.xml)), { variables: {}, now: new Date('2026-02-12T09:00:00+07:00') });
    expect(instance.status).toBe('running');
    expect(instance.waiting()).toHaveLength(1);
  });
});
