import { and, chain, end, flow, procedure, start, user, xor } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * Working copies of procedures over HTTP: two people on one copy, copies that may be wrong, what is handed in, remarks.
 */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.moveTo('2026-03-02T08:00:00+07:00');
});
afterAll(() => product.close());

const designer = () => product.as(WHO.designer);
const checker = () => product.as(WHO.checker);
/** Another one who may draft. */
const second = () => product.as(WHO.administrator);

const sound = (code: string, name = 'lam'): string => procedure(code, start('s') + user('lam', { name }) + end('e') + chain('s', 'lam', 'e'));
/** Alternatives joined as if they were parallel: waits for ever. */
const stuck = (code: string): string =>
  procedure(code, start('s') + xor('x', '', 'default="x_b"') + user('a') + user('b') + and('j') + end('e') + chain('s', 'x') + flow('x', 'a', '= true') + flow('x', 'b') + chain('a', 'j') + chain('b', 'j', 'e'));

const create = async (body?: unknown) => (await designer().post('/drafts', body)).expect(201);
const save = (who: typeof designer, id: string, version: number, body: object) => who().put(`/drafts/${id}`, body, { 'if-match': `"${version}"` });

describe('beginning a working copy', () => {
  it('from nothing: a blank procedure that could be issued', async () => {
    const answer = await designer().post('/drafts');
    const draft = answer.expect(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe(`/api/v1/drafts/${draft.id}`);
    expect(draft).toMatchObject({ name: 'Quy trình mới', baseRevision: null, version: 1, counts: { error: 0 }, forms: {}, decisions: {}, scenarios: {}, editors: [], updatedBy: { username: WHO.designer } });
    expect(draft.bpmn).toContain('BPMNShape');
    (await designer().post(`/drafts/${draft.id}/submit`, {})).expect(201);
  });

  it('blank, with a code and a name that XML would mistake', async () => {
    const draft = await create({ code: 'cap-phep-xay-dung', name: 'Cấp phép "xây" <nhà> & sửa' });
    expect(draft).toMatchObject({ code: 'cap-phep-xay-dung', name: 'Cấp phép "xây" <nhà> & sửa' });
  });

  it('from a revision: byte for byte, with its forms', async () => {
    const { bpmn, forms, code, baseRevision, scenarios } = await create({ from: { procedure: 'dat-dai-lan-dau', revision: 1 } });
    expect({ code, baseRevision }).toEqual({ code: 'dat-dai-lan-dau', baseRevision: 1 });
    expect(bpmn).toBe((await designer().get('/procedures/dat-dai-lan-dau/revisions/1/bpmn')).expect(200));
    expect(Object.keys(forms)).toEqual(expect.arrayContaining(['tiep-nhan', 'tham-dinh']));
    expect(Object.keys(scenarios)).toContain('thuan-loi');
  });

  it('from a revision under another code, as a procedure of its own', async () => {
    const { id, code, name, baseRevision, bpmn } = await create({ from: { procedure: 'dat-dai-lan-dau', revision: 1 }, code: 'dat-dai-ho-ngheo', name: 'Đất đai hộ nghèo' });
    expect({ code, name, baseRevision }).toEqual({ code: 'dat-dai-ho-ngheo', name: 'Đất đai hộ nghèo', baseRevision: null });
    expect(bpmn).toContain('BPMNShape');
    expect((await designer().post(`/drafts/${id}/submit`, {})).expect(201)).toMatchObject({ code: 'dat-dai-ho-ngheo', revision: 1 });
  });

  it('from a document, however wrong its procedure is', async () => {
    const draft = await create(stuck('be-tac'));
    expect(draft).toMatchObject({ code: 'be-tac', bpmn: stuck('be-tac') });
    expect(draft.counts.error).toBeGreaterThan(0);
  });

  it.each([
    ['no XML', 'không phải xml', '400 malformed'],
    ['no BPMN', '<a/>', '400 malformed'],
    ['a document type', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${sound('a')}`, '400 malformed'],
    ['a billion laughs', `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${sound('a').replace(/^<\?xml[^>]*>/, '')}`, '400 malformed'],
    ['half a document', sound('a').slice(0, 300), '400 malformed'],
    ['no process', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"/>', '400 malformed'],
    ['an unknown revision', { from: { procedure: 'khong-co', revision: 1 } }, '404 not_found'],
    ['an unknown field', { lạ: 1 }, '400 invalid_input'],
    ['a form that is no schema', { bpmn: sound('a'), forms: { a: 7 } }, '400 invalid_input'],
    ['a form whose key is a path', { bpmn: sound('a'), forms: { '../a': {} } }, '400 invalid_input'],
    ['a code with blanks', { code: 'Có dấu' }, '400 invalid_input'],
    ['a null character', { bpmn: sound('a'), readme: 'a\0b' }, '400 invalid_input'],
    ['a list', [], '400 invalid_input'],
  ])('refused: %s', async (_, body, refusal) => {
    expect((await designer().post('/drafts', body)).refusal).toBe(refusal);
  });

  it('a content type that nobody reads', async () => {
    expect((await designer().post('/drafts', 'a', { 'content-type': 'text/plain' })).refusal).toBe('415 unsupported_media_type');
  });
});

describe('two people on one copy', () => {
  it('the second to save is told who came first and when; nothing is lost', async () => {
    const { id } = await create(sound('hai-nguoi'));
    await product.advance('PT5M');
    const first = await save(second, id, 1, { bpmn: sound('hai-nguoi', 'Của người thứ hai') });
    expect(first.expect(200)).toMatchObject({ version: 2, updatedBy: { username: WHO.administrator } });
    expect(first.headers.get('etag')).toBe('"2"');

    const late = await save(designer, id, 1, { bpmn: sound('hai-nguoi', 'Của người thứ nhất') });

    expect(late.refusal).toBe('412 stale_version');
    expect(late.body).toMatchObject({ savedBy: { username: WHO.administrator }, savedAt: '2026-03-02T08:05:00+07:00', version: 2 });
    expect(late.body.detail).toContain('08:05 02/03/2026');
    expect((await designer().get(`/drafts/${id}`)).expect(200).bpmn).toContain('Của người thứ hai');
    (await save(designer, id, 2, { bpmn: sound('hai-nguoi', 'Hai bên đã thống nhất') })).expect(200);
  });

  it('of twenty saves at once over one version one is kept', async () => {
    const { id } = await create(sound('tranh-nhau'));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => save(n % 2 ? designer : second, id, 1, { bpmn: sound('tranh-nhau', `bản ${n}`) })));
    const kept = answers.findIndex(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(412)]);
    expect((await designer().get(`/drafts/${id}`)).expect(200)).toMatchObject({ version: 2, bpmn: sound('tranh-nhau', `bản ${kept}`) });
  });

  it('a save whose answer was lost may be sent again', async () => {
    const { id } = await create(sound('gui-lai'));
    const body = { bpmn: sound('gui-lai', 'một lần'), forms: { a: { type: 'object' } } };
    (await save(designer, id, 1, body)).expect(200);
    const again = await save(designer, id, 1, body);
    expect(again.expect(200)).toMatchObject({ version: 2 });
    expect((await save(second, id, 1, body)).refusal).toBe('412 stale_version');
  });

  it('a save must say what it is over', async () => {
    const { id } = await create(sound('khong-ghi'));
    for (const headers of [{}, { 'if-match': '*' }] as Record<string, string>[]) expect((await designer().put(`/drafts/${id}`, { bpmn: sound('khong-ghi', 'khác') }, headers)).refusal).toBe('428 version_required');
    expect((await designer().put(`/drafts/${id}`, { bpmn: sound('khong-ghi', 'khác') }, { 'if-match': 'W/"x"' })).refusal).toBe('412 stale_version');
  });

  it('each sees who else has it open, for a minute', async () => {
    const { id } = await create(sound('cung-mo'));
    expect((await designer().post(`/drafts/${id}/presence`)).expect(200)).toEqual({ editors: [] });
    const [seen] = (await second().post(`/drafts/${id}/presence`)).expect(200).editors;
    expect(seen).toMatchObject({ username: WHO.designer, name: expect.stringMatching(/./) });
    expect((await checker().post(`/drafts/${id}/presence`)).expect(200).editors).toHaveLength(2);
    expect((await designer().get(`/drafts/${id}`)).expect(200).editors.map((e: { username: string }) => e.username)).toEqual([WHO.administrator]);
    await product.advance('PT61S');
    expect((await designer().post(`/drafts/${id}/presence`)).expect(200)).toEqual({ editors: [] });
  });
});

describe('saving', () => {
  it('keeps what is left out and takes what is given, in the order of the designer', async () => {
    const { id } = await create({ bpmn: sound('tung-phan'), forms: { a: { type: 'object', properties: { z: {}, a: {} } } }, scenarios: { 'Thuận lợi': { steps: [] } }, readme: 'Nguồn' });
    (await save(designer, id, 1, { bpmn: sound('tung-phan', 'x'), decisions: { 'le-phi': '<a/>' } })).expect(200);
    const draft = (await designer().get(`/drafts/${id}`)).expect(200);
    expect(draft).toMatchObject({ forms: { a: { type: 'object' } }, scenarios: { 'Thuận lợi': { steps: [] } }, decisions: { 'le-phi': '<a/>' }, readme: 'Nguồn' });
    expect(Object.keys(draft.forms.a.properties)).toEqual(['z', 'a']);
    (await save(designer, id, 2, { bpmn: sound('tung-phan', 'x'), forms: {}, readme: null })).expect(200);
    expect((await designer().get(`/drafts/${id}`)).expect(200)).toMatchObject({ forms: {}, readme: null, version: 3 });
  });

  it('a decision that cannot be read is a finding of the copy, and is not handed in', async () => {
    const bpmn = sound('quyet-dinh');
    for (const dmn of ['<a', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>']) {
      const { id, counts } = await create({ bpmn, decisions: { 'le-phi': dmn } });
      expect(counts.error).toBeGreaterThan(0);
      expect((await designer().post(`/drafts/${id}/submit`, {})).refusal).toBe('422 blocking_findings');
    }
  });

  it('what is no BPMN is refused, and the copy stays', async () => {
    const { id } = await create(sound('con-nguyen'));
    expect((await save(designer, id, 1, { bpmn: '<a' })).refusal).toBe('400 malformed');
    expect((await save(designer, id, 1, { bpmn: `<!DOCTYPE a>${sound('con-nguyen').replace(/^<\?xml[^>]*>/, '')}` })).refusal).toBe('400 malformed');
    expect((await save(designer, id, 1, {})).refusal).toBe('400 invalid_input');
    expect((await save(designer, id, 1, { bpmn: sound('a'), forms: { 'a/b': {} } })).refusal).toBe('400 invalid_input');
    expect((await designer().get(`/drafts/${id}`)).expect(200)).toMatchObject({ version: 1, bpmn: sound('con-nguyen') });
  });

  it('a copy of three megabytes is saved, of five it is too large', async () => {
    const { id } = await create(sound('to'));
    const padded = (size: number): string => sound('to').replace('</bpmn:definitions>', `<!--${'x'.repeat(size)}--></bpmn:definitions>`);
    (await save(designer, id, 1, { bpmn: padded(3_000_000) })).expect(200);
    expect((await save(designer, id, 2, { bpmn: padded(5_000_000) })).refusal).toBe('413 too_large');
    expect((await save(designer, id, 2, { bpmn: padded(17_000_000) })).refusal).toBe('413 too_large');
  });

  it('a copy that was thrown away is gone', async () => {
    const { id } = await create(sound('bo-di'));
    expect((await designer().delete(`/drafts/${id}`, { 'if-match': '"7"' })).refusal).toBe('412 stale_version');
    (await designer().delete(`/drafts/${id}`)).expect(204);
    for (const answer of [await designer().get(`/drafts/${id}`), await save(designer, id, 1, { bpmn: sound('bo-di') }), await designer().delete(`/drafts/${id}`), await designer().post(`/drafts/${id}/submit`, {})]) {
      expect(answer.refusal).toBe('404 not_found');
    }
  });
});

describe('the list', () => {
  it('has the latest changed first, page by page', async () => {
    const ids: string[] = [];
    for (const n of [1, 2, 3]) {
      await product.advance('PT1S');
      ids.unshift((await create(sound(`danh-sach-${n}`))).id);
    }
    const page = (await checker().get('/drafts?limit=2')).expect(200);
    expect(page.items.map((one: { id: string }) => one.id)).toEqual(ids.slice(0, 2));
    expect(page.items[0]).toEqual({ id: ids[0], code: 'danh-sach-3', name: expect.any(String), baseRevision: null, counts: expect.any(Object), updatedAt: expect.any(String), updatedBy: { username: WHO.designer, name: expect.any(String) } });
    expect((await checker().get(`/drafts?limit=1&after=${page.next}`)).expect(200).items[0].id).toBe(ids[2]);
    expect((await checker().get('/drafts?after=x')).refusal).toBe('400 invalid_input');
  });
});

describe('handing in', () => {
  it('a copy with blocking findings is refused with them, and stays', async () => {
    const { id } = await create(stuck('con-loi'));
    const refused = await designer().post(`/drafts/${id}/submit`, { note: 'thử' });
    expect(refused.refusal).toBe('422 blocking_findings');
    expect(refused.body.findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'deadlock', element: 'j' })]));
    expect((await designer().get('/procedures/con-loi')).refusal).toBe('404 not_found');
    (await designer().get(`/drafts/${id}`)).expect(200);
  });

  it('makes the next revision with all its parts, its base and the note; the copy goes on from it', async () => {
    const { id } = await create({ bpmn: sound('trinh'), forms: { a: { type: 'object' } }, scenarios: { thu: { steps: [] } }, readme: 'Nguồn' });
    const answer = await designer().post(`/drafts/${id}/submit`, { note: 'Lần đầu' });
    expect(answer.expect(201)).toMatchObject({ code: 'trinh', revision: 1, state: 'draft', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(answer.headers.get('location')).toBe('/api/v1/procedures/trinh/revisions/1');
    expect((await designer().get(`/drafts/${id}`)).expect(200)).toMatchObject({ baseRevision: 1, version: 1 });

    expect((await designer().post(`/drafts/${id}/submit`, { note: 'Lần hai' })).expect(201)).toMatchObject({ revision: 2, digest: answer.body.digest, base: 1, note: 'Lần hai' });
    const again = await create({ from: { procedure: 'trinh', revision: 2 } });
    expect(again).toMatchObject({ bpmn: sound('trinh'), forms: { a: { type: 'object' } }, scenarios: { thu: { steps: [] } }, readme: 'Nguồn' });
    const rows = await product.database.dataSource.query<{ data: object }[]>(`select data from ledger_entry where dossier = 'procedure:trinh' and kind = 'procedure.drafted' order by seq`);
    expect(rows.map(({ data }) => data)).toMatchObject([
      { revision: 1, digest: answer.body.digest, note: 'Lần đầu' },
      { revision: 2, digest: answer.body.digest, base: 1, note: 'Lần hai' },
    ]);
  });

  it('the digest tells every part apart, and not the README', async () => {
    const handedIn = async (body: object): Promise<string> => {
      const { id } = await create({ bpmn: sound('bam'), ...body });
      return (await designer().post(`/drafts/${id}/submit`, {})).expect(201).digest;
    };
    const plain = await handedIn({});
    expect(await handedIn({ readme: 'khác' })).toBe(plain);
    const digests = [plain, await handedIn({ forms: { a: { type: 'object' } } }), await handedIn({ scenarios: { a: { type: 'object' } } }), await handedIn({ scenarios: { b: { type: 'object' } } })];
    expect(new Set(digests).size).toBe(4);
  });

  it('what was handed in cannot be changed, by nobody', async () => {
    const { id } = await create({ bpmn: sound('co-dinh'), scenarios: { thu: { steps: [] } } });
    (await designer().post(`/drafts/${id}/submit`, {})).expect(201);
    for (const change of [`decisions = '{"a":"<a/>"}'`, `scenarios = '{}'`, `templates = '{"a":""}'`, `readme = 'a'`, `note = 'a'`, 'base = 7']) {
      await expect(product.database.dataSource.query(`update revision set ${change} where procedure = 'co-dinh'`)).rejects.toThrow('cannot be changed');
    }
  });

  it('a version that others have left behind is not handed in', async () => {
    const { id } = await create(sound('cu'));
    (await save(second, id, 1, { bpmn: sound('cu', 'mới') })).expect(200);
    expect((await designer().post(`/drafts/${id}/submit`, {}, { 'if-match': '"1"' })).refusal).toBe('412 stale_version');
  });

  it('twice with one key makes one revision', async () => {
    const { id } = await create(sound('mot-lan'));
    const send = () => designer().post(`/drafts/${id}/submit`, {}, { 'idempotency-key': 'trinh-mot-lan' });
    expect([(await send()).expect(201).revision, (await send()).expect(201).revision]).toEqual([1, 1]);
  });
});

describe('remarks', () => {
  it('are pinned, resolved once, and go with the copy into the ledger', async () => {
    const { id } = await create(sound('gop-y'));
    const pinned = (await checker().post(`/drafts/${id}/comments`, { element: 'lam', text: 'Thời hạn ngắn quá' })).expect(201);
    expect(pinned).toEqual({ id: expect.any(String), element: 'lam', text: 'Thời hạn ngắn quá', by: { username: WHO.checker, name: expect.any(String) }, at: expect.any(String), resolvedAt: null, resolvedBy: null });
    (await designer().post(`/drafts/${id}/comments`, { text: 'Chung cho cả quy trình' })).expect(201);
    const resolved = (await designer().post(`/drafts/${id}/comments/${pinned.id}/resolve`)).expect(200);
    expect(resolved).toMatchObject({ resolvedAt: expect.any(String), resolvedBy: { username: WHO.designer } });
    expect((await designer().post(`/drafts/${id}/comments/${pinned.id}/resolve`)).refusal).toBe('409 already_done');
    (await designer().post(`/drafts/${id}/submit`, {})).expect(201);

    expect((await designer().get(`/drafts/${id}/comments`)).expect(200)).toEqual({ items: [], next: null });
    const at = '/procedures/gop-y/revisions/1/comments';
    const nowhere = await product.as(WHO.chairman).post(at, { element: 'khong-co', text: 'Đồng ý' });
    expect([nowhere.refusal, nowhere.body.errors[0].path]).toEqual(['400 invalid_input', 'element']);
    (await product.as(WHO.chairman).post(at, { element: 'e', text: 'Đồng ý' })).expect(201);
    const { items } = (await designer().get(at)).expect(200);
    expect(items.map((c: { text: string; resolvedAt: string | null }) => [c.text, c.resolvedAt !== null])).toEqual([['Thời hạn ngắn quá', true], ['Chung cho cả quy trình', false], ['Đồng ý', false]]);
    (await designer().post(`${at}/${items[2].id}/resolve`)).expect(200);
    const rows = await product.database.dataSource.query<{ kind: string; actor: string; element: string | null }[]>(`select kind, actor, element from ledger_entry where dossier = 'procedure:gop-y' order by seq`);
    expect(rows).toEqual([
      { kind: 'procedure.drafted', actor: WHO.designer, element: null },
      { kind: 'procedure.commented', actor: WHO.checker, element: 'lam' },
      { kind: 'procedure.commented', actor: WHO.designer, element: null },
      { kind: 'procedure.commented', actor: WHO.chairman, element: 'e' },
      { kind: 'procedure.comment-resolved', actor: WHO.designer, element: 'e' },
    ]);
  });

  it('come page by page', async () => {
    const { id } = await create(sound('nhieu-gop-y'));
    for (const text of ['một', 'hai', 'ba']) (await checker().post(`/drafts/${id}/comments`, { text })).expect(201);
    const { items, next } = (await checker().get(`/drafts/${id}/comments?limit=2`)).expect(200);
    expect(items.map((c: { text: string }) => c.text)).toEqual(['một', 'hai']);
    expect((await checker().get(`/drafts/${id}/comments?after=${next}`)).expect(200)).toMatchObject({ items: [{ text: 'ba' }], next: null });
  });

  it.each([[{}], [{ text: '  ' }], [{ text: 'x'.repeat(4001) }], [{ text: 'a', element: '' }], [{ text: 'a', lạ: 1 }], [{ text: 7 }]])('%j is refused', async (body) => {
    const { id } = await create(sound('sai'));
    expect((await checker().post(`/drafts/${id}/comments`, body)).refusal).toBe('400 invalid_input');
  });

  it('unknown ones are not found', async () => {
    const { id } = await create(sound('khong-thay'));
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect((await checker().post(`/drafts/${id}/comments/${unknown}/resolve`)).refusal).toBe('404 not_found');
    expect((await checker().get('/procedures/khong-thay/revisions/9/comments')).refusal).toBe('404 not_found');
    const other = (await checker().post(`/drafts/${id}/comments`, { text: 'a' })).expect(201);
    const { id: elsewhere } = await create(sound('noi-khac'));
    expect((await checker().post(`/drafts/${elsewhere}/comments/${other.id}/resolve`)).refusal).toBe('404 not_found');
  });
});

describe('who may', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = await create(sound('quyen')));
    (await designer().post(`/drafts/${id}/submit`, {})).expect(201);
  });

  it('strangers do not learn that there is a copy', async () => {
    const desk = product.as(WHO.desk);
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const one of [id, unknown]) {
      const asked = [
        await desk.get(`/drafts/${one}`), await desk.put(`/drafts/${one}`, { bpmn: sound('x') }, { 'if-match': '"1"' }), await desk.delete(`/drafts/${one}`), await desk.post(`/drafts/${one}/presence`),
        await desk.post(`/drafts/${one}/submit`, {}), await desk.get(`/drafts/${one}/comments`), await desk.post(`/drafts/${one}/comments`, { text: 'a' }), await desk.get(`/drafts/${one}/bundle`),
      ];
      expect(asked.map(({ refusal }) => refusal)).toEqual(asked.map(() => '404 not_found'));
    }
    expect((await desk.get('/drafts')).refusal).toBe('403 not_allowed');
    expect((await desk.post('/drafts', {})).refusal).toBe('403 not_allowed');
    expect((await desk.post('/proofs', { bpmn: sound('a') })).refusal).toBe('403 not_allowed');
    expect((await desk.get('/procedures/quyen/revisions/1/comments')).refusal).toBe('403 not_allowed');
  });

  it.each([['checker', WHO.checker], ['approver', WHO.chairman]])('a %s reads and remarks, and changes nothing', async (_, account) => {
    const reader = product.as(account);
    (await reader.get('/drafts')).expect(200);
    (await reader.get(`/drafts/${id}`)).expect(200);
    (await reader.get(`/drafts/${id}/bundle`)).expect(200);
    (await reader.post('/proofs', { bpmn: sound('a') })).expect(200);
    (await reader.post(`/drafts/${id}/comments`, { text: 'a' })).expect(201);
    const asked = [await reader.post('/drafts', {}), await reader.put(`/drafts/${id}`, { bpmn: sound('x') }, { 'if-match': '"1"' }), await reader.delete(`/drafts/${id}`), await reader.post(`/drafts/${id}/submit`, {})];
    expect(asked.map(({ refusal }) => refusal)).toEqual(asked.map(() => '403 not_allowed'));
  });

  it('nobody who is not signed in', async () => {
    for (const path of ['/drafts', `/drafts/${id}`, `/drafts/${id}/bundle`, '/procedures/quyen/revisions/1/bundle']) expect((await product.anyone.get(path)).refusal).toBe('401 not_signed_in');
    expect((await product.anyone.post('/proofs', { bpmn: sound('a') })).refusal).toBe('401 not_signed_in');
  });

  it('ids that are none', async () => {
    expect((await designer().get('/drafts/7')).refusal).toBe('400 invalid_input');
    expect((await designer().get(`/drafts/${id}/comments?after=7`)).refusal).toBe('400 invalid_input');
  });
});

describe('the proof while drawing', () => {
  it('places findings on elements in the language of the reader, tells the table and the longest path, and stores nothing', async () => {
    const before = await product.countRows();
    const late = procedure('cham', start('s') + user('a', { budget: 3 }) + user('b', { budget: 4 }) + end('e') + chain('s', 'a', 'b', 'e'), { limit: 5 });
    const vi = (await designer().post('/proofs', { bpmn: late })).expect(200);
    const en = (await designer().post('/proofs', { bpmn: late }, { 'accept-language': 'en' })).expect(200);
    expect(vi.findings).toEqual([expect.objectContaining({ severity: 'error', rule: 'budget-exceeds-limit', element: 'b', message: expect.stringContaining('ngày làm việc') })]);
    expect(en.findings[0].message).toContain('working days');
    expect(vi.longestPath).toEqual({ elements: ['a', 'b'], used: { amount: 7, unit: 'working_day' }, limit: { amount: 5, unit: 'working_day' } });
    expect(vi.table.map((row: { element: string }) => row.element)).toEqual(['a', 'b']);
    expect(await product.countRows()).toEqual(before);
  });

  it('plays a counter-example', async () => {
    const { findings } = (await designer().post('/proofs', { bpmn: stuck('be-tac-thu') })).expect(200);
    const deadlock = findings.find((one: { rule: string }) => one.rule === 'deadlock');
    expect(deadlock).toMatchObject({ element: 'j', witness: expect.arrayContaining([expect.objectContaining({ tokens: expect.any(Array) })]) });
  });

  it('knows the directory: a role that an agency has not', async () => {
    const { findings } = (await designer().post('/proofs', { bpmn: procedure('vi-tri', start('s') + user('a', { role: 'khong-co' }) + end('e') + chain('s', 'a', 'e')) })).expect(200);
    expect(findings).toEqual([expect.objectContaining({ rule: 'role-without-holder', element: 'a' })]);
  });

  it('takes forms as they are sent, empty ones too', async () => {
    const bpmn = procedure('mau', start('s') + user('a', { form: 'nhap' }) + end('e') + chain('s', 'a', 'e'));
    const rules = async (forms?: object): Promise<string[]> => (await designer().post('/proofs', { bpmn, ...(forms && { forms }) })).expect(200).findings.map((one: { rule: string }) => one.rule);
    expect(await rules({})).toContain('form-missing');
    expect(await rules({ nhap: { type: 'object' } })).toEqual([]);
    expect(await rules({ nhap: { type: 'string' } })).toContain('form-malformed');
  });

  it.each([[{}, '400 invalid_input'], [{ bpmn: '' }, '400 invalid_input'], [{ bpmn: '<a/>' }, '400 malformed'], [{ bpmn: 7 }, '400 invalid_input'], [{ bpmn: sound('a'), lạ: 1 }, '400 invalid_input']])('%j is refused', async (body, refusal) => {
    expect((await designer().post('/proofs', body)).refusal).toBe(refusal);
  });

  it('names and budgets beyond reason are told, not stumbled over', async () => {
    const long = 'Rất dài '.repeat(400);
    const bpmn = procedure('dai', start('s') + user('a', { name: long, budget: 9_000 }) + user('b', { budget: 9_000 }) + end('e') + chain('s', 'a', 'b', 'e'));
    expect((await designer().post('/proofs', { bpmn })).status).toBe(200);
  });
});
