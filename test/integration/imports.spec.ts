import ExcelJS from 'exceljs';
import { zipSync } from 'fflate';
import { type Answer } from './client.js';
import { TestProduct, WHO } from './product.js';

/** Registers of other systems: checked row by row, written once, seen on the board and in every report. */

const NOW = '2026-03-10T09:00:00+07:00';
const DESK = 'mc-khanh-vinh';
let product: TestProduct;

beforeEach(async () => {
  product = await TestProduct.open();
  await product.moveTo(NOW);
}, 60_000);
afterEach(() => product.close());

type Cells = readonly (string | number)[];
const HEAD = ['STT', 'Mã hồ sơ', 'Tên TTHC', 'Tên cá nhân, tổ chức', 'Hình thức nộp', 'Ngày nhận', 'Ngày hẹn trả', 'Ngày có KQ', 'Ngày trả', 'Trạng thái'];
const csv = (rows: readonly Cells[], head: readonly string[] = HEAD): Uint8Array => Buffer.from(`\uFEFF${[head, ...rows].map((cells) => cells.join(';')).join('\r\n')}`);

async function upload(content: Uint8Array, { name = 'so.csv', agency = 'xa-khanh-phu', who = WHO.chairman }: { name?: string; agency?: string; who?: string } = {}): Promise<Answer> {
  const form = new FormData();
  form.set('agency', agency);
  form.set('file', new File([content as BlobPart], name));
  return product.as(who).post('/register-imports', form);
}

const read = async (path: string, who: string = WHO.chairman) => (await product.as(who).get(path)).expect(200);
const one = (id: string) => read(`/register-imports/${id}`);
const rowsOf = async (id: string): Promise<{ line: number; verdict: string; outcome: string | null; findings: { severity: string; message: string }[] }[]> => (await read(`/register-imports/${id}/rows?limit=200`)).items;
const reasons = async (id: string): Promise<Record<number, string[]>> =>
  Object.fromEntries((await rowsOf(id)).map(({ line, findings }) => [line, findings.filter(({ severity }) => severity === 'refusal').map(({ message }) => message)]));

async function apply(id: string, who: string = WHO.chairman): Promise<void> {
  (await product.as(who).post(`/register-imports/${id}/apply`)).expect(200);
  await product.advance('PT1S');
}

const settlement = (from = '2026-03-01', to = NOW) => read(`/reports/settlement?from=${from}&to=${encodeURIComponent(to)}&by=agency`);
const tower = () => read('/board/tower');

const imported = async (): Promise<number> => (await product.database.dataSource.query<[{ n: number }]>('select count(*)::int as n from imported_dossier'))[0].n;

async function wholeLedger(): Promise<void> {
  const rows = await product.database.dataSource.query<{ dossier: string }[]>('select distinct dossier from ledger_entry where dossier in (select code from imported_dossier)');
  for (const { dossier } of rows) expect([dossier, (await read(`/imported-dossiers/${encodeURIComponent(dossier)}`)).ledgerVerified]).toEqual([dossier, true]);
}

const GOOD: readonly Cells[] = [
  [1, '000.08.31.H32-260302-0001', 'Chứng thực bản sao', 'Nguyễn Thị Đá', 'Trực tiếp', '02/03/2026 08:15', '06/03/2026 17:00', '05/03/2026 10:00', '06/03/2026 09:00', 'Đã trả kết quả'],
  [2, '000.08.31.H32-260302-0002', 'Chứng thực bản sao', 'Trần Văn Bưởi', 'Trực tuyến', '02/03/2026 09:15', '05/03/2026 17:00', '', '', 'Đang xử lý'],
  [3, '000.08.31.H32-260303-0001', 'Chứng thực bản sao', 'Lê Thị Cam', 'Trực tiếp', '03/03/2026 09:15', '10/03/2026 17:00', '', '', 'Đang xử lý'],
  [4, '000.08.31.H32-260303-0002', 'Chứng thực bản sao', 'Lê Thị Dừa', 'Bưu chính', '03/03/2026 09:15', '30/03/2026 17:00', '', '', 'Chờ bổ sung'],
  [5, '000.08.31.H32-260303-0003', 'Chứng thực bản sao', 'Lê Văn Ếch', 'Trực tiếp', '03/03/2026 09:15', '04/03/2026 17:00', '06/03/2026 10:00', '', 'Đã có kết quả'],
  [6, '000.08.31.H32-260210-0003', 'Chứng thực bản sao', 'Lê Văn Gấc', 'Trực tiếp', '10/02/2026 09:15', '04/03/2026 17:00', '03/03/2026 10:00', '', 'Đã có kết quả'],
];

