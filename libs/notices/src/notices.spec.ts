import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { ACCESS_ENTITIES } from '#access';
import type { DomainEvents, DossierHead, NoticeList } from '#contract';
import { type Principal, ok, text } from '#kernel';
import { type Platform, PlatformModule, inTransaction, loadConfig, openPlatform } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { DeliverMessages } from './deliver-messages.js';
import { FollowEvents } from './follow-events.js';
import { NoticesModule } from './notices.module.js';
import { Notices } from './notices.js';
import { addDossier, addRegistry } from './registry.fixture.js';

const at = new Date('2026-02-12T09:00:00+07:00');
const dueAt = new Date('2026-02-26T09:00:00+07:00');

const officer = (agency: string, role: string): Principal => ({ kind: 'officer', username: `${agency}.${role}`, name: 'N', positions: [{ agency, role }] });
const clerk = officer('xa-a', 'tiep-nhan');
const leader = officer('xa-a', 'lanh-dao');

let database: TestDatabase;
let folder: string;
let platform: Platform;
let app: TestingModule;
let notices: Notices;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'lienthong-notices-'));
  const config = loadConfig({ DATABASE_URL: database.url, LIENTHONG_DATA: folder, LIENTHONG_CLOCK: 'simulated', LIENTHONG_PUBLIC_URL: 'https://motcua.example.vn', LIENTHONG_LOG: 'silent' });
  platform = await openPlatform(config, { entities: ACCESS_ENTITIES });
  await platform.simulation!.moveTo(at);
  app = await Test.createTestingModule({ imports: [PlatformModule.forRoot(platform), NoticesModule] }).compile();
  app.get(FollowEvents).onModuleInit();
  app.get(DeliverMessages).onModuleInit();
  notices = app.get(Notices);
  await addRegistry(platform.dataSource);
});

