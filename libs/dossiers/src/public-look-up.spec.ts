import { DossierViews } from './dossier-views.js';
import { PublicLookUp } from './public-look-up.js';
import { APPLICANT, DESK, Town, codeOf, must } from './town.fixture.js';

describe('public look-up', () => {
  let town: Town;
  let lookUp: PublicLookUp;
  let code: string;
  let secret: string;
  beforeAll(async () => {
    town = await Town.open();
    lookUp = town.rooms.get(PublicLookUp);
  });
  beforeEach(async () => {
    code = await town.receive();
    secret = must(await town.rooms.get(DossierViews).get(DESK, code, 'vi')).secret ?? '';
  });
  afterAll(() => town.close());

  it('tells state and holder, and no name of any person', async () => {
    await town.reaches(code, 'thue');

    const view = must(await lookUp.find(code, ` ${secret.toLowerCase()} `, 'vi'));

    expect(view).toMatchObject({ code, procedureName: 'Thủ tục đơn giản', state: 2, stateName: 'Được tiếp nhận', stopped: null, whatToDo: null, late: false });
    expect(view.holders).toEqual([{ agencyName: 'thue', since: expect.any(String) as string }]);
    expect(JSON.stringify(view)).not.toContain(APPLICANT.name);
    expect(JSON.stringify(view)).not.toContain(DESK.username);
  });

  it.each([
    [5, 'vi', /Hãy nộp các giấy tờ còn thiếu .* Ủy ban nhân dân xã A/],
    [6, 'en', /Pay as the notice/],
    [9, 'vi', /Đã có kết quả/],
  ] as const)('says in state %i what to do', async (state, language, words) => {
    await town.query('update dossier set state = $2 where code = $1', [code, state]);

    expect(must(await lookUp.find(code, secret, language)).whatToDo).toMatch(words);
  });

  it('says why the clock stands', async () => {
    await town.query(
      `insert into deadline_stop (id, dossier, kind, reason, evidence, source, started_at, started_by) values ($1, $2, 'payment', 'Chờ nộp thuế', '{}', 'process', $3, 'x')`,
      [town.platform.ids.uuid(), code, town.platform.clock.now()],
    );

    expect(must(await lookUp.find(code, secret, 'vi')).stopped).toMatchObject({ kindName: 'Chờ nộp tiền', reason: 'Chờ nộp thuế' });
  });

  it.each([
    ['running', '2026-02-11T09:00:00+07:00', true],
    ['running', '2026-02-13T09:00:00+07:00', false],
    ['stopped', '2026-02-11T09:00:00+07:00', false],
    ['missed', '2026-02-11T09:00:00+07:00', true],
    ['met', '2026-02-11T09:00:00+07:00', false],
  ])('knows whether a deadline %s until %s is late: %s', async (state, due, late) => {
    await town.query(
      `insert into deadline (id, subject_kind, subject_ref, dossier, agency, budget_amount, budget_unit, convention, started_at, due_at, state, ladder)
       values ($1, 'dossier', $2, $2, 'xa-a', 5, 'working_day', 'exact', $3, $4, $5, 'default')`,
      [town.platform.ids.uuid(), code, town.platform.clock.now(), due, state],
    );

    expect(must(await lookUp.find(code, secret, 'vi')).late).toBe(late);
  });

  it('answers an unknown code and a wrong secret alike', async () => {
    const wrong = await lookUp.find(code, '0000', 'vi');
    const unknown = await lookUp.find('000.01.24.H32-260212-9998', secret, 'vi');

    expect(wrong).toEqual(unknown);
    expect(codeOf(wrong)).toBe('not_found');
  });

  it('closes a code after ten wrong secrets, for a quarter of an hour', async () => {
    const other = await town.receive();
    for (let i = 0; i < 10; i++) await lookUp.find(code, '0000', 'vi');

    expect(codeOf(await lookUp.find(code, secret, 'vi'))).toBe('too_many_requests');
    expect(codeOf(await lookUp.find(other, '0000', 'vi'))).toBe('not_found');

    await town.at('2026-02-12T09:16:00+07:00');
    expect(codeOf(await lookUp.find(code, secret, 'vi'))).toBe('ok');
  });
});
