import { Deadlines } from './deadlines.js';
import { House, officer } from './house.fixture.js';
import { AcknowledgeDossier } from './acknowledge-dossier.js';
import { at } from './office-2026.fixture.js';

const HOUR = 3_600_000;

describe('the deadline of a step', () => {
  let house: House;
  beforeEach(async () => (house = await House.open()));
  afterEach(() => house.close());

  it('runs from the opening of the task by the calendar of its agency, and ends met with it', async () => {
    // given
    await house.moveTo('12/02 09:00');
    const dossier = await house.receive();
    const task = house.task('thue', { amount: 3, unit: 'working_day' });

    // when
    await house.tasks(dossier, { open: [task] });
    const opened = (await house.deadlines(dossier))[1];
    await house.moveTo('13/02 09:00');
    await house.tasks(dossier, { end: [task] });

    // then
    expect(opened).toMatchObject({ subject_kind: 'task', agency: 'thue', state: 'running', due_at: at('24/02 09:00') });
    expect((await house.deadlines(dossier))[1]).toMatchObject({ state: 'met', ended_at: at('13/02 09:00'), overrun_ms: '0' });
    expect((await house.pending(dossier)).map(([what]) => what)).toEqual(['canh-bao', 'due']);
    expect(await house.ledger(dossier, 'deadline.met')).toMatchObject([{ agency: 'thue', data: { subject: 'task', ref: task.id } }]);
  });

  it.each([
    ['completed', 'missed', String(2 * HOUR)],
    ['returned', 'missed', String(2 * HOUR)],
    ['cancelled', 'cancelled', '0'],
  ] as const)('of a task that is %s two hours late is %s', async (how, state, overrun) => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    const task = house.task('thue', { amount: 1, unit: 'working_day' });
    await house.tasks(dossier, { open: [task] });

    await house.moveTo('03/03 10:00');
    await house.tasks(dossier, { end: [task], how });

    expect((await house.deadlines(dossier))[1]).toMatchObject({ state, overrun_ms: overrun });
  });

  it('reaches the officers of the task, with its name', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive({ budget: null });
    await house.tasks(dossier, { open: [house.task('thue', { amount: 2, unit: 'working_hour' })] });

    await house.moveTo('02/03 13:30');

    expect(house.heard('rung.fired').filter(({ subject }) => subject === 'task').map(({ rung, subject, name, recipients }) => ({ rung, subject, name: name.vi, to: recipients }))).toEqual([
      { rung: 'canh-bao', subject: 'task', name: 'Thẩm định', to: [{ agency: 'thue', role: 'chuyen-vien' }] },
      { rung: 'den-han', subject: 'task', name: 'Thẩm định', to: [{ agency: 'thue', role: 'chuyen-vien' }, { agency: 'thue', role: 'lanh-dao' }] },
    ]);
    expect(house.heard('deadline.breached')).toContainEqual(expect.objectContaining({ subject: 'task', agency: 'thue', name: expect.objectContaining({ vi: 'Thẩm định' }) as unknown }));
  });

  it('costs as many statements for four tasks of a step as for one', async () => {
    // given
    await house.moveTo('02/03 08:00');
    const [one, four] = [await house.receive(), await house.receive()];
    const statements = async (dossier: string, agencies: string[]): Promise<number> => {
      const before = house.statements;
      await house.tasks(dossier, { open: agencies.map((agency) => house.task(agency)) });
      return house.statements - before;
    };

    // when
    const few = await statements(one, ['thue']);
    const many = await statements(four, ['thue', 'dat-dai', 'xa-b', 'mot-cua']);

    // then
    expect(few).toBeGreaterThan(0);
    expect(many).toBe(few);
    expect((await house.deadlines(four)).filter(({ subject_kind }) => subject_kind === 'task')).toHaveLength(4);
  });
});

