import { Scene } from './guard-scene.js';
import { WHO } from './product.js';

/*
 * Each rule on its own scenario, driven as people would, and beside it the nearest honest neighbour, which stays silent. Ten working days from
 * Monday 05/01/2026, 07:00 end on Thursday 15/01/2026, 17:00: Saturday 10/01 is worked.
 */

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.open();
});
afterEach(() => scene.product.close());

const { desk, tax } = WHO;

describe('a supplement asked for', () => {
  it('with less than a tenth of the time left is an alert; with a tenth left it is not', async () => {
    const [late, honest] = [await scene.receive(), await scene.receive()];
    await scene.product.moveTo('2026-01-15T07:00:00+07:00');
    await scene.stop(honest);
    await scene.deliver(honest);
    await scene.product.moveTo('2026-01-15T07:30:00+07:00');
    await scene.stop(late);
    await scene.deliver(late);
    await scene.evening();

    expect(await scene.rulesOf(late)).toEqual(['late-supplement']);
    expect(await scene.rulesOf(honest)).toEqual([]);
    expect(await scene.alerts(`&dossier=${late}`)).toMatchObject([{ agency: 'xa-khanh-phu', persons: [{ username: desk }], summary: 'Yêu cầu bổ sung khi còn 9.4 % thời hạn (7.5 giờ làm việc).', severity: 'medium', owner: 'agency_leader' }]);
  });

  it('a second time, for a paper that was ticked, is an alert; for one that never came, or the first time, it is not', async () => {
    const [faked, honest, first] = [await scene.receive(), await scene.receive(), await scene.receive()];
    const ask = async (code: string, papers: string[]): Promise<void> => {
      await scene.stop(code, { evidence: { document: '1/BPTNTKQ', papers } });
      await scene.deliver(code);
      await scene.product.advance('P1D');
      await scene.resume(code);
    };
    await ask(faked, ['Giấy ủy quyền']);
    await ask(faked, ['ban-do: mờ']);
    await ask(honest, ['Giấy ủy quyền']);
    await ask(honest, ['giay-to']);
    await ask(first, ['ban-do']);
    await scene.evening();

    expect(await scene.alerts(`&dossier=${faked}`)).toMatchObject([{ rule: 'repeated-supplement', summary: expect.stringContaining('ban-do') as unknown }]);
    expect([await scene.rulesOf(honest), await scene.rulesOf(first)]).toEqual([[], []]);
  });

  it('without its form delivered in a working day is an alert, found when that day is over; delivered in the last minute it is not', async () => {
    await scene.product.moveTo('2026-01-05T14:00:00+07:00');
    const [faked, honest] = [await scene.receive(), await scene.receive()];
    await scene.stop(faked);
    await scene.stop(honest);
    await scene.evening();
    expect(await scene.rulesOf(faked)).toEqual([]);
    await scene.product.moveTo('2026-01-06T13:59:00+07:00');
    await scene.deliver(honest);
    await scene.product.moveTo('2026-01-06T14:00:00+07:00');

    expect(await scene.rulesOf(faked)).toEqual(['stop-undelivered']);
    expect(await scene.rulesOf(honest)).toEqual([]);
    expect((await scene.post(desk, `/dossiers/${honest}/deliveries`, { form: 'form-02', how: 'sms', proof: '1' })).refusal).toBe('409 already_done');
  });
});

describe('a payment that is waited for', () => {
  it('without its notice delivered is an alert', async () => {
    const [faked, honest] = [await scene.receive(), await scene.receive()];
    for (const code of [faked, honest]) await scene.stop(code, { kind: 'payment', evidence: 'TB 15/CCT' });
    (await scene.post(desk, `/dossiers/${honest}/deliveries`, { form: 'payment-notice', number: '15/CCT', how: 'post', proof: 'RR123456789VN' })).expect(200);
    await scene.product.moveTo('2026-01-06T18:01:00+07:00');

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest)]).toEqual([['stop-undelivered'], []]);
  });
});

