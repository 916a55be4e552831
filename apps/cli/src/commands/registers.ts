import { Agencies } from '#access';
import { type Principal, type Result } from '#kernel';
import { configOfProcess } from '#platform';
import { ApplyRegister, CheckRegister, ImportViews } from '#registers';
import type { INestApplicationContext } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createQuietApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';

interface ImportOptions {
  agency: string;
  as: string;
  apply?: boolean;
}

const PAGE = 200;

/** Judges a register and prints every refused row with its line and reasons; with `--apply` the running product then writes the rest. */
export async function importRegister(file: string, { agency, as, apply }: ImportOptions): Promise<void> {
  const content = await readFile(file).catch(() => null);
  if (!content) throw new FatalError(`Không đọc được tệp "${file}".`, `The file "${file}" cannot be read.`);
  const app = await createQuietApp(await openProduct(configOfProcess(), {}));
  try {
    const principal = await personOf(app, as);
    const id = must(await app.get(CheckRegister).upload(principal, { agency, name: path.basename(file), content }));
    await tell(app, principal, id, file);
    if (!apply) return say(`Chưa ghi gì. Áp dụng trên trang /nhap-so?lan=${id}, hoặc chạy lại với --apply.`, `Nothing is written. Apply it at /nhap-so?lan=${id}, or run again with --apply.`);
    must(await app.get(ApplyRegister).apply({ principal }, id));
    say('Đã giao cho sản phẩm đang chạy ghi.', 'The running product writes it now.');
  } finally {
    await app.close();
  }
}

async function tell(app: INestApplicationContext, principal: Principal, id: string, file: string): Promise<void> {
  const views = app.get(ImportViews);
  const { counts: { rows, accepted, warned, corrects, known, refused } } = must(await views.get(principal, id, 'vi'));
  say(`${rows} dòng: ${accepted + warned} nhận, ${corrects} sửa, ${known} đã có, ${refused} từ chối.`, `${rows} rows: ${accepted + warned} accepted, ${corrects} correct, ${known} already here, ${refused} refused.`);
  for (let after: string | null = '0'; after !== null; ) {
    const page: { items: { line: number; findings: { severity: string; message: string }[] }[]; next: string | null } = must(await views.rows(principal, id, { verdict: 'refused', after: Number(after), limit: PAGE }, 'vi'));
    for (const { line, findings } of page.items) process.stdout.write(`${file}:${line}: ${findings.filter(({ severity }) => severity === 'refusal').map(({ message }) => message).join('; ')}\n`);
    after = page.next;
  }
}

async function personOf(app: INestApplicationContext, username: string): Promise<Principal> {
  const principal = await app.get(Agencies).officer(username);
  if (!principal) throw new FatalError(`Không có tài khoản "${username}".`, `There is no account "${username}".`);
  return principal;
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { message, errors = [] } = result.rejection;
  throw new FatalError([message.vi, ...errors.map((error) => error.message.vi)].join(' '), [message.en, ...errors.map((error) => error.message.en)].join(' '));
}

const say = (vi: string, en: string): void => void process.stdout.write(`${vi}\n  ${en}\n`);
