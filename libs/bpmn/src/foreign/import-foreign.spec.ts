import { readDocument } from '../diagram.fixture.js';
import { type ForeignImport, importForeign, prove, readModel } from '../index.js';
import { district } from '../table/vocabulary.fixture.js';

const NAMESPACES: Record<string, string> = {
  camunda: 'http://camunda.org/schema/1.0/bpmn', zeebe: 'http://camunda.org/schema/zeebe/1.0', flowable: 'http://flowable.org/bpmn', activiti: 'http://activiti.org/bpmn', signavio: 'http://www.signavio.com', bizagi: 'http://www.bizagi.com/bpmn20',
};

const documentOf = (inside: string, around = '', process = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ${Object.entries(NAMESPACES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(' ')} id="d" targetNamespace="x" exporter="Camunda Modeler" exporterVersion="5.20">
${around}<bpmn:process id="Kiem_tra" name="Kiểm tra hồ sơ" isExecutable="true"${process}>${inside}</bpmn:process></bpmn:definitions>`;

const around = (work: string): string => `<bpmn:startEvent id="s"/>${work}<bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="work"/><bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="e"/>`;
const task = (attributes: string, extensions = '', type = 'userTask', more = ''): string =>
  around(`<bpmn:${type} id="work" name="Kiểm tra"${attributes}>${extensions && `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`}${more}</bpmn:${type}>`);

async function translated(source: string): Promise<ForeignImport & { model: ReturnType<typeof readModel>['model']; errors: string[] }> {
  const read = await importForeign(source, district);
  if (!read.ok) throw new Error(read.rejection.message.en);
  const document = await readDocument(read.value.bpmn);
  return { ...read.value, model: readModel(document).model, errors: prove(document).filter(({ severity }) => severity === 'error').map(({ rule }) => rule) };
}

const says = (found: readonly { element: string | null; what: string; to?: string; reason?: string }[]): string[] => found.map(({ element, what, to }) => `${element}: ${what}${to === undefined ? '' : ` → ${to}`}`);

describe('importForeign', () => {
  it.each([
    ['camunda:candidateGroups', task(' camunda:candidateGroups="tiep-nhan,khac"'), { role: 'tiep-nhan', agency: 'receiving' }],
    ['flowable:assignee', task(' flowable:assignee="chuyen_vien_phong_tai_nguyen_va_moi_truong"'), { role: 'chuyen-vien', agency: 'district_office:tnmt' }],
    ['zeebe:assignmentDefinition', task('', '<zeebe:assignmentDefinition candidateGroups="dia-chinh"/>'), { role: 'dia-chinh', agency: 'commune' }],
    ['a performer of BPMN', task('', '', 'userTask', '<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>Chi cục Thuế</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>'), { role: 'chuyen-vien', agency: 'tax' }],
    ['camunda:dueDate', task(' camunda:dueDate="P3D"'), { budget: { amount: 3, unit: 'calendar_day' } }],
    ['zeebe:taskSchedule', task('', '<zeebe:taskSchedule dueDate="=now() + duration(&quot;PT4H&quot;)"/>'), { budget: { amount: 4, unit: 'working_hour' } }],
  ])('gives %s a meaning', async (_, inside, step) => {
    const { model, errors } = await translated(documentOf(inside));
    expect([model.steps['work'], errors]).toEqual([expect.objectContaining(step), []]);
  });

  it.each([
    ['camunda:formData', task('', '<camunda:formData><camunda:formField id="dat" label="Đạt?" type="boolean" defaultValue="true"><camunda:validation><camunda:constraint name="required"/></camunda:validation></camunda:formField><camunda:formField id="muc" label="Mức" type="enum"><camunda:value id="a" name="Cao"/><camunda:value id="b" name="Thấp"/></camunda:formField></camunda:formData>')],
    ['flowable:formProperty', task('', '<flowable:formProperty id="dat" name="Đạt?" type="boolean" required="true" default="true"/><flowable:formProperty id="muc" name="Mức" type="enum"><flowable:value id="a" name="Cao"/><flowable:value id="b" name="Thấp"/></flowable:formProperty>')],
  ])('makes a form of %s', async (_, inside) => {
    const { model, errors } = await translated(documentOf(inside));
    expect([model.steps['work']?.form, errors]).toEqual(['work', []]);
    expect(model.forms['work']).toEqual({
      type: 'object', required: ['dat'],
      properties: { dat: { type: 'boolean', title: 'Đạt?', 'x-title-en': 'Đạt?', default: true }, muc: { type: 'string', title: 'Mức', 'x-title-en': 'Mức', enum: ['a', 'b'], 'x-enum-names': ['Cao', 'Thấp'] } },
    });
  });

  it('makes a form of one that Camunda 8 keeps in the process', async () => {
    const form = JSON.stringify({ components: [{ type: 'textfield', key: 'ghiChu', label: 'Ghi chú', validate: { required: true } }, { type: 'group', components: [{ type: 'number', key: 'so', label: 'Số' }] }] }).replaceAll('"', '&quot;');
    const { model, errors } = await translated(documentOf(`<bpmn:extensionElements><zeebe:userTaskForm id="form_1">${form}</zeebe:userTaskForm></bpmn:extensionElements>${task('', '<zeebe:formDefinition formKey="camunda-forms:bpmn:form_1"/>')}`));
    expect([model.forms['work'], errors]).toEqual([{ type: 'object', required: ['ghiChu'], properties: { ghiChu: { type: 'string', title: 'Ghi chú', 'x-title-en': 'Ghi chú' }, so: { type: 'number', title: 'Số', 'x-title-en': 'Số' } } }, []]);
  });

  it.each([
    ['camunda:topic', task(' camunda:type="external" camunda:topic="thue.tinh"', '<camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle>', 'serviceTask'), { topic: 'thue.tinh', retries: 5, backoffMs: 600_000 }],
    ['zeebe:taskDefinition', task('', '<zeebe:taskDefinition type="thue.tinh" retries="7"/>', 'serviceTask'), { topic: 'thue.tinh', retries: 7, backoffMs: 60_000 }],
    ['flowable:topic', task(' flowable:type="external-worker" flowable:topic="gui"', '', 'serviceTask'), { topic: 'gui', retries: 3, backoffMs: 60_000 }],
  ])('makes a job of %s', async (_, inside, job) => {
    const { model, errors } = await translated(documentOf(inside));
    expect([model.jobs?.['work'], errors]).toEqual([job, []]);
  });

  it.each([
    ['camunda:collection', '<bpmn:multiInstanceLoopCharacteristics camunda:collection="${xa}" camunda:elementVariable="mot"/>'],
    ['zeebe:loopCharacteristics', '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=xa" inputElement="mot"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>'],
  ])('reads the list of %s', async (_, loop) => {
    const { bpmn, errors } = await translated(documentOf(task('', '', 'userTask', loop)));
    expect(errors).toEqual([]);
    expect(bpmn).toContain('iso:collection="=xa" iso:elementVariable="mot"');
  });

  it('translates the conditions that surely mean the same, and marks the others', async () => {
    const gateway = (one: string) => `<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="x" default="f3"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/><bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="e"><bpmn:conditionExpression>${one}</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="f3" sourceRef="x" targetRef="e"/>`;
    const same = await translated(documentOf(gateway("${loai == 'A'}")));
    const other = await translated(documentOf(gateway('${dichVu.kiemTra(loai)}')));
    expect([same.errors, says(same.mapped).at(-1)]).toEqual([[], `f2: \${loai == 'A'} → =loai = "A"`]);
    expect([other.errors, says(other.dropped)]).toEqual([['feel-syntax'], ['f2: ${dichVu.kiemTra(loai)}']]);
  });

  it('reads keys of messages, called procedures, decisions and scripts of Camunda 8', async () => {
    const wait = `<bpmn:intermediateCatchEvent id="work"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>`;
    const message = '<bpmn:message id="m" name="tra-loi"><bpmn:extensionElements><zeebe:subscription correlationKey="=soHoSo"/></bpmn:extensionElements></bpmn:message>';
    expect((await translated(documentOf(around(wait), message))).model.correlations).toEqual({ work: '=soHoSo' });
    expect((await translated(documentOf(task('', '<zeebe:calledElement processId="con"/>', 'callActivity')))).model.calls).toEqual({ work: 'con' });
    expect((await translated(documentOf(task('', '<zeebe:calledDecision decisionId="phi" resultVariable="lePhi"/>', 'businessRuleTask')))).bpmn).toContain('<iso:decision ref="phi" result="lePhi" />');
    expect((await translated(documentOf(task('', '<zeebe:script expression="=a + 1" resultVariable="b"/>', 'scriptTask')))).errors).toEqual([]);
  });

  it('takes the names of lanes for who works, and lists those that it does not know', async () => {
    const lanes = '<bpmn:laneSet id="ls"><bpmn:lane id="l1" name="Bộ phận Một cửa"><bpmn:flowNodeRef>work</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="l2" name="Hội đồng"/><bpmn:lane id="l3" name="Công dân"/></bpmn:laneSet>';
    const { model, dropped } = await translated(documentOf(lanes + task('')));
    expect(model.steps['work']).toMatchObject({ agency: 'receiving', role: 'tiep-nhan' });
    expect(says(dropped)).toEqual(['l2: Hội đồng']);
  });

  it('lists what has no meaning here and why, and keeps it in the document', async () => {
    const { dropped, bpmn, tool } = await translated(
      documentOf(task(' camunda:delegateExpression="${bean}" camunda:asyncBefore="true"', '<camunda:executionListener class="org.L" event="start"/><signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffff"/><bizagi:BizagiExtensions><bizagi:BizagiProperties/></bizagi:BizagiExtensions>', 'serviceTask'), '', ' camunda:historyTimeToLive="180"'),
    );
    expect(says(dropped)).toEqual([
      'Kiem_tra: camunda:historyTimeToLive 180', 'work: camunda:delegateExpression ${bean}', 'work: camunda:asyncBefore true',
      'work: camunda:executionListener class=org.L event=start', 'work: signavio:signavioMetaData metaKey=bgcolor metaValue=#ffffff', 'work: bizagi:BizagiExtensions',
    ]);
    for (const { reason } of dropped) expect(reason.length).toBeGreaterThan(10);
    expect(tool).toBe('Camunda Modeler 5.20');
    expect(bpmn).toEqual(expect.stringContaining('camunda:delegateExpression="${bean}"'));
    expect(bpmn).toContain('<camunda:executionListener class="org.L" event="start"');
  });

  it('keeps what refers to nothing, and its finding', async () => {
    const undo = '<bpmn:intermediateThrowEvent id="work"><bpmn:incoming>f1</bpmn:incoming><bpmn:incoming>lost</bpmn:incoming><bpmn:compensateEventDefinition activityRef="nobody"/></bpmn:intermediateThrowEvent>';
    const { bpmn, errors } = await translated(documentOf(around(undo)));
    expect(bpmn).toContain('activityRef="nobody"');
    expect(bpmn).toContain('<bpmn:incoming>lost</bpmn:incoming>');
    expect(errors).toEqual(expect.arrayContaining(['unresolved-reference', 'unresolved-reference']));
  });

  it('translates nothing of a document that it cannot read as a whole, and says so', async () => {
    const { bpmn, mapped, dropped, errors } = await translated(documentOf(task(' camunda:dueDate="P3D"', '', 'userTask', '<bpmn:sendTask id="inside"/>')));
    expect(mapped).toEqual([]);
    expect(dropped).toEqual([{ element: expect.any(String), what: expect.stringContaining('phần tử <bpmn:sendTask> không được đặt ở đây'), reason: expect.stringContaining('hãy sửa trong công cụ đã vẽ') }]);
    expect(bpmn).toContain('<bpmn:sendTask id="inside"/>');
    expect(errors).toContain('unknown-content');
  });

  it('keeps the script of a global script task', async () => {
    const { bpmn } = await translated(documentOf(task(' calledElement="g"', '', 'callActivity'), '<bpmn:globalScriptTask id="g" scriptLanguage="feel"><bpmn:script>{ a: 1 }</bpmn:script></bpmn:globalScriptTask>'));
    expect(bpmn).toContain('<bpmn:script>{ a: 1 }</bpmn:script>');
  });

  it('refuses what is no BPMN', async () => {
    expect(await importForeign('<a/>', district)).toMatchObject({ ok: false, rejection: { code: 'malformed' } });
  });
});
