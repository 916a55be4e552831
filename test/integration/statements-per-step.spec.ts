import { statements } from './statements.js';
import { and, boundary, caught, chain, duration, element, end, flow, message, messageRoot, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * A step asks the database as often for many elements as for few: what it opens and closes is written table by table.
 */

/** A step after which tasks under timers, jobs, timers and messages wait side by side, as many of each as said. */
function fan(code: string, width: number): string {
  const rows = Array.from({ length: width }, (_, n) => n);
  const branches = rows.flatMap((n) => [`u${n}`, `j${n}`, `t${n}`, `m${n}`]);
  const body = rows.map((n) => user(`u${n}`) + boundary(`b${n}`, `u${n}`, duration('P9D'), false) + element('serviceTask', `j${n}`) + caught(`t${n}`, duration('P5D')) + caught(`m${n}`, message('tin')) + end(`e${n}`) + flow(`b${n}`, `e${n}`)).join('');
  const flows = branches.map((id) => flow('f', id) + flow(id, 'g')).join('');
  return procedure(code, start('s') + user('truoc') + and('f') + and('g') + end('e') + body + chain('s', 'truoc', 'f') + flows + flow('g', 'e'), { roots: messageRoot('tin'), limit: 60 });
}

/** A chain of passed elements before the task, and as many after it. */
function long(code: string, length: number): string {
  const ids = Array.from({ length }, (_, n) => `k${n}`);
  return procedure(code, start('s') + ids.map((id) => element('task', id)).join('') + user('truoc') + user('sau') + end('e') + chain('s', ...ids.slice(length / 2), 'truoc', ...ids.slice(0, length / 2), 'sau', 'e'));
}

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  for (const xml of [fan('hep', 2), fan('rong', 20), long('ngan', 2), long('dai', 60)]) await product.publish(xml);
});
afterAll(() => product.close());

const LIKE_DOSSIERS = 4;

/** Entries of the ledger are written eight to a statement, all on the same journey; the rest is not the step's own. */
const LEFT_OUT = /^insert into ledger_entry|pg_notify|directory_version/;

/** How often the database was asked for one of several like dossiers, at least: what is read once a process and what is done meanwhile comes on top. */
async function askedBy(procedureCode: string, restart: boolean): Promise<number> {
  const asked: number[] = [];
  for (let n = 0; n < LIKE_DOSSIERS; n++) {
    const code = await product.receive(procedureCode);
    const [task] = await product.tasks(code);
    if (restart) await product.restart();
    (await product.as(WHO.desk).get(`/tasks/${task!.id}`)).expect(200);
    statements.forget();
    (await product.as(WHO.desk).post(`/tasks/${task!.id}/complete`, { opinion: 'Đồng ý' })).expect(200);
    asked.push(statements.sent.filter((text) => !LEFT_OUT.test(text)).length);
  }
  return Math.min(...asked);
}

it.each([['remembered', false], ['after a restart', true]])('a step that opens eighty waits asks as often as one that opens eight, %s', async (_, restart) => {
  const few = await askedBy('hep', restart);
  expect(few).toBeGreaterThan(3);
  expect(await askedBy('rong', restart)).toBe(few);
});

it('a step past sixty elements asks as often as one past two', async () => {
  expect(await askedBy('dai', false)).toBe(await askedBy('ngan', false));
});
