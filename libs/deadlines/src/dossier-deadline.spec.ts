import { House } from './house.fixture.js';
import { at } from './office-2026.fixture.js';

const HOUR = 3_600_000;

describe('the deadline of a dossier', () => {
  let house: House;
  beforeEach(async () => (house = await House.open()));
  afterEach(() => house.close());

  it('is counted over Tết from the receipt, recorded, told and awaited', async () => {
    // given
    await house.moveTo('12/02 09:00');

    // when
    const dossier = await house.receive({ budget: { amount: 5, unit: 'working_day' } });

    // then
    expect(await house.deadlines(dossier)).toMatchObject([{ subject_kind: 'dossier', agency: 'xa-a', state: 'running', due_at: at('26/02 09:00') }]);
    expect(house.heard('deadline.moved')).toMatchObject([{ from: null, to: at('26/02 09:00') }]);
    expect(await house.ledger(dossier)).toMatchObject([
      { kind: 'leg.entered', agency: 'xa-a' },
      { kind: 'deadline.set', data: { subject: 'dossier', ref: dossier, dueAt: '2026-02-26T09:00:00+07:00' } },
    ]);
    expect(await house.planned(dossier)).toEqual([
      ['canh-bao', at('25/02 09:00')], ['truoc-han', at('25/02 09:00')], ['den-han', at('26/02 09:00')], ['qua-han-1', at('27/02 09:00')], ['qua-han-3', at('03/03 09:00')],
    ]);
    expect(await house.pending(dossier)).toEqual([['canh-bao', at('25/02 09:00')], ['truoc-han', at('25/02 09:00')], ['due', at('26/02 09:00:00.001')]]);
  });

  it('is not made where nothing was promised', async () => {
    await house.moveTo('12/02 09:00');

    const dossier = await house.receive({ budget: null });

    expect(await house.deadlines(dossier)).toEqual([]);
    expect(house.told).toEqual([]);
    expect(await house.pending(dossier)).toEqual([]);
  });

  it('is refused by an agency that has no working time, and nothing is kept', async () => {
    await house.moveTo('12/02 09:00');

    await expect(house.receive({ agency: 'khong-gio' })).rejects.toThrow('calendar_exhausted');

    expect(await house.sql('select 1 from leg union all select 1 from deadline union all select 1 from ledger_entry')).toEqual([]);
  });

  it.each([
    ['the morning before the session of its due instant', '25/02 16:00', 'early', 'met'],
    ['the session it is due in', '26/02 08:00', 'on_time', 'met'],
    ['the due instant', '26/02 09:00', 'on_time', 'met'],
    ['half an hour later', '26/02 09:30', 'late', 'missed'],
  ])('is decided when the dossier is resolved: at %s', async (_, resolved, outcome, state) => {
    // given
    await house.moveTo('12/02 09:00');
    const dossier = await house.receive({ budget: { amount: 5, unit: 'working_day' } });

    // when
    await house.moveTo(resolved);
    await house.state(dossier, 4, 9);
    await house.moveTo('20/03 09:00');
    await house.state(dossier, 9, 10);

    // then
    const overrun = state === 'missed' ? HOUR / 2 : 0;
    expect(await house.deadlines(dossier)).toMatchObject([{ state, ended_at: at(resolved), overrun_ms: String(overrun) }]);
    expect(await house.ledger(dossier, 'dossier.settled')).toEqual([
      {
        kind: 'dossier.settled', agency: 'xa-a',
        data: { state: 9, result: 'cap-giay', outcome, dueAt: '2026-02-26T09:00:00+07:00', agency: 'xa-a', field: 'dat-dai', procedure: 'dat-dai' },
      },
    ]);
    expect(await house.pending(dossier)).toEqual([]);
  });

  it('is settled once, even if the diagram leads the dossier back', async () => {
    await house.moveTo('12/02 09:00');
    const dossier = await house.receive();

    await house.state(dossier, 4, 9);
    await house.state(dossier, 9, 4);
    await house.state(dossier, 4, 9);

    expect(await house.ledger(dossier, 'dossier.settled')).toHaveLength(1);
  });

  it('settles a dossier without a deadline as early', async () => {
    await house.moveTo('12/02 09:00');
    const dossier = await house.receive({ budget: null });

    await house.state(dossier, 2, 3);

    expect(await house.ledger(dossier, 'dossier.settled')).toMatchObject([{ data: { state: 3, outcome: 'early', dueAt: null } }]);
  });

  it('is missed as soon as it has passed, and its overrun is final at the end', async () => {
    // given
    await house.moveTo('12/02 09:00');
    const dossier = await house.receive({ budget: { amount: 5, unit: 'working_day' } });

    // when
    await house.moveTo('26/02 09:00');
    const atDue = await house.deadlines(dossier);
    await house.moveTo('26/02 09:01');
    const passed = await house.deadlines(dossier);
    await house.moveTo('27/02 09:00');
    await house.state(dossier, 4, 9);

    // then
    expect(atDue).toMatchObject([{ state: 'running' }]);
    expect(passed).toMatchObject([{ state: 'missed', breached_at: at('26/02 09:00'), ended_at: null }]);
    expect(house.heard('deadline.breached')).toMatchObject([{ subject: 'dossier', agency: 'xa-a', dueAt: at('26/02 09:00'), name: { vi: 'Cấp sổ lần đầu' } }]);
    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'missed', overrun_ms: String(8 * HOUR) }]);
    expect((await house.ledger(dossier, 'deadline.missed')).map(({ data }) => [data['endedAt'], data['overrunMs']])).toEqual([
      [null, 0], ['2026-02-27T09:00:00+07:00', 8 * HOUR],
    ]);
  });
});

