import { embeddedDecisions, parseBpmn, prove, readDecisions, readModel } from '#bpmn';
import { Agencies } from '#access';
import type { Finding } from '#contract';
import type { Principal, Result } from '#kernel';
import { configOfProcess } from '#platform';
import { GovernRevision } from '#runtime';
import type { INestApplicationContext } from '@nestjs/common';
import path from 'node:path';
import { createQuietApp, openProduct } from '../../../worker/src/worker-app.js';
import { FatalError } from '../fatal.js';
import { readProcedureFolder } from '../sample/procedures.js';

/** Proves a file without a database: everything but the roles of agencies and the called procedures. Fails on a blocking finding. */
export async function lint(file: string): Promise<void> {
  const { xml, forms, decisions } = await readProcedureFolder(path.dirname(file), path.basename(file, '.bpmn'));
  const parsed = must(await parseBpmn(xml));
  const read = readModel(parsed, Object.keys(forms).length > 0 ? { forms } : {});
  const findings = [...read.findings, ...prove(parsed, { model: read.model, decisions: await readDecisions({ ...embeddedDecisions(parsed.process), ...decisions }) })];
  for (const finding of findings) process.stdout.write(`${line(finding)}\n`);
  const errors = findings.filter((f) => f.severity === 'error').length;
  if (errors > 0) throw new FatalError(`${errors} lỗi phải sửa.`, `${errors} finding(s) must be mended.`);
  process.stdout.write('Không có lỗi.\n  No errors.\n');
}

export async function importFile(file: string, options: { as: string }): Promise<void> {
  const { xml, forms, decisions } = await readProcedureFolder(path.dirname(file), path.basename(file, '.bpmn'));
  await withPerson(options.as, async (app, principal) => {
    const { code, number } = must(await app.get(GovernRevision).draft({ principal }, { bpmn: xml, ...(Object.keys(forms).length > 0 && { forms }), ...(Object.keys(decisions).length > 0 && { decisions }) }));
    process.stdout.write(`Đã nhập ${code}, lần ban hành ${number} (bản thảo).\n  Imported ${code}, revision ${number} (draft).\n`);
  });
}

export async function publish(code: string, revision: string, options: { as: string; from?: string }): Promise<void> {
  await withPerson(options.as, async (app, principal) => {
    must(await app.get(GovernRevision).publish({ principal }, code, Number(revision), options.from ? new Date(options.from) : undefined));
    process.stdout.write(`Đã ban hành ${code}/${revision}.\n  Published ${code}/${revision}.\n`);
  });
}

async function withPerson(username: string, work: (app: INestApplicationContext, principal: Principal) => Promise<void>): Promise<void> {
  const platform = await openProduct(configOfProcess(), {});
  try {
    const app = await createQuietApp(platform);
    const principal = await app.get(Agencies).officer(username);
    if (!principal) throw new FatalError(`Không có tài khoản "${username}".`, `There is no account "${username}".`);
    await work(app, principal);
  } finally {
    await platform.close();
  }
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { message, errors, details } = result.rejection;
  const findings = ((details?.['findings'] ?? []) as Finding[]).map(line);
  const wrong = (errors ?? []).map((e) => `  ${e.path}: ${e.message.vi} / ${e.message.en}`);
  throw new FatalError(message.vi, [message.en, ...wrong, ...findings].join('\n'));
}

const line = (f: Finding): string => `${f.severity.padEnd(7)} ${f.rule} ${f.element ?? '-'}: ${f.message.vi} / ${f.message.en}`;
