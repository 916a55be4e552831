import { chart, readDocument } from './diagram.fixture.js';
import { freeNames } from './feel-names.js';
import { prove } from './index.js';

describe('freeNames', () => {
  it.each<[string, string[]]>([
    ['=a.b = 1 and count(list[item.x > gioi]) > 0', ['a', 'list']], ['for x in ds return x.ten + y', ['ds', 'y']], ['some y in ds satisfies y = z', ['ds', 'z']],
    ['{ k: v, m: k }', ['v']], ['string length(ten) > 3', ['ten']], ['if ok then "a" else b', ['ok', 'b']], ['now() > han', ['han']], ['"a"', []],
  ])('of %s', (source, names) => expect(freeNames(source)).toEqual(names));
});

describe('names that nothing declares', () => {
  const form = '<extensionElements><iso:procedure code="a" legalLimit="1"/><iso:form key="f">{"type":"object","properties":{"soTien":{"type":"number"},"cacXa":{"type":"array"}}}</iso:form></extensionElements>';
  const when = (condition: string, more = 'task w'): string => `${form}; start s; ${more}; xor x; end e g; s>w>x; x>g; <sequenceFlow id="c" sourceRef="x" targetRef="e"><conditionExpression>${condition}</conditionExpression></sequenceFlow>`;
  const told = async (source: string): Promise<string[]> => prove(await readDocument(chart(source))).filter(({ rule }) => rule === 'feel-unknown-name').map(({ element, message }) => `${element}: ${message.en}`);

  it.each<[string, string, string[]]>([
    ['a misspelt one, with the nearest', when('=soTein = 5'), ['c: No form, decision or datum is named "soTein". Is "soTien" meant?']],
    ['one that is like none', when('=khac = 1'), ['c: No form, decision or datum is named "khac".']],
    ['none that a form gives', when('=soTien = 1'), []],
    ['none that a script gives', when('=khac = 1', '<scriptTask id="w" scriptFormat="feel"><script>{ khac: 1 }</script></scriptTask>'), []],
    ['none that may come from outside', when('=khac = 1', '<serviceTask id="w"/>'), []],
    ['a misspelt one, whatever comes from outside', when('=soTein = 1', '<serviceTask id="w"/>'), ['c: No form, decision or datum is named "soTein". Is "soTien" meant?']],
    ['none that a loop has', when('=ketQuaXa != null', '<userTask id="w"><multiInstanceLoopCharacteristics iso:collection="cacXa" iso:elementVariable="xa" iso:outputCollection="ketQuaXa"/></userTask>'), []],
    ['none where there is no form', when('=khac = 1').replace(/<iso:form.*<\/iso:form>/, ''), []],
  ])('%s', async (_, source, expected) => {
    expect(await told(source)).toEqual(expected);
  });
});
