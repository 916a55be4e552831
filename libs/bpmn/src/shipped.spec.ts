import { list, one, string } from './document.js';
import { graphOf } from './graph.js';
import { parseBpmn, prove, readModel, toExecutable } from './index.js';
import { type Shipped, readShipped, shippedCodes } from './shipped.fixture.js';
import { longestBudget } from './timely.js';

const KINDS: Record<string, string[]> = {
  receiving: ['tiep-nhan'],
  commune: ['tiep-nhan', 'tu-phap-ho-tich', 'dia-chinh', 'lanh-dao'],
  police_commune: ['cong-an-xa', 'lanh-dao'],
  police_district: ['tra-cuu-tang-thu', 'canh-sat-pccc', 'lanh-dao'],
  leadership: ['lanh-dao'],
  ...Object.fromEntries(['land_registry', 'tax', 'insurance', 'district_office:tnmt', 'district_office:kinh-te-ha-tang', 'district_office:van-hoa-thong-tin', 'district_office:tu-phap'].map((relation) => [relation, ['chuyen-vien', 'lanh-dao']])),
};
const directory = {
  reachable: (relation: string): string[] => (relation in KINDS ? [relation] : []),
  hasRole: (agency: string, role: string): boolean => KINDS[agency]?.includes(role) ?? false,
};

const codes = shippedCodes();
const shipped = new Map<string, Shipped>();
const component = (code: string) => shipped.get(code)?.model ?? null;
const of = (code: string): Shipped => shipped.get(code) as Shipped;

const findingsOf = async (code: string, change: (xml: string) => string): Promise<string[]> => {
  const { xml, forms } = of(code);
  const changed = change(xml);
  expect(changed).not.toBe(xml);
  const parsed = await parseBpmn(changed);
  if (!parsed.ok) return [parsed.rejection.code];
  const { model, findings } = readModel(parsed.value, { forms });
  return [...findings, ...prove(parsed.value, { model, directory, component, decisions: of(code).decisions })].filter(({ severity }) => severity === 'error').map(({ rule, element }) => `${rule} ${element}`);
};

beforeAll(async () => {
  for (const code of codes) shipped.set(code, await readShipped(code));
});

describe.each(codes)('%s', (code) => {
  it('is proven without a finding and bears its own code', () => {
    const { document, model } = of(code);
    expect([...readModel(document, { forms: of(code).forms }).findings, ...prove(document, { model, directory, component, decisions: of(code).decisions })]).toEqual([]);
    expect([model.code, model.processId]).toEqual([code, code]);
  });

  it('can be made executable', async () => {
    expect((await toExecutable(of(code).xml)).processId).toBe(code);
  });

  it('draws every element and every flow', () => {
    const { document } = of(code);
    const plane = one(list(document.definitions, 'diagrams')[0], 'plane');
    const drawn = new Set(list(plane, 'planeElement').map((shape) => one(shape, 'bpmnElement')?.id));
    const lanes = list(list(document.process, 'laneSets')[0], 'lanes');
    expect([...list(document.process, 'flowElements'), ...lanes].filter(({ id }) => !drawn.has(id))).toEqual([]);
  });

  it('gives every step an English name, and every field of its forms names in both languages', () => {
    const { model, forms } = of(code);
    for (const { name } of Object.values(model.steps)) expect(name.en).not.toBe(name.vi);
    for (const form of Object.values(forms)) {
      for (const field of Object.values(form['properties'] as Record<string, Record<string, unknown>>)) {
        expect(field).toMatchObject({ title: expect.any(String), 'x-title-en': expect.any(String) });
        expect('default' in field || 'examples' in field).toBe(true);
      }
    }
  });

  it('uses no form field twice, so that no step overwrites the answer of another', () => {
    const fields = Object.values(of(code).forms).flatMap((form) => Object.keys(form['properties'] as object));
    expect(fields.filter((field, index) => fields.indexOf(field) !== index)).toEqual([]);
  });
});

describe('the shipped budgets', () => {
  it.each([
    ['ban-giao-ho-so-cu-tru', 2.5],
    ['bien-dong-dat-dai', 10],
    ['dat-dai-lan-dau', 30],
    ['hon-nhan', 5],
    ['karaoke', 5],
    ['ke-hoach-moi-truong', 10],
    ['khai-sinh-lien-thong', 14],
    ['quang-cao', 20],
    ['thuong-tru', 3],
  ])('of %s sum to %d working days on the longest path', (code, days) => {
    const { document, model } = of(code);
    expect(longestBudget(graphOf(document), model, component).hours / 8).toBe(days);
  });
});

