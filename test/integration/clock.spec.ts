import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * What moves the promise to the citizen, and what waits for whom: the one extension, the limit of a hand-over, budgets of later steps.
 * The simulated clock starts on Monday 05/01/2026, 07:00; Saturday the 10th is a make-up day; a working day is 8 hours.
 */

const RULES = '<iso:extension code="kho-khan" name="Vùng khó khăn" nameEn="Difficult area" amount="3" unit="working_day" basis="NĐ 43" basisConfirmed="false"/><iso:extension code="lich" name="Theo ngày" amount="7" unit="calendar_day"/>';
const withRules = (xml: string): string => xml.replace('basis="test"', 'basis="test" acknowledge="3"').replace('</iso:procedure>', `${RULES}</iso:procedure>`).replace(/(<iso:procedure[^>]*)\/>/, `$1>${RULES}</iso:procedure>`);
const LINE = withRules(procedure(
  'gia-han',
  start('s') + user('nhan', { budget: 1 }) + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 2 }) + user('ky', { role: 'lanh-dao', budget: 1 }) + end('e') + chain('s', 'nhan', 'thue', 'ky', 'e'),
  { limit: 4 },
));
const PLAIN = procedure('khong-gia-han', start('s') + user('a', { budget: 1 }) + end('e') + chain('s', 'a', 'e'), { limit: 4 });
const SAME_DAY = procedure('trong-ngay', start('s') + user('a', { budget: 0.1 }) + user('b', { agency: 'tax', role: 'chuyen-vien', unit: 'same_day' }) + end('e') + chain('s', 'a', 'b', 'e'), { limit: 2 })
  .replace('basis="test"', 'basis="test" cutoff="10:00"');
const HEAD = 'xa-khanh-phu.lanh-dao';
const TAX_HEAD = 'ct-khanh-vinh.lanh-dao';
const ORDER = { rule: 'kho-khan', document: 'QĐ 12/QĐ-UBND ngày 06/01/2026', reason: 'Xã vùng khó khăn.' };

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  for (const xml of [LINE, PLAIN, SAME_DAY]) await product.publish(xml);
});
afterAll(() => product.close());

const view = async (code: string) => (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200);
const ledger = async (code: string): Promise<{ kind: string; data: Record<string, unknown>; agency: string | null }[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items;
};
const deadlines = async (code: string): Promise<{ subject: { kind: string; name: string }; agency: string; state: string; dueAt: string; overrun: { hours: number }; rungs: { rung: string; firedAt: string | null; to: string[] }[] }[]> =>
  (await product.as(WHO.administrator).get(`/deadlines?dossier=${code}&subject=all`)).expect(200).items;