describe('a good register', () => {
  it('writes nothing before it is applied; its effect is told beforehand and comes true on board and in form 06', async () => {
    const [boardBefore, formBefore, rowsBefore] = [await tower(), await settlement(), await product.countRows()];
    const view = (await upload(csv(GOOD))).expect(201);
    expect(view.counts).toEqual({ rows: 6, accepted: 0, warned: 6, corrects: 0, known: 0, refused: 0 });
    expect([await product.countRows(), await imported()]).toEqual([rowsBefore, 0]);
    expect(await tower()).toEqual(boardBefore);

    await apply(view.id);
    const [board, form] = [await tower(), await settlement()];
    const { board: foretold, settlement: changes } = view.effect;
    expect({ ...board.total, at: undefined }).toMatchObject({ late: foretold.late, today: foretold.today, near: foretold.near, on_time: foretold.on_time, stopped: foretold.stopped, none: foretold.none, total: 3 });
    expect(foretold).toEqual({ late: 1, today: 1, near: 0, on_time: 0, stopped: 1, none: 0 });
    expect(formBefore.total.received.total).toBe(0);
    expect(form.total).toMatchObject(changes);
    expect(form.total.imported).toEqual({ received: 6, settled: 3, pending: 3 });
    expect(form.identities.every(({ holds }: { holds: boolean }) => holds)).toBe(true);
    expect((await one(view.id)).progress).toEqual({ total: 6, done: 6, written: 6, corrected: 0, known: 0, refused: 0 });
    await wholeLedger();
  });

  it('shows its dossiers in the list, marked, with no task and no process, and names the holder on the board', async () => {
    await apply((await upload(csv(GOOD))).expect(201).id);
    const found = (await read('/dossiers?q=buoi')).items;
    expect(found).toMatchObject([{ code: '000.08.31.H32-260302-0002', imported: true, procedureName: 'Chứng thực bản sao', holders: ['Ủy ban nhân dân xã Khánh Phú'] }]);
    expect((await read('/board/tower/dossiers?state=late')).items).toMatchObject([{ code: '000.08.31.H32-260302-0002', imported: true, bucket: 'late' }]);
    expect((await product.as(WHO.chairman).get('/dossiers/000.08.31.H32-260302-0002')).refusal).toBe('404 not_found');
    const counts = await product.countRows();
    expect([counts.dossier, counts.instance, counts.task, counts.deadline]).toEqual([0, 0, 0, 0]);
    const late = await read(`/reports/late/table?from=2026-03-01&to=${encodeURIComponent(NOW)}`);
    expect(late.rows.map(({ cells }: { cells: unknown[] }) => [cells[0], cells[8]])).toEqual([['000.08.31.H32-260303-0003', 'Không rõ (nhập từ sổ)'], ['000.08.31.H32-260302-0002', 'Không rõ (nhập từ sổ)']]);
    expect(late.notes.join(' ')).toContain('nhập từ sổ cũ');
    const register = await read(`/reports/register/table?from=2026-03-01&to=${encodeURIComponent(NOW)}`);
    expect(register.rows).toHaveLength(5);
    expect(JSON.stringify(register.rows)).toContain('nhập từ sổ cũ');
  });

  it('carries over what was pending, period by period', async () => {
    await apply((await upload(csv(GOOD))).expect(201).id);
    const february = await settlement('2026-02-01', '2026-03-01T00:00:00+07:00');
    const march = await settlement();
    expect(february.total.pending.total).toBe(1);
    expect(march.total.received.carriedOver).toBe(1);
    expect(march.identities.every(({ holds }: { holds: boolean }) => holds)).toBe(true);
  });
});

