import { readFileSync } from 'node:fs';
import type { Answer } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * Whose a lateness is, and what an agency can do that is charged with it.
 * The simulated clock starts on Monday 05/01/2026, 07:00; a working day is 8 hours, Saturday the 10th is a make-up day.
 */

const LINE = procedure(
  'bon-chang',
  start('s') + user('nhan', { budget: 1 }) + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 1 }) + user('dat', { agency: 'land_registry', role: 'chuyen-vien', budget: 1 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') +
    chain('s', 'nhan', 'thue', 'dat', 'tra', 'e'),
  { limit: 4 },
);
const TAX = 'ct-khanh-vinh';
const LAND = 'vpdk-khanh-vinh';
const HEAD = { tax: 'ct-khanh-vinh.lanh-dao', land: 'vpdk-khanh-vinh.lanh-dao', commune: 'xa-khanh-phu.lanh-dao' };

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(LINE);
});
afterAll(() => product.close());

async function begun(): Promise<string> {
  const code = await product.receive('bon-chang');
  await product.complete(code, 'nhan');
  return code;
}

const page = async (code: string, by: string = WHO.desk) => (await product.as(by).get(`/attributions/${code}`)).expect(200);
const list = async (by: string, query = '') => (await product.as(by).get(`/attributions?limit=200${query}`)).expect(200).items as { dossier: string; agency: string }[];
const filing = (dossier: string, more: object = {}) => ({ dossier, agency: TAX, ground: 'handed_incomplete', reason: 'Hồ sơ chuyển thiếu bản trích đo.', document: 'CV 15/CCT ngày 12/01/2026', ...more });
const file = (dossier: string, more: object = {}, by = HEAD.tax, headers = {}): Promise<Answer> => product.as(by).post('/contests', filing(dossier, more), headers);
const decision = (more: object = {}) => ({ accept: true, reason: 'Đúng là thiếu bản trích đo.', document: 'TB 20/TB-UBND', moves: [{ to: LAND, minutes: 60 }], ...more });
const decide = (id: string, more: object = {}, by: string = WHO.chairman, headers = {}): Promise<Answer> => product.as(by).post(`/contests/${id}/decision`, decision(more), headers);
const kinds = async (code: string): Promise<string[]> => (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200).items.map((one: { kind: string }) => one.kind);
const shares = (parts: { agency: string | null; minutes: number }[]) => parts.map(({ agency, minutes }) => [agency, minutes]);
const notices = async (by: string, code: string): Promise<string[]> =>
  ((await product.as(by).get('/notices?limit=200')).expect(200).items as { dossier: string; kind: string; body: string }[]).filter((one) => one.dossier === code && one.kind === 'attribution.contested').map(({ body }) => body);

