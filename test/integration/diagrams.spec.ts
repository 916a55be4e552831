import type { Answer } from './client.js';
import { and, call, chain, element, end, flow, messageRoot, procedure, start, stopsUntil, user, xor } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Diagrams that must not come in: each refused by its own finding at its own element, and nothing stored. */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
});
afterAll(() => product.close());

const send = (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> => product.as(WHO.designer).post('/procedures', body, { 'content-type': 'application/xml', ...headers });

async function expectRefused(xml: string | Uint8Array, refusal: string): Promise<Answer> {
  const before = await product.countRows();
  const answer = await send(xml);
  expect(answer.refusal).toBe(refusal);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(await product.countRows()).toEqual(before);
  return answer;
}

const SIMPLE = procedure('mau', start('s') + user('a') + end('e') + chain('s', 'a', 'e'));
const withDoctype = (doctype: string, text = SIMPLE): string => text.replace('?>', `?>\n${doctype}`);

describe('no BPMN', () => {
  it.each([
    ['cut off in the middle', SIMPLE.slice(0, SIMPLE.length / 2)],
    ['a tag closed by another', SIMPLE.replace('</bpmn:userTask>', '</bpmn:task>')],
    ['text', 'xin chào'],
    ['another XML', '<html><body/></html>'],
    ['definitions without a process', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"/>'],
    ['a null byte', SIMPLE.replace('name="a"', 'name="a\u0000"')],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(SIMPLE.slice(0, 300)), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(SIMPLE.slice(300))])],
    ['a prefix without namespace', SIMPLE.replace(' xmlns:iso="urn:lienthong:bpmn:iso:1"', '')],
    ['an attribute twice', SIMPLE.replace('<bpmn:userTask id="a"', '<bpmn:userTask id="a" id="b"')],
    ['an id twice', SIMPLE.replace('<bpmn:endEvent id="e"', '<bpmn:endEvent id="a"')],
  ])('%s: 400 with a reason', async (_, xml) => {
    const { body } = await expectRefused(xml, '400 malformed');
    expect(body.detail.length).toBeGreaterThan(10);
  });

  it.each([
    ['a DTD', withDoctype('<!DOCTYPE definitions>')],
    ['an external entity', withDoctype('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', SIMPLE.replace('name="a"', 'name="&x;"'))],
    ['an entity bomb', withDoctype('<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>', SIMPLE.replace('name="a"', 'name="&b;"'))],
    ['an external DTD', withDoctype('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">')],
  ])('%s: 400 that names the DTD', async (_, xml) => {
    const { body } = await expectRefused(xml, '400 malformed');
    expect(body.detail).toMatch(/DTD|DOCTYPE/);
  });

  it('an empty body, JSON, a form: not read as a diagram', async () => {
    expect((await product.as(WHO.designer).post('/procedures')).status).toBeGreaterThanOrEqual(400);
    expect((await product.as(WHO.designer).post('/procedures', { a: 1 })).refusal).toBe('415 unsupported_media_type');
    expect((await send(SIMPLE, { 'content-type': 'text/plain' })).refusal).toBe('415 unsupported_media_type');
    await expectRefused('', '400 malformed').catch(() => undefined);
  });

  it('BPMN with forms in JSON is read, and its wrong forms are not', async () => {
    const before = await product.countRows();
    expect((await product.as(WHO.designer).post('/procedures', { bpmn: `${SIMPLE}\u0000`, forms: {} })).status).toBe(400);
    expect((await product.as(WHO.designer).post('/procedures', { bpmn: SIMPLE, forms: { a: { type: 'no-such-type' } } })).refusal).toBe('422 blocking_findings');
    expect((await product.as(WHO.designer).post('/procedures', { bpmn: SIMPLE, forms: { a: { properties: { b: { pattern: '(' } } } } })).refusal).toBe('422 blocking_findings');
    expect(await product.countRows()).toEqual(before);
  });
});

