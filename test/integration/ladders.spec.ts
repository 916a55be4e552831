import { chain, end, procedure, start, user } from './diagram.js';
import type { Answer } from './client.js';
import { TestProduct, WHO } from './product.js';

/*
 * Ladders as data: who is told what and when is ordered by versions, tried out first, and each deadline keeps the one it was armed with.
 * The simulated clock starts on Monday 05/01/2026, 07:00.
 */

const name = (vi: string) => ({ vi, en: vi });
const rung = (code: string, at: object, to: string[], action = 'notify', subjects: string[] = ['task']) => ({ rung: code, name: name(`Bậc ${code}`), at, subjects, to, action });
const body = (rungs: object[], more: object = {}) => ({ name: name('Bậc nhắc chặt'), rungs, document: 'QĐ 31/QĐ-UBND', ...more });

const LINE = procedure('ba-ngay', start('s') + user('a', { budget: 2 }) + end('e') + chain('s', 'a', 'e'), { limit: 4 }).replace('basis="test"', 'basis="test" ladder="chat"');

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(LINE);
});
afterAll(() => product.close());

const put = (by: string, code: string, value: object, headers: Record<string, string> = {}): Promise<Answer> => product.as(by).put(`/ladders/${code}`, value, headers);
const log = async (dossier: string, by: string = WHO.administrator): Promise<{ rung: string; version: number; deadline: string; firedAt: string; to: { role: string }[]; answers: object[]; mine: boolean; subject: string }[]> =>
  (await product.as(by).get(`/rungs?dossier=${dossier}&limit=100`)).expect(200).items;
const notices = async (by: string, dossier?: string): Promise<{ kind: string; dossier: string | null; body: string; createdAt: string }[]> =>
  (await product.as(by).get('/notices?limit=200')).expect(200).items.filter((one: { dossier: string | null }) => dossier === undefined || one.dossier === dossier);

describe('a ladder in versions', () => {
  it('begins as it stood in the code, seen by its keepers alone', async () => {
    const { items } = (await product.as(WHO.deskHead).get('/ladders')).expect(200);
    expect(items).toMatchObject([{ code: 'giao-nhan', version: 1 }, { code: 'mac-dinh', version: 1, quiet: false, digest: 'none', changedBy: 'system' }]);
    expect(items[1].rungs.map((one: { rung: string }) => one.rung)).toEqual(['canh-bao', 'truoc-han', 'den-han', 'qua-han-1', 'qua-han-3']);
    expect((await product.as(WHO.desk).get('/ladders')).refusal).toBe('403 not_allowed');
  });

  it('arms what begins after the order; what runs keeps the version it was armed with', async () => {
    const before = await product.receive('ba-ngay');
    (await put(WHO.deskHead, 'chat', body([rung('sau-mot-gio', { hours: 1 }, ['agency_leader'], 'escalate'), rung('mot-nua', { share: 0.5 }, ['holder'])]))).expect(200);
    await product.moveTo('2026-01-05T08:00:00+07:00');
    const after = await product.receive('ba-ngay');
    await product.moveTo('2026-01-07T10:00:00+07:00');

    expect((await log(before)).map((one) => [one.rung, one.version])).toEqual([['den-han', 1], ['canh-bao', 1]]);
    expect((await log(after)).map((one) => [one.rung, one.version])).toEqual([['sau-mot-gio', 1], ['mot-nua', 1]]);
    expect((await product.as(WHO.administrator).get(`/deadlines?dossier=${after}`)).expect(200).items.flatMap((one: { rungs: { name: string }[] }) => one.rungs.map((each) => each.name)).sort()).toEqual(['Bậc mot-nua', 'Bậc sau-mot-gio']);
  });

  it('changes what runs only by an order that says so: once each, and what fired stays fired', async () => {
    const code = await product.receive('ba-ngay');
    await product.advance('P1D');
    await product.advance('PT1H');
    expect((await log(code)).map((one) => one.rung)).toEqual(['mot-nua']);

    (await put(WHO.administrator, 'chat', body([rung('mot-nua', { share: 0.5 }, ['holder']), rung('ba-phan-tu', { share: 0.75 }, ['holder', 'desk_head'])], { open: 'change' }), { 'if-match': '"1"' })).expect(200);
    await product.advance('PT6H');

    expect((await log(code)).map((one) => one.rung)).toEqual(['ba-phan-tu', 'mot-nua']);
    const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
    expect(verified).toBe(true);
    expect(items.filter((one: { kind: string }) => one.kind === 'ladder.changed')).toMatchObject([
      { data: { ladder: 'chat', from: 1, to: 2, document: 'QĐ 31/QĐ-UBND', subject: 'dossier' } }, { data: { ladder: 'chat', from: 1, to: 2, subject: 'task' } },
    ]);
    expect((await product.as(WHO.administrator).get('/ladders/chat')).expect(200).items.map((one: { version: number }) => one.version)).toEqual([2, 1]);
  });

  it('is not overwritten by who did not see the last version', async () => {
    expect((await put(WHO.administrator, 'chat', body([rung('x', { days: 0 }, ['holder'])]), { 'if-match': '"1"' })).refusal).toBe('412 stale_version');
  });
});