describe('the share of a lateness', () => {
  let code: string;
  let others: string[];
  /** Late by three hours when the result is there: the tax branch was over its time by ten hours, the land registry by five. */
  beforeAll(async () => {
    [code, ...others] = [await begun(), await begun(), await begun(), await begun(), await begun(), await begun(), await begun(), await begun(), await begun()];
    await product.moveTo('2026-01-07T11:00:00+07:00');
    for (const one of [code, ...others]) await product.complete(one, 'thue');
    await product.moveTo('2026-01-09T10:00:00+07:00');
    for (const one of [code, ...others]) await product.complete(one, 'dat');
  });

  it('is that of the overruns: 3 hours, of them 120 minutes at the tax branch and 60 at the land registry', async () => {
    const told = await page(code, WHO.tax);

    expect(told).toMatchObject({ minutes: 180, settledAt: '2026-01-09T10:00:00+07:00', dueAt: '2026-01-08T17:00:00+07:00', decided: null, contests: [] });
    expect(shares(told.computed)).toEqual([[TAX, 120], [LAND, 60]]);
    expect(told.computed.map(({ share }: { share: number }) => share)).toEqual([0.6667, 0.3333]);
    expect(told.legs.map((leg: Record<'agency', string> & Record<'budget' | 'used' | 'overrun' | 'waited' | 'forgiven', { hours: number }>) => [leg.agency, leg.budget.hours, leg.waited.hours, leg.forgiven.hours, leg.used.hours, leg.overrun.hours])).toEqual([
      ['xa-khanh-phu', 8, 0, 0, 0, 0], [TAX, 8, 20, 2, 18, 10], [LAND, 8, 15, 2, 13, 5], ['xa-khanh-phu', 8, 0, 0, 0, 0],
    ]);
  });

  it('is proved by the entries of the hand-overs, with who made them', async () => {
    const told = await page(code);
    const { items } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200) as { items: { seq: number; kind: string; agency: string; at: string }[] };

    for (const leg of told.legs as { agency: string; enteredAt: string; leftAt: string | null; entries: Record<string, { seq: number; at: string; by: string } | null> }[]) {
      for (const [way, entry] of Object.entries(leg.entries)) if (entry) expect(items.find(({ seq }) => seq === entry.seq)).toMatchObject({ kind: `leg.${way}`, agency: leg.agency, at: entry.at });
      expect([leg.entries['entered']?.at, leg.entries['left']?.at ?? null]).toEqual([leg.enteredAt, leg.leftAt]);
    }
  });

  it('is seen by everybody at the agency charged, of supervisors in all agencies, and by nobody else', async () => {
    const mine = (rows: { dossier: string; agency: string }[]) => rows.filter((row) => row.dossier === code).map(({ agency }) => agency);
    expect(mine(await list(WHO.tax))).toEqual([TAX]);
    expect(mine(await list(WHO.land))).toEqual([LAND]);
    expect(mine(await list(WHO.desk))).toEqual([]);
    expect(mine(await list(WHO.chairman))).toEqual([TAX, LAND]);
    expect(mine(await list(WHO.deskHead, `&agency=${TAX}`))).toEqual([TAX]);
    expect(mine(await list(WHO.tax, `&agency=${LAND}`))).toEqual([]);
    expect((await product.as(WHO.otherDesk).get(`/attributions/${code}`)).refusal).toBe('404 not_found');
    expect((await product.anyone.get('/attributions')).refusal).toBe('401 not_signed_in');
  });

  it('is listed page by page, by period, and in the language of the reader', async () => {
    const pages: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { items, next } = (await product.as(WHO.tax).get(`/attributions?limit=2${after ? `&after=${after}` : ''}`)).expect(200) as { items: { dossier: string }[]; next: string | null };
      pages.push(...items.map(({ dossier }) => dossier));
      after = next;
    }
    expect(pages.sort()).toEqual([code, ...others].sort());
    expect(await list(WHO.tax, '&from=2026-01-10')).toEqual([]);
    expect(await list(WHO.tax, '&from=2026-01-09&to=2026-01-10')).toHaveLength(9);
    expect((await product.as(WHO.tax).get('/attributions', { 'accept-language': 'en' })).expect(200).items[0].agencyName).toContain('Tax');
  });

  it.each([['after=xyz', 'after'], ['from=2026-02-01&to=2026-01-01', 'to'], ['state=maybe', 'state'], ['limit=0', 'limit'], ['from=hom-qua', 'from']])('refuses the list with %s', async (query, path) => {
    const refused = await product.as(WHO.tax).get(`/attributions?${query}`);
    expect([refused.refusal, refused.body.errors[0].path]).toEqual(['400 invalid_input', path]);
  });

  describe('a contest', () => {
    let id: string;

    it.each([
      ['no evidence', { document: undefined }, 'document'], ['a paper of nobody', { paper: '7d1c2f4e-1111-4222-8333-123456789abc' }, 'paper'], ['a ground that is none', { ground: 'khac' }, 'ground'],
      ['no reason', { reason: ' ' }, 'reason'], ['an unknown field', { minutes: 5 }, 'minutes'],
    ])('is refused with %s, naming the field', async (_what, more, path) => {
      const refused = await file(code, more);
      expect([refused.refusal, refused.body.errors[0].path]).toEqual(['400 invalid_input', path]);
      expect(await kinds(code)).not.toContain('contest.filed');
    });

    it('is for the head of the charged agency alone, in its own name', async () => {
      expect((await file(code, {}, WHO.tax)).refusal).toBe('403 not_allowed');
      expect((await file(code, {}, HEAD.land)).refusal).toBe('403 not_allowed');
      expect((await file(code, {}, WHO.chairman)).refusal).toBe('403 not_allowed');
      expect((await file(code, { agency: 'xa-khanh-phu' }, HEAD.commune)).refusal).toBe('409 invalid_state');
      expect((await file(code, {}, 'xa-khanh-trung.lanh-dao')).refusal).toBe('404 not_found');
      expect((await file('khong-co-ho-so')).refusal).toBe('404 not_found');
      expect((await file(code, {}, HEAD.tax, { 'if-match': '"1"' })).refusal).toBe('412 stale_version');
    });

    it('is filed once, told to those who decide, and changes nothing yet', async () => {
      const [one, two] = await Promise.all([file(code, {}, HEAD.tax, { 'idempotency-key': 'kien-nghi-1' }), file(code, {}, HEAD.tax, { 'idempotency-key': 'kien-nghi-2' })]);
      expect([one, two].map((answer) => (answer.status === 201 ? 'filed' : answer.refusal)).sort()).toEqual(['409 already_done', 'filed']);
      const filed = [one, two].find(({ status }) => status === 201)!;
      id = filed.body.id;

      expect(filed.body).toMatchObject({ state: 'open', agency: TAX, groundName: 'Hồ sơ chuyển đến thiếu hoặc sai, phải làm lại', document: 'CV 15/CCT ngày 12/01/2026', mayWithdraw: true, mayDecide: false, version: 1 });
      expect((await kinds(code)).filter((kind) => kind === 'contest.filed')).toHaveLength(1);
      expect(await notices(WHO.chairman, code)).toEqual([expect.stringContaining('Chi cục Thuế')]);
      expect(await list(WHO.chairman, '&state=open')).toMatchObject([{ dossier: code, agency: TAX, mayDecide: true, mayContest: false, decided: null, isDecided: false }]);
      expect(shares((await page(code)).computed)).toEqual([[TAX, 120], [LAND, 60]]);
    });

    it('is not decided by the agency itself, by who would bear it then, by who is not over it', async () => {
      for (const by of [HEAD.tax, HEAD.land, WHO.tax, WHO.deskHead, WHO.administrator, HEAD.commune]) expect((await decide(id, {}, by)).refusal).toBe('403 not_allowed');
      expect((await decide(id, {}, 'xa-khanh-trung.lanh-dao')).refusal).toBe('404 not_found');
      expect((await decide('7d1c2f4e-1111-4222-8333-123456789abc')).refusal).toBe('404 not_found');
    });

    it.each([
      ['more than is charged', { moves: [{ to: LAND, minutes: 121 }] }, 'moves'], ['to itself', { moves: [{ to: TAX, minutes: 5 }] }, 'moves.0.to'], ['to who had nothing to do with it', { moves: [{ to: 'bhxh-khanh-vinh', minutes: 5 }] }, 'moves.0.to'],
      ['to nobody without a document', { moves: [{ to: null, minutes: 5 }] }, 'moves.0.document'], ['nothing', { moves: [] }, 'moves'], ['no minutes', { moves: [{ to: LAND, minutes: 0 }] }, 'moves.0.minutes'],
      ['the same twice', { moves: [{ to: LAND, minutes: 5 }, { to: LAND, minutes: 6 }] }, 'moves.1.to'], ['parts of a minute', { moves: [{ to: LAND, minutes: 1.5 }] }, 'moves.0.minutes'],
      ['a part although it is rejected', { accept: false }, 'moves'], ['no document of its own', { document: '' }, 'document'],
    ])('is not decided by moving %s', async (_what, more, path) => {
      const refused = await decide(id, more);
      expect([refused.refusal, refused.body.errors[0].path]).toEqual(['400 invalid_input', path]);
    });

    it('is not decided over a version that is gone', async () => expect((await decide(id, {}, WHO.chairman, { 'if-match': '"7"' })).refusal).toBe('412 stale_version'));

    it('is decided once, however many decide at once', async () => {
      const answers = await Promise.all([
        decide(id, { moves: [{ to: 'xa-khanh-phu', minutes: 60 }, { to: null, minutes: 40, document: 'BB 3/ĐL mất điện' }] }, WHO.chairman, { 'idempotency-key': 'quyet-dinh-1' }), decide(id, { accept: false, moves: [] }, WHO.chairman, { 'idempotency-key': 'quyet-dinh-2' }),
        decide(id, { moves: [{ to: 'xa-khanh-phu', minutes: 60 }, { to: null, minutes: 40, document: 'BB 3/ĐL mất điện' }] }, WHO.chairman, { 'idempotency-key': 'quyet-dinh-1' }),
      ]);
      expect(answers.filter(({ status }) => status === 409)).not.toHaveLength(0);
      expect((await kinds(code)).filter((kind) => kind === 'contest.decided')).toHaveLength(1);
      expect((await decide(id)).refusal).toBe('409 already_done');
    });
  });

  it('has the computed share beside the decided one; the gross lateness stays, and the parts add up to it', async () => {
    const one = others[0]!;
    const { id } = (await file(one)).expect(201);
    (await decide(id, { moves: [{ to: 'xa-khanh-phu', minutes: 60 }, { to: null, minutes: 40, document: 'BB 3/ĐL mất điện' }] })).expect(200);

    const told = await page(one, WHO.tax);
    expect(told.minutes).toBe(180);
    expect(shares(told.computed)).toEqual([[TAX, 120], [LAND, 60]]);
    expect(told.decided.map((part: { agency: string | null; minutes: number; document: string | null }) => [part.agency, part.minutes, part.document])).toEqual([[LAND, 60, null], ['xa-khanh-phu', 60, null], [TAX, 20, null], [null, 40, 'BB 3/ĐL mất điện']]);
    expect(told.decided.reduce((sum: number, { minutes }: { minutes: number }) => sum + minutes, 0)).toBe(told.minutes);
    expect(told.contests).toMatchObject([{ state: 'accepted', authority: 'ubnd-khanh-vinh', decisionDocument: 'TB 20/TB-UBND', moves: [{ to: 'xa-khanh-phu', minutes: 60 }, { to: null, minutes: 40 }] }]);
    const seen = (await product.as(WHO.desk).get(`/dossiers/${one}`)).expect(200);
    expect(seen.lateness).toMatchObject({ late: true, overrun: { hours: 3 }, contested: [{ agency: TAX, state: 'accepted', document: 'TB 20/TB-UBND' }] });
    expect(shares(seen.lateness.shares)).toEqual([[TAX, 120], [LAND, 60]]);
    expect(shares(seen.lateness.decided)).toEqual([[LAND, 60], ['xa-khanh-phu', 60], [TAX, 20], [null, 40]]);
    expect((await product.as(WHO.deskHead).get(`/deadlines?dossier=${one}&state=missed`)).expect(200).items.find((row: { subject: { kind: string } }) => row.subject.kind === 'dossier')).toMatchObject({ decided: true, atFault: [{ agency: LAND, share: 0.3334 }, { agency: 'xa-khanh-phu' }, { agency: TAX }, { agency: '' }] });
    expect(await notices(HEAD.tax, one)).toEqual([expect.stringContaining('TB 20/TB-UBND')]);
    expect(await notices(HEAD.commune, one)).toHaveLength(1);
    const decided = (await product.as(WHO.desk).get(`/dossiers/${one}/ledger?limit=200`)).expect(200);
    expect(decided.verified).toBe(true);
    expect(decided.items.at(-1)).toMatchObject({ kind: 'contest.decided', agency: 'ubnd-khanh-vinh', data: { agency: TAX, outcome: 'accepted', document: 'TB 20/TB-UBND', minutes: 180, computed: [{ agency: TAX, minutes: 120 }, { agency: LAND, minutes: 60 }] } });
  });

  it('is written as the first release wrote it', async () => {
    const released = JSON.parse(readFileSync(new URL('../../libs/ledger/fixtures/contests-1.json', import.meta.url), 'utf8')) as { kind: string; data: object }[];
    const { items } = (await product.as(WHO.desk).get(`/dossiers/${others[0]}/ledger?limit=200`)).expect(200) as { items: { kind: string; data: object }[] };
    for (const kind of ['contest.filed', 'contest.decided']) expect(Object.keys(items.find((one) => one.kind === kind)!.data).sort()).toEqual(Object.keys(released.find((one) => one.kind === kind)!.data).sort());
  });

  it('is never told to the public', async () => {
    const { secret } = (await product.as(WHO.desk).get(`/dossiers/${others[0]}`)).expect(200);
    const told = JSON.stringify((await product.anyone.get(`/public/dossiers/${others[0]}?secret=${secret}`)).expect(200));
    expect(told).not.toMatch(/contest|share|TB 20|BB 3|trách nhiệm/);
  });

  it('may be contested by who bears it by a decision, and not again by who was decided on', async () => {
    const one = others[0]!;
    expect((await file(one)).refusal).toBe('409 already_done');
    const { id } = (await file(one, { agency: 'xa-khanh-phu', ground: 'wrong_record' }, HEAD.commune)).expect(201);
    (await decide(id, { moves: [{ to: TAX, minutes: 60 }], document: 'TB 21/TB-UBND' })).expect(200);

    expect(shares((await page(one)).decided)).toEqual([[TAX, 80], [LAND, 60], [null, 40]]);
    expect((await page(one, HEAD.tax)).mayContest).toMatchObject([{ agency: TAX }]);
  });

  it('stays as computed where the contest is rejected', async () => {
    const { id } = (await file(others[1]!)).expect(201);
    (await decide(id, { accept: false, moves: [] })).expect(200);

    expect(await page(others[1]!)).toMatchObject({ decided: null, contests: [{ state: 'rejected', moves: [] }] });
    expect((await list(WHO.tax, '&state=rejected')).find(({ dossier }) => dossier === others[1])).toMatchObject({ agency: TAX, contest: { stateName: 'Không được chấp nhận' } });
  });

  it('can be contested anew after a withdrawal, which only the agency itself can make, once', async () => {
    const { id } = (await file(others[2]!)).expect(201);
    for (const by of [WHO.chairman, HEAD.land, WHO.tax]) expect((await product.as(by).post(`/contests/${id}/withdraw`)).refusal).toBe('403 not_allowed');
    expect((await product.as(HEAD.tax).post(`/contests/${id}/withdraw`, undefined, { 'if-match': '"2"' })).refusal).toBe('412 stale_version');
    (await product.as(HEAD.tax).post(`/contests/${id}/withdraw`)).expect(200);
    expect((await product.as(HEAD.tax).post(`/contests/${id}/withdraw`)).refusal).toBe('409 already_done');
    expect((await decide(id)).refusal).toBe('409 already_done');
    expect((await file(others[2]!)).expect(201)).toMatchObject({ state: 'open' });
    expect((await kinds(others[2]!)).filter((kind) => kind.startsWith('contest.'))).toEqual(['contest.filed', 'contest.withdrawn', 'contest.filed']);
  });

  it('may name a paper of the dossier as its evidence', async () => {
    const paper = (await product.as(WHO.desk).post(`/dossiers/${others[3]}/papers`, { code: 'bien-ban', name: 'Biên bản giao nhận', originals: 1, copies: 0 })).body as { id?: string };
    const papers = (await page(others[3]!, HEAD.tax)).papers as { id: string; name: string }[];
    if (paper.id) expect(papers.map(({ id }) => id)).toContain(paper.id);
    for (const { id, name } of papers) expect((await file(others[3]!, { document: undefined, paper: id })).expect(201)).toMatchObject({ paper: { id, name } });
  });

  it('cannot be contested after five working days; a part that a decision moved may be from then on', async () => {
    expect((await page(others[4]!, HEAD.tax)).mayContest).toEqual([{ agency: TAX, agencyName: expect.any(String) as unknown, until: '2026-01-15T17:00:00+07:00' }]);
    const { id } = (await file(others[4]!)).expect(201);
    await product.moveTo('2026-01-15T17:00:00+07:00');
    (await file(others[5]!)).expect(201);
    (await decide(id)).expect(200);
    await product.moveTo('2026-01-16T07:00:00+07:00');

    const refused = await file(others[6]!);
    expect([refused.refusal, refused.body.until]).toEqual(['409 invalid_state', '2026-01-15T17:00:00+07:00']);
    expect(refused.body.detail).toContain('15/01/2026');
    (await file(others[4]!, { agency: LAND, ground: 'waited_for_others' }, HEAD.land)).expect(201);
  });

  it('survives a restart', async () => {
    const before = await page(others[4]!);
    await product.restart();
    expect(await page(others[4]!)).toEqual(before);
  });
});

