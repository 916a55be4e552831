import { and, chain, end, messageRoot, procedure, start, stopsUntil, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * One dossier over several agencies, by its deadlines. Every instant was computed by hand on the calendar of 2026: offices open
 * 07:00–11:30 and 13:30–17:00 from Monday to Friday, and 14/02 to 22/02 are off (Tết with its weekends).
 */

const JOURNEY = procedure(
  'hanh-trinh',
  start('s') + user('kiemTra') + and('chia') + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 3, opinion: true }) +
    user('datDai', { agency: 'land_registry', role: 'chuyen-vien', budget: 2 }) + and('gop') + stopsUntil('choNop', 'da-nop', 'payment', 'tax-notice') +
    user('ky', { agency: 'leadership', role: 'lanh-dao', budget: 1 }) + end('e') + chain('s', 'kiemTra', 'chia', 'thue', 'gop', 'choNop', 'ky', 'e') + chain('chia', 'datDai', 'gop'),
  { limit: 20, roots: messageRoot('da-nop') },
);
const SHORT = procedure(
  'hai-ngay',
  start('s') + user('kiemTra') + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 1 }) + end('e') + chain('s', 'kiemTra', 'thue', 'e'),
  { limit: 2 },
);

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(JOURNEY);
  await product.publish(SHORT);
  await product.moveTo('2026-02-12T09:00:00+07:00');
});
afterAll(() => product.close());

const page = async (code: string) => (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200);
const dueOf = async (code: string): Promise<Record<string, string | null>> => Object.fromEntries((await product.tasks(code)).map(({ element, dueAt }) => [element, dueAt]));
const deadlinesOf = async (code: string) => (await product.as(WHO.administrator).get(`/deadlines?dossier=${code}&limit=200`)).expect(200).items;
const legOf = async (code: string, agency: string) => (await page(code)).legs.find((leg: { agency: string }) => leg.agency === agency);