describe('what rungs do', () => {
  it('takes work back from who does not do it, and puts it first', async () => {
    (await put(WHO.administrator, 'chat', body([rung('thu-hoi', { share: 0.25 }, ['agency_leader'], 'reassign'), rung('uu-tien', { share: 0.5 }, ['holder'], 'raise_priority')]))).expect(200);
    const code = await product.receive('ba-ngay');
    const [task] = await product.tasks(code);
    (await product.as(WHO.desk).post(`/tasks/${task!.id}/claim`)).expect(200);
    await product.advance('P2D');

    expect((await product.as(WHO.desk).get(`/tasks/${task!.id}`)).expect(200)).toMatchObject({ state: 'open', assignee: null, priority: 1 });
    const kinds = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200).items.map((one: { kind: string }) => one.kind);
    expect(kinds).toEqual(expect.arrayContaining(['task.reassigned', 'task.prioritised']));
  });

  it('waits for opening hours, and gathers a flood into one message of the half-day', async () => {
    await product.moveTo('2026-01-19T07:30:00+07:00');
    (await put(WHO.administrator, 'chat', body([rung('mot-phan-tu', { share: 0.25 }, ['holder'])], { quiet: true, digest: 'half_day' }))).expect(200);
    const codes = [await product.receive('ba-ngay'), await product.receive('ba-ngay'), await product.receive('ba-ngay')];
    await product.moveTo('2026-01-19T13:29:00+07:00');
    expect((await Promise.all(codes.map((code) => log(code)))).map((one) => one.map((each) => each.firedAt))).toEqual(codes.map(() => ['2026-01-19T11:30:00+07:00']));
    expect((await notices(WHO.desk)).filter(({ kind }) => kind === 'rung.digest')).toEqual([]);

    await product.complete(codes[2]!, 'a');
    await product.moveTo('2026-01-19T13:30:00+07:00');

    const [digest, ...more] = (await notices(WHO.desk)).filter(({ kind }) => kind === 'rung.digest');
    expect(more).toEqual([]);
    expect(digest).toMatchObject({ dossier: null, createdAt: '2026-01-19T13:30:00+07:00' });
    expect(codes.map((code) => digest!.body.includes(code))).toEqual([true, true, false]);
  });

  it('is acknowledged or put off with a reason; the lateness stays and superiors are told', async () => {
    (await put(WHO.administrator, 'chat', body([rung('som', { share: 0.25 }, ['holder']), rung('nua', { share: 0.5 }, ['holder']), rung('tre', { hours: 1 }, ['agency_leader'], 'escalate')]))).expect(200);
    await product.moveTo('2026-01-20T07:00:00+07:00');
    const code = await product.receive('ba-ngay');
    await product.moveTo('2026-01-20T11:30:00+07:00');
    const [first] = await log(code, WHO.desk);
    expect(first).toMatchObject({ rung: 'som', mine: true, answers: [] });
    const at = `/rungs/${first!.deadline}/som`;

    expect((await product.as(WHO.desk).post(`${at}/snooze`, { until: '2026-02-20T07:00:00+07:00', reason: 'Chờ' })).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.cadastre).post(`${at}/acknowledge`, {})).refusal).toBe('403 not_allowed');
    (await product.as(WHO.desk).post(`${at}/acknowledge`, {})).expect(200);
    (await product.as(WHO.desk).post(`${at}/snooze`, { until: '2026-01-23T07:00:00+07:00', reason: 'Chờ bản đồ' })).expect(200);
    await product.moveTo('2026-01-22T09:00:00+07:00');

    expect((await notices(WHO.desk, code)).map(({ kind }) => kind)).toEqual(['rung.fired']);
    expect((await log(code)).map((one) => one.rung)).toEqual(['tre', 'nua', 'som']);
    expect((await log(code))[2]!.answers).toMatchObject([{ kind: 'acknowledged' }, { kind: 'snoozed', reason: 'Chờ bản đồ', until: '2026-01-23T07:00:00+07:00' }]);
    expect((await product.as(WHO.administrator).get(`/deadlines?dossier=${code}&state=missed`)).expect(200).items).toHaveLength(1);
    await product.moveTo('2026-01-23T07:00:00+07:00');
    expect((await notices(WHO.desk, code))[0]).toMatchObject({ kind: 'snooze.ended' });
    expect((await notices(WHO.desk, code))[0]!.body).toContain('đã quá hạn');
  });
});