describe('blocking findings', () => {
  const cases: [string, string, string, string | null][] = [
    ['a script', procedure('kich-ban', start('s') + element('scriptTask', 'k', '<bpmn:script>process.exit()</bpmn:script>', 'scriptFormat="javascript"') + end('e') + chain('s', 'k', 'e')), 'script-feel', 'k'],
    ['a gateway that can deadlock', procedure('ket', start('s') + xor('x') + user('a') + user('b') + and('j') + end('e') + chain('s', 'x', 'a', 'j', 'e').replace('<bpmn:sequenceFlow id="x_a" sourceRef="x" targetRef="a"></bpmn:sequenceFlow>', flow('x', 'a', '=nhanh = 1')) + flow('x', 'b', '=nhanh = 2') + flow('b', 'j')), '*', null],
    ['a role that nobody holds', procedure('khong-ai', start('s') + user('a', { agency: 'tax', role: 'phi-cong' }) + end('e') + chain('s', 'a', 'e')), 'role-without-holder', 'a'],
    ['a relation that means nobody', procedure('khong-dau', start('s') + user('a', { agency: 'moon_base', role: 'lanh-dao' }) + end('e') + chain('s', 'a', 'e')), 'unknown-relation', 'a'],
    ['an expression of another engine', procedure('bieu-thuc', start('s') + xor('x') + user('a') + end('e') + chain('s', 'x') + flow('x', 'a', '${loai == 1}') + flow('x', 'e', '=true') + chain('a', 'e')), 'feel-syntax', 'x_a'],
    ['more budget than the law gives', procedure('qua-han', start('s') + user('a', { budget: 6 }) + user('b', { budget: 5 }) + end('e') + chain('s', 'a', 'b', 'e'), { limit: 10 }), 'budget-exceeds-limit', 'b'],
    ['no start', procedure('khong-dau', user('a') + end('e') + chain('a', 'e')), 'start-event', null],
    ['a stop without evidence', procedure('khong-giay', start('s') + stopsUntil('w', 'm', 'payment', '') + end('e') + chain('s', 'w', 'e'), { roots: messageRoot('m') }), 'stop-without-evidence', 'w'],
    ['a flow to nowhere', SIMPLE.replace('targetRef="e"', 'targetRef="nowhere"'), 'unresolved-reference', null],
    ['a form that no data can satisfy', procedure('mau-hong', start('s') + user('a', { form: 'm' }) + end('e') + chain('s', 'a', 'e'), { forms: { m: { type: 'string' } } }), 'form-malformed', null],
    ['a form that is no schema', procedure('mau-hong', start('s') + user('a', { form: 'm' }) + end('e') + chain('s', 'a', 'e'), { forms: { m: { properties: { b: { type: 'so' } } } } }), 'form-malformed', null],
    ['a form that is not there', procedure('khong-mau', start('s') + user('a', { form: 'mau-01' }) + end('e') + chain('s', 'a', 'e')), 'form-missing', 'a'],
    ['a value of no kind', procedure('gia-tri', start('s') + user('a', { budget: -1 }) + end('e') + chain('s', 'a', 'e')), 'iso-value', 'a'],
    ['an unsupported element', procedure('phuc-hop', start('s') + element('complexGateway', 'g') + end('e') + chain('s', 'g', 'e')), 'executable-subset', 'g'],
    ['an element nobody reaches', procedure('le-loi', start('s') + user('a') + user('la') + end('e') + chain('s', 'a', 'e') + chain('la', 'e')), 'element-unreachable', 'la'],
  ];

  it.each(cases)('%s: 422 with the finding at its element, in both languages', async (_, xml, rule, at) => {
    const vi = await expectRefused(xml, '422 blocking_findings');
    const en = await send(xml, { 'accept-language': 'en' });
    const errors = (answer: Answer): { rule: string; element: string | null; message: string; severity: string }[] => answer.body.findings.filter((f: { severity: string }) => f.severity === 'error');

    const found = errors(vi).find((f) => rule === '*' || f.rule === rule);
    expect(errors(vi).map((f) => f.rule)).toContain(rule === '*' ? errors(vi)[0]!.rule : rule);
    if (at !== null) expect(found!.element).toBe(at);
    expect(errors(en).map((f) => f.message)).not.toEqual(errors(vi).map((f) => f.message));
    for (const f of [...errors(vi), ...errors(en)]) expect(f.message.length).toBeGreaterThan(10);
  });

  it('every finding of a diagram is told at once', async () => {
    const xml = procedure('nhieu-loi', start('s') + user('a', { agency: 'tax', role: 'phi-cong', budget: 99 }) + user('b', { form: 'khong-co' }) + end('e') + chain('s', 'a', 'b', 'e'));
    const { body } = await expectRefused(xml, '422 blocking_findings');
    expect(new Set(body.findings.map((f: { rule: string }) => f.rule))).toEqual(expect.objectContaining(new Set()));
    for (const rule of ['role-without-holder', 'form-missing', 'budget-exceeds-limit']) expect(body.findings.map((f: { rule: string }) => f.rule)).toContain(rule);
  });
});