describe('a dossier of twenty working days received on Thursday 12/02/2026 at 09:00', () => {
  let code: string;
  let supplemented: string;

  it('is due on 19/03 at 09:00: Tết is skipped to the minute', async () => {
    code = await product.receive('hanh-trinh');
    supplemented = await product.receive('hanh-trinh');

    const { dueAt, state, deadline, receivedAt } = await page(code);

    expect({ receivedAt, dueAt, state, deadlineState: deadline.state, budget: deadline.budget }).toEqual({
      receivedAt: '2026-02-12T09:00:00+07:00', dueAt: '2026-03-19T09:00:00+07:00', state: 2, deadlineState: 'running', budget: { amount: 20, unit: 'working_day' },
    });
    expect(await dueOf(code)).toEqual({ kiemTra: '2026-02-13T09:00:00+07:00' });
  });

  it('goes to tax and land registry at once, each with its own due instant', async () => {
    await product.moveTo('2026-02-12T10:00:00+07:00');
    await product.complete(code, 'kiemTra');

    expect(await dueOf(code)).toEqual({ datDai: '2026-02-23T10:00:00+07:00', thue: '2026-02-24T10:00:00+07:00' });
    expect((await page(code)).state).toBe(4);
  });

  it('acknowledges the hand-over with the first claim; waiting beyond two working hours is the receiver\'s', async () => {
    await product.moveTo('2026-02-12T14:30:00+07:00');
    const [{ id }] = (await product.as(WHO.tax).get(`/tasks?dossier=${code}`)).expect(200).items;
    (await product.as(WHO.tax).post(`/tasks/${id}/claim`)).expect(200);

    const leg = await legOf(code, 'ct-khanh-vinh');
    expect(leg).toMatchObject({ handedBy: 'xa-khanh-phu', enteredAt: '2026-02-12T10:00:00+07:00', acknowledgedAt: '2026-02-12T14:30:00+07:00', leftAt: null });
    expect(leg.used.hours).toBeCloseTo(0.5, 5);
  });

  it('a stop for a supplement stands still for 27.5 working hours and moves everything by exactly those', async () => {
    await product.moveTo('2026-02-12T15:00:00+07:00');
    (await product.as(WHO.desk).post(`/dossiers/${supplemented}/stop`, { reason: 'Thiếu bản sao sổ đỏ', kind: 'supplement', evidence: 'Phiếu 02/2026' })).expect(200);
    expect(await page(supplemented)).toMatchObject({ state: 5, stateName: 'Yêu cầu bổ sung giấy tờ', deadline: { state: 'stopped', stops: [{ kind: 'supplement', from: '2026-02-12T15:00:00+07:00', to: null }] } });
  });

  it('waits at the join for the branch that is late', async () => {
    await product.moveTo('2026-02-13T09:00:00+07:00');
    await product.complete(code, 'datDai');

    expect(await product.tokens(code)).toEqual(['thue']);
    expect(await legOf(code, 'vpdk-khanh-vinh')).toMatchObject({ leftAt: '2026-02-13T09:00:00+07:00', overrun: { hours: 0 } });
  });

  it('runs on from the supplement: due 24/03 14:30, its step 25/02 14:30, and nothing was fired meanwhile', async () => {
    await product.moveTo('2026-02-25T08:30:00+07:00');
    (await product.as(WHO.desk).post(`/dossiers/${supplemented}/resume`, { evidence: 'đã nộp' })).expect(200);

    expect(await page(supplemented)).toMatchObject({ state: 2, dueAt: '2026-03-24T14:30:00+07:00', deadline: { state: 'running', moves: [{ from: '2026-03-19T09:00:00+07:00', to: '2026-03-24T14:30:00+07:00' }] } });
    expect(await dueOf(supplemented)).toEqual({ kiemTra: '2026-02-25T14:30:00+07:00' });
    expect((await deadlinesOf(supplemented)).flatMap((d: { rungs: { firedAt: string | null }[] }) => d.rungs.filter(({ firedAt }) => firedAt !== null))).toEqual([]);
  });

  it('the late step climbed its ladder at the right instants, to the right people', async () => {
    await product.moveTo('2026-02-25T11:00:00+07:00');
    const step = (await deadlinesOf(code)).find((d: { subject: { kind: string }; agency: string; state: string }) => d.subject.kind === 'task' && d.agency === 'ct-khanh-vinh');

    expect(step).toMatchObject({ state: 'missed', dueAt: '2026-02-24T10:00:00+07:00', overrun: { hours: 9 }, atFault: [{ agency: 'ct-khanh-vinh', share: 1 }] });
    expect(step.rungs.map((r: { rung: string; at: string; firedAt: string | null; to: string[] }) => [r.rung, r.at, r.firedAt, r.to])).toEqual([
      ['canh-bao', '2026-02-23T15:12:00+07:00', '2026-02-23T15:12:00+07:00', ['ct-khanh-vinh.chuyen-vien']],
      ['den-han', '2026-02-24T10:00:00+07:00', '2026-02-24T10:00:00+07:00', ['ct-khanh-vinh.chuyen-vien', 'ct-khanh-vinh.lanh-dao']],
      ['qua-han-1', '2026-02-25T10:00:00+07:00', '2026-02-25T10:00:00+07:00', ['ct-khanh-vinh.lanh-dao', 'mc-khanh-vinh.truong-bo-phan']],
      ['qua-han-3', '2026-02-27T10:00:00+07:00', null, ['ubnd-khanh-vinh.lanh-dao']],
    ]);
    const notices = (await product.as('ct-khanh-vinh.lanh-dao').get('/notices')).expect(200).items.filter((n: { dossier: string }) => n.dossier === code);
    expect(notices.length).toBeGreaterThanOrEqual(2);
  });

  it('a payment stop of 49 working hours moves the due date to 27/03 10:00', async () => {
    await product.complete(code, 'thue');
    expect(await page(code)).toMatchObject({ state: 6, deadline: { state: 'stopped', stops: [{ kind: 'payment' }] } });

    await product.moveTo('2026-03-05T14:00:00+07:00');
    (await product.as(WHO.tax).post(`/dossiers/${code}/messages`, { name: 'da-nop', data: { soTien: 1_000_000 } })).expect(200);

    expect(await page(code)).toMatchObject({ state: 4, dueAt: '2026-03-27T10:00:00+07:00', deadline: { state: 'running' } });
    expect(await dueOf(code)).toEqual({ ky: '2026-03-06T14:00:00+07:00' });
    const late = await legOf(code, 'ct-khanh-vinh');
    expect(late).toMatchObject({ leftAt: '2026-02-25T11:00:00+07:00' });
  });

  it('ends in time although one agency was late, and the ledger holds', async () => {
    await product.moveTo('2026-03-06T09:00:00+07:00');
    await product.complete(code, 'ky');

    const ended = await page(code);
    expect(ended).toMatchObject({ state: 10, stateName: 'Đã trả kết quả', deadline: { state: 'met' }, lateness: { late: false, shares: [] }, tokens: [] });
    const ledger = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
    expect(ledger.verified).toBe(true);
    expect(ledger.items.map((e: { seq: number }) => e.seq)).toEqual(ledger.items.map((_: unknown, i: number) => i + 1));
    const times = ledger.items.map((e: { at: string }) => e.at);
    expect([...times].sort()).toEqual(times);
  });

  it('is seen by the citizen with code and secret, without any name of an officer', async () => {
    const { secret } = await page(code);
    const seen = (await product.anyone.get(`/public/dossiers/${code}?secret=${secret}`)).expect(200);

    expect(seen).toMatchObject({ code, state: 10, late: false });
    expect(JSON.stringify(seen)).not.toMatch(/Nguyễn Thị Đá|tiep-nhan|chuyen-vien/);
    expect((await product.anyone.get(`/public/dossiers/${code}?secret=SAIX`)).status).toBe(404);
  });
});

