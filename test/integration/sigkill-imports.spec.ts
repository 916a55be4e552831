import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from './client.js';
import { LienthongProcess, freePort } from './process.js';
import { WHO } from './product.js';

/** The real program, killed with SIGKILL again and again while it writes a register: every row is written once, and none is lost. */

const PASSWORD = 'matkhau123';
const ROWS = 1_900;
const KILLS = 4;

let folder: string;
let port: number;
let program: LienthongProcess;
const environment = () => ({ LIENTHONG_DATA: path.join(folder, 'data'), LIENTHONG_DEMO_PASSWORD: PASSWORD, LIENTHONG_LOG: 'fatal' });
const leader = new Client(() => `http://127.0.0.1:${port}`, { username: WHO.chairman, password: PASSWORD });

async function serve(): Promise<void> {
  program = new LienthongProcess(['serve'], { ...environment(), PORT: String(port) });
  await program.ready(`http://127.0.0.1:${port}`);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lienthong-sigkill-'));
  port = await freePort();
  await serve();
}, 120_000);
afterAll(async () => {
  await program.signal('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const register = (): Uint8Array => {
  const rows = Array.from({ length: ROWS }, (_, i) => `${i}/2025;Chứng thực bản sao;Người ${i};Trực tiếp;0${1 + (i % 9)}/03/2025 08:15;31/03/2025 17:00;;Đang xử lý`);
  return Buffer.from(`\uFEFF${['Mã hồ sơ;Tên thủ tục;Tên người nộp;Hình thức nộp;Ngày nhận;Ngày hẹn trả;Ngày có kết quả;Trạng thái', ...rows].join('\n')}`);
};

const doneOf = async (id: string): Promise<number> => (await leader.get(`/register-imports/${id}`)).expect(200).progress.done as number;

it('a register is written once, however often the program dies', async () => {
  const form = new FormData();
  form.set('agency', 'xa-khanh-phu');
  form.set('file', new File([register() as BlobPart], 'so.csv'));
  const { id, counts } = (await leader.post('/register-imports', form)).expect(201);
  expect(counts).toMatchObject({ rows: ROWS, refused: 0 });
  (await leader.post(`/register-imports/${id}/apply`)).expect(200);
  let seen = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    // It dies in the middle of a chunk: right after the last one was seen done.
    for (let done = seen; done === seen && done < ROWS; ) done = await doneOf(id);
    await program.signal('SIGKILL');
    await serve();
    seen = await doneOf(id);
  }
  while ((await leader.get(`/register-imports/${id}`)).expect(200).state !== 'applied');
  const { progress } = (await leader.get(`/register-imports/${id}`)).expect(200);
  expect(progress).toEqual({ total: ROWS, done: ROWS, written: ROWS, corrected: 0, known: 0, refused: 0 });
  const year = (await leader.get('/reports/settlement?from=2025-01-01&to=2026-01-01&by=agency')).expect(200);
  expect([year.total.received.total, year.total.pending.total]).toEqual([ROWS, ROWS]);
  expect((await leader.get('/imported-dossiers/xa-khanh-phu~7_2025')).expect(200)).toMatchObject({ version: 1, ledgerVerified: true });
  await program.signal('SIGTERM');
  const verified = new LienthongProcess(['verify-ledger'], environment());
  expect([await verified.ended, verified.err]).toEqual([0, '']);
}, 300_000);
