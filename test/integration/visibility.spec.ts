import { createHash } from 'node:crypto';
import { and, chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Who sees and does what. Whoever has no business with a dossier is told that there is none. */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(
    procedure(
      'co-cong-an',
      start('s') + user('tiepNhan') + and('f') + user('xacMinh', { agency: 'police_commune', role: 'cong-an-xa', opinion: true, form: 'xac-minh', papers: ['bien-ban@police'] }) +
        user('thue', { agency: 'tax', role: 'chuyen-vien' }) + and('j') + user('tra', { form: 'xac-minh' }) + end('e') + chain('s', 'tiepNhan', 'f', 'xacMinh', 'j', 'tra', 'e') + chain('f', 'thue', 'j'),
      { papers: ['don', 'hk02@police'], forms: { 'xac-minh': { type: 'object', properties: { tienAn: { type: 'string' } } } } },
    ),
  );
});
afterAll(() => product.close());

const SECRET = 'TIEN-AN-TIEN-SU';
const OPINION = 'Y-KIEN-MAT-CUA-CONG-AN';

describe('an officer of another commune', () => {
  it('gets 404 for everything about a dossier that is none of their business', async () => {
    const code = await product.receive('co-cong-an', { papers: ['don'] });
    const [{ id }] = (await product.tasks(code)) as unknown as [{ id: string }];
    const stranger = product.as(WHO.otherDesk);

    for (const path of ['', '/ledger', '/receipt.pdf', '/supplement.pdf', '/refusal.pdf', '/papers/00000000-0000-4000-8000-000000000000/file']) expect([path, (await stranger.get(`/dossiers/${code}${path}`)).status]).toEqual([path, 404]);
    const commands: [string, object][] = [
      ['stop', { reason: 'x', evidence: 'y' }], ['resume', {}], ['withdraw', { reason: 'x' }], ['refuse', { reason: 'x' }], ['discontinue', { reason: 'x' }], ['acknowledge', {}], ['messages', { name: 'x' }],
    ];
    for (const [command, body] of commands) expect([command, (await stranger.post(`/dossiers/${code}/${command}`, body)).status]).toEqual([command, 404]);
    expect((await stranger.get(`/tasks/${id}`)).status).toBe(404);
    for (const [command, body] of [['claim', {}], ['release', {}], ['complete', {}], ['return', { to: 'x', reason: 'x' }], ['delegate', { to: 'x', reason: 'x' }]] as const) {
      expect([command, (await stranger.post(`/tasks/${id}/${command}`, body)).status]).toEqual([command, 404]);
    }
  });

  it('finds it in no list, whatever is asked for', async () => {
    const code = await product.receive('co-cong-an', { papers: ['don'], applicant: { name: 'Hồ Thị Riêng' } });
    const stranger = product.as(WHO.otherDesk);
    for (const path of ['/dossiers', '/dossiers?q=Riêng', '/dossiers?agency=xa-khanh-phu', `/tasks?dossier=${code}`, '/tasks?agency=xa-khanh-phu', `/deadlines?dossier=${code}`, '/deadlines?agency=xa-khanh-phu']) {
      expect([path, (await stranger.get(path)).expect(200).items]).toEqual([path, []]);
    }
  });

  it('is told the same as of a dossier that does not exist', async () => {
    const code = await product.receive('co-cong-an');
    const unseen = await product.as(WHO.otherDesk).get(`/dossiers/${code}`);
    const absent = await product.as(WHO.otherDesk).get(`/dossiers/${code.replace(/....$/, '9999')}`);
    expect(unseen.body.detail.replace(code, '')).toBe(absent.body.detail.replace(code.replace(/....$/, '9999'), ''));
    expect(unseen.refusal).toBe('404 not_found');
  });

  it('begins to see it with the first task', async () => {
    const code = await product.receive('co-cong-an');
    expect((await product.as(WHO.tax).get(`/dossiers/${code}`)).status).toBe(404);
    await product.complete(code, 'tiepNhan');
    expect((await product.as(WHO.tax).get(`/dossiers/${code}`)).status).toBe(200);
  });
});

