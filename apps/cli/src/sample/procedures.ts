import { type Principal, SYSTEM, type Result, type Clock } from '#kernel';
import { Agencies } from '#access';
import { CLOCK } from '#platform';
import { GovernRevision, RevisionsRepository } from '#runtime';
import type { INestApplicationContext } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from '../fatal.js';
import { type ProcedureSource, readProcedure } from '../procedure-source.js';

/** Called procedures come first, for a caller is bound to what is in force when it is published. */
const COMPONENTS = ['tiep-nhan-chung', 'tra-ket-qua-chung'];

/** The shipped procedures take effect before anything the demo or the simulator does. */
const EFFECTIVE_FROM = new Date('2025-01-01T00:00:00+07:00');

/** The shipped library `processes/`, called components first. */
export async function shippedProcedures(folder = 'processes'): Promise<ProcedureSource[]> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name);
  const ordered = [...COMPONENTS.filter((c) => names.includes(c)), ...names.filter((n) => !COMPONENTS.includes(n)).sort()];
  return Promise.all(ordered.map((code) => readProcedure(path.join(folder, code))));
}

/**
 * Takes each shipped procedure through drafting, checking, approval and publication by the sample's people; leaves known ones alone. One
 * that opens dossiers by itself is left approved: from when it does so is for people to decide.
 */
export async function publishShipped(app: INestApplicationContext): Promise<number> {
  const govern = app.get(GovernRevision);
  const revisions = app.get(RevisionsRepository);
  const people = await governors(app);
  let published = 0;
  for (const { code, content } of await shippedProcedures()) {
    if ((await revisions.all(code)).length > 0) continue;
    const { number } = must(code, await govern.draft({ principal: people.designer }, content));
    must(code, await govern.check({ principal: people.checker }, code, number));
    must(code, await govern.approve({ principal: people.leader }, code, number));
    if (Object.keys((await revisions.find(code, number))?.model.starts ?? {}).length > 0) continue;
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
