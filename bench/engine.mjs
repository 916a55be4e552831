/* What the execution core costs, without a database: run `npm run build:server` first, then `node bench/engine.mjs`. Prints, asserts nothing. */
import { cpus } from 'node:os';
import { toExecutable } from '../dist/libs/bpmn/src/executable.js';
import { LiveInstance, compile, stateText, storedState } from '../dist/libs/runtime/src/engine/engine.js';

const ROUNDS = 300;
const now = new Date('2026-02-12T09:00:00+07:00');

function sequenceOf(tasks) {
  const names = ['s', ...Array.from({ length: tasks }, (_, at) => `t${at}`), 'e'];
  const element = (name) => (name === 's' ? '<bpmn:startEvent id="s"/>' : name === 'e' ? '<bpmn:endEvent id="e"/>' : `<bpmn:userTask id="${name}"/>`);
  const flow = (name, at) => `<bpmn:sequenceFlow id="f${at}" sourceRef="${names[at]}" targetRef="${name}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="bench">
    <bpmn:process id="p" isExecutable="true">${names.map(element).join('')}${names.slice(1).map(flow).join('')}</bpmn:process></bpmn:definitions>`;
}

function timed(into, action) {
  const began = performance.now();
  const result = action();
  into.push(performance.now() - began);
  return result;
}

const complete = (instance) => instance.apply({ kind: 'complete', executionId: instance.waiting()[0].executionId, output: { done: true } }, now);

function oneRound(compiled, times) {
  const { instance } = timed(times.start, () => LiveInstance.start(compiled, { variables: {}, now }));
  complete(instance);
  timed(times['hot step'], () => complete(instance));
  const row = timed(times['state as text'], () => stateText(instance.state()));
  const again = timed(times['read + recover'], () => LiveInstance.recover(compiled, storedState(row), { variables: instance.variables, now }));
  timed(times['step after recover'], () => complete(again));
  timed(times['cold step, whole'], () => {
    const cold = LiveInstance.recover(compiled, storedState(row), { variables: {}, now });
    complete(cold);
    stateText(cold.state());
  });
  return Buffer.byteLength(row);
}

const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)].toFixed(2).padStart(8);

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}; milliseconds, ${ROUNDS} rounds\n`);
for (const tasks of [10, 200]) {
  const xml = sequenceOf(tasks);
  const began = performance.now();
  const compiled = compile(await toExecutable(xml));
  const times = { start: [], 'hot step': [], 'state as text': [], 'read + recover': [], 'step after recover': [], 'cold step, whole': [] };
  console.log(`${tasks} user tasks: compiled once in ${(performance.now() - began).toFixed(1)}`);
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) bytes = oneRound(compiled, times);
  console.log(`${''.padEnd(20)}${'median'.padStart(8)}${'p95'.padStart(8)}`);
  for (const [name, values] of Object.entries(times)) console.log(`${name.padEnd(20)}${quantile(values, 0.5)}${quantile(values, 0.95)}`);
  console.log(`saved state         ${String(bytes).padStart(8)} bytes\n`);
}
