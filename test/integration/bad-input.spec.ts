import type { Answer } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * Whatever comes in: a problem document that an officer can act on, in the language of the reader, and nothing stored.
 */

let product: TestProduct;
let dossier: string;
let task: string;

beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(procedure('don-gian', start('s') + user('lam', { opinion: true, papers: ['ket-qua'] }) + end('e') + chain('s', 'lam', 'e'), { papers: ['don'] }));
  dossier = await product.receive('don-gian', { papers: ['don'] });
  task = (await product.tasks(dossier))[0]!.id;
});
afterAll(() => product.close());

/** What was asked for is refused like this and leaves no row behind. */
async function expectRefused(ask: () => Promise<Answer>, refusal: string): Promise<Answer> {
  const before = await product.countRows();
  const answer = await ask();
  expect(answer.refusal).toBe(refusal);
  expectProblem(answer);
  expect(await product.countRows()).toEqual(before);
  return answer;
}

function expectProblem(answer: Answer): void {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: expect.stringMatching(/./), title: expect.stringMatching(/./), status: answer.status, detail: expect.stringMatching(/./), code: expect.stringMatching(/^[a-z_]+$/) });
  for (const { path, message } of answer.body.errors ?? []) expect([typeof path, message]).toEqual(['string', expect.stringMatching(/./)]);
}

const desk = () => product.as(WHO.desk);
const intake = (more: object = {}): object => ({ procedure: 'don-gian', agency: 'xa-khanh-phu', applicant: { name: 'Nguyễn Văn A' }, data: {}, papers: [], ...more });

