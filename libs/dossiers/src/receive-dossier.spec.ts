import { must, codeOf, pathsOf, request, APPLICANT, DESK, NOW, Town, officer } from './town.fixture.js';
import { ReceiveDossier } from './receive-dossier.js';

describe('receiving a dossier', () => {
  let town: Town;
  let reception: ReceiveDossier;
  const receive = (more: Parameters<typeof request>[0], principal = DESK) => reception.receive({ principal }, request(more), 'vi');

  beforeAll(async () => {
    town = await Town.open();
    reception = town.rooms.get(ReceiveDossier);
  });
  afterAll(() => town.close());

  it('gives code, secret, defaults and missing papers back', async () => {
    const view = must(await receive({ papers: ['don', 'la-thu'] }));

    expect(view).toMatchObject({
      code: '000.01.24.H32-260212-0001', state: 2, stateName: 'Được tiếp nhận', procedure: 'don-gian', revision: 1, agency: 'xa-a', territory: 'dia-ban-a', channel: 'direct',
      applicant: APPLICANT, data: { thua: '12', soTo: 1 }, receivedAt: NOW,
    });
    expect(view.missingPapers).toEqual([]);
    expect(await town.kinds(view.code)).toHaveLength(view.version);
    expect(view.secret).toMatch(/^[2-9A-Z]{4}$/);
    expect(view.papers?.map((paper) => [paper.code, paper.name])).toEqual([['don', 'Tờ don'], ['la-thu', 'la-thu']]);
  });

  it('begins the ledger with its reception, which tells the due instant and no paper of the police', async () => {
    const code = await town.receive();
    const [first] = await town.query<{ data: object; actor: string; agency: string }>('select data, actor, agency from ledger_entry where dossier = $1 and seq = 1', [code]);

    expect(first).toEqual({
      actor: 'xa-a.tiep-nhan', agency: 'xa-a',
      data: {
        procedure: 'don-gian', revision: 1, agency: 'xa-a', field: 'dat-dai', channel: 'direct', dueAt: '2026-02-19T09:00:00+07:00', budget: { amount: 5, unit: 'working_day' },
        papers: [{ code: 'don', originals: 1, copies: 0 }],
      },
    });
    expect(await town.kinds(code)).toEqual(['dossier.received', 'form.issued']);
  });

  it('tells the other rooms and starts the procedure', async () => {
    const heard: unknown[] = [];
    town.events.on('dossier.received', 99, async (_tx, event) => void heard.push([event.dossier.code, event.budget, event.convention, event.ladder]));

    const code = await town.receive();

    expect(heard).toEqual([[code, { amount: 5, unit: 'working_day' }, 'exact', 'default']]);
    const [instance] = await town.query<{ variables: object }>('select variables from instance where dossier = $1', [code]);
    expect(instance?.variables).toMatchObject({ thua: '12', soTo: 1, dossier: { code, territory: 'dia-ban-a', papers: ['don', 'ct01'], missingPapers: [] } });
    expect(await town.query('select element from waiting where dossier = $1', [code])).toEqual([{ element: 'kiemTra' }]);
  });

  it('counts codes without gaps while twenty are received at once and some fail', async () => {
    town.events.on('dossier.received', 98, async (_tx, event) => {
      if (event.dossier.data['hong']) throw new Error('lost on the way');
    });
    const clerk = officer('xa-b', 'tiep-nhan');

    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => receive({ agency: 'xa-b', data: { thua: String(i), hong: i % 4 === 1 } }, clerk)));

    const codes = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' && outcome.value.ok ? [outcome.value.value.code] : [])).sort();
    expect(codes).toEqual(Array.from({ length: 15 }, (_, i) => `000.02.24.H32-260212-${String(i + 1).padStart(4, '0')}`));
    const numbers = await town.query<{ number: string }>(`select number from form_issued f join dossier d on d.code = f.dossier where d.agency = 'xa-b' order by length(number), number`);
    expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, i) => `${i + 1}/BPTNTKQ`));
  });

  it('begins again at 0001 with another day', async () => {
    await town.at('2026-02-13T07:30:00+07:00');

    expect(await town.receive()).toBe('000.01.24.H32-260213-0001');
  });

  it('refuses the ten-thousandth dossier of a unit and day clearly', async () => {
    await town.query(`update dossier_sequence set last = 9999 where unit_code = '000.01.24.H32' and day = '2026-02-13'`);

    expect(codeOf(await receive({}))).toBe('invalid_state');

    await town.query(`update dossier_sequence set last = 1 where unit_code = '000.01.24.H32' and day = '2026-02-13'`);
  });

  it.each([
    ['an unknown procedure', { procedure: 'khong-co' }, 'not_found', ['procedure']],
    ['a procedure not yet in force', { procedure: 'tuong-lai' }, 'not_effective', ['procedure']],
    ['a component of procedures', { procedure: 'thanh-phan' }, 'invalid_input', ['procedure']],
    ['an unknown agency', { agency: 'khong-co' }, 'agency_not_found', ['agency']],
    ['an agency that has ended', { agency: 'xa-cu' }, 'agency_closed', ['agency']],
    ['an agency where the caller does not receive', { agency: 'xa-b' }, 'not_allowed', []],
    ['every wrong field at once', { territory: 'khong-co', data: { soTo: 0 }, papers: [{ code: 'don', file: 'a'.repeat(64) }] }, 'invalid_input', ['data.soTo', 'data.thua', 'papers.0.file', 'territory']],
  ])('refuses %s', async (_what, more, code, paths) => {
    const refused = await receive(more);

    expect([codeOf(refused), pathsOf(refused)]).toEqual([code, paths]);
  });

  it('needs the commune where a step belongs to one', async () => {
    const clerk = officer('mot-cua', 'tiep-nhan');

    const refused = await receive({ procedure: 'can-xa', agency: 'mot-cua' }, clerk);
    expect([codeOf(refused), pathsOf(refused)]).toEqual(['invalid_input', ['territory']]);

    expect(must(await receive({ procedure: 'can-xa', agency: 'mot-cua', territory: 'dia-ban-b' }, clerk)).territory).toBe('dia-ban-b');
  });

  it('answers a repeated key with the same dossier', async () => {
    const key = { key: 'k1', digest: 'x' };

    const first = must(await reception.receive({ principal: DESK, key }, request(), 'vi'));
    const again = must(await reception.receive({ principal: DESK, key }, request(), 'vi'));

    expect(again).toEqual(first);
  });
});
