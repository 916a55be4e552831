import { readDocument } from './diagram.fixture.js';
import { readModel } from './index.js';

const extended = (tag: string, id: string, inner: string): string => `<${tag} id="${id}"><extensionElements>${inner}</extensionElements></${tag}>`;

describe('iso:job', () => {
  it('says topic, retries and pause of work that is done outside', async () => {
    // when
    const { model, findings } = readModel(await readDocument(extended('serviceTask', 'a', '<iso:job topic="thue.tinh" retries="0" backoff="PT1H30M"/>')));

    // then
    expect(model.jobs).toEqual({ a: { topic: 'thue.tinh', retries: 0, backoffMs: 5_400_000 } });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('has the id of the element, three retries and a minute for what it leaves out; without it there is nothing', async () => {
    // when
    const { model } = readModel(await readDocument(extended('sendTask', 'gui_thue.1', '<iso:job/>') + '<serviceTask id="b"/>'));

    // then
    expect(model.jobs).toEqual({ 'gui_thue.1': { topic: 'gui_thue.1', retries: 3, backoffMs: 60_000 } });
  });

  it.each(['topic="hai chữ"', 'topic=""', 'retries="-1"', 'retries="nhiều"', 'backoff="1 phút"', 'backoff="PT0S"', 'backoff="P31D"', 'backoff="P"'])('names the value that is none: %s', async (attribute) => {
    // when
    const { findings } = readModel(await readDocument(extended('serviceTask', 'a', `<iso:job ${attribute}/>`)));

    // then
    expect(findings.filter(({ rule }) => rule === 'iso-value').map(({ element }) => element)).toEqual(['a']);
  });
});

describe('iso:correlation', () => {
  it('gives the business key of an element that waits for a message', async () => {
    // when
    const { model } = readModel(await readDocument(extended('receiveTask', 'a', '<iso:correlation key="=soToKhai"/>') + '<receiveTask id="b"/>'));

    // then
    expect(model.correlations).toEqual({ a: '=soToKhai' });
  });

  it('needs its key', async () => {
    // when
    const { model, findings } = readModel(await readDocument(extended('receiveTask', 'a', '<iso:correlation/>')));

    // then
    expect(model.correlations).toEqual({});
    expect(findings.map(({ rule }) => rule)).toContain('iso-value');
  });
});