describe('bodies of the wrong shape', () => {
  type Command = [name: string, path: () => string];
  const commands: Command[] = [
    ['sign in', () => '/session'],
    ['receive', () => '/dossiers'],
    ['stop', () => `/dossiers/${dossier}/stop`],
    ['withdraw', () => `/dossiers/${dossier}/withdraw`],
    ['refuse', () => `/dossiers/${dossier}/refuse`],
    ['discontinue', () => `/dossiers/${dossier}/discontinue`],
    ['message', () => `/dossiers/${dossier}/messages`],
    ['return', () => `/tasks/${task}/return`],
    ['delegate', () => `/tasks/${task}/delegate`],
    ['move the clock', () => '/simulation/clock'],
  ];

  it.each(commands)('%s without a body says what is missing', async (_, path) => {
    const { body } = await expectRefused(() => desk().post(path()), '400 invalid_input');
    expect(body.errors.length).toBeGreaterThan(0);
  });

  const tolerant: Command[] = [['complete', () => `/tasks/${task}/complete`], ['resume', () => `/dossiers/${dossier}/resume`]];
  it.each([...commands, ...tolerant])(
    '%s with a field nobody knows names it',
    async (_, path) => {
      const { body } = await expectRefused(() => desk().post(path(), { lạ: 1 }), '400 invalid_input');
      expect(JSON.stringify(body.errors)).toContain(path() === '/simulation/clock' ? 'path' : 'lạ');
    },
  );

  it.each([[[]], ['"text"'], [7], [null], [true]])('a body that is %j is refused', async (body) => {
    const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
    await expectRefused(() => desk().post('/dossiers', bytes, { 'content-type': 'application/json' }), body === null || typeof body !== 'object' ? '400 malformed' : '400 invalid_input');
  });

  it('names each wrong field of an intake, in Vietnamese and in English', async () => {
    const wrong = intake({ procedure: 7, applicant: { name: '  ', email: 'x', birthDate: '2026-02-30' }, papers: [{ code: 'don', originals: -1 }], channel: 'bồ câu' });
    const paths = ['applicant.birthDate', 'applicant.email', 'applicant.name', 'channel', 'papers.0', 'procedure'];

    const vi = await expectRefused(() => desk().post('/dossiers', wrong), '400 invalid_input');
    const en = await expectRefused(() => desk().post('/dossiers', wrong, { 'accept-language': 'en' }), '400 invalid_input');

    const pathsOf = ({ body }: Answer): string[] => body.errors.map((e: { path: string }) => e.path).sort();
    expect(pathsOf(vi).map((p) => p.replace(/^(papers\.0).*/, '$1'))).toEqual(paths);
    const [first] = vi.body.errors.filter((e: { path: string }) => e.path === 'applicant.name');
    expect(first.message).toBe('không được để trống');
    expect(vi.body.title).toBe('Yêu cầu chưa đúng');
    expect(en.body.title).toBe('Bad request');
    const messages = ({ body }: Answer): string => body.errors.map((e: { message: string }) => e.message).join(' | ');
    expect(messages(vi)).toMatch(/[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]/i);
    expect(messages(en)).not.toMatch(/[ạảậầấẩẫắằặẳẵọỏộổỗồốờớợởỡẻẹếềệểễụủựữửừứịỉỳỷỵỹđ]/i);
  });

  it('a missing field is told as missing, not as undefined', async () => {
    const { body } = await expectRefused(() => desk().post('/dossiers', {}), '400 invalid_input');
    expect(body.errors).toEqual(['procedure', 'agency', 'applicant'].map((path) => ({ path, message: 'bắt buộc phải có' })));
    const everything = await Promise.all([desk().get('/tasks?limit=x'), desk().post('/dossiers', intake({ papers: [7], data: 7, channel: null })), desk().get('/tasks?mine=co'), desk().post('/session', [])]);
    expect(JSON.stringify(everything.map((answer) => answer.body))).not.toMatch(/undefined|NaN|string|object|array|expected|Invalid/);
  });

  it('a field nobody knows is named inside a paper, too', async () => {
    const { body } = await expectRefused(() => desk().post('/dossiers', intake({ papers: ['don', { code: 'don', original: 2 }] })), '400 invalid_input');
    expect(body.errors).toEqual([{ path: 'papers.1.original', message: 'không phải trường của yêu cầu này' }]);
  });

  it('a rule of the whole body is told in the language of the reader', async () => {
    const ask = (language: string) => product.as(WHO.designer).post('/replays', { revision: { procedure: 'don-gian', number: 1 }, from: '2026-03-01', to: '2026-02-01' }, { 'accept-language': language });
    expect((await expectRefused(() => ask('vi'), '400 invalid_input')).body.errors).toEqual([{ path: 'from', message: 'ngày đầu phải trước ngày cuối' }]);
    expect((await expectRefused(() => ask('en'), '400 invalid_input')).body.errors).toEqual([{ path: 'from', message: 'the first day comes before the last' }]);
    expect((await expectRefused(() => product.as(WHO.desk).get('/tasks?state=ngu'), '400 invalid_input')).body.errors[0].message).toMatch(/^phải là một hay nhiều trong: /);
  });

  it('the document of the interface names what any body may meet and the headers of commands', async () => {
    interface Operation { requestBody?: object; parameters?: { name: string; in: string; required: boolean }[]; responses: Record<string, { content?: object }> }
    const { paths } = (await product.anyone.get('/api/openapi.json')).expect(200) as { paths: Record<string, Record<string, Operation>> };
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    for (const { requestBody, responses } of operations) {
      if (requestBody) expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '413', '415']));
      for (const [status, { content }] of Object.entries(responses)) if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
    const headersOf = (operation: Operation | undefined) => operation?.parameters?.flatMap((one) => (one.in === 'header' ? [[one.name, one.required]] : []));
    expect(headersOf(paths['/api/v1/tasks/{id}/complete']?.['post'])).toEqual([['Idempotency-Key', false], ['If-Match', false]]);
    expect(headersOf(paths['/api/v1/drafts/{id}']?.['put'])).toEqual([['Idempotency-Key', false], ['If-Match', true]]);
    expect(headersOf(paths['/api/v1/tasks']?.['get'])).toEqual([]);
  });

  it.each(['9999-12-31T23:59:59Z', '0000-01-01T00:00:00+07:00', '0999-12-31T16:59:59Z'])('%s lies in no year that can be counted', async (instant) => {
    const years = { path: 'effectiveFrom', message: 'phải từ năm 1000 đến năm 9998' };
    const adopt = () => product.as(WHO.administrator).put('/procedures/don-gian/adoptions/xa-khanh-phu', { revision: 1, document: 'QĐ 1', effectiveFrom: instant });
    expect((await expectRefused(adopt, '400 invalid_input')).body.errors).toEqual([years]);
    for (const path of [`/reports/settlement?from=2026-01-01&to=${instant}`, `/board/scores?from=2026-01-01&to=${instant}`, `/procedures/in-force?at=${instant.slice(0, 10)}`, '/calendar/national-days/0000-01-01']) {
      const [method, body] = path.includes('national') ? ['PUT', { dayOff: true, name: 'x' }] as const : ['GET', undefined] as const;
      await expectRefused(() => product.as(WHO.administrator).send(method, path.replace('+', '%2B'), body), '400 invalid_input');
    }
  });

  it('is no JSON: malformed', () => expectRefused(() => desk().post('/dossiers', '{"a":', { 'content-type': 'application/json' }), '400 malformed'));
  it('a content type nobody reads is refused', () => expectRefused(() => desk().post('/dossiers', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }), '415 unsupported_media_type'));
  it('XML where JSON belongs is refused', () => expectRefused(() => desk().post('/dossiers', '<a/>'), '415 unsupported_media_type'));
});