describe('a dossier that is resolved', () => {
  it('without the file of the result is an alert, once the hours to scan it are over; with the file it is not', async () => {
    const [faked, honest, scannedLater] = [await scene.receive(), await scene.receive(), await scene.receive()];
    for (const code of [faked, honest, scannedLater]) await scene.work(code, 'nhan', 'thue');
    await scene.work(honest, 'ky');
    for (const code of [faked, scannedLater]) await scene.product.complete(code, 'ky', { papers: ['ket-qua'] });
    const body = new FormData();
    body.set('code', 'ket-qua');
    body.set('file', new Blob(['%PDF-1.4 bản quét'], { type: 'application/pdf' }), 'b.pdf');
    (await scene.product.as(desk).post(`/dossiers/${scannedLater}/papers`, body)).expect(201);
    for (const code of [faked, honest, scannedLater]) await scene.work(code, 'tra');
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest), await scene.rulesOf(scannedLater)]).toEqual([['result-unsigned'], [], []]);
  });

  it('past the step that signs is an alert', async () => {
    const code = await scene.receive();
    await scene.work(code, 'nhan', 'thue');
    const asked = (await scene.post('xa-khanh-phu.lanh-dao', `/dossiers/${code}/modifications`, { cancel: ['ky'], start: ['tra'], reason: 'Bỏ bước ký' })).expect(201);
    (await scene.post(WHO.administrator, `/modifications/${asked.id}/confirm`)).expect(200);
    await scene.work(code, 'tra');
    await scene.evening();

    expect((await scene.alerts(`&dossier=${code}`)).map(({ rule, summary }) => [rule, summary])).toEqual(expect.arrayContaining([['result-unsigned', 'Đã ghi xử lý xong nhưng không có bước ký nào hoàn thành.']]));
  });

  it('and then sent back is an alert; sent back before, it is not', async () => {
    const [faked, honest] = [await scene.receive(), await scene.receive()];
    for (const code of [faked, honest]) await scene.work(code, 'nhan', 'thue');
    const back = async (code: string, from: string, to: string): Promise<void> => {
      const task = (await scene.product.tasks(code)).find(({ element }) => element === from)!;
      (await scene.post(`${task.agency}.${task.role}`, `/tasks/${task.id}/return`, { to, reason: 'Sai sót' })).expect(200);
    };
    await back(honest, 'ky', 'thue');
    await scene.work(honest, 'thue', 'ky', 'tra');
    await scene.work(faked, 'ky');
    await back(faked, 'tra', 'thue');
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest)]).toEqual([['reopened'], []]);
  });

  it('and collected more than five working days later is an alert; on the fifth it is not', async () => {
    const [faked, honest] = [await scene.receive(), await scene.receive()];
    for (const code of [faked, honest]) await scene.work(code, 'nhan', 'thue', 'ky');
    await scene.product.moveTo('2026-01-10T07:00:00+07:00');
    await scene.work(honest, 'tra');
    await scene.product.moveTo('2026-01-10T07:01:00+07:00');
    await scene.work(faked, 'tra');
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest)]).toEqual([['collected-late'], []]);
  });
});

describe('a receipt', () => {
  const bring = (minutes: string, more: object = {}) => scene.receive({ ticket: { number: 'A12', at: `2026-01-05T${minutes}:00+07:00` }, ...more });

  it('more than two working hours after the ticket of the queue is an alert; two hours after it is not, nor is the wait over lunch', async () => {
    await scene.product.moveTo('2026-01-05T10:00:00+07:00');
    const [faked, honest] = [await bring('07:59'), await bring('08:00')];
    await scene.product.moveTo('2026-01-05T13:45:00+07:00');
    const overLunch = await bring('10:00');
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest), await scene.rulesOf(overLunch)]).toEqual([['receipt-delayed'], [], []]);
    expect(await scene.alerts(`&dossier=${faked}`)).toMatchObject([{ summary: 'Ghi tiếp nhận sau giờ lấy số 121 phút làm việc.', owner: 'desk_head' }]);
  });

  it('more than an hour after the first scan is an alert, told with the receipt or with the paper; an old scan that is used again is not', async () => {
    await scene.product.moveTo('2026-01-15T10:00:00+07:00');
    const scanned = (at: string) => scene.receive({ papers: [{ code: 'don', scannedAt: `${at}+07:00` }] });
    const [faked, honest, old] = [await scanned('2026-01-15T08:59:00'), await scanned('2026-01-15T09:00:00'), await scanned('2026-01-05T08:00:00')];
    const added = await scene.receive();
    const body = new FormData();
    body.set('code', 'giay-to');
    body.set('scannedAt', '2026-01-14T16:00:00+07:00');
    body.set('file', new Blob(['%PDF-1.4 bản quét'], { type: 'application/pdf' }), 'b.pdf');
    (await scene.product.as(desk).post(`/dossiers/${added}/papers`, body)).expect(201);
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest), await scene.rulesOf(old), await scene.rulesOf(added)]).toEqual([['receipt-delayed'], [], [], ['receipt-delayed']]);
  });
});

