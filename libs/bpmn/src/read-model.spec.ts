import { documentAround, readDocument } from './diagram.fixture.js';
import { parseBpmn, readModel } from './index.js';

const lanes = `
<laneSet id="ls"><lane id="l1" name="Công an"><extensionElements><iso:step agency="police_commune" role="cong-an-xa" budget="4" unit="working_hour" opinion="true"/></extensionElements>
<flowNodeRef>a</flowNodeRef><flowNodeRef>sub</flowNodeRef>
<childLaneSet id="cls"><lane id="l2"><extensionElements><iso:step role="lanh-dao" ladder="gap"/></extensionElements><flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane></laneSet>`;

const tasks = `
<userTask id="a" name=" Xác minh "><extensionElements><iso:step nameEn="Verify" budget="2" unit="working_day" form="xac-minh"><iso:paperIn code="ct01"/><iso:paperOut code="bien-ban" name="Biên bản" nameEn="Minutes" compartment="police"/></iso:step></extensionElements></userTask>
<userTask id="b"/><subProcess id="sub"><userTask id="inner"/></subProcess><userTask id="c"/><task id="passed"/>
<serviceTask id="service"/><serviceTask id="worked"><extensionElements><iso:step agency="tax" role="chuyen-vien" unit="same_day"/></extensionElements></serviceTask>`;