describe('texts that no database takes', () => {
  const NUL = 'Nguyễn\u0000A';
  const LONE = 'Nguyễn \ud83d A';
  const cases: [string, () => Promise<Answer>][] = [NUL, LONE].flatMap((text): [string, () => Promise<Answer>][] => [
    ['applicant', () => desk().post('/dossiers', intake({ applicant: { name: text } }))],
    ['data', () => desk().post('/dossiers', intake({ data: { ten: text } }))],
    ['a key of data', () => desk().post('/dossiers', intake({ data: { [text]: 1 } }))],
    ['paper', () => desk().post('/dossiers', intake({ papers: [text] }))],
    ['reason of a stop', () => desk().post(`/dossiers/${dossier}/stop`, { reason: text, evidence: 'form-02' })],
    ['evidence', () => desk().post(`/dossiers/${dossier}/stop`, { reason: 'thiếu', evidence: { [text]: [text] } })],
    ['opinion', () => desk().post(`/tasks/${task}/complete`, { opinion: text, papers: ['ket-qua'] })],
    ['task data', () => desk().post(`/tasks/${task}/complete`, { opinion: 'ý', papers: ['ket-qua'], data: { ghiChu: text } })],
    ['return', () => desk().post(`/tasks/${task}/return`, { to: text, reason: text })],
    ['delegate', () => desk().post(`/tasks/${task}/delegate`, { to: text, reason: text })],
    ['message', () => desk().post(`/dossiers/${dossier}/messages`, { name: text })],
    ['withdraw', () => desk().post(`/dossiers/${dossier}/withdraw`, { reason: text })],
    ['sign-in', () => product.anyone.post('/session', { username: text, password: text })],
  ]);

  it.each(cases)('%s: 400 at the field', async (_, ask) => {
    const { body } = await expectRefused(ask, '400 invalid_input');
    expect(body.errors.length).toBeGreaterThan(0);
  });

  const json = (path: string, body: string) => () => desk().send('POST', path, Buffer.from(body), { 'content-type': 'application/json' });
  it.each([
    ['an intake', json('/dossiers', '{"procedure":"don-gian","agency":"xa-khanh-phu","applicant":{"name":"A"},"data":{"so":[1,{"sau":1e400}]}}'), 'data.so.1.sau'],
    ['a task', () => json(`/tasks/${task}/complete`, '{"opinion":"ý","papers":["ket-qua"],"data":{"so":-1e400}}')(), 'data.so'],
    ['a stop', () => json(`/dossiers/${dossier}/stop`, '{"reason":"thiếu","evidence":{"so":1e400}}')(), 'evidence.so'],
  ])('a number in %s that is too large for JSON to keep', async (_, ask, path) => {
    const { body } = await expectRefused(ask, '400 invalid_input');
    expect(body.errors).toEqual([{ path, message: 'là số quá lớn, không lưu được' }]);
  });

  const inAddress = [
    '/dossiers/%00', '/dossiers/a%00b/ledger', '/dossiers?q=%00', '/dossiers?agency=%00', '/tasks?agency=%00', '/tasks?dossier=%00', '/tasks?role=%00', '/deadlines?agency=%00',
    '/deadlines?dossier=%00', '/procedures/%00', '/procedures/a%00b/revisions/1', '/agencies?kind=%00', '/agencies/%00/opening-hours', '/public/dossiers/%00?secret=a', '/public/dossiers/a?secret=%00',
  ];
  it.each(inAddress)('%s', async (path) => {
    const answer = await desk().get(path);
    expect([200, 400, 404]).toContain(answer.status);
    if (answer.status !== 200) expectProblem(answer);
  });

  it('an idempotency key with such a text', async () => {
    const answer = await desk().post('/dossiers', intake(), { 'idempotency-key': 'k\u00e9' });
    expect(answer.status).toBe(201);
  });
});

