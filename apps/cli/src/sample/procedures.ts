import { type Principal, SYSTEM, type Result, type Clock } from '#kernel';
import { Agencies } from '#access';
import { CLOCK } from '#platform';
import { GovernRevision, RevisionsRepository } from '#runtime';
import type { JsonSchema } from '#contract';
import type { INestApplicationContext } from '@nestjs/common';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from '../fatal.js';

/** Called procedures come first, for a caller is bound to what is in force when it is published. */
const COMPONENTS = ['tiep-nhan-chung', 'tra-ket-qua-chung'];

/** The shipped procedures take effect before anything the demo or the simulator does. */
const EFFECTIVE_FROM = new Date('2025-01-01T00:00:00+07:00');

export interface ProcedureFolder {
  code: string;
  xml: Buffer;
  forms: Record<string, JsonSchema>;
  /** DMN documents. */
  decisions: Record<string, string>;
}

/** The shipped library `processes/`, called components first. */
export async function shippedProcedures(folder = 'processes'): Promise<ProcedureFolder[]> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name);
  const ordered = [...COMPONENTS.filter((c) => names.includes(c)), ...names.filter((n) => !COMPONENTS.includes(n)).sort()];
  return Promise.all(ordered.map((code) => readProcedureFolder(path.join(folder, code), code)));
}

export async function readProcedureFolder(folder: string, code: string): Promise<ProcedureFolder> {
  const xml = await readFile(path.join(folder, `${code}.bpmn`));
  const forms = await partsOf(path.join(folder, 'forms'), '.json', (content) => JSON.parse(content) as JsonSchema);
  const decisions = await partsOf(path.join(folder, 'decisions'), '.dmn', (content) => content);
  return { code, xml, forms, decisions };
}

/** The files of one kind in a folder that may be missing, by their names without the ending. */
async function partsOf<T>(folder: string, ending: string, read: (content: string) => T): Promise<Record<string, T>> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(ending)).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file.slice(0, -ending.length), read(await readFile(path.join(folder, file), 'utf8'))] as const)));
}

/** Takes each shipped procedure through drafting, checking, approval and publication by the sample's people; leaves known ones alone. */
export async function publishShipped(app: INestApplicationContext): Promise<number> {
  const govern = app.get(GovernRevision);
  const revisions = app.get(RevisionsRepository);
  const people = await governors(app);
  let published = 0;
  for (const { code, xml, forms, decisions } of await shippedProcedures()) {
    if ((await revisions.all(code)).length > 0) continue;
    const { number } = must(code, await govern.draft({ principal: people.designer }, { bpmn: xml, forms, decisions }));
    must(code, await govern.check({ principal: people.checker }, code, number));
    must(code, await govern.approve({ principal: people.leader }, code, number));
    must(code, await govern.publish({ principal: SYSTEM }, code, number, EFFECTIVE_FROM));
    published++;
  }
  return published;
}

async function governors(app: INestApplicationContext): Promise<{ designer: Principal; checker: Principal; leader: Principal }> {
  const now = app.get<Clock>(CLOCK).now();
  const agencies = app.get(Agencies);
  const find = async (username: string): Promise<Principal> => {
    const found = await agencies.officer(username, now);
    if (!found) throw new FatalError(`Dữ liệu mẫu thiếu tài khoản ${username}`, `The sample lacks the account ${username}`);
    return found;
  };
  return {
    designer: await find('p-noi-vu.thiet-ke-quy-trinh'),
    checker: await find('p-noi-vu.kiem-tra-quy-trinh'),
    leader: await find('ubnd-khanh-vinh.lanh-dao'),
  };
}

function must<T>(code: string, result: Result<T>): T {
  if (result.ok) return result.value;
  const { message, errors, details } = result.rejection;
  const more = JSON.stringify({ errors, details });
  throw new FatalError(`Quy trình mẫu "${code}": ${message.vi} ${more}`, `Shipped procedure "${code}": ${message.en} ${more}`);
}