describe('readModel', () => {
  it('reads a step and inherits from its lanes what it leaves out, the inner lane before the outer', async () => {
    // when
    const { model } = readModel(await readDocument(lanes + tasks));

    // then
    expect(model.steps['a']).toEqual({
      element: 'a', name: { vi: 'Xác minh', en: 'Verify' }, agency: 'police_commune', role: 'cong-an-xa', budget: { amount: 2, unit: 'working_day' },
      opinion: true, signature: false, papersIn: ['ct01'], form: 'xac-minh', ladder: null,
      papersOut: [{ code: 'bien-ban', name: { vi: 'Biên bản', en: 'Minutes' }, originals: 1, copies: 0, required: true, compartment: 'police' }],
    });
    expect(model.steps['b']).toMatchObject({ agency: 'police_commune', role: 'lanh-dao', budget: { amount: 4, unit: 'working_hour' }, ladder: 'gap' });
    expect(model.steps['inner']).toMatchObject({ agency: 'police_commune', role: 'cong-an-xa' });
  });

  it('makes steps of user tasks and of other waiting activities that name a worker', async () => {
    // when
    const { model } = readModel(await readDocument(lanes + tasks));

    // then
    expect(Object.keys(model.steps).sort()).toEqual(['a', 'b', 'c', 'inner', 'worked']);
    expect(model.steps['worked']?.budget).toEqual({ amount: 1, unit: 'same_day' });
  });

  it('reads a plain diagram with defaults, warning of what it guessed', async () => {
    // given
    const parsed = await parseBpmn(documentAround('<userTask id="a"/>').replace('<process id="p"', '<process id="Quy_trinh.Dat" name="Đất đai"'));

    // when
    const { model, findings } = readModel(parsed.ok ? parsed.value : await readDocument(''));

    // then
    expect(model).toMatchObject({ code: 'quy-trinh-dat', name: { vi: 'Đất đai', en: 'Đất đai' }, kind: 'procedure', legalLimit: null, convention: 'exact', ladder: 'mac-dinh' });
    expect(model.steps['a']).toMatchObject({ agency: 'receiving', role: 'tiep-nhan', budget: null });
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['warning procedure-undeclared', 'warning step-without-actor']);
  });

  it('reads the procedure, its papers, results, forms, milestones, stops, calls and what it waits for', async () => {
    // given
    const inside = `<extensionElements>
<iso:procedure code="thu-tuc" nameEn="Procedure" kind="component" field="Hộ tịch" level="commune" legalLimit="15" legalUnit="calendar_day" basis="Nghị định 123" basisConfirmed="true" convention="end_of_day">
<iso:paper code="to-khai" name="Tờ khai" nameEn="Declaration" originals="2" copies="1" required="false"/><iso:result code="gks" name="Giấy khai sinh" nameEn="Birth certificate"/></iso:procedure>
<iso:form key="trong-so-do"><![CDATA[{"type":"object"}]]></iso:form></extensionElements>
<callActivity id="call" calledElement="khac"/>
<intermediateCatchEvent id="wait"><extensionElements><iso:clock stop="payment" evidence="tax-notice"/><iso:milestone state="6"/></extensionElements><messageEventDefinition messageRef="thong-diep"/></intermediateCatchEvent>
<boundaryEvent id="cancel" attachedToRef="call"><signalEventDefinition signalRef="tin-hieu"/></boundaryEvent>
<endEvent id="e"><extensionElements><iso:milestone state="10" result="gks"/></extensionElements><signalEventDefinition signalRef="tin-hieu"/></endEvent>`;

    // when
    const { model, findings } = readModel(await readDocument(inside), { forms: { 'ben-ngoai': { type: 'object' } } });

    // then
    expect(findings).toEqual([]);
    expect(model).toMatchObject({
      code: 'thu-tuc', kind: 'component', field: 'Hộ tịch', level: 'commune', legalLimit: { amount: 15, unit: 'calendar_day' },
      basis: { text: 'Nghị định 123', confirmed: true }, convention: 'end_of_day',
      papers: [{ code: 'to-khai', originals: 2, copies: 1, required: false, compartment: null }],
      results: [{ code: 'gks', name: { vi: 'Giấy khai sinh', en: 'Birth certificate' } }],
      calls: { call: 'khac' }, messages: { wait: 'thong-diep' }, signals: { cancel: 'tin-hieu' },
      stops: { wait: { kind: 'payment', evidence: 'tax-notice' } },
      milestones: { wait: { state: 6, result: null }, e: { state: 10, result: 'gks' } },
    });
    expect(Object.keys(model.forms).sort()).toEqual(['ben-ngoai', 'trong-so-do']);
  });

  it.each([
    ['budget="-1"', 'iso:budget'],
    ['budget="1" unit="week"', 'iso:unit'],
    ['opinion="yes"', 'iso:opinion'],
  ])('names the value that is none: %s', async (attributes, named) => {
    // when
    const { findings } = readModel(await readDocument(`<userTask id="a"><extensionElements><iso:step agency="tax" role="chuyen-vien" ${attributes}/></extensionElements></userTask>`));

    // then
    expect(findings.filter(({ rule }) => rule === 'iso-value')).toEqual([expect.objectContaining({ element: 'a', message: expect.objectContaining({ en: expect.stringContaining(named) }) })]);
  });

  it.each(['<iso:milestone state="11"/>', '<iso:milestone/>', '<iso:clock stop="holiday"/>', '<iso:clock/>'])('refuses %s', async (wrong) => {
    // when
    const { model, findings } = readModel(await readDocument(`<userTask id="a"><extensionElements><iso:step agency="tax" role="chuyen-vien"/>${wrong}</extensionElements></userTask>`));

    // then
    expect(findings.map(({ rule }) => rule)).toContain('iso-value');
    expect([model.milestones, model.stops]).toEqual([{}, {}]);
  });
});

describe('how the procedure counts', () => {
  const procedure = (attributes: string) => readDocument(`<extensionElements><iso:procedure code="x" ${attributes}/></extensionElements><startEvent id="s"/>`);

  it('reads convention, day of receipt and cut-off, and says nothing of what is not said', async () => {
    expect(readModel(await procedure('convention="half_day" firstDay="counted" cutoff="14:30"')).model).toMatchObject({ convention: 'half_day', firstDay: 'counted', cutoff: '14:30' });
    expect(Object.keys(readModel(await procedure('')).model)).not.toEqual(expect.arrayContaining(['firstDay', 'cutoff']));
  });

  it.each([['convention="weekly"', 'convention'], ['firstDay="perhaps"', 'firstDay'], ['cutoff="25:00"', 'cutoff']])('names the value that is none: %s', async (attributes, named) => {
    const { findings } = readModel(await procedure(attributes));
    expect(findings).toEqual([expect.objectContaining({ rule: 'iso-value', message: expect.objectContaining({ en: expect.stringContaining(named) as unknown }) as unknown })]);
  });
});