afterEach(async () => {
  await app.close();
  await platform.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const received = (applicant: { email?: string; phone?: string } = {}): Promise<DossierHead> => addDossier(platform.dataSource, 'H-1', applicant, dueAt);

const publish = async <Name extends keyof DomainEvents>(name: Name, event: Omit<DomainEvents[Name], 'at' | 'actor'>): Promise<void> => {
  const whole = { at, actor: { username: 'x', agency: null }, ...event } as DomainEvents[Name];
  await inTransaction(platform.dataSource, async (tx) => ok(await platform.events.publish(tx, name, whole)));
};

const list = async (principal: Principal, page: { after?: string; limit?: number } = {}): Promise<NoticeList> => {
  const result = await notices.list(principal, { limit: 50, language: 'vi', ...page });
  if (!result.ok) throw new Error(result.rejection.code);
  return result.value;
};

const bodies = async (principal: Principal): Promise<string[]> => (await list(principal)).items.map(({ body }) => body);

const sent = async (channel: 'mail' | 'sms'): Promise<string[]> => {
  await platform.outbox.drain();
  const place = path.join(folder, 'outbox', channel);
  const files = await readdir(place).catch(() => []);
  return Promise.all(files.sort().map((file) => readFile(path.join(place, file), 'utf8')));
};

const answerable = { agency: 'thue', since: null, usedMs: 0, budgetMs: 0 };

const rung = (dossier: DossierHead, rest: Partial<DomainEvents['rung.fired']> = {}): Omit<DomainEvents['rung.fired'], 'at' | 'actor'> => ({
  dossier, rung: 'r', action: 'notify', subject: 'task', name: text('Xác minh', 'Verify'), agency: 'xa-a', dueAt, recipients: [{ agency: 'xa-a', role: 'lanh-dao' }],
  deadline: '00000000-0000-4000-8000-000000000001', ref: 't', quiet: false, digest: 'none', answerable, ...rest,
});

describe('officers are told', () => {
  it.each<[string, Partial<DomainEvents['rung.fired']>, string]>([
    ['before it is due', {}, 'Hồ sơ H-1: việc “Xác minh” sắp đến hạn (hạn 09:00 ngày 26/02/2026).'],
    ['when it is due', { dueAt: at }, 'Hồ sơ H-1: việc “Xác minh” đến hạn (hạn 09:00 ngày 12/02/2026).'],
    ['after it was due', { dueAt: new Date(at.getTime() - 3_600_000), action: 'escalate' }, 'Hồ sơ H-1: việc “Xác minh” đã quá hạn (hạn 08:00 ngày 12/02/2026). Đề nghị lãnh đạo chỉ đạo xử lý.'],
    ['of the dossier as a whole', { subject: 'dossier', action: 'apologise' }, 'Hồ sơ H-1 sắp đến hạn (hạn 09:00 ngày 26/02/2026). Nếu không kịp, cần gửi văn bản xin lỗi và hẹn lại trước khi hết hạn.'],
  ])('by a rung of the ladder, %s', async (_, rest, body) => {
    await publish('rung.fired', rung(await received(), rest));

    expect(await bodies(leader)).toEqual([body]);
    expect(await bodies(clerk)).toEqual([]);
  });

  it('by mail besides, where the rung reaches people with an address who hold the post today', async () => {
    await publish('rung.fired', rung(await received()));

    const mails = await sent('mail');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('To: lan@example.vn');
  });

  it('at the desk, when another agency lets a limit pass', async () => {
    await publish('deadline.breached', { dossier: await received(), subject: 'task', name: text('Tính thuế', 'Tax'), agency: 'thue', dueAt: at, answerable });

    expect(await bodies(clerk)).toEqual(['Hồ sơ H-1: việc “Tính thuế” tại Chi cục Thuế đã quá hạn (hạn 09:00 ngày 12/02/2026).']);
  });

  it('not again of a breach of their own, which the ladder tells', async () => {
    await publish('deadline.breached', { dossier: await received(), subject: 'dossier', name: text('', ''), agency: 'xa-a', dueAt: at, answerable });

    expect(await bodies(clerk)).toEqual([]);
  });

  it.each([
    [9, ['Hồ sơ H-1 đã có kết quả, cần mời công dân đến nhận.']],
    [8, ['Hồ sơ H-1 đã dừng xử lý, cần thông báo cho công dân.']],
    [7, ['Công dân đã rút hồ sơ H-1.']],
    [4, []],
  ])('at the desk of the state %i as far as it asks something of it', async (to, expected) => {
    await publish('dossier.state', { dossier: await received(), from: 4, to, result: null });

    expect(await bodies(clerk)).toEqual(expected);
  });

  it('at the desk that the clock stands and runs again', async () => {
    const dossier = await received();
    await publish('clock.stopped', { dossier, kind: 'postal', reason: 'Chờ thư xác minh', evidence: 'e' });
    await publish('clock.resumed', { dossier, kind: 'postal', evidence: 'e' });

    expect((await bodies(clerk)).sort()).toEqual(['Hồ sơ H-1 tạm dừng tính hạn: Chờ thư xác minh.', 'Hồ sơ H-1 được tính hạn trở lại.']);
  });

  it('nothing when the cause is rolled back', async () => {
    const dossier = await received({ phone: '0905' });
    const failing = inTransaction(platform.dataSource, async (tx) => {
      await platform.events.publish(tx, 'dossier.state', { dossier, at, actor: { username: 'x', agency: null }, from: 4, to: 9, result: null });
      throw new Error('later trouble');
    });

    await expect(failing).rejects.toThrow('later trouble');
    expect([await bodies(clerk), await sent('sms')]).toEqual([[], []]);
  });
});

describe('the citizen is told', () => {
  const promise = { budget: null, convention: 'exact', ladder: 'mac-dinh' } as const;

  it('of the receipt, with code, due date and look-up link, in every way there is an address for', async () => {
    await publish('dossier.received', { dossier: await received({ phone: '0905123456', email: 'hanh@example.vn' }), ...promise });

    const [sms] = (await sent('sms')).map((message) => JSON.parse(message) as unknown);
    expect(sms).toMatchObject({
      to: '0905123456',
      at: '2026-02-12T09:00:00+07:00',
      text: 'Đã tiếp nhận hồ sơ H-1, hẹn trả kết quả lúc 09:00 ngày 26/02/2026. https://motcua.example.vn/tra-cuu?ma=H-1&khoa=K7PX',
    });
    expect((await sent('mail'))[0]).toContain('To: hanh@example.vn');
  });

  it('of what to supplement, what to pay and of the result', async () => {
    const dossier = await received({ phone: '0905123456' });
    await publish('clock.stopped', { dossier, kind: 'supplement', reason: 'Giấy chứng sinh', evidence: 'form-02' });
    await publish('clock.stopped', { dossier, kind: 'payment', reason: 'Lệ phí trước bạ', evidence: 'TB-1' });
    await publish('clock.stopped', { dossier, kind: 'site_survey', reason: 'Đo đạc', evidence: 'BB-1' });
    await publish('dossier.state', { dossier, from: 4, to: 9, result: 'ok' });

    const texts = (await sent('sms')).map((message) => (JSON.parse(message) as { text: string }).text.split('. http')[0]);
    expect(texts).toEqual(['Hồ sơ H-1 cần bổ sung giấy tờ', 'Hồ sơ H-1 chờ thực hiện nghĩa vụ tài chính', 'Hồ sơ H-1 đã có kết quả']);
  });

  it('in no way when no address was given', async () => {
    await publish('dossier.received', { dossier: await received({ email: '' }), ...promise });

    expect(await platform.outbox.pending()).toBe(0);
  });

  it('at the address that holds when the message leaves, and not where it was taken back', async () => {
    await publish('dossier.received', { dossier: await received({ phone: '0905123456', email: 'hanh@example.vn' }), ...promise });
    await platform.dataSource.query(`update dossier set applicant = '{"name": "Cao Thị Hạnh", "phone": "0905999999"}'`);

    expect((await sent('sms')).join()).toContain('0905999999');
    expect(await sent('mail')).toEqual([]);
    expect(await platform.outbox.pending()).toBe(0);
  });

  it('without an address or a name of anybody lying in the outbox', async () => {
    await publish('dossier.received', { dossier: await received({ phone: '0905123456' }), ...promise });

    const [row] = await platform.dataSource.query<{ payload: unknown }[]>('select payload from outbox');
    expect(JSON.stringify(row!.payload)).not.toMatch(/0905|Hạnh|K7PX/);
  });
});

describe('the list of notices', () => {
  const three = async (): Promise<void> => {
    const dossier = await received();
    for (const action of ['notify', 'call', 'escalate'] as const) await publish('rung.fired', rung(dossier, { action, recipients: [{ agency: 'xa-a', role: 'lanh-dao' }, { agency: 'thue', role: 'lanh-dao' }] }));
  };

  it('goes page by page and counts the unread', async () => {
    await three();

    const first = await list(leader, { limit: 2 });
    const second = await list(leader, { limit: 2, after: first.next! });

    expect([first.items.length, first.unread, second.items.length, second.next]).toEqual([2, 3, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
  });

  it('holds nothing of a post that is not the own', async () => {
    await three();

    expect(await list(officer('thue', 'tiep-nhan'))).toEqual({ items: [], next: null, unread: 0 });
    expect(await list({ ...leader, positions: [{ agency: 'xa-a', role: 'tiep-nhan' }, { agency: 'xa-b', role: 'lanh-dao' }] })).toEqual({ items: [], next: null, unread: 0 });
  });

  const cursor = (content: string): string => Buffer.from(content).toString('base64url');

  it.each(['x', 'MTIz', '', cursor(`1 ${'-'.repeat(36)}`), cursor('99999999999999 0193c5f0-0000-7000-8000-000000000000')])('refuses the cursor "%s"', async (after) => {
    expect(await notices.list(leader, { after, limit: 2, language: 'vi' })).toMatchObject({ ok: false, rejection: { code: 'invalid_input' } });
  });

  it('marks a notice as read once, for all who hold the post', async () => {
    await three();
    const { id } = (await list(leader)).items[0]!;

    const first = await notices.markRead(leader, id, 'vi');
    await platform.simulation!.moveTo(new Date(at.getTime() + 60_000));
    const again = await notices.markRead(leader, id, 'vi');

    expect(first).toMatchObject({ ok: true, value: { id, readAt: '2026-02-12T09:00:00+07:00' } });
    expect(again).toEqual(first);
    expect((await list({ ...leader, username: 'another' })).unread).toBe(2);
  });

  it('does not know the notices of others', async () => {
    await three();
    const { id } = (await list(leader)).items[0]!;

    expect(await notices.markRead(clerk, id, 'vi')).toMatchObject({ ok: false, rejection: { code: 'not_found' } });
    expect((await list(leader)).unread).toBe(3);
  });
});