describe('diagrams that hold much', () => {
  it('five hundred steps in a row come in and run', async () => {
    const ids = Array.from({ length: 500 }, (_, i) => `b${i}`);
    const xml = procedure('dai', start('s') + ids.map((id) => user(id, { budget: 0.01 })).join('') + end('e') + chain('s', ...ids, 'e'));
    expect((await send(xml)).status).toBe(201);
  });

  it('twelve parallel branches are proved without running out of states', async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `n${i}`);
    const xml = procedure('rong', start('s') + and('f') + ids.map((id) => user(id) + user(`${id}x`)).join('') + and('j') + end('e') + chain('s', 'f') + ids.map((id) => chain('f', id, `${id}x`, 'j')).join('') + chain('j', 'e'));
    const answer = await send(xml);
    expect([answer.status, answer.body.findings?.filter((f: { severity: string }) => f.severity === 'error')]).toEqual([201, []]);
  });
});

describe('governance', () => {
  const at = (code: string, n: number, step = ''): string => `/procedures/${code}/revisions/${n}${step && `/${step}`}`;
  const draft = async (xml: string): Promise<number> => (await send(xml)).expect(201).revision as number;

  it('runs draft → check → approve by another → publish, and nobody skips a step', async () => {
    const xml = procedure('quan-tri-1', start('s') + user('a') + end('e') + chain('s', 'a', 'e'));
    const sent = (await send(xml)).expect(201);
    expect(sent).toMatchObject({ code: 'quan-tri-1', revision: 1, state: 'draft', digest: expect.stringMatching(/^[0-9a-f]{64}$/), findings: expect.any(Array) });

    const chairman = product.as(WHO.chairman);
    expect((await chairman.post(at('quan-tri-1', 1, 'approve'))).refusal).toBe('409 invalid_state');
    expect((await product.as(WHO.designer).post(at('quan-tri-1', 1, 'publish'), {})).refusal).toBe('409 invalid_state');
    (await product.as(WHO.checker).post(at('quan-tri-1', 1, 'check'))).expect(200);
    expect((await product.as(WHO.designer).post(at('quan-tri-1', 1, 'approve'))).status).toBe(403);
    expect((await product.as(WHO.checker).post(at('quan-tri-1', 1, 'approve'))).status).toBe(403);
    (await chairman.post(at('quan-tri-1', 1, 'approve'))).expect(200);
    expect((await product.as(WHO.designer).post(at('quan-tri-1', 1, 'publish'), {})).expect(200)).toMatchObject({ state: 'published' });
    expect((await product.as(WHO.designer).post(at('quan-tri-1', 1, 'publish'), {})).refusal).toBe('409 invalid_state');
    expect((await product.as(WHO.desk).get(at('quan-tri-1', 1, 'bpmn'))).body).toBe(xml);
  });

  it.each([WHO.desk, WHO.tax, WHO.deskHead])('%s drafts nothing', async (username) => {
    expect((await product.as(username).post('/procedures', SIMPLE)).refusal).toBe('403 not_allowed');
    expect((await product.anyone.post('/procedures', SIMPLE)).refusal).toBe('401 not_signed_in');
  });

  it('a revision that takes effect later is not in force before, and a dossier keeps the revision of its receipt', async () => {
    const code = 'quan-tri-2';
    const drawn = (extra: string): string => procedure(code, start('s') + user(`a${extra}`) + end('e') + chain('s', `a${extra}`, 'e'));
    expect((await product.as(WHO.desk).post('/dossiers', { procedure: code, agency: 'xa-khanh-phu', applicant: { name: 'A' } })).refusal).toBe('404 not_found');
    await product.publish(drawn('1'), { effectiveFrom: '2026-02-01T00:00:00+07:00' });
    expect((await product.as(WHO.desk).post('/dossiers', { procedure: code, agency: 'xa-khanh-phu', applicant: { name: 'A' } })).refusal).toBe('409 not_effective');

    await product.moveTo('2026-02-02T08:00:00+07:00');
    const old = await product.receive(code);
    await product.publish(drawn('2'), { effectiveFrom: '2026-03-02T00:00:00+07:00' });
    const between = await product.receive(code);
    await product.moveTo('2026-03-02T08:00:00+07:00');
    const fresh = await product.receive(code);

    expect([await product.tokens(old), await product.tokens(between), await product.tokens(fresh)]).toEqual([['a1'], ['a1'], ['a2']]);
    const { inForce, revisions } = (await product.as(WHO.desk).get(`/procedures/${code}`)).expect(200);
    expect(inForce).toBe(2);
    expect(revisions.map((r: { revision: number; state: string }) => [r.revision, r.state]).sort()).toEqual([[1, 'superseded'], [2, 'published']]);
    await product.restart();
    await product.complete(old, 'a1');
    expect((await product.as(WHO.desk).get(`/dossiers/${old}`)).body).toMatchObject({ state: 10, revision: 1 });
  });

  it('the next revision has the forms written into it, and otherwise those of the one before', async () => {
    const form = (field: string): object => ({ type: 'object', properties: { [field]: { type: 'string' } } });
    const drawn = (forms: Record<string, object>): string => procedure('bieu-mau', start('s') + user('a', { form: 'm' }) + end('e') + chain('s', 'a', 'e'), { forms });
    const fieldsNow = async (): Promise<string[]> => {
      const [task] = await product.tasks(await product.receive('bieu-mau'));
      return Object.keys((await product.as(WHO.desk).get(`/tasks/${task!.id}`)).expect(200).form.properties);
    };

    await product.publish(drawn({ m: form('cu') }));
    expect(await fieldsNow()).toEqual(['cu']);
    await product.publish(drawn({ m: form('moi') }));
    expect(await fieldsNow()).toEqual(['moi']);
    await product.publish(drawn({}));
    expect(await fieldsNow()).toEqual(['moi']);
  });

  it('an effective date in the past is refused', async () => {
    const n = await draft(procedure('quan-tri-3', start('s') + user('a') + end('e') + chain('s', 'a', 'e')));
    (await product.as(WHO.checker).post(at('quan-tri-3', n, 'check'))).expect(200);
    (await product.as(WHO.chairman).post(at('quan-tri-3', n, 'approve'))).expect(200);
    expect((await product.as(WHO.designer).post(at('quan-tri-3', n, 'publish'), { effectiveFrom: '2020-01-01T00:00:00+07:00' })).refusal).toBe('400 invalid_input');
  });

  it('a published revision cannot be changed, not even by SQL', async () => {
    const n = await product.publish(procedure('quan-tri-4', start('s') + user('a') + end('e') + chain('s', 'a', 'e')));
    const { dataSource } = product.database;
    await expect(dataSource.query(`update revision set bpmn = ''::bytea where procedure = 'quan-tri-4' and number = $1`, [n])).rejects.toThrow();
    await expect(dataSource.query(`update revision set model = '{}' where procedure = 'quan-tri-4' and number = $1`, [n])).rejects.toThrow();
    await expect(dataSource.query(`delete from revision where procedure = 'quan-tri-4'`)).rejects.toThrow();
    await expect(dataSource.query(`update ledger_entry set actor = 'x'`)).rejects.toThrow();
    await expect(dataSource.query(`delete from ledger_entry`)).rejects.toThrow();
    await expect(dataSource.query(`truncate ledger_entry`)).rejects.toThrow();
  });

  it('withdrawn with a reason it takes in nothing more, and what runs on it goes on', async () => {
    const n = await product.publish(procedure('quan-tri-5', start('s') + user('a') + end('e') + chain('s', 'a', 'e')));
    const running = await product.receive('quan-tri-5');
    expect((await product.as(WHO.designer).post(at('quan-tri-5', n, 'withdraw'), {})).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.chairman).post(at('quan-tri-5', n, 'withdraw'), { reason: 'Luật mới' })).expect(200)).toMatchObject({ state: 'withdrawn', endReason: 'Luật mới' });

    expect((await product.as(WHO.desk).post('/dossiers', { procedure: 'quan-tri-5', agency: 'xa-khanh-phu', applicant: { name: 'A' } })).refusal).toBe('409 not_effective');
    await product.complete(running, 'a');
    expect((await product.as(WHO.desk).get(`/dossiers/${running}`)).body.state).toBe(10);
  });

  it('a caller is bound to the component in force when it was published', async () => {
    const component = (step: string): string => procedure('thanh-phan', start('s') + user(step) + end('e') + chain('s', step, 'e'), { kind: 'component' });
    const caller = procedure('goi', start('s') + call('g', 'thanh-phan') + user('cuoi') + end('e') + chain('s', 'g', 'cuoi', 'e'));
    const early = await draft(caller);
    (await product.as(WHO.checker).post(at('goi', early, 'check'))).expect(200);
    (await product.as(WHO.chairman).post(at('goi', early, 'approve'))).expect(200);
    expect((await product.as(WHO.designer).post(at('goi', early, 'publish'), {})).refusal).toBe('422 blocking_findings');

    await product.publish(component('cu'));
    (await product.as(WHO.designer).post(at('goi', early, 'publish'), {})).expect(200);
    await product.publish(component('moi'));
    const dossier = await product.receive('goi');
    expect((await product.tasks(dossier)).map((t) => t.element)).toEqual(['cu']);
    expect((await product.as(WHO.desk).post('/dossiers', { procedure: 'thanh-phan', agency: 'xa-khanh-phu', applicant: { name: 'A' } })).refusal).toBe('400 invalid_input');

    await product.complete(dossier, 'cu');
    await product.complete(dossier, 'cuoi');
    expect((await product.as(WHO.desk).get(`/dossiers/${dossier}`)).body.state).toBe(10);
  });
});
