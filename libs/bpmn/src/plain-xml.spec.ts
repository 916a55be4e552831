import { importForeign, parseBpmn, prove } from './index.js';
import { list } from './document.js';
import { plainXml } from './plain-xml.js';
import { readShipped, shippedCodes } from './shipped.fixture.js';

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const FLOW = '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/>';
const documentOf = (inside: string, root = 'targetNamespace="urn:x"'): string => `<bpmn:definitions xmlns:bpmn="${MODEL}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" ${root}>${inside}</bpmn:definitions>`;
const processOf = (flow = FLOW, more = ''): string => `<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>${more}<bpmn:endEvent id="e"/>${flow}</bpmn:process>`;

async function read(xml: string) {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  return parsed.value;
}

const errorsOf = async (xml: string): Promise<string[]> => prove(await read(xml)).filter(({ severity }) => severity === 'error').map(({ rule, element }) => `${rule} ${element}`);

describe('a document as every reader of XML takes it', () => {
  it.each(shippedCodes())('is what %s is already', async (code) => {
    const { document } = await readShipped(code);
    expect(plainXml(document.xml)).toBe(document.xml);
  });

  it.each([
    ['spaces around the = of attributes', processOf('<bpmn:sequenceFlow id = "f" sourceRef ="s"\n targetRef= \'e\'/>')],
    ['spaces around ids and what refers to them', processOf('<bpmn:sequenceFlow id="f " sourceRef=" s" targetRef="e\n"/>')],
    ['spaces around what elements refer to', processOf(FLOW).replace('<bpmn:startEvent id="s"/>', '<bpmn:startEvent id="s"><bpmn:outgoing>\n f\n </bpmn:outgoing></bpmn:startEvent>').replace('<bpmn:endEvent id="e"/>', '<bpmn:endEvent id="e"><bpmn:incoming> f</bpmn:incoming></bpmn:endEvent>')],
  ])('has no %s', async (_, inside) => expect(await errorsOf(documentOf(inside))).toEqual([]));

  it('names what is its own without a prefix', async () => {
    const catching = '<bpmn:intermediateCatchEvent id="w"><bpmn:messageEventDefinition messageRef="tns:m"/></bpmn:intermediateCatchEvent>';
    const flows = '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="w"/><bpmn:sequenceFlow id="g" sourceRef="w" targetRef="e"/>';
    expect(await errorsOf(documentOf(`<bpmn:message id="m" name="Tin"/>${processOf(flows, catching)}`, 'xmlns:tns="urn:x" targetNamespace="urn:x"'))).toEqual([]);
    expect(await errorsOf(documentOf(`<bpmn:message id="m" name="Tin"/>${processOf(flows, catching)}`, 'xmlns:tns="urn:y" targetNamespace="urn:x"'))).toContain('unresolved-reference w');
  });

  it('keeps the prefix of attributes whose namespace is the default, too', async () => {
    const xml = documentOf(processOf().replace('<bpmn:process', '<bpmn:process other:version="1"'), 'xmlns="urn:other" xmlns:other="urn:other" targetNamespace="urn:x"');
    expect(prove(await read(xml)).map(({ rule }) => rule)).not.toEqual(expect.arrayContaining(['structure']));
    expect((await read(xml)).process.$attrs).toEqual({ 'other:version': '1' });
  });

  it('keeps characters beyond the first plane', async () => {
    const { process } = await read(documentOf(processOf(FLOW.replace('id="f"', 'id="f" name="&#x1F600;&#128512; &#x41;"'))));
    expect(list(process, 'flowElements').find(({ id }) => id === 'f')?.name).toBe('😀😀 A');
  });

  it('keeps what other tools write under prefixes that are ours', async () => {
    const own = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:color="urn:colours" targetNamespace="urn:x"';
    const xml = documentOf(processOf().replace('id="p"', 'id="p" color:of="dc:x"').replace('<bpmn:startEvent', '<bpmn:extensionElements><dc:title dc:kind = "a">Tên</dc:title><x:y xmlns:x="urn:z" xmlns:di="urn:w"><di:z/></x:y></bpmn:extensionElements><bpmn:startEvent'), own);
    const imported = await importForeign(xml, { agencies: [], roles: [] });
    const bpmn = imported.ok ? imported.value.bpmn : '';
    expect(bpmn).toContain('other-color:of="dc:x"');
    expect(bpmn).toContain('xmlns:other-dc="http://purl.org/dc/elements/1.1/"');
    expect(bpmn).toMatch(/<other-dc:title (other-dc:)?kind="a">Tên<\/other-dc:title>/);
    expect(bpmn).toMatch(/<x:y xmlns:x="urn:z" xmlns:other-di="urn:w">\s*<other-di:z \/>\s*<\/x:y>/);
  });

  it.each([
    ['comments', '<!-- a = "b" &#x1F600; -->'],
    ['CDATA', '<x:y xmlns:x="urn:z"><![CDATA[<a b = "c">&#x1F600;</a>]]></x:y>'],
    ['texts of values', '<x:y xmlns:x="urn:z" t="a = \'b\' > c" structureRef="x:String"/>'],
  ])('leaves %s alone', (_, inside) => expect(plainXml(documentOf(inside, 'xmlns:x="urn:x" targetNamespace="urn:x"'))).toContain(inside));
});
