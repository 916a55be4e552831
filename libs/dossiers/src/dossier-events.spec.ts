import type { DomainEvents, StopKind } from '#contract';
import { text } from '#kernel';
import { must, Town, officer, DESK } from './town.fixture.js';
import { DossierViews } from './dossier-views.js';
import { PrintForms } from './print-forms.js';

type Stopped = Pick<DomainEvents['clock.stopped'], 'reason' | 'evidence'>;

describe('what a dossier makes of the events of other rooms', () => {
  let town: Town;
  beforeAll(async () => {
    town = await Town.open();
  });
  afterAll(() => town.close());

  const stateOf = async (code: string): Promise<number> => must(await town.rooms.get(DossierViews).get(officer('huyen', 'lanh-dao'), code, 'vi')).state;
  const row = async (code: string): Promise<Record<string, unknown>> => (await town.query<Record<string, unknown>>('select * from dossier where code = $1', [code]))[0]!;

  const opens = (code: string, agency: string, handedBy: string | null): Promise<void> =>
    town.asRoom(code, (tx, happening) =>
      town.events.publish(tx, 'task.opened', {
        ...happening, handedBy,
        task: { id: 'x', element: 'e', name: text('a', 'a'), agency, role: 'chuyen-vien', budget: null, ladder: null, openedAt: happening.at },
      }),
    );

  const stops = (code: string, kind: StopKind, more: Partial<Stopped> = {}): Promise<void> =>
    town.asRoom(code, async (tx, happening) => {
      await tx.query(
        `insert into deadline_stop (id, dossier, kind, reason, evidence, source, started_at, started_by) values ($1, $2, $3, 'r', '{}', $3, $4, 'x')`,
        [town.platform.ids.uuid(), code, kind, happening.at],
      );
      await town.events.publish(tx, 'clock.stopped', { ...happening, kind, reason: 'Thiếu giấy tờ', evidence: ['Bản đồ'], ...more });
    });

  const resumes = (code: string, kind: StopKind): Promise<void> =>
    town.asRoom(code, async (tx, happening) => {
      await tx.query('update deadline_stop set ended_at = $3 where dossier = $1 and kind = $2', [code, kind, happening.at]);
      await town.events.publish(tx, 'clock.resumed', { ...happening, kind, evidence: null });
    });

  const steps = (code: string, more: Partial<DomainEvents['step.done']>): Promise<void> =>
    town.asRoom(code, (tx, happening) =>
      town.events.publish(tx, 'step.done', { ...happening, opened: [], closed: [], milestones: [], standingStops: [], escalations: [], ended: null, ...more }),
    );

  it('goes from accepted to in progress with the first work beyond the reception, once', async () => {
    const code = await town.receive();

    await opens(code, 'xa-a', null);
    expect(await stateOf(code)).toBe(2);

    await opens(code, 'thue', 'xa-a');
    await opens(code, 'xa-a', 'thue');
    expect(await town.states(code)).toEqual([4]);
  });

  it('takes over the due instant', async () => {
    const code = await town.receive();
    const to = new Date('2026-03-01T09:00:00+07:00');

    await town.asRoom(code, (tx, happening) => town.events.publish(tx, 'deadline.moved', { ...happening, from: null, to, reason: 'r' }));

    expect((await row(code))['due_at']).toEqual(to);
  });

  it('waits for a supplement and goes back to where it was', async () => {
    const fresh = await town.receive();
    const working = await town.receive();
    await opens(working, 'thue', 'xa-a');

    for (const code of [fresh, working]) {
      await stops(code, 'supplement');
      expect(await stateOf(code)).toBe(5);
      await resumes(code, 'supplement');
    }

    expect([await stateOf(fresh), await stateOf(working)]).toEqual([2, 4]);
  });

  it('issues form 02 with what is asked for', async () => {
    const code = await town.receive();

    await stops(code, 'supplement', { evidence: { items: ['Bản đồ', 'Chữ ký'] } });

    expect(await town.query('select form, number, data from form_issued where dossier = $1 and form = $2', [code, '02'])).toEqual([
      { form: '02', number: expect.stringMatching(/^\d+\/BPTNTKQ$/) as string, data: { reason: 'Thiếu giấy tờ', items: ['Bản đồ', 'Chữ ký'] } },
    ]);
    expect(must(await town.rooms.get(PrintForms).supplementRequest(DESK, code)).content.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('asks in the words of the officer whose step led the diagram to wait', async () => {
    const code = await town.receive();
    const [instance] = await town.query<{ id: string }>('select id from instance where dossier = $1', [code]);
    await town.query(
      `insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, state, requires, opened_at, ended_at, opinion, output)
       values ($1, $2, $3, 'e', 'don-gian', 1, 'kiemTra', 'a', 'a', 'xa-a', 'chuyen-vien', 'completed', '{}', $4, $4, 'Thiếu trích đo', '{"noiDung": "Bản trích đo thửa đất; Bản sao CCCD"}')`,
      [town.platform.ids.uuid(), code, instance!.id, town.platform.clock.now()],
    );

    await stops(code, 'supplement', { evidence: { element: 'cho', document: 'form-02' } });

    const [form] = await town.query<{ data: object }>(`select data from form_issued where dossier = $1 and form = '02'`, [code]);
    expect(form?.data).toEqual({ reason: 'Thiếu trích đo', items: ['Bản trích đo thửa đất', 'Bản sao CCCD'] });
  });

  it('stays waiting while another wait is open', async () => {
    const code = await town.receive();
    await stops(code, 'supplement');
    await stops(code, 'payment');
    expect(await stateOf(code)).toBe(6);

    await resumes(code, 'payment');
    expect(await stateOf(code)).toBe(5);
  });

  it('does not change its state for stops that are not the citizen’s', async () => {
    const code = await town.receive();

    await stops(code, 'site_survey');
    await resumes(code, 'site_survey');

    expect(await town.states(code)).toEqual([]);
  });

  it('follows milestones, with the instants and the result they bring', async () => {
    const code = await town.receive();

    await steps(code, { milestones: [{ element: 'a', state: 4, result: null }, { element: 'b', state: 9, result: 'granted' }] });
    expect(await row(code)).toMatchObject({ state: 9, result: 'granted', resolved_at: town.platform.clock.now(), returned_at: null, ended_at: null });

    await steps(code, { milestones: [{ element: 'c', state: 10, result: null }], ended: { status: 'completed', error: null } });
    expect(await row(code)).toMatchObject({ state: 10, result: 'granted', returned_at: town.platform.clock.now(), ended_at: town.platform.clock.now() });
    expect(await town.states(code)).toEqual([4, 9, 10]);
  });

  it('tells every change of state to the other rooms', async () => {
    const heard: unknown[] = [];
    const code = await town.receive();
    town.events.on('dossier.state', 99, async (_tx, event) => void heard.push([event.from, event.to, event.result, event.dossier.state, event.dossier.ended]));

    await steps(code, { ended: { status: 'completed', error: null } });

    expect(heard).toEqual([[2, 9, null, 9, false], [9, 10, null, 10, true]]);
  });

  it('keeps the state of a dossier whose procedure failed, and makes the failure seen', async () => {
    const code = await town.receive();

    await steps(code, { ended: { status: 'failed', error: 'E1' }, escalations: [{ element: 'b', code: 'X', name: 'Trễ' }] });

    expect(await stateOf(code)).toBe(2);
    expect((await town.kinds(code)).slice(-2)).toEqual(['instance.escalated', 'instance.failed']);
  });
});
