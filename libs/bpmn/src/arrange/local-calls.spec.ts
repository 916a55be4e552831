import { parseBpmn, prove, toExecutable } from '../index.js';

const calls = (id: string, next: string): string =>
  `<process id="${id}" isExecutable="${id === 'p0_'}"><startEvent id="${id}s"/><callActivity id="${id}a" calledElement="${next}"/><callActivity id="${id}b" calledElement="${next}"/><endEvent id="${id}e"/><sequenceFlow id="${id}1" sourceRef="${id}s" targetRef="${id}a"/><sequenceFlow id="${id}2" sourceRef="${id}a" targetRef="${id}b"/><sequenceFlow id="${id}3" sourceRef="${id}b" targetRef="${id}e"/></process>`;

const tower = (storeys: number): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">${Array.from({ length: storeys }, (_, at) => calls(`p${at}_`, `p${at + 1}_`)).join('')}<process id="p${storeys}_"><startEvent id="ls"/><userTask id="work"/><endEvent id="le"/><sequenceFlow id="l1" sourceRef="ls" targetRef="work"/><sequenceFlow id="l2" sourceRef="work" targetRef="le"/></process></definitions>`;

const errorsOf = async (xml: string): Promise<string[]> => {
  const parsed = await parseBpmn(xml);
  return parsed.ok ? prove(parsed.value).filter(({ severity }) => severity === 'error').map(({ rule }) => rule) : ['malformed'];
};

describe('calls within one document', () => {
  it('are written in as often as they are made', async () => {
    expect(await errorsOf(tower(4))).toEqual([]);
    const { copies } = await toExecutable(tower(4));
    expect(Object.values(copies).filter((drawn) => drawn === 'work')).toHaveLength(15);
  });

  it('are refused where they would double without end', async () => {
    expect(await errorsOf(tower(40))).toContain('call-names-code');
  });
});
