import { type ProcedureContent, filesOf, packBundle } from '#bpmn';
import { Agencies } from '#access';
import type { Finding } from '#contract';
import type { Principal, Result } from '#kernel';
import { configOfProcess } from '#platform';
import { GovernRevision, type Revision, RevisionsRepository } from '#runtime';
import type { INestApplicationContext } from '@nestjs/common';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createQuietApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';
import { readProcedure } from '../procedure-source.js';
import { findingLine } from './prove-procedure.js';

type HandedIn = Pick<Revision, 'procedure' | 'number' | 'state'>;

interface PublishOptions {
  as: string;
  from?: string;
  checkedBy?: string;
  approvedBy?: string;
}

export async function importProcedure(source: string, options: { as: string }): Promise<void> {
  const { content } = await readProcedure(source);
  await withProduct(async (app) => {
    const { code, number } = must(await app.get(GovernRevision).draft({ principal: await personOf(app, options.as) }, withoutEmpty(content)));
    say(`Đã nhập ${code}, lần ban hành ${number} (bản thảo).`, `Imported ${code}, revision ${number} (draft).`);
  });
}

/** As it is kept under version control: a folder, whose other files stay, or one .zip. */
export async function exportRevision(code: string, revision: string, target: string): Promise<void> {
  await withProduct(async (app) => {
    const content = /^\d{1,9}$/.test(revision) ? await app.get(RevisionsRepository).content(code, Number(revision)) : null;
    if (!content) throw new FatalError(`Không có lần ban hành ${revision} của quy trình "${code}".`, `No revision ${revision} of procedure "${code}".`);
    if (target.endsWith('.zip')) await writeFile(target, packBundle(code, content));
    else await writeFolder(target, code, content);
    say(`Đã xuất ${code}/${revision} ra ${target}.`, `Wrote ${code}/${revision} to ${target}.`);
  });
}

async function writeFolder(folder: string, code: string, content: ProcedureContent): Promise<void> {
  for (const [name, bytes] of filesOf(code, content)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/** An approved revision by its code and number; or a folder or bundle, which is taken as far as the named people take it. */
export async function publish(source: string, revision: string | undefined, options: PublishOptions): Promise<void> {
  if (options.from !== undefined && Number.isNaN(new Date(options.from).getTime())) throw new FatalError(`"${options.from}" không phải thời điểm.`, `"${options.from}" is no instant.`);
  await withProduct(async (app) => {
    if (revision === undefined) return publishSource(app, source, options);
    must(await app.get(GovernRevision).publish({ principal: await personOf(app, options.as) }, source, Number(revision), dateOf(options)));
    say(`Đã ban hành ${source}/${revision}.`, `Published ${source}/${revision}.`);
  });
}

/** The same content is never handed in twice: a repeated run goes on from where the last one ended. */
async function publishSource(app: INestApplicationContext, source: string, options: PublishOptions): Promise<void> {
  if (!(await stat(source).catch(() => null))) throw new FatalError(`Không có tệp hay thư mục "${source}"; hoặc hãy nêu mã và lần ban hành.`, `There is no file or folder "${source}"; or name a code and a revision.`);
  const { content } = await readProcedure(source);
  const designer = await personOf(app, options.as);
  const revision = await handedIn(app, designer, content);
  const { procedure: code, number } = revision;
  const state = await takenFurther(app, revision, options);
  if (state === 'approved') {
    must(await app.get(GovernRevision).publish({ principal: designer }, code, number, dateOf(options)));
    return say(`Đã ban hành ${code}/${number}.`, `Published ${code}/${number}.`);
  }
  const [vi, en] = REST[state] ?? ['', ''];
  say(`${code}/${number}: ${vi}`, `${code}/${number}: ${en}`);
}

/** Checked and approved by the people who are named; the state that it has come to. */
async function takenFurther(app: INestApplicationContext, { procedure, number, state }: HandedIn, { checkedBy, approvedBy }: PublishOptions): Promise<Revision['state']> {
  const govern = app.get(GovernRevision);
  let reached = state;
  if (reached === 'draft' && checkedBy) {
    must(await govern.check({ principal: await personOf(app, checkedBy) }, procedure, number));
    reached = 'checked';
  }
  if (reached === 'checked' && approvedBy) {
    must(await govern.approve({ principal: await personOf(app, approvedBy) }, procedure, number));
    reached = 'approved';
  }
  return reached;
}

const REST: Partial<Record<Revision['state'], readonly [vi: string, en: string]>> = {
  draft: ['đã trình, chờ kiểm tra.', 'handed in, waits to be checked.'],
  checked: ['đã kiểm tra, chờ phê duyệt.', 'checked, waits to be approved.'],
  published: ['đã ban hành với đúng nội dung này.', 'is published with this very content.'],
};

/** The latest revision, where it has this very content and is under way or in force; else a new draft. */
async function handedIn(app: INestApplicationContext, principal: Principal, content: ProcedureContent): Promise<HandedIn> {
  const govern = app.get(GovernRevision);
  const { digest, model } = must(await govern.prepare(principal, content));
  const [latest] = await app.get(RevisionsRepository).all(model.code);
  if (latest?.digest === digest && ['draft', 'checked', 'approved', 'published'].includes(latest.state)) return latest;
  const { code, number } = must(await govern.draft({ principal }, content));
  return { procedure: code, number, state: 'draft' };
}

const dateOf = ({ from }: PublishOptions): Date | undefined => (from === undefined ? undefined : new Date(from));

/** A diagram that lies alone keeps the parts that the revision before has. */
function withoutEmpty({ bpmn, ...parts }: ProcedureContent): Partial<ProcedureContent> & Pick<ProcedureContent, 'bpmn'> {
  return { bpmn, ...(Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null && Object.keys(part).length > 0)) as Partial<ProcedureContent>) };
}

async function withProduct(work: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  const app = await createQuietApp(await openProduct(configOfProcess(), {}));
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

async function personOf(app: INestApplicationContext, username: string): Promise<Principal> {
  const principal = await app.get(Agencies).officer(username);
  if (!principal) throw new FatalError(`Không có tài khoản "${username}".`, `There is no account "${username}".`);
  return principal;
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { message, errors, details } = result.rejection;
  const findings = ((details?.['findings'] ?? []) as Finding[]).map(findingLine);
  const wrong = (errors ?? []).map((e) => `  ${e.path}: ${e.message.vi} / ${e.message.en}`);
  throw new FatalError(message.vi, [message.en, ...wrong, ...findings].join('\n'));
}

const say = (vi: string, en: string): void => void process.stdout.write(`${vi}\n  ${en}\n`);