describe('work that is done again', () => {
  it('has no time of its own at the agency it is sent back to, and is charged to it', async () => {
    const code = await product.receive('bon-chang');
    await product.complete(code, 'nhan');
    const from = new Date('2026-01-16T07:00:00+07:00');
    const task = (await product.tasks(code)).find(({ element }) => element === 'thue')!;
    (await product.as(WHO.tax).post(`/tasks/${task.id}/return`, { to: 'nhan', reason: 'Thiếu tờ khai' })).expect(200);
    await product.moveTo('2026-01-20T17:00:00+07:00');
    await product.complete(code, 'nhan');

    const { legs } = await page(code) as { legs: { agency: string; enteredAt: string; budget: { hours: number }; used: { hours: number } }[] };
    expect(new Date(legs[0]!.enteredAt)).toEqual(from);
    // The first stay took no time, so all of its day is left for the second.
    expect(legs.map(({ agency, budget }) => [agency, budget.hours])).toEqual([['xa-khanh-phu', 8], [TAX, 8], ['xa-khanh-phu', 8], [TAX, 8]]);

    const again = (await product.tasks(code)).find(({ element }) => element === 'thue')!;
    (await product.as(WHO.tax).post(`/tasks/${again.id}/return`, { to: 'nhan', reason: 'Vẫn thiếu' })).expect(200);
    const after = await page(code) as { legs: { agency: string; budget: { hours: number } }[] };
    expect(after.legs.map(({ agency, budget }) => [agency, budget.hours]).slice(4)).toEqual([['xa-khanh-phu', 0]]);
  });
});