describe('the legs of a dossier', () => {
  let house: House;
  beforeEach(async () => (house = await House.open()));
  afterEach(() => house.close());

  const legs = (dossier: string) => house.get(Deadlines).legsOf(dossier, 'vi');

  it('follow it from agency to agency, each with its budget and use', async () => {
    // given
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    const [intake, appraisal] = [house.task('xa-a', { amount: 4, unit: 'working_hour' }), house.task('thue', { amount: 1, unit: 'working_day' })];
    await house.tasks(dossier, { open: [intake] });

    // when
    await house.moveTo('02/03 11:00');
    await house.tasks(dossier, { end: [intake], open: [{ ...appraisal, openedAt: house.clock.now() }] });
    await house.moveTo('02/03 14:00');
    await house.claim(dossier, appraisal);
    await house.moveTo('04/03 14:00');
    await house.tasks(dossier, { end: [appraisal] });

    // then
    expect(await legs(dossier)).toMatchObject([
      {
        agency: 'xa-a', handedBy: null, enteredAt: '2026-03-02T08:00:00+07:00', acknowledgedAt: '2026-03-02T08:00:00+07:00', leftAt: '2026-03-02T11:00:00+07:00',
        budget: { hours: 4, text: '4 giờ' }, used: { hours: 3 }, overrun: { hours: 0 },
      },
      {
        agency: 'thue', agencyName: 'Cơ quan thue', handedBy: 'xa-a', acknowledgedAt: '2026-03-02T14:00:00+07:00', leftAt: '2026-03-04T14:00:00+07:00',
        budget: { hours: 8, text: '1 ngày' }, used: { hours: 16, text: '2 ngày' }, overrun: { hours: 8 },
      },
    ]);
    expect((await house.ledger(dossier)).map(({ kind, agency }) => `${kind} ${agency}`).filter((entry) => entry.startsWith('leg'))).toEqual([
      'leg.entered xa-a', 'leg.entered thue', 'leg.left xa-a', 'leg.acknowledged thue', 'leg.left thue',
    ]);
  });

  it('are charged from the acknowledgement limit when nobody acknowledges', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    await house.tasks(dossier, { open: [house.task('thue')] });

    await house.moveTo('03/03 08:00');

    expect((await legs(dossier))[1]).toMatchObject({ agency: 'thue', acknowledgedAt: null, used: { hours: 6 } });
  });

  it('run side by side while agencies work in parallel, and one leg holds several tasks', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    const [a, b, c] = [house.task('thue'), house.task('thue'), house.task('dat-dai')];

    await house.tasks(dossier, { open: [a, b, c] });
    await house.tasks(dossier, { end: [a] });
    const half = await legs(dossier);
    await house.tasks(dossier, { end: [b] });

    expect(half.map(({ agency, leftAt, budget }) => [agency, leftAt === null, budget.hours]).sort()).toEqual([['dat-dai', true, 24], ['thue', true, 48], ['xa-a', false, 0]]);
    expect((await legs(dossier)).filter(({ leftAt }) => leftAt === null).map(({ agency }) => agency)).toEqual(['dat-dai']);
  });

  it('begin anew when the dossier comes back', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    const [there, back] = [house.task('thue'), house.task('xa-a')];

    await house.tasks(dossier, { open: [there] });
    await house.moveTo('02/03 10:00');
    await house.tasks(dossier, { end: [there], open: [back], how: 'returned' });

    expect((await legs(dossier)).map(({ agency, handedBy }) => [agency, handedBy])).toEqual([['xa-a', null], ['thue', null], ['xa-a', 'thue']]);
  });

  it('are acknowledged by an officer of the agency, once, and by nobody else', async () => {
    // given
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    await house.tasks(dossier, { open: [house.task('thue')] });
    await house.moveTo('02/03 09:00');
    const acknowledge = async (agency: string): Promise<string> => {
      const done = await house.get(AcknowledgeDossier).acknowledge({ principal: officer(agency) }, dossier);
      return done.ok ? 'ok' : done.rejection.code;
    };

    // when, then
    expect(await acknowledge('xa-b')).toBe('not_found');
    expect(await acknowledge('xa-a')).toBe('already_done');
    expect(await acknowledge('thue')).toBe('ok');
    expect(await acknowledge('thue')).toBe('already_done');
    expect((await legs(dossier))[1]).toMatchObject({ acknowledgedAt: '2026-03-02T09:00:00+07:00' });
    expect(await house.ledger(dossier, 'leg.acknowledged')).toMatchObject([{ agency: 'thue' }]);
  });
});