describe('addresses and parameters', () => {
  it.each([
    ['/tasks/7', '400 invalid_input'], ['/tasks/00000000-0000-4000-8000-000000000000', '404 not_found'], ['/dossiers/H99', '404 not_found'], ['/procedures/x', '404 not_found'],
    ['/procedures/don-gian/revisions/0', '400 invalid_input'], ['/procedures/don-gian/revisions/99', '404 not_found'], ['/procedures/don-gian/revisions/99999999999999999999', '400 invalid_input'],
    ['/procedures/don-gian/revisions/2147483648', '400 invalid_input'], ['/procedures/don-gian/revisions/2147483647', '404 not_found'], ['/procedures/don-gian/revisions/1.5', '400 invalid_input'], ['/procedures/don-gian/revisions/x/bpmn', '400 invalid_input'],
    [`/dossiers/${'9'.repeat(121)}`, '400 invalid_input'], ['/dossiers/%E0%A4%A', '400 malformed'], ['/khong-co', '404 not_found'], ['/dossiers/H99/papers/7/file', '400 invalid_input'],
    ['/tasks?state=ngu', '400 invalid_input'], ['/tasks?limit=0', '400 invalid_input'], ['/tasks?limit=201', '400 invalid_input'], ['/tasks?limit=abc', '400 invalid_input'], ['/tasks?mine=co', '400 invalid_input'],
    ['/tasks?after=xxx', '400 invalid_input'], ['/dossiers?after=xxx', '400 invalid_input'], ['/deadlines?after=xxx', '400 invalid_input'], ['/notices?after=xxx', '400 invalid_input'],
    ['/deadlines?state=ngu', '400 invalid_input'], ['/deadlines?before=homqua', '400 invalid_input'], ['/deadlines?before=2026-13-01', '400 invalid_input'], ['/dossiers?state=11', '400 invalid_input'],
    ['/dossiers?state=2&state=3', '400 invalid_input'], ['/tasks?agency=a&agency=b', '400 invalid_input'], ['/calendar/national-days?year=abc', '400 invalid_input'],
    ['/public/dossiers/H99?secret=ABCD', '404 not_found'], ['/public/dossiers/H99', '400 invalid_input'], ['/public/dossiers/H99?secret[a]=1', '400 invalid_input'],
  ])('GET %s → %s', async (path, refusal) => {
    const answer = await desk().get(path);
    expect(answer.refusal).toBe(refusal);
    expectProblem(answer);
  });

  it.each([
    ['', '400 invalid_input'], ['?from=2026-01-01', '400 invalid_input'], ['?from=2026-02-30&to=2026-12-31', '400 invalid_input'], ['?from=2026-12-31&to=2026-01-01', '400 invalid_input'],
    ['?from=2026-01-01&to=2026-12-31&by=trang', '400 invalid_input'],
  ])('GET /reports/settlement%s → %s', async (query, refusal) => {
    const answer = await product.as(WHO.deskHead).get(`/reports/settlement${query}`);
    expect(answer.refusal).toBe(refusal);
    expectProblem(answer);
  });

  it('a list of deadlines before a date at either end of what is counted is a list', async () => {
    for (const before of ['1000-01-01', '9998-12-31', '9998-12-31T23:59:59%2B07:00']) expect((await product.as(WHO.administrator).get(`/deadlines?before=${before}`)).status).toBe(200);
  });

  const NO_UUID = '-'.repeat(36);
  it.each([
    '["2026-01-01T00:00:00Z","x"]', '2026-01-01T00:00:00Z a\u0000b', '+275760-09-13T00:00:00.000Z a', `1 ${NO_UUID}`, `999999999999999 ${NO_UUID}`, `2026-01-01|${NO_UUID}`, `9|${NO_UUID}`,
    '2026-01-01T00:00:00.000Z ', '2026-99-01 a',
  ])(
    'a cursor made of %j is refused or simply leads nowhere',
    async (text) => {
      for (const list of ['/tasks', '/dossiers', '/deadlines', '/notices', `/dossiers/${dossier}/ledger`]) {
        const answer = await desk().get(`${list}?after=${Buffer.from(text).toString('base64url')}`);
        expect([200, 400]).toContain(answer.status);
        if (answer.status === 400) expectProblem(answer);
      }
    },
  );

  it('a cursor of a ledger beyond its end leads nowhere', async () => {
    const { items, next } = (await desk().get(`/dossiers/${dossier}/ledger?after=2147483647`)).expect(200);
    expect([items, next]).toEqual([[], null]);
    expect((await desk().get(`/dossiers/${dossier}/ledger?after=2147483648`)).refusal).toBe('400 invalid_input');
  });

  it('no session: 401 with a way to sign in', async () => {
    const answer = await product.anyone.get('/tasks');
    expect(answer.refusal).toBe('401 not_signed_in');
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expectProblem(answer);
  });

  it('wrong method: a problem', async () => expectProblem(await desk().put('/dossiers', {})));
  it('a wrong password: 401', () => expectRefused(() => product.anyone.post('/session', { username: 'khong-co-ai', password: 'sai-mat-khau' }), '401 wrong_credentials'));
});