describe('a dossier that misses its date', () => {
  it('is listed with its overrun, and the agency that was slow is at fault alone', async () => {
    await product.moveTo('2026-03-09T08:00:00+07:00');
    const code = await product.receive('hai-ngay');
    await product.moveTo('2026-03-09T16:00:00+07:00');
    await product.complete(code, 'kiemTra');
    await product.moveTo('2026-03-12T16:00:00+07:00');
    await product.complete(code, 'thue');

    const { lateness, dueAt, deadline } = await page(code);
    expect({ dueAt, state: deadline.state }).toEqual({ dueAt: '2026-03-11T08:00:00+07:00', state: 'missed' });
    expect(lateness).toMatchObject({ late: true, overrun: { hours: 14 }, shares: [{ agency: 'ct-khanh-vinh', share: 1, overrun: { hours: 14 } }] });
    expect(await legOf(code, 'ct-khanh-vinh')).toMatchObject({ used: { hours: 22 }, budget: { hours: 8 }, overrun: { hours: 14 } });
    expect(await legOf(code, 'xa-khanh-phu')).toMatchObject({ overrun: { hours: 0 } });
    const missed = (await product.as(WHO.chairman).get('/deadlines?state=missed')).expect(200).items;
    expect(missed).toContainEqual(expect.objectContaining({ dossier: code, subject: expect.objectContaining({ kind: 'dossier' }), overrun: expect.objectContaining({ hours: 14 }), atFault: [expect.objectContaining({ agency: 'ct-khanh-vinh', share: 1 })] }));
  });

  it('stands in the settlement report as late, and every identity holds', async () => {
    for (const by of ['agency', 'field']) {
      const report = (await product.as(WHO.deskHead).get(`/reports/settlement?from=2026-01-01&to=2027-01-01&by=${by}`)).expect(200);
      expect(report.identities.length).toBeGreaterThan(4);
      expect(report.identities.every(({ holds }: { holds: boolean }) => holds)).toBe(true);
      expect(report.total).toMatchObject({ received: { total: 3, direct: 3, online: 0 }, settled: { total: 2, late: 1 }, pending: { total: 1 } });
      expect(report.digest).toMatch(/^[0-9a-f]{64}$/);
    }
    expect((await product.as(WHO.tax).get('/reports/settlement?from=2026-01-01&to=2027-01-01')).refusal).toBe('403 not_allowed');
  });
});