describe('papers and words of the police', () => {
  let code: string;
  beforeAll(async () => {
    code = await product.receive('co-cong-an', { papers: ['don', 'hk02'] });
    await product.complete(code, 'tiepNhan');
    await product.complete(code, 'xacMinh', { opinion: OPINION, data: { tienAn: SECRET }, papers: ['bien-ban'] });
    const scan = new FormData();
    scan.set('code', 'anh-chan-dung');
    scan.set('file', new Blob(['%PDF-'], { type: 'application/pdf' }), 'anh-chan-dung.pdf');
    (await product.as(WHO.communePolice).post(`/dossiers/${code}/papers`, scan)).expect(201);
  });

  it('are there for the police', async () => {
    const seen = (await product.as(WHO.communePolice).get(`/dossiers/${code}`)).expect(200);
    expect(seen.papers.map((p: { code: string }) => p.code).sort()).toEqual(['anh-chan-dung', 'bien-ban', 'don', 'hk02']);
    const ledger = (await product.as(WHO.communePolice).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
    expect(JSON.stringify(ledger)).toContain(SECRET);
  });

  it.each([WHO.desk, WHO.tax, WHO.deskHead, WHO.chairman, WHO.administrator])('are nowhere to be found for %s', async (username) => {
    const reader = product.as(username);
    const tasks = (await reader.get(`/tasks?dossier=${code}&state=open,claimed,completed`)).expect(200).items as { id: string }[];
    const answers = await Promise.all([
      reader.get(`/dossiers/${code}`), reader.get(`/dossiers/${code}/ledger?limit=200`), reader.get('/dossiers'), reader.get(`/deadlines?dossier=${code}`), reader.get('/notices'),
      ...tasks.map(({ id }) => reader.get(`/tasks/${id}`)),
    ]);
    const [page] = answers;
    const all = JSON.stringify(answers.map(({ body }) => body));
    for (const hidden of [SECRET, OPINION, 'anh-chan-dung']) expect([hidden, all.includes(hidden)]).toEqual([hidden, false]);
    expect(page.body.papers?.map((p: { code: string }) => p.code) ?? []).toEqual(username === WHO.administrator ? [] : ['don']);
    expect(JSON.stringify(answers[1].body)).not.toContain('hk02');
  });

  it('scanned at the desk, their digest stands in no ledger that others read: with it the file could be fetched', async () => {
    const content = '%PDF-1.7 sổ hộ khẩu của gia đình';
    const scan = new FormData();
    scan.set('code', 'hk02');
    scan.set('file', new Blob([content], { type: 'application/pdf' }), 'hk02.pdf');
    (await product.as(WHO.desk).post(`/dossiers/${code}/papers`, scan)).expect(201);
    const digest = createHash('sha256').update(content).digest('hex');

    const ledgerOf = async (username: string): Promise<string> => JSON.stringify((await product.as(username).get(`/dossiers/${code}/ledger?limit=200`)).expect(200));
    expect(await ledgerOf(WHO.communePolice)).toContain(digest);
    for (const username of [WHO.desk, WHO.tax, WHO.chairman, WHO.administrator]) expect([username, (await ledgerOf(username)).includes(digest)]).toEqual([username, false]);
  });

  it('do not fill the form of a later step that asks for a field of the same name', async () => {
    await product.complete(code, 'thue');
    const { id } = (await product.tasks(code)).find(({ element }) => element === 'tra')!;
    expect((await product.as(WHO.desk).get(`/tasks/${id}`)).expect(200).data).toEqual({});
  });

  it('their files cannot be fetched by others', async () => {
    const { papers } = (await product.as(WHO.communePolice).get(`/dossiers/${code}`)).expect(200);
    const paper = papers.find((p: { code: string }) => p.code === 'anh-chan-dung');
    expect((await product.as(WHO.communePolice).get(`/dossiers/${code}/papers/${paper.id}/file`)).status).toBe(200);
    for (const username of [WHO.desk, WHO.tax, WHO.chairman, WHO.administrator]) expect((await product.as(username).get(`/dossiers/${code}/papers/${paper.id}/file`)).status).toBe(404);
  });
});

describe('the administrator', () => {
  it('lists the tasks and deadlines of all agencies, and sees no papers, no applicant, no secret', async () => {
    const code = await product.receive('co-cong-an', { papers: ['don'], applicant: { name: 'Lê Thị Kín', phone: '0905111222' }, data: { soNha: 'SO-NHA-KIN' } });
    const reader = product.as(WHO.administrator);

    const [page, ledger, list, tasks] = await Promise.all([reader.get(`/dossiers/${code}`), reader.get(`/dossiers/${code}/ledger?limit=200`), reader.get('/dossiers?q=Kín'), reader.get('/tasks?limit=200')]);
    expect(page.body).toMatchObject({ papers: null, applicant: null, data: null, secret: null, missingPapers: null });
    expect(tasks.body.items.some((t: { dossier: string }) => t.dossier === code)).toBe(true);
    for (const answer of [page, ledger, list, tasks]) expect(JSON.stringify(answer.body)).not.toMatch(/Lê Thị Kín|0905111222|SO-NHA-KIN/);
    expect((await reader.get(`/dossiers/${code}/receipt.pdf`)).status).toBeGreaterThanOrEqual(403);
  });

  it('works no task', async () => {
    const code = await product.receive('co-cong-an');
    const [{ id }] = (await product.tasks(code)) as unknown as [{ id: string }];
    for (const command of ['claim', 'release', 'complete']) expect((await product.as(WHO.administrator).post(`/tasks/${id}/${command}`, {})).refusal).toBe('403 not_allowed');
  });
});

describe('holding a task', () => {
  const opened = async (): Promise<{ code: string; id: string }> => {
    const code = await product.receive('co-cong-an', { papers: ['don'] });
    return { code, id: (await product.tasks(code))[0]!.id };
  };

  it('a colleague of another position is told so, a stranger finds nothing', async () => {
    const { id } = await opened();
    expect((await product.as(WHO.cadastre).post(`/tasks/${id}/claim`)).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.tax).post(`/tasks/${id}/claim`)).refusal).toBe('404 not_found');
    expect((await product.anyone.post(`/tasks/${id}/claim`)).refusal).toBe('401 not_signed_in');
  });

  it('is claimed, released, and released once only', async () => {
    const { id } = await opened();
    const desk = product.as(WHO.desk);
    expect((await desk.post(`/tasks/${id}/claim`)).expect(200)).toMatchObject({ state: 'claimed', assignee: WHO.desk });
    expect((await desk.post(`/tasks/${id}/release`)).expect(200)).toMatchObject({ state: 'open', assignee: null });
    expect((await desk.post(`/tasks/${id}/release`)).refusal).toBe('409 invalid_state');
  });

  it('delegated to a colleague it is theirs alone', async () => {
    const { id } = await opened();
    const desk = product.as(WHO.desk);
    (await desk.post(`/tasks/${id}/delegate`, { to: WHO.cadastre, reason: 'Nghỉ phép' })).expect(200);

    expect((await desk.post(`/tasks/${id}/complete`, {})).status).toBeGreaterThanOrEqual(403);
    expect((await product.as(WHO.cadastre).get('/tasks?mine=true')).expect(200).items.map((t: { id: string }) => t.id)).toContain(id);
    (await product.as(WHO.cadastre).post(`/tasks/${id}/complete`, {})).expect(200);
  });

  it.each([WHO.tax, 'khong.co', WHO.administrator])('is not delegated to %s', async (to) => {
    const { id } = await opened();
    const refused = await product.as(WHO.desk).post(`/tasks/${id}/delegate`, { to, reason: 'x' });
    expect(refused.refusal).toBe('400 invalid_input');
    expect(refused.body.errors).toEqual([expect.objectContaining({ path: 'to' })]);
  });

  it('returned with a reason it goes back to the earlier step and then comes again', async () => {
    const { code } = await opened();
    await product.complete(code, 'tiepNhan', { data: { ghiChu: 'lần 1' } });
    const back = (await product.tasks(code)).find(({ element }) => element === 'thue')!;

    (await product.as(WHO.tax).post(`/tasks/${back.id}/return`, { to: 'tiepNhan', reason: 'Thiếu tờ khai' })).expect(200);
    const again = (await product.as(WHO.desk).get(`/tasks?dossier=${code}`)).expect(200).items;
    expect(again).toEqual([expect.objectContaining({ element: 'tiepNhan', returned: { reason: 'Thiếu tờ khai', by: WHO.tax } })]);

    await product.complete(code, 'tiepNhan');
    expect((await product.tasks(code)).map(({ element }) => element)).toEqual(['thue', 'xacMinh']);
    for (const element of ['thue', 'xacMinh', 'tra']) await product.complete(code, element, element === 'xacMinh' ? { papers: ['bien-ban'] } : {});
    expect((await product.as(WHO.desk).get(`/dossiers/${code}`)).body.state).toBe(10);
  });

  it.each(['khongCo', 'thue', 'tra', 's'])('is not returned to %s', async (to) => {
    const { code } = await opened();
    await product.complete(code, 'tiepNhan');
    const { id } = (await product.tasks(code)).find(({ element }) => element === 'thue')!;
    const refused = await product.as(WHO.tax).post(`/tasks/${id}/return`, { to, reason: 'x' });
    expect(refused.refusal).toBe('400 invalid_input');
    expect(refused.body.errors).toEqual([expect.objectContaining({ path: 'to' })]);
  });

  it('waits while the citizen is waited for', async () => {
    const { code, id } = await opened();
    (await product.as(WHO.desk).post(`/dossiers/${code}/stop`, { reason: 'Thiếu giấy tờ', evidence: 'form-02' })).expect(200);
    expect((await product.as(WHO.desk).post(`/tasks/${id}/complete`, {})).refusal).toBe('409 clock_stopped');
    (await product.as(WHO.desk).post(`/dossiers/${code}/resume`, {})).expect(200);
    expect((await product.as(WHO.desk).post(`/tasks/${id}/complete`, {})).status).toBe(200);
  });

  it('of an ended dossier is over', async () => {
    const { code, id } = await opened();
    (await product.as(WHO.desk).post(`/dossiers/${code}/withdraw`, { reason: 'Công dân xin rút' })).expect(200);
    expect((await product.as(WHO.desk).post(`/tasks/${id}/complete`, {})).refusal).toBe('409 invalid_state');
    expect((await product.as(WHO.desk).post(`/dossiers/${code}/withdraw`, { reason: 'lần nữa' })).refusal).toBe('409 invalid_state');
    expect((await product.as(WHO.desk).post(`/dossiers/${code}/stop`, { reason: 'x', evidence: 'y' })).refusal).toBe('409 invalid_state');
    expect(await product.tokens(code)).toEqual([]);
  });
});
