import { readBundle } from '#bpmn';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * A procedure leaves one installation as a .zip and comes into another as the same one.
 */

let here: TestProduct;
let there: TestProduct;
beforeAll(async () => {
  [here, there] = await Promise.all([TestProduct.open(), TestProduct.open()]);
});
afterAll(() => Promise.all([here.close(), there.close()]));

const bpmn = procedure('mang-di', start('s') + user('lam', { form: 'nhap' }) + end('e') + chain('s', 'lam', 'e'));
const parts = {
  forms: { nhap: { type: 'object', properties: { z: { type: 'string' }, a: { type: 'number' } } } },
  scenarios: { 'Thuận lợi': { steps: [{ element: 'lam' }] } },
  readme: '# Nguồn của thời hạn\n',
};
const zipOf = async (product: TestProduct, path: string): Promise<Buffer> => (await product.as(WHO.designer).get(path)).expect(200) as Buffer;
const take = (zip: Uint8Array) => there.as(WHO.designer).post('/drafts', zip, { 'content-type': 'application/zip' });

it('comes into another installation with all its parts and the same digest', async () => {
  const { id } = (await here.as(WHO.designer).post('/drafts', { bpmn, ...parts })).expect(201);
  const { digest, revision } = (await here.as(WHO.designer).post(`/drafts/${id}/submit`, {})).expect(201);
  const answer = await here.as(WHO.designer).get(`/procedures/mang-di/revisions/${revision}/bundle`);
  expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual(['application/zip', 'attachment; filename="mang-di-1.zip"']);

  const taken = (await take(answer.expect(200))).expect(201);
  expect(taken).toMatchObject({ code: 'mang-di', baseRevision: null, bpmn, ...parts });
  expect(Object.keys(taken.forms.nhap.properties)).toEqual(['z', 'a']);
  expect((await there.as(WHO.designer).post(`/drafts/${taken.id}/submit`, {})).expect(201).digest).toBe(digest);
  expect(await zipOf(there, `/drafts/${taken.id}/bundle`)).toEqual(await zipOf(here, `/drafts/${id}/bundle`));
});

it.each(['dat-dai-lan-dau', 'khai-sinh-lien-thong', 'thuong-tru'])('the shipped %s, too, scenarios and README with it', async (code) => {
  const zip = await zipOf(here, `/procedures/${code}/revisions/1/bundle`);
  const read = readBundle(zip);
  if (!read.ok) throw new Error(read.rejection.message.en);
  expect(Object.keys(read.value.content.scenarios).length).toBeGreaterThan(2);
  expect(read.value.content.readme).toContain('# ');
  const { id } = (await take(zip)).expect(201);
  const { digest } = (await here.as(WHO.designer).get(`/procedures/${code}/revisions/1`)).expect(200);
  expect((await there.as(WHO.designer).post(`/drafts/${id}/submit`, {})).expect(201)).toMatchObject({ revision: 2, digest });
});

it('is known by what it is, whatever a browser calls it', async () => {
  const zip = await zipOf(here, '/procedures/thuong-tru/revisions/1/bundle');
  for (const type of ['application/x-zip-compressed', 'application/xml']) {
    expect((await there.as(WHO.designer).post('/drafts', zip, { 'content-type': type })).expect(201).code).toBe('thuong-tru');
  }
});

it('is taken as the next revision at once, too', async () => {
  const zip = await zipOf(here, '/procedures/dat-dai-lan-dau/revisions/1/bundle');
  const { digest } = (await here.as(WHO.designer).get('/procedures/dat-dai-lan-dau/revisions/1')).expect(200);
  expect((await here.as(WHO.designer).post('/procedures', zip, { 'content-type': 'application/zip' })).expect(201)).toMatchObject({ revision: 2, digest });
  expect((await here.as(WHO.designer).post('/procedures', zip.subarray(0, 900), { 'content-type': 'application/zip' })).refusal).toBe('400 malformed');
});

it('a working copy that is wrong goes out and in as it is', async () => {
  const wrong = procedure('con-sai', start('s') + user('lam', { form: 'khong-co' }) + chain('s', 'lam'));
  const { id } = (await here.as(WHO.designer).post('/drafts', wrong)).expect(201);
  const taken = (await take(await zipOf(here, `/drafts/${id}/bundle`))).expect(201);
  expect(taken).toMatchObject({ bpmn: wrong, counts: { error: expect.any(Number) } });
});

it('what is no bundle is refused with its reason in both languages, and nothing is stored', async () => {
  const good = await zipOf(here, '/procedures/thuong-tru/revisions/1/bundle');
  const count = async (): Promise<unknown> => there.database.dataSource.query('select count(*) from draft');
  const before = await count();
  for (const bytes of [Buffer.from('không phải zip'), good.subarray(0, 700), Buffer.from(good).fill(7, 200, 400)]) {
    const vi = await take(bytes);
    expect(vi.refusal).toBe('400 malformed');
    expect(vi.body.errors.length).toBeGreaterThan(0);
    const en = await there.as(WHO.designer).post('/drafts', bytes, { 'content-type': 'application/zip', 'accept-language': 'en' });
    expect([vi.body.detail, en.body.detail]).toEqual([expect.stringContaining('Gói quy trình'), expect.stringContaining('The bundle')]);
  }
  expect((await take(Buffer.alloc(9_000_000))).refusal).toBe('413 too_large');
  expect((await there.as(WHO.desk).post('/drafts', good, { 'content-type': 'application/zip' })).refusal).toBe('403 not_allowed');
  expect((await here.as(WHO.designer).get('/procedures/thuong-tru/revisions/99/bundle')).refusal).toBe('404 not_found');
  expect(await count()).toEqual(before);
});