describe('particulars that do not fit', () => {
  it.each([
    ['unknown procedure', { procedure: 'khong-co' }, '404 not_found'],
    ['unknown agency', { agency: 'xa-khong-co' }, '400 agency_not_found'],
    ['agency of others', { agency: 'xa-khanh-trung' }, '403 not_allowed'],
    ['unknown territory', { territory: 'sao-hoa' }, '400 invalid_input'],
    ['file never uploaded', { papers: [{ code: 'don', file: 'f'.repeat(64) }] }, '400 invalid_input'],
    ['file by a path', { papers: [{ code: 'don', file: '../../etc/passwd' }] }, '400 invalid_input'],
  ])('%s', (_, more, refusal) => expectRefused(() => desk().post('/dossiers', intake(more)), refusal).then(() => undefined));

  it('a task without its opinion and papers names both', async () => {
    const { body } = await expectRefused(() => desk().post(`/tasks/${task}/complete`, {}), '400 invalid_input');
    expect(body.errors.map((e: { path: string }) => e.path)).toEqual(['opinion', 'papers']);
  });

  it('the simulated clock does not go back, nor beyond time', async () => {
    await expectRefused(() => product.anyone.post('/simulation/clock', { to: '2020-01-01T00:00:00Z' }), '409 clock_moves_back');
    await expectRefused(() => product.anyone.post('/simulation/clock', { to: 'mai' }), '400 invalid_input');
    await expectRefused(() => product.anyone.post('/simulation/clock', { advance: '8 giờ' }), '400 invalid_input');
    await expectRefused(() => product.anyone.post('/simulation/clock', { advance: `P${'9'.repeat(20)}D` }), '400 invalid_input');
    await expectRefused(() => product.anyone.post('/simulation/clock', { advance: `P${'9'.repeat(400)}D` }), '400 invalid_input');
  });

  it('a day of the calendar only by the administrator and only a real one', async () => {
    const day = { kind: 'off', nameVi: 'Nghỉ', nameEn: 'Off', confirmed: false };
    await expectRefused(() => desk().put('/calendar/national-days/2026-12-24', day), '403 not_allowed');
    await expectRefused(() => product.as(WHO.administrator).put('/calendar/national-days/2026-02-30', day), '400 invalid_input');
    await expectRefused(() => product.as(WHO.administrator).delete('/calendar/national-days/2026-12-24'), '404 not_found');
    await expectRefused(() => product.as(WHO.administrator).put('/calendar/national-days/2026-12-24', { ...day, kind: 'lễ' }), '400 invalid_input');
  });
});