describe('an extension', () => {
  it('is offered on the grounds of the procedure, each with what is known of its basis', async () => {
    const code = await product.receive('gia-han');
    expect((await view(code)).deadline).toMatchObject({
      extension: null,
      extensions: [{ code: 'kho-khan', name: 'Vùng khó khăn', budget: { amount: 3, unit: 'working_day' }, basis: 'NĐ 43', basisConfirmed: false }, { code: 'lich', budget: { amount: 7, unit: 'calendar_day' }, basis: null }],
    });
  });

  it('moves due date and appointment together by one recorded event, and is told to everybody', async () => {
    const code = await product.receive('gia-han', { applicant: { name: 'Mấu Thị Bích', email: 'bich@example.vn' } });
    expect((await view(code)).dueAt).toBe('2026-01-08T17:00:00+07:00');

    const after = (await product.as(HEAD).post(`/dossiers/${code}/extend`, ORDER)).expect(200);

    expect(after).toMatchObject({ dueAt: '2026-01-12T17:00:00+07:00', deadline: { dueAt: '2026-01-12T17:00:00+07:00', extensions: [], extension: { name: 'Vùng khó khăn', document: ORDER.document, from: '2026-01-08T17:00:00+07:00', by: HEAD } } });
    expect((await ledger(code)).filter(({ kind }) => kind === 'deadline.moved')).toMatchObject([
      { data: { subject: 'dossier', reason: 'extension', rule: 'kho-khan', document: ORDER.document, because: ORDER.reason, from: '2026-01-08T17:00:00+07:00', to: '2026-01-12T17:00:00+07:00' } },
    ]);
    const { secret } = await view(code);
    expect((await product.anyone.get(`/public/dossiers/${code}?secret=${secret}`)).expect(200)).toMatchObject({
      dueAt: '2026-01-12T17:00:00+07:00', extension: { document: ORDER.document, reason: ORDER.reason, from: '2026-01-08T17:00:00+07:00', to: '2026-01-12T17:00:00+07:00' },
    });
    const slips = await product.database.dataSource.query<{ data: Record<string, unknown> }[]>(`select data from form_issued where dossier = $1 and form = '01' order by issued_at, id`, [code]);
    expect(slips).toHaveLength(2);
    expect(slips.map(({ data }) => data['extension']).filter(Boolean)).toMatchObject([{ document: ORDER.document }]);
    expect((await product.as(WHO.desk).get(`/dossiers/${code}/receipt.pdf`)).status).toBe(200);
    const letters = await product.database.dataSource.query<unknown[]>(`select 1 from outbox where payload -> 'to' ->> 'citizenOf' = $1 and payload -> 'subject' ->> 'vi' like 'Gia hạn%'`, [code]);
    expect(letters).toHaveLength(1);
    const own = (await deadlines(code)).find(({ subject }) => subject.kind === 'dossier');
    expect(own?.rungs.find(({ rung }) => rung === 'den-han')).toMatchObject({ at: '2026-01-12T17:00:00+07:00' });
  });

  it('is given once, and survives a stop: what was added stays added', async () => {
    const code = await product.receive('gia-han');
    (await product.as(HEAD).post(`/dossiers/${code}/extend`, ORDER)).expect(200);

    expect((await product.as(HEAD).post(`/dossiers/${code}/extend`, { ...ORDER, rule: 'lich' })).refusal).toBe('409 already_done');
    (await product.as(WHO.desk).post(`/dossiers/${code}/stop`, { reason: 'supplement', evidence: 'Phiếu 02' })).expect(200);
    await product.advance('PT4H');
    (await product.as(WHO.desk).post(`/dossiers/${code}/resume`, {})).expect(200);

    expect((await view(code)).dueAt).toBe('2026-01-13T11:00:00+07:00');
  });

  it('in another unit is counted from where the limit ends', async () => {
    const code = await product.receive('gia-han');
    const before = Date.parse((await view(code)).dueAt);
    const { dueAt } = (await product.as(HEAD).post(`/dossiers/${code}/extend`, { ...ORDER, rule: 'lich' })).expect(200);
    expect((Date.parse(dueAt) - before) / 86_400_000).toBe(7);
  });

  it('is refused to others than the head, without a ground of the procedure, and once the limit has passed', async () => {
    const [code, plain] = [await product.receive('gia-han'), await product.receive('khong-gia-han')];
    expect((await product.as(WHO.desk).post(`/dossiers/${code}/extend`, ORDER)).refusal).toBe('403 not_allowed');
    expect((await product.as(TAX_HEAD).post(`/dossiers/${code}/extend`, ORDER)).refusal).toBe('404 not_found');
    expect((await product.as(HEAD).post(`/dossiers/${code}/extend`, { ...ORDER, rule: 'khac' })).body.errors).toMatchObject([{ path: 'rule' }]);
    expect((await product.as(HEAD).post(`/dossiers/${plain}/extend`, ORDER)).body.errors).toMatchObject([{ path: 'rule' }]);
    expect((await product.as(HEAD).post(`/dossiers/${code}/extend`, { ...ORDER, document: ' ' })).refusal).toBe('400 invalid_input');
    await product.moveTo('2026-01-12T07:00:00+07:00');
    expect((await product.as(HEAD).post(`/dossiers/${code}/extend`, ORDER)).refusal).toBe('409 invalid_state');
    expect((await view(code)).deadline.extensions).toEqual([]);
  });
});