describe('a lateness that still grows', () => {
  it('can be contested and decided before the dossier is settled; then the apology, if not signed, is that of who bears most', async () => {
    const code = await product.receive('bon-chang');
    await product.complete(code, 'nhan');
    await product.moveTo('2026-02-02T10:00:00+07:00');
    expect((await product.as(HEAD.tax).get(`/dossiers/${code}/apology`)).expect(200)).toMatchObject({ agency: TAX, state: 'open' });
    const before = await page(code, HEAD.tax);
    expect([before.settledAt, shares(before.computed)]).toEqual([null, [[TAX, before.minutes]]]);

    const { id } = (await file(code)).expect(201);
    (await decide(id, { moves: [{ to: 'xa-khanh-phu', minutes: before.minutes }] })).expect(200);

    expect((await product.as(HEAD.commune).get(`/dossiers/${code}/apology`)).expect(200)).toMatchObject({ agency: 'xa-khanh-phu', state: 'open', draftedBy: null });
    await product.advance('P1D');
    const after = await page(code, HEAD.tax);
    expect(after.minutes).toBeGreaterThan(before.minutes);
    expect(shares(after.decided)).toEqual([['xa-khanh-phu', before.minutes], [TAX, after.minutes - before.minutes]]);
  });

  it('is nobody else\'s while the dossier is in time', async () => {
    const code = await product.receive('bon-chang');
    expect((await file(code)).refusal).toBe('404 not_found');
    await product.complete(code, 'nhan');
    expect((await file(code)).refusal).toBe('409 invalid_state');
    expect(await page(code, WHO.tax)).toMatchObject({ minutes: 0, computed: [], decided: null, mayContest: [] });
  });
});