describe('bad rows', () => {
  const bad = (over: Partial<Record<number, string>>): Cells => GOOD[1]!.map((cell, at) => over[at] ?? cell);
  const KINDS: [string, Cells, string][] = [
    ['no code', bad({ 1: '' }), 'Thiếu mã hồ sơ'],
    ['a code with other signs', bad({ 1: 'HS#1' }), 'mã chỉ gồm chữ'],
    ['no day of receipt', bad({ 5: '' }), 'Thiếu ngày nhận'],
    ['a day that does not exist', bad({ 5: '31/02/2026' }), 'không có ngày này'],
    ['the month first', bad({ 5: '03/15/2026' }), 'tháng đứng trước ngày'],
    ['words for a day', bad({ 5: 'hôm qua' }), 'không đọc được là ngày'],
    ['a receipt to come', bad({ 5: '11/03/2026' }), 'tương lai'],
    ['due before received', bad({ 6: '01/03/2026' }), 'trước ngày nhận'],
    ['resolved without a day', bad({ 9: 'Đã có kết quả' }), 'thiếu ngày có kết quả'],
    ['pending with a result', bad({ 7: '04/03/2026 10:00' }), 'đã có ngày kết quả'],
    ['resolved before received', bad({ 7: '01/03/2026 10:00', 9: 'Đã có kết quả' }), 'trước ngày nhận'],
    ['an unknown state', bad({ 9: 'Đợi sếp' }), 'chưa biết là trạng thái nào'],
    ['an unknown channel', bad({ 4: 'Zalo' }), 'chưa biết là hình thức nào'],
  ];

  it('are refused, each with its line and every reason, and none is lost', async () => {
    const own = KINDS.map(([, cells], at) => cells.map((cell, column) => (column === 1 && cell === GOOD[1]![1] ? `12/${at}-2026` : cell)));
    const many = bad({ 1: '', 5: 'hôm qua', 9: 'Đợi sếp' });
    const view = (await upload(csv([...own, GOOD[0]!, GOOD[0]!, many, ['Cộng: 20 hồ sơ']]))).expect(201);
    const said = await reasons(view.id);
    KINDS.forEach(([kind, , reason], at) => expect([kind, said[at + 2]!.join()]).toEqual([kind, expect.stringContaining(reason)]));
    expect(said[KINDS.length + 3]).toEqual([`Trùng mã với dòng ${KINDS.length + 2}`]);
    expect(said[KINDS.length + 4]).toHaveLength(3);
    const { rows, accepted, warned, corrects, known, refused } = view.counts;
    expect([rows, accepted + warned + corrects + known + refused, refused]).toEqual([KINDS.length + 4, rows, KINDS.length + 3]);
    await apply(view.id);
    const { progress } = await one(view.id);
    expect(progress.written + progress.corrected + progress.known + progress.refused).toBe(rows);
  });

  it('come back as a sheet with reasons that is uploaded again once mended; what was written is known', async () => {
    const view = (await upload(csv([...GOOD, bad({ 1: '55/2026', 5: '31/02/2026' })]))).expect(201);
    await apply(view.id);
    const sheet = new ExcelJS.Workbook();
    await sheet.xlsx.load((await product.as(WHO.chairman).get(`/register-imports/${view.id}/refused.xlsx`)).expect(200));
    const row = sheet.worksheets[0]!.getRow(2);
    expect([row.getCell(11).value, row.getCell(12).value]).toEqual([8, expect.stringContaining('không có ngày này')]);
    row.getCell(6).value = '02/03/2026 09:15';
    const mended = (await upload(Buffer.from(await sheet.xlsx.writeBuffer()), { name: 'sua.xlsx' })).expect(201);
    expect(mended.counts).toMatchObject({ rows: 1, refused: 0, warned: 1 });
    await apply(mended.id);
    expect((await read('/imported-dossiers/xa-khanh-phu~55_2026')).sourceCode).toBe('55/2026');
    const again = (await upload(csv(GOOD))).expect(201);
    expect(again.counts).toMatchObject({ rows: 6, known: 6, warned: 0 });
    expect(again.effect.settlement.received.total).toBe(0);
  });
});