describe('a hand-over', () => {
  it('is to be acknowledged in time: a deadline with its warning, by the hours of the procedure', async () => {
    await product.moveTo('2026-01-12T07:00:00+07:00');
    const code = await product.receive('gia-han');
    await product.complete(code, 'nhan');
    const handOver = async () => (await deadlines(code)).find(({ subject }) => subject.kind === 'hand_over')!;

    expect(await handOver()).toMatchObject({ subject: { name: 'Xác nhận đã nhận hồ sơ' }, agency: 'ct-khanh-vinh', state: 'running', dueAt: '2026-01-12T10:00:00+07:00' });
    await product.moveTo('2026-01-12T09:00:00+07:00');
    expect((await handOver()).rungs.filter(({ firedAt }) => firedAt !== null)).toMatchObject([{ rung: 'canh-bao', to: ['ct-khanh-vinh.chuyen-vien'] }]);
    await product.moveTo('2026-01-12T11:00:00+07:00');

    expect(await handOver()).toMatchObject({ state: 'missed', overrun: { hours: 1 } });
    const { items } = (await product.as(TAX_HEAD).get('/notices?limit=200')).expect(200);
    expect(items.filter((one: { dossier: string }) => one.dossier === code)).toMatchObject([{ body: expect.stringContaining('Xác nhận đã nhận hồ sơ') as unknown }]);
    (await product.as(WHO.tax).post(`/dossiers/${code}/acknowledge`)).expect(200);
    expect(await handOver()).toMatchObject({ state: 'missed', overrun: { hours: 1 } });
    expect((await ledger(code)).filter(({ data }) => data['subject'] === 'hand_over').map(({ kind }) => kind)).toEqual(['deadline.set', 'rung.fired', 'rung.fired', 'deadline.missed', 'deadline.missed']);
    expect((await view(code)).apology).toBeNull();
  });

  it.each([['claiming', 'claim'], ['finishing', 'complete']])('is acknowledged by %s the work', async (_, verb) => {
    const code = await product.receive('gia-han');
    await product.complete(code, 'nhan');
    const [task] = await product.tasks(code);
    (await product.as(WHO.tax).post(`/tasks/${task!.id}/${verb}`, verb === 'complete' ? { opinion: 'Đồng ý' } : undefined)).expect(200);

    const handOvers = (await deadlines(code)).filter(({ subject, agency }) => subject.kind === 'hand_over' && agency === 'ct-khanh-vinh');
    expect(handOvers).toMatchObject([{ state: 'met' }]);
    const pending = await product.database.dataSource.query<unknown[]>(
      `select 1 from wakeup w join deadline d on w.ref like d.id || '%' where w.state = 'pending' and d.subject_kind = 'hand_over' and d.dossier = $1 and d.agency = 'ct-khanh-vinh'`, [code],
    );
    expect(pending).toEqual([]);
  });

  it('stands while the clock does', async () => {
    await product.moveTo('2026-01-13T07:00:00+07:00');
    const code = await product.receive('gia-han');
    await product.complete(code, 'nhan');
    (await product.as(WHO.desk).post(`/dossiers/${code}/stop`, { reason: 'supplement', evidence: 'Phiếu 02' })).expect(200);
    await product.moveTo('2026-01-13T15:30:00+07:00');
    (await product.as(WHO.desk).post(`/dossiers/${code}/resume`, {})).expect(200);
    expect((await deadlines(code)).find(({ subject }) => subject.kind === 'hand_over')).toMatchObject({ state: 'running', dueAt: '2026-01-14T08:30:00+07:00' });
  });
});

describe('budgets of later steps', () => {
  it('roll on: each begins with the step, late or early, and the date of the citizen stays', async () => {
    await product.moveTo('2026-01-14T07:00:00+07:00');
    const code = await product.receive('gia-han');
    const { dueAt } = await view(code);
    await product.moveTo('2026-01-16T09:00:00+07:00');
    await product.complete(code, 'nhan');
    expect((await product.tasks(code))[0]).toMatchObject({ element: 'thue', dueAt: '2026-01-20T09:00:00+07:00' });
    await product.moveTo('2026-01-16T10:00:00+07:00');
    await product.complete(code, 'thue');
    expect((await product.tasks(code))[0]).toMatchObject({ element: 'ky', dueAt: '2026-01-19T10:00:00+07:00' });
    expect((await view(code)).dueAt).toBe(dueAt);
    expect((await ledger(code)).filter(({ kind }) => kind === 'deadline.moved')).toEqual([]);
  });

  it.each([['09:59', '2026-01-20T17:00:00+07:00'], ['10:00', '2026-01-20T17:00:00+07:00'], ['10:01', '2026-01-21T17:00:00+07:00']])('due the same day, come at %s with a cut-off at 10:00', async (time, dueAt) => {
    await product.moveTo(`2026-01-20T${time}:00+07:00`);
    const code = await product.receive('trong-ngay');
    await product.complete(code, 'a');
    expect((await product.tasks(code))[0]).toMatchObject({ element: 'b', dueAt });
  });
});

describe('the appointment', () => {
  it('is moved by nothing but recorded events: what is shown is what the ledger comes to', async () => {
    const { dataSource } = product.database;
    const rows = await dataSource.query<{ code: string }[]>(`
      select d.code from dossier d where d.due_at is distinct from coalesce(
        (select (data ->> 'to')::timestamptz from ledger_entry where dossier = d.code and kind = 'deadline.moved' and data ->> 'subject' = 'dossier' order by seq desc limit 1),
        (select (data ->> 'dueAt')::timestamptz from ledger_entry where dossier = d.code and kind = 'deadline.set' and data ->> 'subject' = 'dossier'))
        or d.appointment_at is distinct from (select (data ->> 'appointment')::timestamptz from ledger_entry where dossier = d.code and kind = 'apology.sent')`);
    expect(rows).toEqual([]);
  });
});