describe('the shares of what is left without force majeure', () => {
  it('are those of the agencies that were over their time beside the storm', async () => {
    await product.moveTo('2026-02-09T07:00:00+07:00');
    const code = await product.receive('bon-chang');
    await product.complete(code, 'nhan');
    await product.moveTo('2026-02-12T07:00:00+07:00');
    await product.complete(code, 'thue');
    await product.moveTo('2026-02-25T07:00:00+07:00');
    await product.complete(code, 'dat');
    (await product.as(WHO.chairman).post('/force-majeure', { agencies: [TAX], from: '2026-02-10T00:00:00+07:00', to: '2026-02-12T00:00:00+07:00', reason: 'Lụt', document: 'QĐ 9/QĐ-UBND', dryRun: false })).expect(200);
    await product.advance('PT1S');

    const told = await page(code);
    // Three days at the tax branch less two hours, of one: 14 over, all of it in the two days of the flood. Four at the registry less two hours, of one: 22 over.
    expect(told.legs.map((leg: { agency: string; overrun: { hours: number } }) => [leg.agency, leg.overrun.hours])).toEqual([['xa-khanh-phu', 0], [TAX, 14], [LAND, 22], ['xa-khanh-phu', 0]]);
    expect([told.minutes, told.net.late, told.net.overrun.hours]).toEqual([24 * 60, true, 8]);
    expect(shares(told.computed)).toEqual([[LAND, 880], [TAX, 560]]);
    expect(shares(told.netShares)).toEqual([[LAND, 480]]);
    expect((await product.as(WHO.tax).get(`/attributions?limit=200`)).expect(200).items.find(({ dossier }: { dossier: string }) => dossier === code)).toMatchObject({ computed: { minutes: 560 }, netShare: null });
  });
});