describe('the ladder of a dossier', () => {
  let house: House;
  beforeEach(async () => (house = await House.open()));
  afterEach(() => house.close());

  it('reaches each of its people once, by relation', async () => {
    // given
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();

    // when
    await house.moveTo('31/03 08:00');

    // then
    expect(house.heard('rung.fired').map(({ rung, action, at: when, recipients }) => [rung, action, when, recipients.map(({ agency, role }) => `${agency}.${role}`)])).toEqual([
      ['canh-bao', 'notify', at('12/03 08:00'), ['xa-a.tiep-nhan']],
      ['truoc-han', 'apologise', at('13/03 08:00'), ['xa-a.tiep-nhan', 'xa-a.lanh-dao']],
      ['den-han', 'notify', at('16/03 08:00'), ['xa-a.tiep-nhan', 'xa-a.lanh-dao']],
      ['qua-han-1', 'escalate', at('17/03 08:00'), ['xa-a.lanh-dao', 'mot-cua.truong-bo-phan']],
      ['qua-han-3', 'escalate', at('19/03 08:00'), ['ubnd-huyen.lanh-dao']],
    ]);
    expect(await house.ledger(dossier, 'rung.fired')).toHaveLength(5);
    expect(await house.sql('select rung from rung where fired_at is null')).toEqual([]);
  });

  it('arms the next of them, and with it when it fires the one after', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    const armed: unknown[] = [await house.pending(dossier)];

    for (const day of ['12/03', '13/03', '16/03', '17/03', '19/03']) {
      await house.moveTo(`${day} 08:01`);
      armed.push(await house.pending(dossier));
    }

    const due = ['due', at('16/03 08:00:00.001')];
    expect(armed).toEqual([
      [['canh-bao', at('12/03 08:00')], due], [['truoc-han', at('13/03 08:00')], due], [['den-han', at('16/03 08:00')], due],
      [['qua-han-1', at('17/03 08:00')]], [['qua-han-3', at('19/03 08:00')]], [],
    ]);
  });

  it('fires each once, in order, where all were armed at once as they used to be, and some of them for an instant that has moved', async () => {
    // given
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();
    await house.sql(
      `insert into wakeup (id, kind, ref, dossier, due_at, state, created_at) select gen_random_uuid(), 'deadline.rung', r.deadline || ':' || r.rung, $1, r.at - interval '4 days', 'pending', now()
       from rung r where r.rung <> 'canh-bao'`,
      [dossier],
    );

    // when
    await house.moveTo('31/03 08:00');

    // then
    expect(house.heard('rung.fired').map(({ rung, at: when }) => [rung, when])).toEqual([
      ['canh-bao', at('12/03 08:00')], ['truoc-han', at('13/03 08:00')], ['den-han', at('16/03 08:00')], ['qua-han-1', at('17/03 08:00')], ['qua-han-3', at('19/03 08:00')],
    ]);
  });

  it('goes on past a rung that cannot fire', async () => {
    // given
    await house.moveTo('02/03 08:00');
    await house.receive();
    house.events.on('rung.fired', 50, async (_tx, { rung }) => {
      if (rung === 'truoc-han') throw new Error('cannot be told');
    });

    // when
    await house.moveTo('12/03 09:00');
    for (let minute = 1; minute <= 10; minute++) await house.moveTo(`13/03 08:${String(minute).padStart(2, '0')}`);
    await house.moveTo('31/03 08:00');

    // then
    expect(house.heard('rung.fired').map(({ rung }) => rung)).toEqual(expect.arrayContaining(['canh-bao', 'den-han', 'qua-han-1', 'qua-han-3']));
    expect(await house.sql('select rung from rung where fired_at is null')).toEqual([{ rung: 'truoc-han' }]);
  });

  it.each([
    ['the due instant', '26/02 10:00', 0],
    ['all of them', '06/03 08:00', 2],
  ])('is recorded in the order in which it was due, where the product stood still over %s', async (_, awake, later) => {
    // given
    await house.moveTo('12/02 09:00');
    const dossier = await house.receive({ budget: { amount: 5, unit: 'working_day' } });

    // when
    await house.sleepTo(awake);

    // then
    const told = (await house.ledger(dossier)).filter(({ kind }) => kind === 'rung.fired' || kind === 'deadline.missed').map(({ kind, data }) => data['rung'] ?? kind);
    expect(told.splice(0, 2).sort()).toEqual(['canh-bao', 'truoc-han']);
    expect(told).toEqual(['den-han', 'deadline.missed', ...['qua-han-1', 'qua-han-3'].slice(0, later)]);
    expect(await house.pending(dossier)).toEqual(later === 0 ? [['qua-han-1', at('27/02 09:00')]] : []);
  });

  it('is silent once the dossier is resolved', async () => {
    await house.moveTo('02/03 08:00');
    const dossier = await house.receive();

    await house.moveTo('10/03 08:00');
    await house.state(dossier, 4, 9);
    await house.moveTo('31/03 08:00');

    expect(house.heard('rung.fired')).toEqual([]);
    expect(house.heard('deadline.breached')).toEqual([]);
  });

  it('says only where it stands when a dossier is entered after the fact', async () => {
    // given
    await house.moveTo('02/03 08:00');
    const late = { amount: 1, unit: 'working_day' as const };
    const dossier = await house.receive({ budget: late });
    await house.sql('delete from rung');
    await house.sql('delete from deadline');
    await house.sql(`update wakeup set state = 'cancelled'`);
    await house.sql('delete from leg');
    house.clock.set(at('04/03 09:00'));

    // when
    await house.step(dossier, (say) => say('dossier.received', { budget: late, convention: 'exact', ladder: 'mac-dinh' }));
    await house.moveTo('04/03 10:00');

    // then
    expect(house.heard('rung.fired').map(({ rung }) => rung)).toEqual(['qua-han-1']);
    expect(house.heard('deadline.breached')).toHaveLength(1);
  });
});
