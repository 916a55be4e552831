import { chart, documentAround, readDocument } from './diagram.fixture.js';
import { parseBpmn } from './index.js';
import { MAX_BPMN_BYTES } from './xml-guard.js';

const plain = documentAround(chart('start s; task a; end e; s>a>e'));
const afterDeclaration = (insert: string): string => plain.replace('?>\n', `?>\n${insert}\n`);

const refusals: [string, string | Buffer, RegExp][] = [
  ['text that is no XML', 'xin chào', /XML/],
  ['an empty body', '', /XML/],
  ['an unclosed element', plain.replace('</process>', ''), /XML/],
  ['an undeclared prefix', plain.replace('<userTask', '<la:userTask/><userTask'), /XML/],
  ['an undeclared entity', plain.replace('<userTask id="a"/>', '<userTask id="a" name="&ten;"/>'), /XML/],
  ['a document type', afterDeclaration('<!DOCTYPE definitions>'), /DTD/],
  ['an entity bomb', afterDeclaration('<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'), /DTD/],
  ['an external entity', afterDeclaration('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), /DTD/],
  ['a processing instruction', afterDeclaration('<?xml-stylesheet href="http://example.org/a.xsl"?>'), /xml-stylesheet/],
  ['another root', '<?xml version="1.0"?><html/>', /<html>/],
  ['definitions of another namespace', '<definitions xmlns="http://example.org"/>', /<definitions>/],
  ['a duplicate id', plain.replace('id="a"', 'id="s"'), /Duplicate id "s"/],
  ['no process', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"/>', /no process/],
  ['a deep nest', documentAround(`${'<subProcess>'.repeat(200)}${'</subProcess>'.repeat(200)}`), /nested too deeply/],
  ['an encoding that nobody knows', Buffer.from(plain.replace('UTF-8', 'x-unheard-of')), /encoding/],
  ['bytes that are not of their encoding', Buffer.from([0x3c, 0xff, 0xfe]), /encoding/],
  ['a part that there is one of, twice', plain.replace('<userTask id="a"/>', '<userTask id="a"><extensionElements/><extensionElements/></userTask>'), /one <extensionElements>/],
];

describe('parseBpmn', () => {
  it.each(refusals)('refuses %s', async (_, source, reason) => {
    // when
    const parsed = await parseBpmn(source);

    // then
    expect(parsed).toMatchObject({ ok: false, rejection: { code: 'malformed', message: { en: expect.stringMatching(reason), vi: expect.any(String) } } });
  });

  it('says where the fault is', async () => {
    // when
    const parsed = await parseBpmn(plain.replace('<userTask id="a"/>', '<userTask id="a">'));

    // then
    expect(parsed).toMatchObject({ ok: false, rejection: { errors: [{ path: expect.stringMatching(/^11:\d+$/) }], details: { line: 11 } } });
  });

  it('refuses what is too large before reading it', async () => {
    // when
    const parsed = await parseBpmn(Buffer.alloc(MAX_BPMN_BYTES + 1, ' '));

    // then
    expect(parsed).toMatchObject({ ok: false, rejection: { code: 'too_large' } });
  });

  it('reads a diagram with a byte order mark and keeps it byte for byte', async () => {
    // given
    const source = Buffer.from(`\uFEFF${plain}`);

    // when
    const parsed = await parseBpmn(source);

    // then
    expect(parsed.ok && Buffer.from(parsed.value.xml).equals(source)).toBe(true);
  });

  it('takes the executable process and knows where its elements stand', async () => {
    // when
    const document = await readDocument(chart('start s; task a; end e; s>a>e'));

    // then
    expect(document.process.id).toBe('p');
    expect(document.positions.get('a')).toEqual({ line: 7, column: 1 });
    expect(document.findings).toEqual([]);
  });

  it('names the element of an unresolved reference', async () => {
    // when
    const document = await readDocument(chart('start s; task a; end e; s>a>khong-co'));

    // then
    expect(document.findings).toEqual([expect.objectContaining({ severity: 'error', rule: 'unresolved-reference', element: 'a-khong-co-2' })]);
  });

  it('names the element that holds an unknown ISO attribute', async () => {
    // when
    const document = await readDocument('<userTask id="a"><extensionElements><iso:step agency="tax" han="3"/></extensionElements></userTask>');

    // then
    expect(document.findings).toEqual([expect.objectContaining({ rule: 'unknown-iso', element: 'a' })]);
  });

  it('refuses an unknown ISO element as a finding', async () => {
    // when
    const document = await readDocument('<userTask id="a"><extensionElements><iso:buoc/></extensionElements></userTask>');

    // then
    expect(document.findings).toEqual([expect.objectContaining({ severity: 'error', rule: 'unknown-iso', element: 'a' })]);
  });

  it('does not lose an element in silence', async () => {
    // when
    const document = await readDocument('<startEvent id="s"/><userTask id="kiểm-tra"/>');

    // then
    expect(document.findings).toEqual([
      expect.objectContaining({ severity: 'error', rule: 'unknown-content', element: 'kiểm-tra', message: expect.objectContaining({ en: expect.stringContaining('illegal ID <kiểm-tra>') }) }),
    ]);
  });
});