describe('an agency under another office than the district', () => {
  const POLICE = procedure('cong-an', start('s') + user('nhan', { budget: 1 }) + user('xac-minh', { agency: 'police_commune', role: 'cong-an-xa', budget: 1 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') + chain('s', 'nhan', 'xac-minh', 'tra', 'e'), { limit: 3 });

  it('has its contest seen and decided by the head of that office, though the dossier never came there', async () => {
    await product.publish(POLICE);
    const code = await product.receive('cong-an');
    await product.complete(code, 'nhan');
    await product.moveTo('2026-03-03T07:00:00+07:00');
    await product.complete(code, 'xac-minh');
    const { id } = (await file(code, { agency: 'ca-xa-khanh-phu' }, 'ca-xa-khanh-phu.lanh-dao')).expect(201);

    expect((await product.as('ca-khanh-vinh.tra-cuu-tang-thu').get(`/attributions/${code}`)).refusal).toBe('404 not_found');
    expect((await page(code, 'ca-khanh-vinh.lanh-dao')).contests).toMatchObject([{ id, mayDecide: true }]);
    expect((await list('ca-khanh-vinh.lanh-dao')).map(({ agency }) => agency)).toEqual(['ca-xa-khanh-phu']);
    expect(await notices('ca-khanh-vinh.lanh-dao', code)).toHaveLength(1);
    expect((await decide(id, { moves: [{ to: null, minutes: 30, document: 'BB 1/CA' }] }, 'ca-khanh-vinh.lanh-dao')).expect(200)).toMatchObject({ state: 'accepted', authority: 'ca-khanh-vinh' });
  });
});

describe('an agency that was merged into another', () => {
  const OLD = 'xa-khanh-trung';
  let code: string;
  beforeAll(async () => {
    await product.moveTo('2026-03-04T07:00:00+07:00');
    code = (await product.as(`${OLD}.tiep-nhan`).post('/dossiers', { procedure: 'bon-chang', agency: OLD, applicant: { name: 'Nguyễn Thị Đá' }, data: {}, papers: [] })).expect(201).code as string;
    await product.moveTo('2026-03-11T07:00:00+07:00');
    for (const element of ['nhan', 'thue', 'dat']) await product.complete(code, element);
    (await product.as(WHO.administrator).post(`/agencies/${OLD}/merge`, { into: 'xa-khanh-phu', effectiveFrom: '2026-03-12', document: 'NQ 15/NQ-HĐND' })).expect(200);
    await product.moveTo('2026-03-12T08:00:00+07:00');
  });

  it('stays charged by its name; the one that took it over sees the share and contests it', async () => {
    expect(shares((await page(code, HEAD.commune)).computed)).toEqual([[OLD, 480]]);
    expect((await list(HEAD.commune, `&agency=${OLD}`)).map(({ dossier }) => dossier)).toEqual([code]);
    expect((await file(code, { agency: OLD, ground: 'waited_for_others' }, HEAD.tax)).refusal).toBe('403 not_allowed');
    const { id } = (await file(code, { agency: OLD, ground: 'waited_for_others' }, HEAD.commune)).expect(201);
    expect((await decide(id, { moves: [{ to: TAX, minutes: 60 }] }, HEAD.commune)).refusal).toBe('403 not_allowed');
    (await decide(id, { moves: [{ to: TAX, minutes: 60 }] })).expect(200);
    expect(shares((await page(code, HEAD.commune)).decided)).toEqual([[OLD, 420], [TAX, 60]]);
  });
});
