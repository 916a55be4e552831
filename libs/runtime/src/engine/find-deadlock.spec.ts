import { toExecutable } from '#bpmn';
import { compile } from './compile.js';
import { findDeadlock } from './find-deadlock.js';

/** Flow nodes as `tag:id`, flows as `a>b`; ids of flows are `a_b`. */
async function indexOf(nodes: string, flows: string) {
  const elements = nodes.split(' ').map((one) => one.split(':')).map(([tag, id, host]) => (host ? `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${tag === 'guard'}"><bpmn:signalEventDefinition/></bpmn:boundaryEvent>` : `<bpmn:${tag} id="${id}"/>`));
  const edges = flows.split(' ').map((one) => one.split('>')).map(([from, to]) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`);
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p" isExecutable="true">${elements.join('')}${edges.join('')}</bpmn:process></bpmn:definitions>`;
  return compile(await toExecutable(xml)).index;
}

const FORK = ['parallelGateway:f userTask:a userTask:b parallelGateway:j userTask:z endEvent:e', 'f>a f>b a>j b>j j>z z>e'] as const;

describe('a position', () => {
  it.each([
    ['before the fork', { active: ['f'], waiting: [] }, null],
    ['in both branches', { active: ['a', 'b'], waiting: [] }, null],
    ['in one branch and at the join', { active: ['b'], waiting: ['a_j'] }, null],
    ['in one branch alone', { active: ['a'], waiting: [] }, { at: 'j' }],
    ['at the join alone', { active: [], waiting: ['a_j'] }, { at: 'j' }],
    ['twice in one branch', { active: ['a', 'a'], waiting: [] }, { at: 'j' }],
    ['after the join', { active: ['z'], waiting: [] }, null],
    ['at the end', { active: [], waiting: [] }, null],
  ])('%s', async (_, marking, outcome) => {
    expect(findDeadlock(await indexOf(...FORK), marking)).toEqual(outcome);
  });

  it('whose one choice of several gets stuck is found', async () => {
    const index = await indexOf('exclusiveGateway:x userTask:a userTask:b parallelGateway:j userTask:c endEvent:e endEvent:e2', 'x>a x>c a>j b>j j>e c>e2');
    expect(findDeadlock(index, { active: ['x'], waiting: [] })).toEqual({ at: 'j' });
    expect(findDeadlock(index, { active: ['c'], waiting: [] })).toBeNull();
  });

  it('whose guard takes the token away from a join is found, one that adds a token is played once', async () => {
    const [nodes, flows] = FORK;
    expect(findDeadlock(await indexOf(`${nodes} guard:g:a endEvent:e3`, `${flows} g>e3`), { active: ['a', 'b'], waiting: [] })).toEqual({ at: 'j' });
    expect(findDeadlock(await indexOf(`${nodes} reminder:g:a endEvent:e3`, `${flows} g>e3`), { active: ['a', 'b'], waiting: [] })).toBeNull();
  });

  it('before an inclusive join waits only for what can still come', async () => {
    const index = await indexOf('userTask:a userTask:b inclusiveGateway:j endEvent:e', 'a>j b>j j>e');
    expect(findDeadlock(index, { active: ['a'], waiting: [] })).toBeNull();
    expect(findDeadlock(index, { active: ['a', 'b'], waiting: [] })).toBeNull();
  });

  it('that makes tokens without end cannot be proved', async () => {
    expect(findDeadlock(await indexOf('userTask:a userTask:b endEvent:e', 'a>a a>b b>e'), { active: ['a'], waiting: [] })).toBe('unknown');
  });
});
