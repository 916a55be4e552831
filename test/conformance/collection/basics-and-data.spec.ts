import { caught, chain, diagram, element, end, flow, message, receive, start, task, user } from '../engine/diagram.js';
import { between, log, refused, runs } from './collection.js';

const pools = (body: string, flows: string, second = '') =>
  diagram(body, `<bpmn:collaboration id="c"><bpmn:participant id="pa" name="Xã" processRef="p"/><bpmn:participant id="pb" name="Dân"${second ? ' processRef="q"' : ''}/>${flows}</bpmn:collaboration>${second}`);

describe('basics', () => {
  runs('empty process', between() + chain('s', 'e'), { runs: { traces: [''] } });
  runs('none task, manual task', between(task('t'), element('manualTask', 'm'), log('a')) + chain('s', 't', 'm', 'a', 'e'), { 'are passed': { traces: ['a'] } });
  runs('conditional flows', between(log('a', '', 'default="d"'), log('b'), log('c')) + flow('s', 'a') + flow('a', 'b', '=x > 1') + flow('a', 'c', undefined, 'd') + chain('b', 'e') + flow('c', 'e'), { holds: { variables: { x: 2 }, traces: ['a b'] }, default: { variables: { x: 1 }, traces: ['a c'] } });
  runs('lanes', `<bpmn:laneSet id="ls"><bpmn:lane id="l1"><bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>a</bpmn:flowNodeRef><bpmn:childLaneSet id="cs"><bpmn:lane id="l11"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane><bpmn:lane id="l2"><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>${between(log('a'), log('b')) + chain('s', 'a', 'b', 'e')}`, { 'change nothing': { traces: ['a b'] } });
  runs('a second pool without a process', pools(between(element('sendTask', 'a'), receive('b', '', 'messageRef="M1"'), log('z')) + chain('s', 'a', 'b', 'z', 'e'), '<bpmn:messageFlow id="m1" sourceRef="a" targetRef="pb"/><bpmn:messageFlow id="m2" sourceRef="pb" targetRef="b"/>'), { 'is outside': { tell: (run) => run.complete('a').message('paid'), traces: ['z'] } });
  runs('a second pool that is drawn only', pools(between(element('intermediateThrowEvent', 'a', message('M1')), caught('b', message('M2')), log('z')) + chain('s', 'a', 'b', 'z', 'e'), '<bpmn:messageFlow id="m1" sourceRef="a" targetRef="qs"/>', `<bpmn:process id="q" isExecutable="false">${start('qs', message('M1')) + end('qe') + chain('qs', 'qe')}</bpmn:process>`), { 'is outside': { tell: (run) => run.message('withdrawn'), traces: ['z'] } });
  refused('two processes that nothing connects', diagram(between(task('a')) + chain('s', 'a', 'e'), `<bpmn:process id="q" isExecutable="true">${start('qs') + end('qe') + chain('qs', 'qe')}</bpmn:process>`), 'p', 'one-process');
});

describe('data', () => {
  const objects = '<bpmn:dataObject id="do" name="hoSo"/><bpmn:dataObjectReference id="dr" name="Hồ sơ" dataObjectRef="do"/><bpmn:dataStoreReference id="ds" name="Sổ"/><bpmn:property id="pp" name="ghiChu"/>';
  const io = '<bpmn:ioSpecification id="io"><bpmn:dataInput id="di" name="vao"/><bpmn:dataOutput id="dx" name="ra"/><bpmn:inputSet id="is"><bpmn:dataInputRefs>di</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet id="os"><bpmn:dataOutputRefs>dx</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>';
  const reads = '<bpmn:dataInputAssociation id="da"><bpmn:sourceRef>dr</bpmn:sourceRef><bpmn:targetRef>di</bpmn:targetRef></bpmn:dataInputAssociation>';
  const writes = '<bpmn:dataOutputAssociation id="db"><bpmn:sourceRef>dx</bpmn:sourceRef><bpmn:targetRef>dr</bpmn:targetRef></bpmn:dataOutputAssociation>';
  runs('objects, stores, properties', objects.replace(/(.*)(<bpmn:property.*\/>)$/, '$2$1') + between(log('a')) + chain('s', 'a', 'e'), { 'change nothing': { traces: ['a'] } });
  runs('written and read', between(log('a').replace('{ trail:', '{ x: "văn bản", trail:'), log('b').replace('{ trail:', '{ y: x + "!", trail:')) + chain('s', 'a', 'b', 'e'), { 'as variables': { tell: (run) => expect(run.variables).toMatchObject({ y: 'văn bản!' }), traces: ['a b'] } });
  runs('written in a sub-process', between(element('subProcess', 'u', start('us') + log('a').replace('{ trail:', '{ x: 1, trail:') + end('ue') + chain('us', 'a', 'ue')), log('b').replace('{ trail:', '{ y: x + 1, trail:')) + chain('s', 'u', 'b', 'e'), { 'seen outside': { tell: (run) => expect(run.variables).toMatchObject({ y: 2 }), traces: ['a b'] } });
  refused('an association with a transformation', objects.replace(/<bpmn:property.*/, '') + between(user('a', io + reads.replace('</bpmn:dataInputAssociation>', '<bpmn:transformation>x + 1</bpmn:transformation></bpmn:dataInputAssociation>'))) + chain('s', 'a', 'e'), 'a', 'executable-subset');
  refused('an association with an assignment', objects.replace(/<bpmn:property.*/, '') + between(user('a', io + writes.replace('</bpmn:dataOutputAssociation>', '<bpmn:assignment id="as"><bpmn:from>1</bpmn:from><bpmn:to>x</bpmn:to></bpmn:assignment></bpmn:dataOutputAssociation>'))) + chain('s', 'a', 'e'), 'a', 'executable-subset');
});
