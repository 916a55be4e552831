/** Small diagrams in the manner of other tools: namespaces, order, extensions and drawing as each of them writes. */
export interface Export {
  tool: string;
  source: string | Buffer;
  /** Rules of the errors that stand against publication; none: it can be published as it is. */
  errors: readonly string[];
  /** The reading is refused as a whole. */
  malformed?: boolean;
}

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const DI = 'http://www.omg.org/spec/BPMN/20100524/DI';
const DC = 'http://www.omg.org/spec/DD/20100524/DC';
const DD = 'http://www.omg.org/spec/DD/20100524/DI';

/** Shapes and edges for the elements of `start - work - end`. */
const drawing = (prefix: { di: string; dc: string; dd: string }, ids: readonly string[], plane: string): string => {
  const { di, dc, dd } = prefix;
  const shape = (id: string, at: number) => `<${di}:BPMNShape id="${id}_gui" bpmnElement="${id}" isHorizontal="true"><${dc}:Bounds x="${at * 120}.5" y="80" width="100" height="80"/><${di}:BPMNLabel><${dc}:Bounds x="0" y="0" width="10" height="10"/></${di}:BPMNLabel></${di}:BPMNShape>`;
  const edge = (id: string) => `<${di}:BPMNEdge id="${id}_gui" bpmnElement="${id}"><${dd}:waypoint x="10" y="10"/><${dd}:waypoint x="20.25" y="10"/></${di}:BPMNEdge>`;
  return `<${di}:BPMNDiagram id="BPMNDiagram_1" resolution="96"><${di}:BPMNPlane id="BPMNPlane_1" bpmnElement="${plane}">${ids.map((id, at) => (id.startsWith('flow') || id.startsWith('sid-F') ? edge(id) : shape(id, at))).join('')}</${di}:BPMNPlane></${di}:BPMNDiagram>`;
};

const body = (p: string, inner: { task?: string; start?: string; more?: string; taskType?: string; outside?: string } = {}): string => {
  const { task = '', start = '', more = '', taskType = 'userTask', outside = '' } = inner;
  return `<${p}startEvent id="start" name="Bắt đầu">${start}<${p}outgoing>flow1</${p}outgoing></${p}startEvent>
<${p}${taskType} id="work" name="Kiểm tra"${outside}>${task}<${p}incoming>flow1</${p}incoming><${p}outgoing>flow2</${p}outgoing></${p}${taskType}>
<${p}endEvent id="end"><${p}incoming>flow2</${p}incoming></${p}endEvent>
<${p}sequenceFlow id="flow1" sourceRef="start" targetRef="work"/><${p}sequenceFlow id="flow2" sourceRef="work" targetRef="end"/>${more}`;
};
const PARTS = ['start', 'work', 'end', 'flow1', 'flow2'];
const standard = { di: 'bpmndi', dc: 'dc', dd: 'di' };
const spaces = (prefix: string, more = ''): string => `xmlns${prefix && `:${prefix}`}="${MODEL}" xmlns:bpmndi="${DI}" xmlns:dc="${DC}" xmlns:di="${DD}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${more}`;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

const camunda7 = `${HEAD}<bpmn:definitions ${spaces('bpmn', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0"')} id="Definitions_0x1" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="5.20.0" modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.20.0">
<bpmn:process id="Process_1" name="Kiểm tra" isExecutable="true" camunda:historyTimeToLive="180">${body('bpmn:', { task: '<bpmn:extensionElements><camunda:formData><camunda:formField id="ok" type="boolean"/></camunda:formData><camunda:taskListener class="org.example.L" event="create"/></bpmn:extensionElements>', outside: ' camunda:assignee="demo" camunda:candidateGroups="a,b"' })}</bpmn:process>
${drawing(standard, PARTS, 'Process_1')}</bpmn:definitions>`;