describe('a draft is tried out on last week', () => {
  it('tells who would have been told, and changes nothing', async () => {
    const rungs = [rung('moi-gio', { hours: -8 }, ['holder', 'chairman']), rung('het', { days: 0 }, ['agency_leader'], 'escalate')];
    const before = await product.countRows();

    const preview = (await product.as(WHO.deskHead).post('/ladders/chat/preview', { rungs, digest: 'day' })).expect(200);

    expect(preview.deadlines).toBeGreaterThan(3);
    expect(preview.would).toBe(preview.items.length);
    expect(preview.items.map((one: { at: string }) => one.at)).toEqual(preview.items.map((one: { at: string }) => one.at).toSorted());
    const holder = preview.posts.find((one: { role: string; agency: string }) => one.role === 'tiep-nhan' && one.agency === 'xa-khanh-phu');
    expect(holder.messages).toBeLessThan(holder.rungs);
    expect(preview.posts.map((one: { role: string }) => one.role)).toContain('lanh-dao');
    expect(await product.countRows()).toEqual(before);
  });
});

describe('what is refused', () => {
  it.each([
    ['no rung', body([])], ['two of one code', body([rung('a', { days: 0 }, ['holder']), rung('a', { days: 1 }, ['holder'])])], ['an unknown action', body([rung('a', { days: 0 }, ['holder'], 'shout')])],
    ['an unknown relation', body([rung('a', { days: 0 }, ['neighbour'])])], ['no point in time', body([rung('a', {}, ['holder'])])], ['an apology of a step', body([rung('a', { days: -1 }, ['desk'], 'apologise')])],
    ['a dossier reassigned', body([rung('a', { days: 0 }, ['holder'], 'reassign', ['dossier'])])], ['no document', { name: name('x'), rungs: [rung('a', { days: 0 }, ['holder'])] }],
    ['a day in the past', body([rung('a', { days: 0 }, ['holder'])], { validFrom: '2026-01-01' })],
  ])('%s', async (_what, value) => {
    expect((await put(WHO.administrator, 'chat', value)).refusal).toBe('400 invalid_input');
  });

  it('who keeps no ladders', async () => expect((await put(WHO.desk, 'chat', body([rung('a', { days: 0 }, ['holder'])]))).refusal).toBe('403 not_allowed'));
});

describe('a reminder by hand', () => {
  it('tells the heads of who holds the dossier at once, stands in log and ledger, and is not pressed twice', async () => {
    const code = await product.receive('ba-ngay');
    const before = (await log(code)).length;

    expect((await product.as(WHO.deskHead).post(`/dossiers/${code}/escalate`)).expect(200)).toEqual({ to: [{ agency: 'xa-khanh-phu', role: 'lanh-dao' }] });

    expect(await log(code)).toHaveLength(before + 1);
    expect((await log(code))[0]).toMatchObject({ rungName: 'Nhắc ngay', action: 'escalate', to: [{ role: 'lanh-dao' }] });
    expect((await notices('xa-khanh-phu.lanh-dao', code)).filter(({ kind }) => kind === 'rung.fired')).toHaveLength(1);
    const { items } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
    expect(items.at(-1)).toMatchObject({ kind: 'rung.fired', actor: WHO.deskHead, data: { action: 'escalate' } });
    expect((await product.as(WHO.deskHead).post(`/dossiers/${code}/escalate`)).refusal).toBe('409 already_done');
    expect((await product.as(WHO.desk).post(`/dossiers/${code}/escalate`)).refusal).toBe('404 not_found');
    await product.advance('P1D');
    (await product.as(WHO.deskHead).post(`/dossiers/${code}/escalate`)).expect(200);
  });
});
