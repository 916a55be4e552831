/*
 * The physical limit (see line.mjs): one prepared statement a transaction that writes the rows which a step of the chain writes, with
 * contents of the same size, and nothing else; no engine, no checks, no reading. Arguments: database URL, rows of runtime | product.
 */
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { toExecutable } from '../dist/libs/bpmn/src/index.js';
import { LiveInstance, compile, stateText } from '../dist/libs/runtime/src/engine/engine.js';
import { MODELS, OUTPUT } from './models.mjs';
import { forSeconds, serve } from './line.mjs';

const [url, rooms] = process.argv.slice(2);
const AGENCY = 'xa-khanh-phu';
const WHO = 'xa-khanh-phu.tiep-nhan';
const STEPS = 10;
const RUNGS = ['canh-bao', 'den-han', 'qua-han-1', 'qua-han-3'];
const STATE = JSON.stringify(stateText(LiveInstance.start(compile(await toExecutable(MODELS.chain.xml)), { variables: {}, now: new Date() }).instance.state()));
const HASH = createHash('sha256').update('x').digest('hex');
const REQUIRES = JSON.stringify({ opinion: false, signature: false, papers: [], ladder: null });
const BUDGET = JSON.stringify({ amount: 3, unit: 'working_day' });
const pool = new pg.Pool({ connectionString: url, max: 8, idleTimeoutMillis: 0 });
const { rows: [{ territory }] } = await pool.query('select territory from agency where code = $1', [AGENCY]);

await serve(({ lanes, seconds }) => forSeconds(seconds, lanes, instance));
await pool.end();

async function instance(_lane, timed) {
  const client = await pool.connect();
  try {
    const one = { code: `raw-${randomUUID()}`, instance: randomUUID(), task: null, deadline: null, leg: randomUUID(), seq: 0 };
    await timed('start', () => step(client, one, 0));
    for (let at = 1; at <= STEPS; at++) await timed('complete', () => step(client, one, at));
  } finally {
    client.release();
  }
}

async function step(client, one, at) {
  const before = { task: one.task, deadline: one.deadline };
  const last = at === STEPS;
  if (last) Object.assign(one, { task: null, deadline: null });
  else Object.assign(one, { task: randomUUID(), deadline: rooms === 'product' ? randomUUID() : null });
  const kinds = [...(before.task ? ['task.claimed', 'task.completed'] : []), ...(before.deadline ? ['deadline.ended'] : []), ...(one.task ? ['task.opened'] : []), ...(one.deadline ? ['deadline.set'] : [])];
  const entries = kinds.map((kind) => ({ seq: ++one.seq, kind, element: `t${at + 1}`, data: { task: one.task ?? before.task, opinion: null, data: OUTPUT(at), papers: 0, signed: false } }));
  const sql = statement({ first: at === 0, last });
  const values = [one.code, one.instance, before.task, one.task, last ? null : STATE, JSON.stringify(OUTPUT(at)), `t${at}_0123456789abcdef`, `t${at + 1}_0123456789abcdef`, JSON.stringify(entries)];
  if (rooms === 'product') values.push(before.deadline, one.deadline, one.leg);
  await client.query({ name: `${at === 0 ? 'first' : last ? 'last' : 'step'}`, text: sql, values });
}

/** Casts name the type of every parameter, for some stand in a part that this step does not have. */
function statement({ first, last }) {
  const parts = [];
  if (first) {
    parts.push(`locked as (insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at)
      values ($1::text, 'x', 'bench-chain', 1, '${AGENCY}', '${territory}', 'direct', '{"name":"x"}', '{}', 1, '${WHO}', now()) returning code)`);
    parts.push(`moved as (insert into instance (id, dossier, procedure, revision, state, variables, status, started_at) values ($2::uuid, $1, 'bench-chain', 1, $5::jsonb, $6::jsonb, 'running', now()))`);
  } else {
    parts.push('locked as (select code from dossier where code = $1::text for update)');
    parts.push(`moved as (update instance set state = $5::jsonb, variables = $6::jsonb, status = '${last ? 'completed' : 'running'}', version = version + 1 where id = $2::uuid)`);
    parts.push(`ended as (update task set state = 'completed', assignee = '${WHO}', claimed_at = now(), ended_at = now(), output = $6::jsonb, version = version + 2 where id = $3::uuid)`);
    parts.push('gone as (delete from waiting where instance = $2::uuid and execution_id = $7::text)');
  }
  if (!last) {
    parts.push(`opened as (insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, state, requires, budget, opened_at)
      values ($4::uuid, $1, $2, $8::text, 'bench-chain', 1, 't', 'Bước t', 'Bước t', '${AGENCY}', 'tiep-nhan', 'open', '${REQUIRES}', '${BUDGET}', now()))`);
    parts.push(`waits as (insert into waiting (instance, execution_id, dossier, element, type, kind, since) values ($2, $8, $1, 't', 'bpmn:UserTask', 'user', now()))`);
  }
  if (rooms === 'product') parts.push(...time({ first, last }));
  return `with unused as (select $3::uuid, $4::uuid, $5::jsonb, $6::jsonb, $7::text, $8::text ${rooms === 'product' ? ', $10::uuid, $11::uuid, $12::uuid' : ''}), ${parts.join(', ')}
    insert into ledger_entry (dossier, seq, at, actor, agency, kind, element, data, previous_hash, hash)
    select locked.code, e.seq, now(), '${WHO}', '${AGENCY}', e.kind, e.element, e.data, '${HASH}', '${HASH}'
    from locked, jsonb_to_recordset($9::jsonb) as e (seq integer, kind text, element text, data jsonb) order by e.seq`;
}

/** Deadlines, their rungs and wake-ups, and the leg. */
function time({ first, last }) {
  const parts = [
    first
      ? `leg as (insert into leg (id, dossier, agency, entered_at) values ($12::uuid, $1, '${AGENCY}', now()))`
      : `leg as (update leg set acknowledged_at = now(), acknowledged_by = '${WHO}', budget_ms = budget_ms + 1000 where id = $12::uuid)`,
  ];
  if (!first) {
    parts.push(`met as (update deadline set state = 'met', ended_at = now(), version = version + 1 where id = $10::uuid)`);
    parts.push(`off as (update wakeup set state = 'cancelled' where state = 'pending' and dossier = $1 and ref = any(array[$10::text, ${RUNGS.map((rung) => `$10::text || ':${rung}'`).join(', ')}]))`);
  }
  if (last) return parts;
  const names = `unnest(array['', ${RUNGS.map((rung) => `':${rung}'`).join(', ')}]) as r (rung)`;
  parts.push(`due as (insert into deadline (id, subject_kind, subject_ref, dossier, agency, role, budget_amount, budget_unit, convention, started_at, due_at, state, ladder)
    values ($11::uuid, 'task', $4::text, $1, '${AGENCY}', 'tiep-nhan', 3, 'working_day', 'exact', now(), now() + interval '3 days', 'running', 'mac-dinh'))`);
  parts.push(`rungs as (insert into rung (deadline, rung, at, recipients, action) select $11, substr(rung, 2), now() + interval '2 days', '[{"agency":"${AGENCY}","role":"tiep-nhan"}]', 'notify' from ${names} where rung <> '')`);
  parts.push(`armed as (insert into wakeup (id, kind, ref, dossier, due_at, state, created_at) select gen_random_uuid(), 'deadline.rung', $11::text || rung, $1, now() + interval '2 days', 'pending', now() from ${names})`);
  return parts;
}