const camunda8 = `${HEAD}<bpmn:definitions ${spaces('bpmn', 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"')} id="Definitions_8" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Web Modeler" exporterVersion="1" modeler:executionPlatform="Camunda Cloud">
<bpmn:process id="Process_8" isExecutable="true">${body('bpmn:', { taskType: 'serviceTask', task: '<bpmn:extensionElements><zeebe:taskDefinition type="check" retries="3"/><zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping></bpmn:extensionElements>' })}</bpmn:process></bpmn:definitions>`;

const signavio = `${HEAD}<definitions xmlns="${MODEL}" xmlns:bpmndi="${DI}" xmlns:omgdc="${DC}" xmlns:omgdi="${DD}" xmlns:signavio="http://www.signavio.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" exporter="Signavio Process Editor, http://www.signavio.com" exporterVersion="15.2" expressionLanguage="http://www.w3.org/1999/XPath" id="sid-d" targetNamespace="http://www.signavio.com" typeLanguage="http://www.w3.org/2001/XMLSchema" xsi:schemaLocation="${MODEL} http://www.omg.org/spec/BPMN/2.0/20100501/BPMN20.xsd">
<collaboration id="sid-c"><extensionElements><signavio:signavioDiagramMetaData metaKey="revisionid" metaValue="1"/></extensionElements><participant id="sid-p1" name="Xã" processRef="sid-q"><extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffff"/></extensionElements></participant><participant id="sid-p2" name="Dân"/><messageFlow id="sid-m" sourceRef="sid-p2" targetRef="work"/></collaboration>
<process id="sid-q" isClosed="false" isExecutable="false" name="Xã" processType="None"><laneSet id="sid-ls"><lane id="sid-l" name="Tiếp nhận"><extensionElements/><flowNodeRef>start</flowNodeRef><flowNodeRef>work</flowNodeRef><flowNodeRef>end</flowNodeRef></lane></laneSet>
${body('', { task: '<extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffcc"/></extensionElements>' })}<textAnnotation id="sid-t" textFormat="text/plain"><text>ghi chú &amp; thêm</text></textAnnotation><association id="sid-a" associationDirection="None" sourceRef="work" targetRef="sid-t"/></process>
${drawing({ di: 'bpmndi', dc: 'omgdc', dd: 'omgdi' }, PARTS, 'sid-c')}</definitions>`;

const bizagi = `<?xml version="1.0" encoding="utf-8"?>\r\n<definitions ${spaces('').replace(/xmlns:(bpmndi|dc|di)="[^"]*" /g, '')}xmlns:xsd="http://www.w3.org/2001/XMLSchema" id="_2026" targetNamespace="http://www.bizagi.com/definitions/_2026" exporter="BizAgi Process Modeler" exporterVersion="2.5.0.1">
<process id="Id_a" name="Quy trình chính"/><process id="Id_b" name="Kiểm tra"><documentation/><extensionElements><bizagi:BizagiExtensions xmlns:bizagi="http://www.bizagi.com/bpmn20"><bizagi:BizagiProperties><bizagi:BizagiProperty name="bgColor" value="White"/></bizagi:BizagiProperties></bizagi:BizagiExtensions></extensionElements>${body('')}</process>
<collaboration id="Id_c" name="Biểu đồ 1"><documentation/><participant id="Id_pa" name="Quy trình chính" processRef="Id_a"><documentation/></participant><participant id="Id_pb" name="Kiểm tra" processRef="Id_b"/></collaboration>
<BPMNDiagram id="Diagram_1" xmlns="${DI}"><BPMNPlane id="DiagramElement_1" bpmnElement="Id_c"><BPMNShape id="D_s" bpmnElement="start" xmlns:q1="http://x"><Bounds x="1" y="2" width="30" height="30" xmlns="${DC}"/></BPMNShape></BPMNPlane></BPMNDiagram></definitions>`;