describe('a later register', () => {
  it('corrects by another entry, tells old and new beforehand, keeps the old value, and identities hold', async () => {
    await apply((await upload(csv(GOOD))).expect(201).id);
    const later = GOOD.map((cells) => (cells[0] === 2 ? cells.map((cell, at) => (at === 7 ? '05/03/2026 10:00' : at === 9 ? 'Đã có kết quả' : cell)) : cells));
    const view = (await upload(csv(later))).expect(201);
    expect(view.counts).toMatchObject({ rows: 6, known: 5, corrects: 1 });
    const [changed] = (await read(`/register-imports/${view.id}/rows?verdict=corrects`)).items;
    expect(changed.findings.map(({ message }: { message: string }) => message)).toEqual(expect.arrayContaining(['Trạng thái: 4 → 9', 'Ngày có kết quả: (trống) → 10:00 05/03/2026']));
    const asked = `/reports/settlement/table?from=2026-03-01&to=${encodeURIComponent(NOW)}`;
    const [before, printed] = [await settlement(), await read(asked)];
    await apply(view.id);
    expect((await read(`${asked}&position=${printed.ledgerPosition}`)).digest).toBe(printed.digest);
    const after = await settlement();
    expect([before.total.pending.total, after.total.pending.total, after.total.settled.total]).toEqual([3, 2, 4]);
    expect(after.identities.every(({ holds }: { holds: boolean }) => holds)).toBe(true);
    const { history, version } = await read('/imported-dossiers/000.08.31.H32-260302-0002');
    expect([version, history.map(({ kind }: { kind: string }) => kind)]).toEqual([2, ['imported', 'corrected']]);
    expect(history[1].changes).toEqual(expect.arrayContaining([{ field: 'Trạng thái', from: '4', to: '9' }]));
    await wholeLedger();
  });

  it('never undoes what officers did by hand', async () => {
    await apply((await upload(csv(GOOD))).expect(201).id);
    const at = '/imported-dossiers/000.08.31.H32-260302-0002';
    (await product.as(WHO.desk).post(`${at}/advance`, { to: 'resolved', at: '2026-03-09T10:00:00+07:00', document: 'Sổ giấy trang 12' })).expect(200);
    expect((await upload(csv(GOOD))).expect(201).counts).toMatchObject({ known: 6 });
    const other = GOOD.map((cells) => (cells[0] === 2 ? cells.map((cell, column) => (column === 7 ? '04/03/2026 10:00' : column === 9 ? 'Đã có kết quả' : cell)) : cells));
    const view = (await upload(csv(other))).expect(201);
    expect(view.counts).toMatchObject({ known: 5, refused: 1 });
    expect((await reasons(view.id))[3]).toEqual([expect.stringContaining('cập nhật bằng tay')]);
  });
});

describe('going on by hand', () => {
  it('ends as the instants say, with its document in the ledger; nobody makes it on time', async () => {
    await apply((await upload(csv(GOOD))).expect(201).id);
    const at = '/imported-dossiers/000.08.31.H32-260302-0002/advance';
    expect((await product.as(WHO.land).post(at, { to: 'resolved', at: NOW, document: 'QĐ 1' })).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).post(at, { to: 'resolved', at: '2026-03-01T10:00:00+07:00', document: 'QĐ 1' })).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.desk).post(at, { to: 'resolved', at: '2026-03-11T10:00:00+07:00', document: 'QĐ 1' })).refusal).toBe('400 invalid_input');
    const resolved = (await product.as(WHO.desk).post(at, { to: 'resolved', at: '2026-03-09T10:00:00+07:00', document: 'QĐ 12/QĐ-UBND' })).expect(200);
    expect([resolved.outcome, resolved.state, resolved.holder]).toEqual(['late', 9, null]);
    expect((await product.as(WHO.desk).post(at, { to: 'withdrawn', at: NOW, document: 'Đơn xin rút' })).refusal).toBe('409 invalid_state');
    const returned = (await product.as(WHO.desk).post(at, { to: 'returned', at: NOW, document: 'Sổ giấy trang 3' })).expect(200);
    expect([returned.state, returned.outcome, returned.mayAdvance, returned.history.at(-1).document]).toEqual([10, 'late', false, 'Sổ giấy trang 3']);
    expect((await settlement()).total.settled.late).toBe(2);
    await wholeLedger();
  });
});

