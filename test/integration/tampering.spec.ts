import { chain, end, procedure, start, user } from './diagram.js';
import { LienthongProcess } from './process.js';
import { TestProduct, WHO } from './product.js';

/* Somebody with the database's own rights rewrites history: every way of it is found, by the reader of the dossier and by the command. */

let product: TestProduct;
let code: string;
beforeEach(async () => {
  product = await TestProduct.open();
  await product.publish(procedure('so-cai', start('s') + user('a') + user('b') + end('e') + chain('s', 'a', 'b', 'e')));
  await product.receive('so-cai');
  code = await product.receive('so-cai');
  await product.complete(code, 'a');
});
afterEach(() => product.close());

/** As nobody can but who owns the server: with the triggers off. */
async function rewrite(sql: string): Promise<void> {
  await product.database.dataSource.transaction(async (tx) => {
    await tx.query(`set local session_replication_role = 'replica'`);
    await tx.query(sql, [code]);
  });
}

async function verify(): Promise<{ exit: unknown; told: string }> {
  const program = new LienthongProcess(['verify-ledger'], { DATABASE_URL: product.database.url });
  const exit = await program.ended;
  return { exit, told: program.out + program.err };
}

it('an untouched ledger verifies, and verifying moves nothing although deadlines are long past due by the clock of the system', async () => {
  const before = await product.countRows();
  expect(await verify()).toEqual({ exit: 0, told: expect.stringContaining('The ledger is whole') });
  expect(await product.countRows()).toEqual(before);
});

it.each([
  ['another actor', `update ledger_entry set actor = 'ai-do' where dossier = $1 and seq = 3`],
  ['another instant', `update ledger_entry set at = at - interval '1 day' where dossier = $1 and seq = 2`],
  ['another content', `update ledger_entry set data = data || '{"opinion": "khác"}' where dossier = $1 and kind = 'task.completed'`],
  ['an entry taken out', `delete from ledger_entry where dossier = $1 and seq = 4`],
  ['two entries exchanged', `update ledger_entry set kind = case seq when 2 then (select kind from ledger_entry where dossier = $1 and seq = 3) else (select kind from ledger_entry where dossier = $1 and seq = 2) end where dossier = $1 and seq in (2, 3)`],
])('%s is found', async (_, sql) => {
  const before = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger`)).expect(200).verified;
  await rewrite(sql);

  const { exit, told } = await verify();
  expect({ before, exit, told }).toEqual({ before: true, exit: 1, told: expect.stringContaining(code) });
  expect((await product.as(WHO.desk).get(`/dossiers/${code}/ledger`)).expect(200).verified).toBe(false);
});

it.each([
  ['another day of receipt', `update settlement_fact set at = at - interval '1 year' where dossier = $1 and kind = 'dossier.received'`],
  ['a receipt that is not counted', `delete from settlement_fact where dossier = $1 and kind = 'dossier.received'`],
  ['a settlement that nobody made', `insert into settlement_fact (position, dossier, at, kind, agency, outcome) select 999999, dossier, at, 'dossier.settled', agency, 'early' from settlement_fact where dossier = $1 and kind = 'dossier.received'`],
])('what reports are counted from is held against the ledger: %s is found', async (_, sql) => {
  await rewrite(sql);
  expect(await verify()).toEqual({ exit: 1, told: expect.stringMatching(/What reports are counted from differs from the ledger at position \d+/) });
});
