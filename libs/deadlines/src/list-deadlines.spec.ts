import type { DeadlineList } from '#contract';
import { type Principal, ROLE } from '#kernel';
import { Deadlines } from './deadlines.js';
import { House, officer } from './house.fixture.js';
import { type DeadlineQuery, ListDeadlines } from './list-deadlines.js';

const supervisor = officer('mot-cua', ROLE.deskHead);

describe('the list of deadlines', () => {
  let house: House;
  beforeEach(async () => (house = await House.open()));
  afterEach(() => house.close());

  const list = async (principal: Principal, query: Partial<DeadlineQuery> = {}): Promise<DeadlineList> => {
    const found = await house.get(ListDeadlines).list(principal, { limit: 50, ...query }, 'vi');
    if (!found.ok) throw new Error(found.rejection.code);
    return found.value;
  };

  /** A dossier of three days on which the tax branch (2 days, used 5) and the land registry (1 day, used 2) are late. */
  const lateDossier = async (): Promise<string> => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive({ budget: { amount: 3, unit: 'working_day' } });
    const tax = house.task('thue', { amount: 2, unit: 'working_day' });
    await house.tasks(dossier, { open: [tax] });
    await house.claim(dossier, tax);
    await house.moveTo('09/03 08:00');
    const land = house.task('dat-dai', { amount: 1, unit: 'working_day' });
    await house.tasks(dossier, { end: [tax], open: [land] });
    await house.claim(dossier, land);
    await house.moveTo('11/03 08:00');
    return dossier;
  };

  it('shows who is at fault and by how much, while it is late and afterwards alike', async () => {
    // given
    const dossier = await lateDossier();

    // when
    const live = await list(supervisor, { state: 'missed', dossier });
    await house.state(dossier, 4, 9);
    const settled = await list(supervisor, { state: 'missed', dossier });

    // then: four days over, shared 3 : 1
    const own = { subject: { kind: 'dossier', name: 'Cấp sổ lần đầu' }, overrun: { hours: 32, text: '4 ngày' }, atFault: [{ agency: 'thue', agencyName: 'Cơ quan thue', share: 0.75 }, { agency: 'dat-dai', share: 0.25 }] };
    expect(live.items).toMatchObject([
      { subject: { kind: 'task', name: 'Thẩm định' }, agency: 'thue', role: 'chuyen-vien', overrun: { hours: 24 }, atFault: [{ agency: 'thue', share: 1 }] },
      { ...own, endedAt: null, dueAt: '2026-03-05T08:00:00+07:00' },
      { agency: 'dat-dai', endedAt: null, overrun: { hours: 8 } },
    ]);
    expect(settled.items[1]).toMatchObject({ ...own, endedAt: '2026-03-11T08:00:00+07:00' });
    expect(await house.get(Deadlines).lateness(dossier, 'vi')).toMatchObject({
      late: true, overrun: { hours: 32 },
      shares: [{ agency: 'thue', overrun: { hours: 24, text: '3 ngày' }, share: 0.75 }, { agency: 'dat-dai', overrun: { hours: 8 }, share: 0.25 }],
    });
  });

  it('shows the rungs with their instants and people', async () => {
    await house.moveTo('02/03 08:00');
    await house.receive();
    await house.moveTo('12/03 08:00');

    const [item] = (await list(supervisor)).items;

    expect(item?.rungs[0]).toEqual({
      rung: 'canh-bao', name: 'Cảnh báo sắp đến hạn', at: '2026-03-12T08:00:00+07:00', firedAt: '2026-03-12T08:00:00+07:00',
      to: ['xa-a.tiep-nhan'], toNames: ['tiep-nhan, Cơ quan xa-a'], action: 'notify',
    });
    expect(item?.rungs.map(({ rung, firedAt }) => [rung, firedAt === null])).toEqual([['canh-bao', false], ['truoc-han', true], ['den-han', true], ['qua-han-1', true], ['qua-han-3', true]]);
  });

  it.each<[string, Partial<DeadlineQuery>, string[]]>([
    ['state', { state: 'running' }, ['dat-dai', 'xa-a']],
    ['agency', { agency: 'thue' }, ['thue']],
    ['due instant', { before: new Date('2026-03-10T00:00:00+07:00') }, ['thue', 'dat-dai']],
  ])('is narrowed by %s', async (_, query, agencies) => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    const [tax, land] = [house.task('thue', { amount: 1, unit: 'working_day' }), house.task('dat-dai', { amount: 5, unit: 'working_day' })];
    await house.tasks(dossier, { open: [tax, land] });
    await house.tasks(dossier, { end: [tax] });

    expect((await list(supervisor, query)).items.map(({ agency }) => agency)).toEqual(agencies);
  });

  it('shows an officer the deadlines of the own agency only', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    await house.tasks(dossier, { open: [house.task('thue')] });

    expect((await list(officer('thue'))).items.map(({ agency }) => agency)).toEqual(['thue']);
    expect((await list(officer('thue'), { agency: 'xa-a' })).items).toEqual([]);
    expect((await list(officer('xa-b'))).items).toEqual([]);
    expect((await list(officer('mot-cua', ROLE.administrator))).items).toHaveLength(2);
  });

  it('comes in pages, each deadline once, though several are due at one instant', async () => {
    await house.moveTo('02/03 08:00');
    for (let i = 0; i < 5; i++) await house.receive();

    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list(supervisor, { limit: 2, after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);

    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  it('refuses a cursor it did not give', async () => {
    expect(await house.get(ListDeadlines).list(supervisor, { limit: 5, after: 'x' }, 'vi')).toMatchObject({ ok: false, rejection: { code: 'invalid_input' } });
  });
});

describe('the time of one dossier', () => {
  let house: House;
  beforeEach(async () => (house = await House.open()));
  afterEach(() => house.close());

  it('is told with what is used and left', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    await house.moveTo('03/03 10:00');

    const { deadline, lateness } = await house.get(Deadlines).timesOf(dossier, 'vi');

    expect(deadline).toEqual({
      budget: { amount: 10, unit: 'working_day' }, startedAt: '2026-03-02T08:00:00+07:00', dueAt: '2026-03-16T08:00:00+07:00', state: 'running',
      used: { hours: 10, text: '1 ngày 2 giờ' }, remaining: { hours: 70, text: '8 ngày 6 giờ' }, stops: [], moves: [], extension: null, extensions: [],
    });
    expect(lateness).toEqual({ late: false, overrun: { hours: 0, text: '0 giờ' }, net: { late: false, overrun: { hours: 0, text: '0 giờ' }, dueAt: '2026-03-16T08:00:00+07:00', excluded: [] }, shares: [], decided: null, contested: [] });
  });

  it('charges a late dossier whose legs all kept their budgets to the holder at the due instant', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive({ budget: { amount: 1, unit: 'working_day' } });
    await house.tasks(dossier, { open: [house.task('thue', { amount: 10, unit: 'working_day' })] });
    await house.moveTo('04/03 08:00');

    expect((await house.get(Deadlines).lateness(dossier, 'vi')).shares).toMatchObject([{ agency: 'thue', share: 1, overrun: { hours: 8 } }]);
  });

  it('is answered for many tasks and dossiers at once', async () => {
    await house.moveTo('02/03 08:00');
    const [one, two] = [await house.receive(), await house.receive({ budget: null })];
    const task = house.task('thue');
    await house.tasks(one, { open: [task] });
    const deadlines = house.get(Deadlines);

    expect(await deadlines.forDossiers([one, two])).toEqual(new Map([[one, { dueAt: new Date('2026-03-16T08:00:00+07:00'), state: 'running' }]]));
    expect((await deadlines.forTasks([task.id], 'vi')).get(task.id)).toEqual({
      dueAt: new Date('2026-03-05T08:00:00+07:00'), state: 'running', remaining: { hours: 24, text: '3 ngày' },
    });
    expect(await deadlines.forTasks([], 'vi')).toEqual(new Map());
  });
});
