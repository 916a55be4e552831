import { Agencies, seedDirectory } from '#access';
import { type Ids, ok } from '#kernel';
import { IDS, type Platform, inTransaction } from '#platform';
import type { INestApplicationContext } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { publishShipped } from './procedures.js';

const SAMPLE = new URL('../../../../../apps/cli/seed/khanh-vinh.json', import.meta.url);

export interface SampleOutcome {
  /** Given when it was made in this start; it is not kept anywhere in clear. */
  password: string | null;
  fromSettings: boolean;
  first: boolean;
  accounts: { username: string; what: string }[];
}

/** Some of the demo accounts, in the order of a dossier's way. */
const TO_TRY = [
  { username: 'xa-khanh-phu.tiep-nhan', what: 'Bộ phận Một cửa xã Khánh Phú / commune desk' },
  { username: 'xa-khanh-phu.dia-chinh', what: 'Công chức địa chính xã / commune cadastral officer' },
  { username: 'vpdk-khanh-vinh.chuyen-vien', what: 'Chi nhánh VPĐKĐĐ / land registry' },
  { username: 'ct-khanh-vinh.chuyen-vien', what: 'Chi cục Thuế / tax branch' },
  { username: 'ubnd-khanh-vinh.lanh-dao', what: 'Lãnh đạo UBND huyện / district leadership' },
  { username: 'mc-khanh-vinh.truong-bo-phan', what: 'Trưởng Bộ phận Một cửa huyện / one-stop desk head' },
  { username: 'p-noi-vu.thiet-ke-quy-trinh', what: 'Thiết kế quy trình / procedure designer' },
  { username: 'ubnd-khanh-vinh.quan-tri', what: 'Quản trị / administrator' },
];

/** Makes sure that the sample district and the shipped procedures are there. Runs before the first request; a second start changes nothing. */
export async function prepareSample(app: INestApplicationContext, platform: Platform): Promise<SampleOutcome> {
  const data = JSON.parse(await readFile(SAMPLE, 'utf8')) as Parameters<typeof seedDirectory>[1];
  const [known] = await platform.dataSource.query<{ count: number }[]>('select count(*)::int as count from account where demo');
  const first = (known?.count ?? 0) === 0;
  const chosen = platform.config.demoPassword ?? null;
  const password = chosen ?? (first ? app.get<Ids>(IDS).secret(10) : null);
  const seeded = await inTransaction(platform.dataSource, async (tx) => {
    await seedDirectory(tx, data, { demoPassword: password, now: platform.clock.now() });
    return ok(undefined);
  });
  if (!seeded.ok) throw new Error(seeded.rejection.message.en);
  app.get(Agencies).refresh();
  await publishShipped(app);
  return { password, fromSettings: chosen !== null, first, accounts: TO_TRY };
}

export function tellAccounts(sample: SampleOutcome, say: (vi: string, en: string) => void): void {
  say('Tài khoản dùng thử:', 'Accounts to try:');
  for (const { username, what } of sample.accounts) process.stdout.write(`    ${username.padEnd(32)} ${what}\n`);
  if (sample.fromSettings) say('Mật khẩu: giá trị của LIENTHONG_DEMO_PASSWORD.', 'Password: the value of LIENTHONG_DEMO_PASSWORD.');
  else if (sample.password) say(`Mật khẩu (chỉ in lần này): ${sample.password}`, `Password (printed only this once): ${sample.password}`);
  else say('Mật khẩu đã in ở lần chạy đầu. Quên thì đặt LIENTHONG_DEMO_PASSWORD rồi chạy lại.', 'The password was printed at the first start. Forgotten? Start with LIENTHONG_DEMO_PASSWORD set.');
}