describe('a step', () => {
  const done = async (code: string, element: string, doneAt: string) => {
    const task = (await scene.product.tasks(code)).find((one) => one.element === element)!;
    (await scene.post(`${task.agency}.${task.role}`, `/tasks/${task.id}/complete`, { opinion: 'Đồng ý', doneAt })).expect(200);
  };

  it('said to have been done more than a working day before it was entered, or before it was there, is an alert; a working day is not', async () => {
    const [faked, honest, early] = [await scene.receive(), await scene.receive(), await scene.receive()];
    await scene.product.moveTo('2026-01-06T08:00:00+07:00');
    await done(faked, 'nhan', '2026-01-05T07:59:00+07:00');
    await done(honest, 'nhan', '2026-01-05T08:00:00+07:00');
    await scene.work(early, 'nhan');
    await done(early, 'thue', '2026-01-06T07:30:00+07:00');
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest), await scene.rulesOf(early)]).toEqual([['step-backdated'], [], ['step-backdated']]);
    expect(await scene.alerts(`&dossier=${early}`)).toMatchObject([{ agency: 'ct-khanh-vinh', persons: [{ username: tax }], summary: 'Khai đã làm lúc 07:30 06/01/2026, trước khi việc được giao.' }]);
  });

  it('completed more than half an hour before its papers came is an alert; half an hour is not, nor after they came', async () => {
    const [faked, honest, after] = [await scene.receive(), await scene.receive(), await scene.receive()];
    for (const code of [faked, honest, after]) await scene.work(code, 'nhan');
    await scene.product.moveTo('2026-01-05T09:00:00+07:00');
    await scene.work(faked, 'thue');
    await scene.work(honest, 'thue');
    const came = async (code: string, at: string) => (await scene.post(tax, `/dossiers/${code}/hand-overs`, { from: 'xa-khanh-phu', at: `2026-01-05T${at}:00+07:00`, list: '7/GN' })).expect(200);
    await scene.product.moveTo('2026-01-05T10:00:00+07:00');
    await came(faked, '09:31');
    await came(honest, '09:30');
    await came(after, '09:50');
    await scene.work(after, 'thue');
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest), await scene.rulesOf(after)]).toEqual([['hand-over-reversed'], [], []]);
    expect(await scene.alerts(`&dossier=${faked}`)).toMatchObject([{ summary: 'Hoàn thành bước trước khi nhận hồ sơ giấy từ Ủy ban nhân dân xã Khánh Phú 31 phút làm việc (nhận lúc 09:31 05/01/2026).' }]);
  });
});

describe('dossiers closed by one account', () => {
  const nearlyDone = async (count: number): Promise<string[]> => {
    const codes: string[] = [];
    for (let i = 0; i < count; i++) codes.push(await scene.receive());
    for (const code of codes) await scene.work(code, 'nhan', 'thue');
    return codes;
  };

  it('are an alert when more than five are closed within a minute: one for the burst, with all of them; five are not', async () => {
    const codes = await nearlyDone(11);
    for (const code of codes.slice(0, 5)) await scene.work(code, 'ky');
    await scene.product.advance('PT1H');
    for (const code of codes.slice(5)) {
      await scene.work(code, 'ky');
      await scene.product.advance('PT11S');
    }
    await scene.evening();

    const alerts = (await scene.alerts()).filter(({ rule }) => rule === 'closed-in-bulk');
    expect(alerts).toMatchObject([{ dossier: null, persons: [{ username: 'xa-khanh-phu.lanh-dao' }], summary: 'Một tài khoản kết thúc 6 hồ sơ, dày hơn mức cho phép trong 60 giây.' }]);
    const { evidence } = (await scene.product.as(WHO.chairman).get(`/alerts/${alerts[0]!.id}`)).expect(200);
    expect(evidence.map((one: { dossier: string }) => one.dossier)).toEqual(codes.slice(5));
  });

  it('are none when they are closed at a human pace', async () => {
    for (const code of await nearlyDone(8)) {
      await scene.work(code, 'ky');
      await scene.product.advance('PT12S');
    }
    await scene.evening();

    expect((await scene.alerts()).map(({ rule }) => rule)).toEqual([]);
  });
});