describe('a change for the worse is caught', () => {
  it.each<[string, string, (xml: string) => string, string]>([
    ['a join of another kind', 'khai-sinh-lien-thong', (xml) => xml.replace('parallelGateway id="hop"', 'exclusiveGateway id="hop"').replace(/parallelGateway>(?![\s\S]*parallelGateway>)/, 'exclusiveGateway>'), 'missing-synchronisation hop'],
    ['a split of another kind', 'khai-sinh-lien-thong', (xml) => xml.replace('parallelGateway id="tach"', 'exclusiveGateway id="tach"').replace('</bpmn:parallelGateway>', '</bpmn:exclusiveGateway>'), 'deadlock hop'],
    ['an inclusive block closed by a parallel join', 'dat-dai-lan-dau', (xml) => xml.replace('inclusiveGateway id="hopDoDac"', 'parallelGateway id="hopDoDac"').replace(/inclusiveGateway>(?![\s\S]*inclusiveGateway>)/, 'parallelGateway>'), 'deadlock hopDoDac'],
    ['half a day more', 'dat-dai-lan-dau', (xml) => xml.replace('budget="4"', 'budget="4.5"'), 'budget-exceeds-limit traKetQua'],
    ['a shorter limit', 'thuong-tru', (xml) => xml.replace('legalLimit="3"', 'legalLimit="2.5"'), 'budget-exceeds-limit traKetQua'],
    ['a role that nobody has', 'thuong-tru', (xml) => xml.replace('role="tra-cuu-tang-thu"', 'role="giam-doc"'), 'role-without-holder doiChieuTangThu'],
    ['an agency that does not exist', 'khai-sinh-lien-thong', (xml) => xml.replace('agency="insurance"', 'agency="bank"'), 'unknown-relation capTheBhyt'],
    ['a stop without evidence', 'dat-dai-lan-dau', (xml) => xml.replace(' evidence="don-phan-doi"', ''), 'stop-without-evidence xacMinhPhanDoi'],
    ['a form that is not there', 'tra-ket-qua-chung', (xml) => xml.replace('form="tra-ket-qua"', 'form="khac"'), 'form-missing traKetQua'],
    ['a condition in another language', 'tiep-nhan-chung', (xml) => xml.replace('=ketQuaTiepNhan = "bo-sung"', "${ketQuaTiepNhan == 'bo-sung'}").replace('=ketQuaTiepNhan = &quot;bo-sung&quot;', '${ketQuaTiepNhan}'), 'feel-syntax xetThanhPhan_choBoSung'],
    ['a script', 'tra-ket-qua-chung', (xml) => xml.replace('<bpmn:userTask id="thongBaoKetQua"', '<bpmn:scriptTask id="x" scriptFormat="javascript"><bpmn:script>1</bpmn:script></bpmn:scriptTask><bpmn:userTask id="thongBaoKetQua"'), 'script-feel x'],
    ['a timer in words', 'dat-dai-lan-dau', (xml) => xml.replace('>P30D<', '>30 ngày<'), 'timer-value quaHanNop'],
    ['a misspelt extension', 'thuong-tru', (xml) => xml.replace('signature="true"', 'sign="true"'), 'unknown-iso kySo'],
    ['a flow that is gone', 'thuong-tru', (xml) => xml.replace(/<bpmn:sequenceFlow id="kySo_traKetQua"[^>]*\/>/, ''), 'end-event kySo'],
  ])('%s', async (_, code, change, expected) => {
    expect(await findingsOf(code, change)).toContain(expected);
  });
});

describe('the intake of the shipped procedures', () => {
  it('asks for nothing without which a dossier could not be taken in', () => {
    for (const code of codes) expect(Object.keys(of(code).forms['tiep-nhan'] ?? {})).not.toContain('required');
  });

  it('keeps the papers of the police in their compartment', () => {
    const { papers, steps } = of('thuong-tru').model;
    const made = Object.values(steps).flatMap(({ papersOut }) => papersOut);
    expect([...papers, ...made].map(({ compartment }) => compartment)).toEqual(Array(papers.length + made.length).fill('police'));
  });

  it('cites the source of every limit as unconfirmed until somebody has confirmed it', () => {
    for (const { document, model } of shipped.values()) {
      expect(model.basis).toMatchObject({ text: expect.any(String), confirmed: false });
      expect(string(document.process, 'name')).toBe(model.name.vi);
    }
  });
});
