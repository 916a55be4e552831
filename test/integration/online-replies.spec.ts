import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * What came over the portal is answered within eight working hours of its submission, whenever somebody looked at it first.
 * The simulated clock starts on Monday 05/01/2026, 07:00; a working day is 07:00-11:30 and 13:30-17:00.
 */

const LINE = procedure('truc-tuyen', start('s') + user('a', { budget: 1 }) + end('e') + chain('s', 'a', 'e'), { limit: 2 });
const HEAD = 'xa-khanh-phu.lanh-dao';

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(LINE);
});
afterAll(() => product.close());

let numbers = 0;
const body = (more: object = {}) => ({ portalCode: `G22-${++numbers}`, submittedAt: '2026-01-05T07:00:00+07:00', procedure: 'truc-tuyen', agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Lan' }, data: {}, papers: [], ...more });
const register = async (more: object = {}) => (await product.as(WHO.desk).post('/online-submissions', body(more))).expect(201);
const told = async (by: string, portalCode: string): Promise<string[]> =>
  (await product.as(by).get('/notices?limit=200')).expect(200).items.filter((one: { kind: string; body: string }) => one.kind === 'submission.due' && one.body.includes(`${portalCode} `)).map((one: { body: string }) => one.body);

describe('a submission', () => {
  it('is due eight working hours after it was made: out of hours from the next opening', async () => {
    await product.moveTo('2026-01-06T08:00:00+07:00');
    expect(await register({ submittedAt: '2026-01-05T15:00:00+07:00' })).toMatchObject({ replyDueAt: '2026-01-06T15:00:00+07:00', left: { hours: 5 }, used: { hours: 3 }, late: false, mayAnswer: true });
    expect(await register({ submittedAt: '2026-01-03T22:00:00+07:00' })).toMatchObject({ replyDueAt: '2026-01-05T17:00:00+07:00', late: true });
  });

  it('is accepted as a dossier of the online channel, whose own limit begins then', async () => {
    const { id, portalCode } = await register({ submittedAt: '2026-01-05T15:00:00+07:00' });

    const accepted = (await product.as(WHO.desk).post(`/online-submissions/${id}/accept`)).expect(200);

    expect(accepted).toMatchObject({ answer: 'accepted', late: false, answeredBy: WHO.desk, left: null, mayAnswer: false });
    expect((await product.as(WHO.desk).get(`/dossiers/${accepted.dossier}`)).expect(200)).toMatchObject({ channel: 'online', receivedAt: '2026-01-06T08:00:00+07:00', dueAt: '2026-01-08T08:00:00+07:00' });
    expect((await product.as(WHO.desk).post(`/online-submissions/${id}/accept`)).refusal).toBe('409 already_done');
    expect((await product.as(WHO.desk).get('/online-submissions?answered=true')).expect(200).items[0]).toMatchObject({ portalCode, dossier: accepted.dossier });
  });

  it('is warned of before it is due, and told to the head when it is overdue: once each, and not when it was answered', async () => {
    await product.moveTo('2026-01-07T07:00:00+07:00');
    const [open, answered] = [await register({ submittedAt: '2026-01-07T07:00:00+07:00' }), await register({ submittedAt: '2026-01-07T07:00:00+07:00' })];
    (await product.as(WHO.desk).post(`/online-submissions/${answered.id}/refuse`, { reason: 'Không thuộc thẩm quyền' })).expect(200);
    await product.moveTo('2026-01-07T16:00:00+07:00');
    expect([await told(WHO.desk, open.portalCode), await told(HEAD, open.portalCode)]).toEqual([[expect.stringContaining('sắp hết hạn trả lời')], []]);
    await product.moveTo('2026-01-08T09:00:00+07:00');
    expect(await told(HEAD, open.portalCode)).toEqual([expect.stringContaining('quá hạn trả lời')]);
    expect(await told(WHO.desk, answered.portalCode)).toEqual([]);
    expect((await product.as(WHO.desk).get(`/online-submissions/${open.id}`)).expect(200)).toMatchObject({ late: true, left: { hours: -2 } });
    const chain = await product.database.dataSource.query<{ kind: string }[]>('select kind from ledger_entry where dossier = $1 order by seq', [`submission:${open.id}`]);
    expect(chain.map(({ kind }) => kind)).toEqual(['submission.registered', 'submission.overdue']);
  });

  it('may come again under its number after a supplement, and waits once', async () => {
    const first = await register({ portalCode: 'G22-LAI' });
    expect((await product.as(WHO.desk).post('/online-submissions', body({ portalCode: 'G22-LAI' }))).refusal).toBe('409 already_done');
    (await product.as(WHO.desk).post(`/online-submissions/${first.id}/supplement`, { reason: 'Thiếu giấy chứng sinh' })).expect(200);
    expect((await register({ portalCode: 'G22-LAI' })).id).not.toBe(first.id);
  });

  it('that cannot be received stays where it is', async () => {
    const { id } = await register({ territory: 'khong-co' });
    expect((await product.as(WHO.desk).post(`/online-submissions/${id}/accept`)).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.desk).get(`/online-submissions/${id}`)).expect(200)).toMatchObject({ answer: null, dossier: null });
  });

  it('is refused with what is wrong in it, and hidden from other desks', async () => {
    const { id } = await register();
    expect((await product.as(WHO.otherDesk).get(`/online-submissions/${id}`)).refusal).toBe('404 not_found');
    expect((await product.as(WHO.otherDesk).post('/online-submissions', body())).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.desk).post('/online-submissions', body({ submittedAt: '2027-01-01T00:00:00+07:00' }))).body.errors).toMatchObject([{ path: 'submittedAt' }]);
    expect((await product.as(WHO.desk).post('/online-submissions', body({ procedure: 'khong-co' }))).body.errors).toMatchObject([{ path: 'procedure' }]);
    expect((await product.as(WHO.administrator).get(`/online-submissions/${id}`)).expect(200)).toMatchObject({ applicantName: null, mayAnswer: false });
  });
});

it('the report adds up: in time, late and waiting are all there were', async () => {
  const { rows, total } = (await product.as(WHO.administrator).get('/online-submissions/replies?from=2026-01-01&to=2026-02-01')).expect(200);
  expect(rows).toHaveLength(1);
  expect(total.submitted).toBe(total.inTime + total.late + total.waiting);
  expect(total.submitted).toBe(total.accepted + total.refused + total.supplement + total.waiting);
  expect(total).toMatchObject({ accepted: 1, refused: 1, supplement: 1 });
  expect(total.overdue).toBeGreaterThan(0);
});