describe('a dossier that is withdrawn', () => {
  const PERSON = { name: 'Cao Thị Mến', idNumber: '056190000123' };
  const withdraw = async (code: string) => (await scene.post(desk, `/dossiers/${code}/withdraw`, { reason: 'Theo đơn của công dân' })).expect(200);

  it('and handed in again by the same person within five working days is an alert; after these, or by another, it is not', async () => {
    const old = await scene.receive({ applicant: PERSON });
    await withdraw(old);
    await scene.product.moveTo('2026-01-09T17:00:00+07:00');
    const [faked, namesake] = [await scene.receive({ applicant: { name: 'Cao Thi Men', idNumber: '056 190 000 123' } }), await scene.receive({ applicant: { name: 'Cao Thị Mến', idNumber: '056190000999' } })];
    await scene.product.moveTo('2026-01-10T07:01:00+07:00');
    const honest = await scene.receive({ applicant: PERSON });
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(namesake), await scene.rulesOf(honest)]).toEqual([['withdrawn-resubmitted'], [], []]);
    expect(await scene.alerts(`&dossier=${faked}`)).toMatchObject([{ summary: `Hồ sơ ${old} của cùng người, cùng thủ tục vừa rút 5 ngày làm việc trước.` }]);
  });
});

describe('the due date', () => {
  it('that somebody wrote into the database is an alert, though it leaves no entry; one moved by a stop is not', async () => {
    const [faked, honest] = [await scene.receive(), await scene.receive()];
    await scene.stop(honest);
    await scene.deliver(honest);
    await scene.product.advance('P2D');
    await scene.resume(honest);
    await scene.evening();
    await scene.product.database.dataSource.query(`update deadline set due_at = due_at + interval '5 days' where dossier = $1 and subject_kind = 'dossier'`, [faked]);
    await scene.product.advance('P1D');
    await scene.product.advance('P1D');

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest)]).toEqual([['due-edited'], []]);
    expect(await scene.alerts(`&dossier=${faked}`)).toMatchObject([{ severity: 'high', summary: 'Hạn trong dữ liệu là 17:00 20/01/2026, sổ cái ghi 17:00 15/01/2026.' }]);
  });

  it('by which it was settled is on record even when the row was put right afterwards', async () => {
    const code = await scene.receive();
    await scene.product.database.dataSource.query(`update deadline set due_at = due_at + interval '5 days' where dossier = $1 and subject_kind = 'dossier'`, [code]);
    await scene.work(code, 'nhan', 'thue', 'ky', 'tra');
    await scene.product.database.dataSource.query(`update deadline set due_at = due_at - interval '5 days' where dossier = $1 and subject_kind = 'dossier'`, [code]);
    await scene.evening();

    expect(await scene.rulesOf(code)).toContain('due-edited');
  });
});

describe('the survey of the citizen', () => {
  const judge = async (code: string, timely: string) => {
    const { secret } = (await scene.product.as(desk).get(`/dossiers/${code}`)).expect(200);
    return scene.product.anyone.post(`/public/dossiers/${code}/survey`, { secret, face: 1, timely, visits: 2, remark: 'Chờ lâu' });
  };

  it('that says late while the ledger says early is an alert; one that says on time is not, nor late of what is late', async () => {
    const [faked, honest, late] = [await scene.receive(), await scene.receive(), await scene.receive()];
    expect((await judge(faked, 'late')).refusal).toBe('409 invalid_state');
    for (const code of [faked, honest]) await scene.work(code, 'nhan', 'thue', 'ky', 'tra');
    (await judge(faked, 'late')).expect(200);
    (await judge(honest, 'on_time')).expect(200);
    await scene.product.moveTo('2026-01-20T08:00:00+07:00');
    await scene.work(late, 'nhan', 'thue', 'ky', 'tra');
    expect((await judge(late, 'late')).expect(200)).toMatchObject({ survey: 'answered' });
    await scene.evening();

    expect([await scene.rulesOf(faked), await scene.rulesOf(honest), await scene.rulesOf(late)]).toEqual([['survey-contradicts'], [], []]);
    expect((await judge(faked, 'early')).refusal).toBe('409 already_done');
    expect((await scene.product.anyone.post(`/public/dossiers/${faked}/survey`, { secret: 'XXXX', face: 1, timely: 'late', visits: 0 })).refusal).toBe('404 not_found');
    expect((await scene.product.anyone.post(`/public/dossiers/${faked}/survey`, { secret: 'XXXX', face: 5, timely: 'soon', visits: 9 })).body.errors.map(({ path }: { path: string }) => path)).toEqual(['face', 'timely', 'visits']);
  });
});