const yaoqiang = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<definitions ${spaces('', 'xmlns:tns="http://sourceforge.net/bpmn/definitions/_1" xmlns:yaoqiang="http://bpmn.sourceforge.net"')} exporter="Yaoqiang BPMN Editor" exporterVersion="5.3" expressionLanguage="http://www.w3.org/1999/XPath" id="_1" name="" targetNamespace="http://sourceforge.net/bpmn/definitions/_1" typeLanguage="http://www.w3.org/2001/XMLSchema">
<process id="PROCESS_1" isClosed="false" isExecutable="true" processType="None"><extensionElements><yaoqiang:description/><yaoqiang:pageFormat height="841.8" width="595.2"/></extensionElements>${body('', { outside: ' completionQuantity="1" implementation="##unspecified" isForCompensation="false" startQuantity="1"' })}</process>${drawing(standard, PARTS, 'PROCESS_1')}</definitions>`;

const jbpm = `<bpmn2:definitions xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bpmn2="${MODEL}" xmlns:bpmndi="${DI}" xmlns:bpsim="http://www.bpsim.org/schemas/1.0" xmlns:dc="${DC}" xmlns:di="${DD}" xmlns:drools="http://www.jboss.org/drools" id="_jbpm" xsi:schemaLocation="${MODEL} BPMN20.xsd http://www.jboss.org/drools drools.xsd" exporter="jBPM Process Modeler" exporterVersion="2.0" targetNamespace="http://www.omg.org/bpmn20">
<bpmn2:itemDefinition id="__x" structureRef="String"/><bpmn2:process id="a.b.kiem-tra" drools:packageName="a.b" drools:version="1.0" drools:adHoc="false" name="Kiểm tra" isExecutable="true" processType="Public"><bpmn2:property id="ghi" itemSubjectRef="__x" name="ghi"/>${body('bpmn2:', { task: '<bpmn2:extensionElements><drools:metaData name="elementname"><drools:metaValue><![CDATA[Kiểm tra]]></drools:metaValue></drools:metaData></bpmn2:extensionElements>', more: '' }).replace('<bpmn2:incoming>flow1</bpmn2:incoming>', '<bpmn2:incoming>flow1</bpmn2:incoming>').replace('</bpmn2:userTask>', '<bpmn2:ioSpecification><bpmn2:dataInput id="in1" drools:dtype="Object" itemSubjectRef="__x" name="TaskName"/><bpmn2:inputSet><bpmn2:dataInputRefs>in1</bpmn2:dataInputRefs></bpmn2:inputSet></bpmn2:ioSpecification></bpmn2:userTask>')}</bpmn2:process>
${drawing(standard, PARTS, 'a.b.kiem-tra')}<bpmn2:relationship type="BPSimData"><bpmn2:extensionElements><bpsim:BPSimData><bpsim:Scenario id="default" name="x"><bpsim:ScenarioParameters/></bpsim:Scenario></bpsim:BPSimData></bpmn2:extensionElements><bpmn2:source>_jbpm</bpmn2:source><bpmn2:target>_jbpm</bpmn2:target></bpmn2:relationship></bpmn2:definitions>`;

const activiti = `${HEAD}<definitions xmlns="${MODEL}" xmlns:activiti="http://activiti.org/bpmn" xmlns:bpmndi="${DI}" xmlns:omgdc="${DC}" xmlns:omgdi="${DD}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" typeLanguage="http://www.w3.org/2001/XMLSchema" expressionLanguage="http://www.w3.org/1999/XPath" targetNamespace="http://www.activiti.org/test">
<process id="kiemTra" isExecutable="true">${body('', { outside: ' activiti:assignee="${initiator}"', more: '' })}</process></definitions>`;

const activitiGateway = activiti.replace('<sequenceFlow id="flow2" sourceRef="work" targetRef="end"/>', '<exclusiveGateway id="g"/><endEvent id="end2"/><sequenceFlow id="flow2" sourceRef="work" targetRef="g"/><sequenceFlow id="flow3" sourceRef="g" targetRef="end"><conditionExpression xsi:type="tFormalExpression"><![CDATA[${ok == true}]]></conditionExpression></sequenceFlow><sequenceFlow id="flow4" sourceRef="g" targetRef="end2"/>');
const flowable = activiti.replaceAll('activiti', 'flowable').replace('http://flowable.org/bpmn', 'http://flowable.org/bpmn');

const trisotech = `${HEAD}<semantic:definitions xmlns:semantic="${MODEL}" xmlns:di="${DI}" xmlns:dc="${DC}" xmlns:ddi="${DD}" xmlns:triso="http://www.trisotech.com/2015/triso/modeling" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" exporter="BPMN Modeler" exporterVersion="6.1" id="_t" name="Kiểm tra" targetNamespace="http://www.trisotech.com/definitions/_t" triso:logoChoice="Default">
<semantic:process isExecutable="true" id="WFP-6-1">${body('semantic:', { task: '<semantic:documentation id="doc" textFormat="text/html">&lt;p&gt;xem &lt;b&gt;hồ sơ&lt;/b&gt;&lt;/p&gt;</semantic:documentation>' })}</semantic:process>
${drawing({ di: 'di', dc: 'dc', dd: 'ddi' }, PARTS, 'WFP-6-1')}</semantic:definitions>`;

const simple = (extra: { name?: string; attributes?: string; inside?: string; around?: string } = {}): string =>
  `${HEAD}<definitions ${spaces('', extra.attributes)} id="d" targetNamespace="urn:x">${extra.around ?? ''}<process id="p" isExecutable="true">${body('', { more: extra.inside })}</process></definitions>`;

/** The process before what it refers to, flows before their ends, and the drawing first. */
const disordered = `${HEAD}<definitions ${spaces('')} id="d" targetNamespace="urn:x">${drawing(standard, PARTS, 'p')}<process id="p" isExecutable="true"><sequenceFlow id="flow2" targetRef="end" sourceRef="work"/><sequenceFlow id="flow1" targetRef="work" sourceRef="start"/><endEvent id="end"/><receiveTask id="work" messageRef="m"/><startEvent id="start"/></process><message name="giấy báo" id="m"/></definitions>`;

const long = 'x'.repeat(4_000);
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.replace('UTF-8', 'UTF-16'), 'utf16le')]);
const participants = (second: string): string =>
  simple({ around: '<collaboration id="c"><participant id="pa" processRef="p"/><participant id="pb" processRef="q"/><messageFlow id="m" sourceRef="work" targetRef="qs"/></collaboration>' }).replace('</definitions>', `<process id="q"${second}><startEvent id="qs"><messageEventDefinition/></startEvent><complexGateway id="qg"/><endEvent id="qe"/><sequenceFlow id="q1" sourceRef="qs" targetRef="qg"/><sequenceFlow id="q2" sourceRef="qg" targetRef="qe"/></process></definitions>`);

export const EXPORTS: readonly Export[] = [
  { tool: 'Camunda Modeler for 7', source: camunda7, errors: [] },
  { tool: 'Camunda Modeler for 8', source: camunda8, errors: [] },
  { tool: 'bpmn.io', source: camunda7.replace(/ (camunda|modeler):\w+="[^"]*"/g, '').replace(/<bpmn:extensionElements>.*?<\/bpmn:extensionElements>/, '').replace('Camunda Modeler', 'bpmn-js (https://demo.bpmn.io)'), errors: [] },
  { tool: 'bpmn.io, with a data association', source: camunda7.replace('</bpmn:userTask>', '<bpmn:property id="Property_1" name="__targetRef_placeholder"/><bpmn:dataInputAssociation id="DataInputAssociation_1"><bpmn:sourceRef>DOR_1</bpmn:sourceRef><bpmn:targetRef>Property_1</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:userTask><bpmn:dataObjectReference id="DOR_1" dataObjectRef="DO_1"/><bpmn:dataObject id="DO_1"/>'), errors: [] },
  { tool: 'Signavio', source: signavio, errors: [] },
  { tool: 'Bizagi', source: bizagi, errors: [] },
  { tool: 'Yaoqiang', source: yaoqiang, errors: [] },
  { tool: 'jBPM', source: jbpm, errors: [] },
  { tool: 'Activiti', source: activiti, errors: [] },
  { tool: 'Activiti, with its expressions', source: activitiGateway, errors: ['feel-syntax'] },
  { tool: 'Flowable', source: flowable, errors: [] },
  { tool: 'Flowable, with a compensation of which nobody has chosen how', source: flowable.replace('</process>', '<boundaryEvent id="bo" attachedToRef="work" cancelActivity="false"><compensateEventDefinition id="ced"/></boundaryEvent><userTask id="undo" isForCompensation="true"/><association id="as" associationDirection="One" sourceRef="bo" targetRef="undo"/></process>'), errors: [] },
  { tool: 'Eclipse BPMN2 Modeler, with a message with an item', source: simple({ attributes: 'exporter="org.eclipse.bpmn2.modeler.core" exporterVersion="1.5"', around: '<itemDefinition id="it" structureRef="xs:string"/><message id="m" itemRef="it" name="m"/>' }).replace('</startEvent>', '<messageEventDefinition id="med" messageRef="m"/></startEvent>'), errors: [] },
  { tool: 'Trisotech', source: trisotech, errors: [] },
  { tool: 'ADONIS (prefix and comments)', source: camunda7.replace('<bpmn:process', '<!-- ADONIS -- -->'.replace(' -- -->', ' -->') + '<bpmn:process').replaceAll('bpmn:', 'model:').replace('xmlns:bpmn=', 'xmlns:model='), errors: [] },
  { tool: 'ARIS (empty elements, CRLF)', source: simple({ inside: '<textAnnotation id="ta"><text/></textAnnotation>' }).replaceAll('\n', '\r\n'), errors: [] },
  { tool: 'Enterprise Architect (ids with braces of a kind)', source: simple().replaceAll('"work"', '"EAID_5F3A_11"'), errors: [] },
  { tool: 'Visual Paradigm (drawing of what is not there)', source: yaoqiang.replace('bpmnElement="work"', 'bpmnElement="gone"'), errors: [] },
  { tool: 'MID Innovator (no ids on definitions)', source: simple().replace(' id="d"', ''), errors: [] },
  { tool: 'iGrafx (xsi:type on expressions of another prefix)', source: trisotech.replace('<semantic:incoming>flow2</semantic:incoming>', '<semantic:incoming>flow3</semantic:incoming>').replace('<semantic:sequenceFlow id="flow2" sourceRef="work" targetRef="end"/>', '<semantic:exclusiveGateway id="g" default="flow4"><semantic:incoming>flow2</semantic:incoming><semantic:outgoing>flow3</semantic:outgoing><semantic:outgoing>flow4</semantic:outgoing></semantic:exclusiveGateway><semantic:endEvent id="end2"><semantic:incoming>flow4</semantic:incoming></semantic:endEvent><semantic:sequenceFlow id="flow2" sourceRef="work" targetRef="g"/><semantic:sequenceFlow id="flow3" sourceRef="g" targetRef="end"><semantic:conditionExpression xsi:type="semantic:tFormalExpression">ok = true</semantic:conditionExpression></semantic:sequenceFlow><semantic:sequenceFlow id="flow4" sourceRef="g" targetRef="end2"/>'), errors: [] },
  { tool: 'W4 (elements out of order)', source: disordered, errors: [] },
  { tool: 'Oracle (a second namespace for the same)', source: simple({ attributes: `xmlns:again="${MODEL}"` }).replace('<endEvent id="end">', '<again:endEvent id="end">').replace('</endEvent>', '</again:endEvent>'), errors: [] },
  { tool: 'SAP (targetNamespace missing)', source: simple().replace(' targetNamespace="urn:x"', ''), errors: [] },
  { tool: 'Cawemo (vendor attributes everywhere)', source: camunda7.replaceAll(' sourceRef=', ' camunda:x="1" sourceRef='), errors: [] },
  { tool: 'RapidMiner (very long ids)', source: simple().replaceAll('"work"', `"${long}"`), errors: [] },
  { tool: 'Eclipse BPMN2 Modeler (item definitions, interfaces)', source: simple({ around: '<itemDefinition id="it" isCollection="false" structureRef="xs:string"/><message id="m" itemRef="it" name="m"/><interface id="if" name="I" implementationRef="x"><operation id="op" name="o"><inMessageRef>m</inMessageRef></operation></interface>' }), errors: [] },
  { tool: 'a correlation by a type of XML Schema', source: simple({ around: '<message id="m" name="m"/><correlationProperty id="cp" name="so" type="xsd:string"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>so</messagePath></correlationPropertyRetrievalExpression></correlationProperty>', attributes: 'xmlns:xsd="http://www.w3.org/2001/XMLSchema"' }), errors: [] },
  { tool: 'people, resources, groups, stores and monitoring', source: simple({ around: '<resource id="r" name="r"/><category id="cat"><categoryValue id="cv" value="x"/></category><dataStore id="dst" name="Sổ"/><partnerRole id="pr" name="x"/><signalEventDefinition id="sed"/>', inside: '<dataStoreReference id="dsr" dataStoreRef="dst"/><group id="gr" categoryValueRef="cv"/>' }).replace('</userTask>', '<potentialOwner id="po"><resourceAssignmentExpression><formalExpression>user(demo)</formalExpression></resourceAssignmentExpression></potentialOwner><rendering id="rd"/></userTask>').replace('<startEvent', '<auditing id="au"/><monitoring id="mo"/><startEvent'), errors: [] },
  {
    tool: 'everything that BPMN 2.0 lets a tool write round a process',
    source: `${HEAD}<definitions ${spaces('')} id="d" targetNamespace="urn:x"><import importType="http://www.w3.org/2001/XMLSchema" location="a.xsd" namespace="urn:a"/><itemDefinition id="it"/><interface id="if" name="I"><operation id="op" name="o"><inMessageRef>m</inMessageRef><errorRef>er</errorRef></operation></interface><message id="m" name="m" itemRef="it"/><error id="er" errorCode="er" structureRef="it"/><globalUserTask id="gut"/><endPoint id="ep"/><escalation id="es" escalationCode="es"/>
