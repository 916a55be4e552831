import { boundary, caught, chain, diagram, element, end, error, flow, message, receive, rounds, signal, start, sub, task, user, xor } from '../engine/diagram.js';
import type { Play } from '../engine/play.js';
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
  runs('objects, stores, properties', objects.replace(/(.*)(<bpmn:property.*\/>)$/, '$2$1') + between(log('a')) + chain('s', 'a', 'e'), { 'change nothing': { traces: ['a'] } });
  runs('written and read', between(log('a').replace('{ trail:', '{ x: "văn bản", trail:'), log('b').replace('{ trail:', '{ y: x + "!", trail:')) + chain('s', 'a', 'b', 'e'), { 'as variables': { tell: (run) => expect(run.variables).toMatchObject({ y: 'văn bản!' }), traces: ['a b'] } });
  runs('written in a sub-process', between(element('subProcess', 'u', start('us') + log('a').replace('{ trail:', '{ x: 1, trail:') + end('ue') + chain('us', 'a', 'ue')), log('b').replace('{ trail:', '{ y: x + 1, trail:')) + chain('s', 'u', 'b', 'e'), { 'seen outside': { tell: (run) => expect(run.variables).toMatchObject({ y: 2 }), traces: ['a b'] } });

  const object = '<bpmn:dataObject id="do1" name="x"/><bpmn:dataObjectReference id="dr1" name="X (nháp)" dataObjectRef="do1"/><bpmn:dataObject id="do2"/><bpmn:dataObjectReference id="dr2" name="ketQua" dataObjectRef="do2"/>';
  const association = (kind: 'Input' | 'Output', source: string, target: string, more = '') => `<bpmn:data${kind}Association>${source && `<bpmn:sourceRef>${source}</bpmn:sourceRef>`}<bpmn:targetRef>${target}</bpmn:targetRef>${more}</bpmn:data${kind}Association>`;
  const ios = '<bpmn:ioSpecification><bpmn:dataInput id="di" name="vao"/><bpmn:dataOutput id="dx" name="ra"/><bpmn:inputSet><bpmn:dataInputRefs>di</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet><bpmn:dataOutputRefs>dx</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>';
  const assign = (from: string, to: string) => `<bpmn:assignment><bpmn:from>${from}</bpmn:from><bpmn:to>${to}</bpmn:to></bpmn:assignment>`;
  const scripted = (id: string, inner: string, feel: string) => `<bpmn:scriptTask id="${id}" scriptFormat="feel">${inner}<bpmn:script>${feel}</bpmn:script></bpmn:scriptTask>`;
  const sees = (expected: Record<string, unknown>) => ({ tell: (run: Play) => expect(run.variables).toMatchObject(expected), traces: [''] });

  runs('written by an output association', between(object, scripted('a', ios + association('Output', 'dx', 'dr1'), '{ ra: 5 }'), scripted('b', '', '{ y: x + 1 }')) + chain('s', 'a', 'b', 'e'), { 'read by name': sees({ x: 5, y: 6 }), 'its own output stays its own': { tell: (run) => expect(run.variables).not.toHaveProperty('ra'), traces: [''] } });
  runs('a result without names', between(object, scripted('a', ios + association('Output', 'dx', 'dr2'), '"xong"'), xor('g', '', 'default="d"'), log('y'), log('n')) + end('f') + chain('s', 'a', 'g') + flow('g', 'y', '=ketQua = "xong"') + flow('g', 'n', undefined, 'd') + chain('y', 'e') + chain('n', 'f'), { 'is the data object': { traces: ['y'] } });
  runs('known by id', between(object, scripted('a', association('Output', '', 'dr2'), '7'), scripted('b', '', '{ y: do2 + dr2 + ketQua }')) + chain('s', 'a', 'b', 'e'), { 'and by reference': sees({ ketQua: 7, y: 21 }) });
  runs('written under another name', between(object, scripted('a', '', '{ do1: 4 }'), scripted('b', '', '{ y: x }')) + chain('s', 'a', 'b', 'e'), { 'is one variable': sees({ x: 4, y: 4 }) });
  runs('read by an input association', between(object, scripted('a', '', '{ x: 2 }'), scripted('b', ios + association('Input', 'dr1', 'di'), '{ y: vao * 10 }')) + chain('s', 'a', 'b', 'e'), { 'under the name of the input': sees({ y: 20 }), 'which is not seen elsewhere': { tell: (run) => expect(run.variables).not.toHaveProperty('vao'), traces: [''] } });
  runs('an input known by its id', between(object, scripted('a', '', '{ x: 2 }'), scripted('b', ios.replace('"vao"', '"Hồ sơ vào"') + association('Input', 'dr1', 'di'), '{ y: di * 10 }')) + chain('s', 'a', 'b', 'e'), { 'beside its name': sees({ y: 20 }), 'which is not seen elsewhere': { tell: (run) => expect(run.variables).not.toHaveProperty('di'), traces: [''] } });
  runs('a transformation', between(object, scripted('a', '', '{ x: 2 }'), scripted('b', ios + association('Input', 'dr1', 'di', '<bpmn:transformation>x + 1</bpmn:transformation>') + association('Output', 'dx', 'dr2', '<bpmn:transformation>ra * 2</bpmn:transformation>'), '{ ra: vao }')) + chain('s', 'a', 'b', 'e'), { 'both ways': sees({ ketQua: 6 }) });
  runs('assignments', between(object, scripted('a', ios + association('Output', 'dx', 'dr1', assign('ra + 1', 'x.mot') + assign('"hai"', 'x.hai')), '{ ra: 1 }')) + chain('s', 'a', 'e'), { 'in their order': sees({ x: { mot: 2, hai: 'hai' } }) });
  runs('people', between(object, user('a', ios + association('Output', 'dx', 'dr1')), scripted('b', '', '{ y: x }')) + chain('s', 'a', 'b', 'e'), { 'give outputs': { tell: (run) => void (run.complete('a', { ra: 3, khac: 1 }), expect(run.variables).toMatchObject({ x: 3, y: 3, khac: 1 })), traces: [''] } });
  runs('a message', between(object, caught('w', `<bpmn:dataOutput id="wo" name="so"/>${association('Output', 'wo', 'dr1')}<bpmn:outputSet><bpmn:dataOutputRefs>wo</bpmn:dataOutputRefs></bpmn:outputSet>${message('M1')}`)) + chain('s', 'w', 'e'), { 'brings data': { tell: (run) => void (run.message('paid', { so: 9 }), expect(run.variables).toMatchObject({ x: 9 })), traces: [''] } });
  runs('a property of the process', `<bpmn:property id="pr" name="dem"/>${between(scripted('a', association('Output', '', 'pr'), '1'), scripted('b', '', '{ y: dem + pr }')) + chain('s', 'a', 'b', 'e')}`, { 'is a variable': sees({ dem: 1, y: 2 }) });
  const scoped = `<bpmn:property id="up" name="x"/>${start('us')}${scripted('i', '', '{ truoc: x, x: 2, n: (if n = null then 0 else n) + 1 }')}${scripted('j', '', '{ trong: x }')}${end('ue')}${chain('us', 'i', 'j', 'ue')}`;
  runs('a property of a sub-process', between(object, scripted('a', '', '{ x: 1 }'), sub('u', scoped), scripted('b', '', '{ sau: x }')) + chain('s', 'a', 'u', 'b', 'e'), { 'hides that of the process, and ends with it': sees({ truoc: null, trong: 2, sau: 1, x: 1 }) });
  runs('a data object of a repeated sub-process', between(sub('u', scoped + rounds({ cardinality: '2', sequential: true })), scripted('b', '', '{ sau: x }')) + chain('s', 'u', 'b', 'e'), { 'begins anew each time': sees({ truoc: null, trong: 2, sau: null, n: 2 }) });
  runs('data that wait inside', between(sub('u', `<bpmn:property id="up" name="x"/>${start('us')}${scripted('i', '', '{ x: 5 }')}${user('t')}${scripted('j', '', '{ y: x }')}${end('ue')}${chain('us', 'i', 't', 'j', 'ue')}`)) + chain('s', 'u', 'e'), { 'are kept': { tell: (run) => void (run.complete('t'), expect(run.variables).toMatchObject({ y: 5 })), traces: [''] } });
  runs('an input of a sub-process', between(object, scripted('a', '', '{ x: 8 }'), sub('u', `<bpmn:property id="up" name="vao"/>${association('Input', 'dr1', 'up')}${start('us')}${user('t')}${scripted('i', '', '{ y: vao }')}${end('ue')}${chain('us', 't', 'i', 'ue')}`)) + chain('s', 'a', 'u', 'e'), { 'is seen inside': { tell: (run) => void (run.complete('t'), expect(run.variables).toMatchObject({ y: 8 })), traces: [''] } });
  refused('a transformation in another language', between(object, user('a', ios + association('Input', 'dr1', 'di', '<bpmn:transformation>${x}</bpmn:transformation>'))) + chain('s', 'a', 'e'), 'a', 'data-association');
  refused('an assignment to something else', between(object, user('a', ios + association('Output', 'dx', 'dr1', assign('1', 'khac')))) + chain('s', 'a', 'e'), 'a', 'data-association');
  refused('an input that goes to a data object', between(object, user('a', ios + association('Input', 'dr1', 'dr2'))) + chain('s', 'a', 'e'), 'a', 'data-association');
});