describe('whose register', () => {
  it('is for administrators, leaders and heads of desks within their reach; the police keep theirs', async () => {
    const refusal = async (who: string, agency: string): Promise<string> => { const got = await upload(csv(GOOD), { who, agency }); return got.status === 201 ? '201' : got.refusal; };
    expect(await refusal(WHO.desk, 'xa-khanh-phu')).toBe('403 not_allowed');
    expect(await refusal(WHO.tax, 'ct-khanh-vinh')).toBe('403 not_allowed');
    expect(await refusal(WHO.deskHead, 'xa-khanh-phu')).toBe('403 not_allowed');
    expect(await refusal(WHO.deskHead, DESK)).toBe('201');
    expect(await refusal(WHO.chairman, 'xa-khanh-phu')).toBe('201');
    expect(await refusal(WHO.administrator, 'vpdk-khanh-vinh')).toBe('201');
    expect(await refusal(WHO.administrator, 'ca-khanh-vinh')).toBe('403 not_allowed');
    expect(await refusal(WHO.chairman, 'ca-khanh-vinh')).toBe('403 not_allowed');
    expect(await refusal(WHO.chairman, 'khong-co')).toBe('400 invalid_input');
  });

  it('may not hold dossiers of agencies outside of it', async () => {
    const view = (await upload(csv(GOOD.map((cells) => [...cells, 'Chi cục Thuế huyện Khánh Vĩnh']), [...HEAD, 'Cơ quan tiếp nhận']))).expect(201);
    expect(view.counts).toMatchObject({ rows: 6, refused: 6 });
    expect((await reasons(view.id))[2]).toEqual([expect.stringContaining('không thuộc phạm vi')]);
  });
});

describe('the file', () => {
  const refused = async (content: Uint8Array, name = 'so.xlsx'): Promise<string> => { const got = await upload(content, { name }); return `${got.status} ${got.body.detail}`; };

  it('is refused with the reason when it cannot be read', async () => {
    expect(await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toMatch(/^400 .*\.xls của Excel cũ/);
    expect(await refused(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]))).toMatch(/^400 .*mật khẩu/);
    expect(await refused(Buffer.from('PK\u0003\u0004 rác'))).toMatch(/^400 .*không phải bảng tính/);
    expect(await refused(Buffer.from('Mã hồ sơ;Ngày nhận;Tên\nNguy\u1ec5n', 'latin1'), 'so.csv')).toMatch(/^400 .*UTF-8/);
    expect(await refused(Buffer.from('M· hå s¬;Ngµy nhËn;Tªn thñ tôc µ µ µ\n1;2;3'), 'so.csv')).toMatch(/^400 .*TCVN3/);
    expect(await refused(Buffer.from(''), 'so.csv')).toMatch(/^400 .*rỗng/);
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(40_000_000) });
    expect(await refused(bomb)).toMatch(/^413 .*lớn bất thường/);
  }, 60_000);

  it('is read as .xlsx with a head of two lines, serial dates, formulas by value and hidden sheets left out; and as UTF-16 with tabs', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Nháp', { state: 'hidden' }).addRow(['Mã hồ sơ', 'Ngày nhận', 'Trạng thái']);
    const sheet = book.addWorksheet('Sổ 2026');
    sheet.addRow(['SỔ THEO DÕI HỒ SƠ']);
    sheet.addRow(['STT', 'SỐ HỒ SƠ', 'TÊN TTHC', 'Ngày, tháng, năm', '', '', 'Tình trạng']);
    sheet.addRow(['', '', '', 'Nhận HS', 'Hẹn trả KQ', 'Có KQ', '']);
    sheet.mergeCells('D2:F2');
    sheet.addRow(['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)']);
    sheet.addRow([1, '15/2026', 'Chứng thực', new Date('2026-03-02T08:30:00Z'), { formula: 'D5+3', result: new Date('2026-03-05T08:30:00Z') }, '', 'Đang giải quyết']);
    sheet.getCell('D5').numFmt = 'dd/mm/yyyy hh:mm';
    const view = (await upload(Buffer.from(await book.xlsx.writeBuffer()), { name: 'so.xlsx' })).expect(201);
    expect([view.sheet, view.headerLine, view.counts.rows, view.counts.refused]).toEqual(['Sổ 2026', 3, 1, 0]);
    expect(view.notes).toEqual(['Bỏ qua trang tính ẩn: Nháp']);
    await apply(view.id);
    expect(await read('/imported-dossiers/xa-khanh-phu~15_2026')).toMatchObject({ receivedAt: '2026-03-02T08:30:00+07:00', dueAt: '2026-03-05T08:30:00+07:00', channel: 'direct' });

    const tabs = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from([HEAD, ...GOOD].map((cells) => cells.join('\t')).join('\n'), 'utf16le')]);
    expect((await upload(tabs)).expect(201).counts).toMatchObject({ rows: 6, refused: 0 });
  });

  it('is mapped by hand where titles are not known, and the choice is remembered for the agency', async () => {
    const head = ['A', 'Cột một', 'Cột hai', 'Cột ba', 'Zalo hay gì', 'Lúc vào', 'Lúc ra', 'Xong', 'Đưa', 'Sao rồi'];
    const rows = GOOD.map((cells) => cells.map((cell, at) => (at === 9 && cell === 'Đang xử lý' ? 'Đợi sếp' : cell)));
    const view = (await upload(csv(rows, head))).expect(201);
    expect(view.counts).toMatchObject({ rows: 6, refused: 6 });
    const mapping = { columns: { 1: 'code', 2: 'procedure', 3: 'applicant', 4: 'channel', 5: 'received', 6: 'due', 7: 'settled', 8: 'returned', 9: 'state' }, agencies: {}, procedures: {}, states: { 'Đợi sếp': 4 }, channels: {} };
    const put = (body: object) => product.as(WHO.chairman).put(`/register-imports/${view.id}/mapping`, body);
    expect((await put({ mapping: { ...mapping, columns: { 1: 'code' } } })).refusal).toBe('400 invalid_input');
    expect((await put({ mapping: { ...mapping, columns: { 1: 'code', 2: 'code', 5: 'received' } } })).refusal).toBe('400 invalid_input');
    expect((await put({ mapping, remember: true })).expect(200).counts).toMatchObject({ rows: 6, refused: 0 });
    expect((await upload(csv(rows, head))).expect(201).counts).toMatchObject({ rows: 6, refused: 0 });
  });
});