<process id="p" isExecutable="true" processType="Private"><documentation id="dc">Ghi chú</documentation><auditing id="au"/><ioSpecification id="pio"><dataInput id="pdi" name="vao"/><inputSet id="pis"><dataInputRefs>pdi</dataInputRefs><outputSetRefs>pos</outputSetRefs></inputSet><outputSet id="pos"><inputSetRefs>pis</inputSetRefs></outputSet></ioSpecification><property id="pr" name="x"/><laneSet id="ls"><lane id="la"><flowNodeRef>work</flowNodeRef></lane></laneSet>
<dataObject id="dob" itemSubjectRef="it"><dataState id="dst" name="mới"/></dataObject><dataObjectReference id="dor" dataObjectRef="dob"/>
<startEvent id="start"><dataOutput id="sdo" name="x"/><dataOutputAssociation id="sda"><sourceRef>sdo</sourceRef><targetRef>dor</targetRef></dataOutputAssociation><outputSet id="sos"><dataOutputRefs>sdo</dataOutputRefs></outputSet><messageEventDefinition id="smd" messageRef="m"><operationRef>op</operationRef></messageEventDefinition></startEvent>
<serviceTask id="work" implementation="##WebService" operationRef="op"><monitoring id="mo"/><ioSpecification id="io"><dataInput id="di" name="a" itemSubjectRef="it"/><inputSet id="is"><dataInputRefs>di</dataInputRefs></inputSet><outputSet id="os"/></ioSpecification><property id="tp" name="t"/><dataInputAssociation id="da"><sourceRef>dor</sourceRef><targetRef>di</targetRef></dataInputAssociation><performer id="pf"><resourceAssignmentExpression id="rae"><formalExpression id="fe">x</formalExpression></resourceAssignmentExpression></performer></serviceTask>
<boundaryEvent id="bo" attachedToRef="work"><errorEventDefinition id="bed" errorRef="er"/></boundaryEvent><endEvent id="end"><dataInput id="edi"/><dataInputAssociation id="eda"><sourceRef>dor</sourceRef><targetRef>edi</targetRef></dataInputAssociation><inputSet id="eis"><dataInputRefs>edi</dataInputRefs></inputSet></endEvent>
<sequenceFlow id="f1" sourceRef="start" targetRef="work"/><sequenceFlow id="f2" sourceRef="work" targetRef="end" isImmediate="true"/><sequenceFlow id="f3" sourceRef="bo" targetRef="end"/>
<textAnnotation id="ta"><text>xem</text></textAnnotation><association id="as1" sourceRef="work" targetRef="ta"/><association id="as2" sourceRef="dor" targetRef="work" associationDirection="One"/><group id="gr"/><correlationSubscription id="cs" correlationKeyRef="ck"/></process>
<collaboration id="co"><participant id="pa" processRef="p"><participantMultiplicity id="pm" minimum="1" maximum="2"/></participant><participant id="pb"/><messageFlow id="mf" sourceRef="pb" targetRef="start" messageRef="m"/><correlationKey id="ck" name="k"/><textAnnotation id="tb"><text>ngoài</text></textAnnotation></collaboration></definitions>`,
    errors: [],
  },
  { tool: 'a tool that writes a byte order mark', source: Buffer.from(`\uFEFF${simple()}`), errors: [] },
  { tool: 'a tool that writes no XML declaration', source: simple().replace(HEAD, ''), errors: [] },
  { tool: 'a tool that writes UTF-16', source: utf16(simple()), errors: [] },
  { tool: 'a tool that writes UTF-16, the greater byte first', source: utf16(simple()).swap16(), errors: [] },
  { tool: 'a tool that writes ISO-8859-1', source: Buffer.from(simple({ inside: '<textAnnotation id="ta"><text>Prüfung</text></textAnnotation>' }).replace('UTF-8', 'ISO-8859-1').normalize('NFD').replace(/[^\0-\xff]/g, ''), 'latin1'), errors: [] },
  { tool: 'a tool that declares what it does not write', source: Buffer.from(HEAD.replace('UTF-8', 'x-unheard-of') + simple().replace(HEAD, '')), errors: [], malformed: true },
  { tool: 'a tool that says ISO-8859-1', source: simple().replace('UTF-8', 'ISO-8859-1'), errors: [] },
  { tool: 'a tool that writes a document type', source: simple().replace(HEAD, `${HEAD}<!DOCTYPE definitions>`), errors: [], malformed: true },
  { tool: 'a tool that writes a style sheet', source: simple().replace(HEAD, `${HEAD}<?xml-stylesheet href="a.xsl"?>`), errors: [], malformed: true },
  { tool: 'a tool of BPMN 1.x (XPDL)', source: '<?xml version="1.0"?><Package xmlns="http://www.wfmc.org/2009/XPDL2.2" Id="a"/>', errors: [], malformed: true },
  { tool: 'a tool that drops the process', source: `${HEAD}<definitions ${spaces('')} id="d" targetNamespace="x"/>`, errors: [], malformed: true },
  { tool: 'a second pool that is not executable', source: participants(''), errors: [] },
  { tool: 'two pools that both say executable', source: participants(' isExecutable="true"'), errors: ['event-ref-named'] },
  { tool: 'a drawing of documentation only (no events)', source: simple().replace(/<startEvent.*?<\/startEvent>/s, '').replace(/<sequenceFlow id="flow1"[^>]*\/>/, ''), errors: ['start-event'] },
  { tool: 'ids that are no XML names', source: simple().replaceAll('"work"', '"1 work"'), errors: ['unknown-content'] },
  { tool: 'a choreography', source: simple({ around: '<choreography id="ch"/>' }), errors: ['executable-subset'] },
  { tool: 'an element of the future', source: simple({ inside: '<quantumTask id="q"/>' }), errors: ['unknown-content'] },
  { tool: 'a process without anything', source: `${HEAD}<definitions ${spaces('')} id="d" targetNamespace="x"><process id="p" isExecutable="true"/></definitions>`, errors: ['start-event', 'end-event'] },
];