describe('references (8.1 and chapter 15)', () => {
  const waits = between(caught('w', signal('S9')), log('a')) + chain('s', 'w', 'a', 'e');
  const told = { 'runs as without': { tell: (run: Play) => void run.signal('rain'), traces: ['a'] } };
  for (const type of ['String', 'xsd:string', 'java.lang.Integer']) runs(`the type «${type}» itself, where its definition is meant`, diagram(waits, `<bpmn:signal id="S9" name="rain" structureRef="${type}"/>`), told);
  runs('data of a type itself', `<bpmn:dataObject id="do" name="x" itemSubjectRef="xsd:string"/>${between(log('a')) + chain('s', 'a', 'e')}`, { runs: { traces: ['a'] } });
  refused('a definition that is not there', diagram(waits, '<bpmn:signal id="S9" name="rain" structureRef="nowhere"/>'), 'S9', 'unresolved-reference');

  const inside = start('us') + log('a') + end('ue', error('E1')) + chain('us', 'a', 'ue');
  const model = diagram(between(caught('w', message('M1')), sub('u', inside), boundary('b', 'u', error('E1')), log('x')) + end('f') + chain('s', 'w', 'u', 'e') + chain('b', 'x', 'f'));
  const named = (namespace: string) => model.replace('<bpmn:definitions ', `<bpmn:definitions xmlns:tns="${namespace}" `).replace(/(messageRef|errorRef|attachedToRef)="/g, '$1="tns:');
  runs('by qualified names', named('http://example.org'), { 'mean the same': { tell: (run) => run.message('paid'), traces: ['a x'] } });
  refused('by qualified names of another namespace', named('http://example.com'), 'w', 'event-ref-named');
});