describe('size and depth', () => {
  it('50 MB of JSON, of XML and of a scan: 413', async () => {
    const big = new Uint8Array(50_000_000).fill(97);
    await expectRefused(() => desk().post('/dossiers', big, { 'content-type': 'application/json' }), '413 too_large');
    await expectRefused(() => product.as(WHO.designer).post('/procedures', big, { 'content-type': 'application/xml' }), '413 too_large');
    const scan = new FormData();
    scan.set('code', 'don');
    scan.set('file', new Blob([big], { type: 'application/pdf' }), 'don.pdf');
    await expectRefused(() => desk().post(`/dossiers/${dossier}/papers`, scan), '413 too_large');
  });

  it('data nested beyond reason is refused', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const body = JSON.stringify(intake()).replace('"data":{}', `"data":${deep}`);
    await expectRefused(() => desk().post('/dossiers', body, { 'content-type': 'application/json' }), '400 invalid_input');
  });

  it('a prototype is no field', async () => {
    const body = JSON.stringify(intake()).replace('"data":{}', '"data":{"__proto__":{"admin":true},"constructor":1}');
    expect((await desk().post('/dossiers', body, { 'content-type': 'application/json' })).status).toBeLessThan(500);
  });
});

describe('scans', () => {
  const form = (fields: Record<string, string | Blob>): FormData => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return data;
  };
  const upload = (fields: Record<string, string | Blob>) => expectRefused(() => desk().post(`/dossiers/${dossier}/papers`, form(fields)), '400 invalid_input');

  it('without a code', () => upload({}).then(() => undefined));
  it('with a negative count', () => upload({ code: 'don', copies: '-1' }).then(() => undefined));
  it('with a null byte', () => upload({ code: 'a\u0000b' }).then(() => undefined));
  it('with a file under another name', () => expectRefused(() => desk().post(`/dossiers/${dossier}/papers`, form({ code: 'don', anh: new Blob(['x']) })), '400 malformed').then(() => undefined));
  it('of a program', () =>
    expectRefused(() => desk().post(`/dossiers/${dossier}/papers`, form({ code: 'don', file: new Blob(['MZ'], { type: 'application/x-msdownload' }) })), '415 unsupported_media_type').then(() => undefined));
  it('cut off in the middle', async () => {
    const answer = await desk().post(`/dossiers/${dossier}/papers`, new TextEncoder().encode('--x\r\nContent-Disposition: form-data; name="code"\r\n\r\ndo'), { 'content-type': 'multipart/form-data; boundary=x' });
    expect(answer.status).toBe(400);
    expectProblem(answer);
  });
});
