import type { StopClock as Order, StepDone } from '#contract';
import type { Result } from '#kernel';
import { Deadlines } from './deadlines.js';
import { House, officer } from './house.fixture.js';
import { at } from './office-2026.fixture.js';
import { ResumeClock } from './resume-clock.js';
import { StopClock } from './stop-clock.js';

const payment: StepDone['standingStops'][number] = { element: 'Catch_Payment', stop: { kind: 'payment', evidence: 'tax-notice' } };
const supplement: StepDone['standingStops'][number] = { element: 'Catch_Supplement', stop: { kind: 'supplement', evidence: 'form-02' } };

describe("the clock of a dossier", () => {
  let house: House;
  let dossier: string;

  beforeEach(async () => {
    house = await House.open();
    await house.moveTo('02/03 08:00');
    dossier = await house.receive();
  });
  afterEach(() => house.close());

  const codeOf = (done: Result<unknown>): string => (done.ok ? 'ok' : done.rejection.code);
  const stop = async (order: Order = { reason: 'Thiếu bản sao sổ hộ khẩu', evidence: 'Phiếu số 12/BPTNTKQ' }, agency = 'xa-a'): Promise<string> =>
    codeOf(await house.get(StopClock).stop({ principal: officer(agency) }, dossier, order));
  const resume = async (agency = 'xa-a'): Promise<string> => codeOf(await house.get(ResumeClock).resume({ principal: officer(agency) }, dossier, { evidence: 'Đã nộp' }));

  it('lengthens the due instant by exactly the working time stopped, and records both', async () => {
    // given
    expect(await house.deadlines(dossier)).toMatchObject([{ due_at: at('16/03 08:00') }]);
    await house.moveTo('05/03 10:00');

    // when
    expect(await stop()).toBe('ok');
    await house.moveTo('16/03 14:30');
    const standing = await house.deadlines(dossier);
    expect(await resume()).toBe('ok');

    // then
    expect(standing).toMatchObject([{ state: 'stopped', due_at: at('16/03 08:00'), breached_at: null }]);
    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'running', due_at: at('25/03 10:30') }]);
    expect(await house.ledger(dossier, 'clock.stopped')).toMatchObject([
      { agency: 'xa-a', data: { kind: 'supplement', reason: 'Thiếu bản sao sổ hộ khẩu', evidence: 'Phiếu số 12/BPTNTKQ', source: 'manual' } },
    ]);
    expect(await house.ledger(dossier, 'clock.resumed')).toMatchObject([{ data: { stoppedAt: '2026-03-05T10:00:00+07:00', evidence: 'Đã nộp' } }]);
    expect(await house.ledger(dossier, 'deadline.moved')).toMatchObject([
      { data: { subject: 'dossier', from: '2026-03-16T08:00:00+07:00', to: '2026-03-25T10:30:00+07:00', reason: 'supplement' } },
    ]);
    expect(house.heard('deadline.moved').slice(1)).toMatchObject([{ from: at('16/03 08:00'), to: at('25/03 10:30'), reason: 'supplement' }]);
    expect(house.heard('clock.stopped')).toMatchObject([{ kind: 'supplement' }]);
    expect(house.heard('clock.resumed')).toMatchObject([{ kind: 'supplement', evidence: 'Đã nộp' }]);
  });

  it('fires nothing while it stands, and everything at its new instant afterwards', async () => {
    await house.moveTo('05/03 10:00');
    await stop();
    expect(await house.pending(dossier)).toEqual([]);

    await house.moveTo('16/03 14:30');
    await resume();

    expect(house.heard('rung.fired')).toEqual([]);
    expect(await house.planned(dossier)).toEqual([
      ['canh-bao', at('23/03 10:30')], ['truoc-han', at('24/03 10:30')], ['den-han', at('25/03 10:30')], ['qua-han-1', at('26/03 10:30')], ['qua-han-3', at('30/03 10:30')],
    ]);
    expect(await house.pending(dossier)).toEqual([['canh-bao', at('23/03 10:30')], ['due', at('25/03 10:30:00.001')]]);
  });

  it('does not repeat a rung that fired before the stop', async () => {
    await house.moveTo('12/03 09:00');
    await stop();
    await house.moveTo('13/03 09:00');
    await resume();
    await house.moveTo('30/03 08:00');

    expect(house.heard('rung.fired').map(({ rung }) => rung)).toEqual(['canh-bao', 'truoc-han', 'den-han', 'qua-han-1', 'qua-han-3']);
  });

  it('is one for all deadlines: steps stop with it and move with it', async () => {
    // given
    const task = house.task('thue', { amount: 2, unit: 'working_day' });
    await house.tasks(dossier, { open: [task] });
    await house.moveTo('03/03 08:00');

    // when
    await stop();
    const during = house.task('dat-dai', { amount: 1, unit: 'working_day' });
    await house.moveTo('03/03 10:00');
    await house.tasks(dossier, { open: [{ ...during, openedAt: house.clock.now() }] });
    const standing = await house.deadlines(dossier);
    await house.moveTo('05/03 08:00');
    await resume();

    // then
    expect(standing.map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
    const after = await house.deadlines(dossier);
    expect(after.map(({ agency, state, due_at }) => [agency, state, due_at])).toEqual([
      ['xa-a', 'running', at('18/03 08:00')], ['thue', 'running', at('06/03 08:00')], ['dat-dai', 'running', at('06/03 08:00')],
    ]);
  });

  it('follows the diagram: it stands while a stopping element waits', async () => {
    // given
    await house.moveTo('05/03 10:00');

    // when
    await house.process(dossier, [payment]);
    await house.process(dossier, [payment, supplement]);
    await house.moveTo('16/03 14:30');
    await house.process(dossier, []);

    // then
    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'running', due_at: at('25/03 10:30') }]);
    expect(await house.ledger(dossier, 'clock.stopped')).toMatchObject([
      { data: { kind: 'payment', source: 'process', evidence: { element: 'Catch_Payment', document: 'tax-notice' } } },
    ]);
    expect(house.heard('clock.resumed')).toMatchObject([{ kind: 'payment' }]);
  });

  it('goes over from one kind of wait into another without a gap', async () => {
    await house.moveTo('05/03 10:00');
    await house.process(dossier, [payment]);
    await house.moveTo('09/03 10:00');
    await house.process(dossier, [supplement]);
    await house.moveTo('10/03 10:00');
    await house.process(dossier, []);

    const { deadline } = await house.get(Deadlines).timesOf(dossier, 'en');
    expect(deadline?.stops).toMatchObject([
      { kind: 'payment', from: '2026-03-05T10:00:00+07:00', to: '2026-03-09T10:00:00+07:00' },
      { kind: 'supplement', kindName: 'Waiting for the citizen to supplement the dossier', from: '2026-03-09T10:00:00+07:00', to: '2026-03-10T10:00:00+07:00' },
    ]);
    expect(deadline?.dueAt).toBe('2026-03-19T08:00:00+07:00');
  });

  it('runs again only when the last of its stops is over', async () => {
    await house.moveTo('05/03 08:00');
    await house.process(dossier, [payment]);
    await stop();
    await house.moveTo('06/03 08:00');
    await resume();
    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'stopped' }]);

    await house.moveTo('09/03 08:00');
    await house.process(dossier, []);

    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'running', due_at: at('18/03 08:00') }]);
  });

  it('does not hide a lateness that was there before the stop', async () => {
    await house.moveTo('17/03 10:00');
    await stop();
    await house.moveTo('20/03 10:00');
    await resume();

    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'missed', due_at: at('16/03 08:00'), breached_at: at('16/03 08:00') }]);
    expect((await house.get(Deadlines).lateness(dossier, 'vi')).overrun).toEqual({ hours: 10, text: '1 ngày 2 giờ' });
  });

  it('is closed by the settlement: withdrawn while stopped is not late', async () => {
    await house.moveTo('05/03 10:00');
    await stop();
    await house.moveTo('30/03 08:00');
    await house.state(dossier, 5, 7);

    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'met', ended_at: at('30/03 08:00'), overrun_ms: '0' }]);
    expect(await house.ledger(dossier, 'dossier.settled')).toMatchObject([{ data: { state: 7, outcome: 'early' } }]);
    expect(await house.ledger(dossier, 'clock.resumed')).toHaveLength(1);
    expect(house.heard('clock.resumed')).toEqual([]);
  });

  it('does not stop for a settled dossier, whatever waits', async () => {
    await house.process(dossier, [payment], [{ element: 'Done', state: 9, result: null }]);

    expect(house.heard('clock.stopped')).toEqual([]);
  });

  it('is stopped by a reason that names its kind', async () => {
    await stop({ reason: 'payment', evidence: { notice: 'TB-17' } });

    expect(house.heard('clock.stopped')).toMatchObject([{ kind: 'payment', reason: 'Chờ công dân thực hiện nghĩa vụ tài chính', evidence: { notice: 'TB-17' } }]);
  });

  it('is resumed by the news that the diagram waits for, which takes the dossier on', async () => {
    // given
    await house.start(dossier);
    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'stopped' }]);
    await house.moveTo('03/03 08:00');

    // when
    const resumed = await house.get(ResumeClock).resume({ principal: officer('xa-a') }, dossier, { evidence: 'BL-01', data: { soTien: 500_000 } });

    // then
    expect(codeOf(resumed)).toBe('ok');
    expect(await house.sql('select element from waiting where dossier = $1', [dossier])).toEqual([{ element: 'Task_1' }]);
    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'running', due_at: at('17/03 08:00') }]);
    expect(await house.sql('select kind, source, end_evidence from deadline_stop')).toEqual([{ kind: 'payment', source: 'process', end_evidence: 'BL-01' }]);
    expect(await house.ledger(dossier, 'message.delivered')).toMatchObject([{ data: { name: 'da-nop', fields: ['soTien'], evidence: 'BL-01' } }]);
    expect(house.heard('clock.resumed')).toHaveLength(1);
    expect(await resume()).toBe('clock_running');
  });

  it('cannot be resumed by hand where the diagram waits for no message', async () => {
    await house.process(dossier, [payment]);

    expect(await resume()).toBe('invalid_state');
    expect(await house.deadlines(dossier)).toMatchObject([{ state: 'stopped' }]);
  });

  it.each([
    ['nobody else finds the dossier', 'xa-b', 'not_found'],
    ['who held it may look only', 'dat-dai', 'not_allowed'],
    ['who holds it may', 'thue', 'ok'],
    ['who received it may', 'xa-a', 'ok'],
  ])('may be stopped by the right agency: %s', async (_, agency, outcome) => {
    const [before, now] = [house.task('dat-dai'), house.task('thue')];
    await house.tasks(dossier, { open: [before] });
    await house.tasks(dossier, { end: [before], open: [now] });

    expect(await stop(undefined, agency)).toBe(outcome);
    expect(await house.ledger(dossier, 'clock.stopped')).toHaveLength(outcome === 'ok' ? 1 : 0);
  });

  it('refuses what its state does not allow', async () => {
    expect(await resume()).toBe('clock_running');
    expect(await stop({ reason: 'supplement', evidence: '  ' })).toBe('invalid_input');
    expect(await stop()).toBe('ok');
    expect(await stop()).toBe('clock_stopped');
    expect(await resume()).toBe('ok');
    await house.state(dossier, 4, 9);
    expect(await stop()).toBe('invalid_state');
    expect(codeOf(await house.get(StopClock).stop({ principal: officer('xa-a') }, 'khong-co', { reason: 'x', evidence: 'y' }))).toBe('not_found');
  });
});