describe('applying', () => {
  it('is begun once, whoever presses it, and cancelled only before', async () => {
    const { id } = (await upload(csv(GOOD))).expect(201);
    const pressed = await Promise.all([WHO.chairman, WHO.administrator].map((who) => product.as(who).post(`/register-imports/${id}/apply`)));
    expect(pressed.map(({ status }) => status).sort()).toEqual([200, 409]);
    await product.advance('PT1S');
    expect((await product.as(WHO.chairman).post(`/register-imports/${id}/cancel`)).refusal).toBe('409 invalid_state');
    expect((await one(id)).progress.written).toBe(6);
  });

  it('of two uploads of one register writes each dossier once; the other finds it known', async () => {
    const ids = [(await upload(csv(GOOD))).expect(201).id, (await upload(csv(GOOD))).expect(201).id];
    for (const id of ids) (await product.as(WHO.chairman).post(`/register-imports/${id}/apply`)).expect(200);
    await product.advance('PT1S');
    const done = await Promise.all(ids.map(async (id) => (await one(id)).progress));
    expect(done.map(({ written, known }) => [written, known]).sort()).toEqual([[0, 6], [6, 0]]);
    const [{ n }] = await product.database.dataSource.query<[{ n: number }]>(`select count(*)::int as n from ledger_entry where kind = 'register.imported'`);
    expect(n).toBe(6);
  });

  it('of 20,000 rows needs a second person, and loses none', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i, `${i}/2025`, 'Chứng thực', `Người ${i}`, i % 3 ? 'Trực tiếp' : 'Trực tuyến', `${String(1 + (i % 28)).padStart(2, '0')}/${String(1 + (i % 12)).padStart(2, '0')}/2025 08:15`, '31/12/2025 17:00', i % 10 ? '30/12/2025 10:00' : '', '', i % 10 ? 'Đã có kết quả' : 'Đang xử lý']);
    const view = (await upload(csv([...rows, ['x', '', '', '', '', '', '', '', '', '']]))).expect(201);
    expect(view.counts).toMatchObject({ rows: 20_001, refused: 1 });
    expect((await product.as(WHO.chairman).post(`/register-imports/${view.id}/apply`)).refusal).toBe('403 same_person');
    await apply(view.id, WHO.administrator);
    expect((await one(view.id)).progress).toEqual({ total: 20_001, done: 20_001, written: 20_000, corrected: 0, known: 0, refused: 1 });
    const form = await settlement('2025-01-01', NOW);
    expect([form.total.received.total, form.total.settled.total, form.total.pending.late]).toEqual([20_000, 18_000, 2_000]);
  }, 300_000);
});
