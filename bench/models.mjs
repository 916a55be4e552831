/*
 * The models every contender runs. One text for all: other engines ignore the `iso` namespace, ours needs it to know whose work a step is.
 *   chain     ten user tasks, one after the other
 *   parallel  four user tasks side by side, joined
 *   timer     a user task under a timer of thirty days that its completion disarms, a timer that is due at once, a user task
 */
const XML = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:iso="urn:lienthong:bpmn:iso:1"`;

const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const start = '<bpmn:startEvent id="start"/>';
const end = '<bpmn:endEvent id="end"/>';
const timer = (duration) => `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition>`;

const user = (id) =>
  `<bpmn:userTask id="${id}" name="Bước ${id}"><bpmn:extensionElements><iso:step agency="receiving" role="tiep-nhan" budget="3" unit="working_day"/></bpmn:extensionElements></bpmn:userTask>`;

function model(code, body, limit = 30) {
  const iso = `<iso:procedure code="${code}" kind="procedure" nameEn="Bench ${code}" field="do-luong" level="district" legalLimit="${limit}" legalUnit="working_day" basis="bench"/>`;
  return `${XML} id="d_${code}" targetNamespace="urn:bench"><bpmn:process id="${code}" name="Đo ${code}" isExecutable="true"><bpmn:extensionElements>${iso}</bpmn:extensionElements>${body}</bpmn:process></bpmn:definitions>`;
}

/** A chain of `length` user tasks. */
export function chain(code, length) {
  const ids = ['start', ...Array.from({ length }, (_, at) => `t${at + 1}`), 'end'];
  return model(code, start + ids.slice(1, -1).map(user).join('') + end + ids.slice(1).map((to, at) => flow(ids[at], to)).join(''), 3 * length);
}

function parallel(code, width) {
  const ids = Array.from({ length: width }, (_, at) => `t${at + 1}`);
  const gateways = '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>';
  const flows = flow('start', 'fork') + ids.map((id) => flow('fork', id) + flow(id, 'join')).join('') + flow('join', 'end');
  return model(code, start + gateways + ids.map(user).join('') + end + flows);
}

function timed(code) {
  const late = `<bpmn:boundaryEvent id="late" attachedToRef="t1" cancelActivity="true">${timer('P30D')}</bpmn:boundaryEvent>`;
  const wait = `<bpmn:intermediateCatchEvent id="wait">${timer('PT0S')}</bpmn:intermediateCatchEvent>`;
  const flows = flow('start', 't1') + flow('t1', 'wait') + flow('wait', 't2') + flow('t2', 'end') + flow('late', 'end');
  return model(code, start + user('t1') + late + wait + user('t2') + end + flows);
}

/** By name: the document and how many steps (starts, completions, firings) one instance takes. */
export const MODELS = {
  chain: { xml: chain('bench-chain', 10), code: 'bench-chain', steps: 11 },
  parallel: { xml: parallel('bench-parallel', 4), code: 'bench-parallel', steps: 5 },
  timer: { xml: timed('bench-timer'), code: 'bench-timer', steps: 4 },
};

/** What each completion hands in. */
export const OUTPUT = (at) => ({ decision: 'dong-y', count: at });
