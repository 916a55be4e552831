import fc from 'fast-check';
import { chain, end, messageRoot, procedure, start, stopsUntil, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Whatever JSON a client may send, and whatever text in an address: an answer, never a fault of ours. */

let product: TestProduct;
let dossier: string;
let task: string;

beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(
    procedure('bat-ky', start('s') + user('a', { form: 'm' }) + user('b', { agency: 'tax', role: 'chuyen-vien' }) + stopsUntil('w', 'tin', 'payment', 'tax-notice') + end('e') + chain('s', 'a', 'b', 'w', 'e'), {
      papers: ['don', 'kin@police'],
      roots: messageRoot('tin'),
      forms: { m: { type: 'object', properties: { so: { type: 'number' }, chu: { type: 'string' }, ngay: { type: 'string', format: 'date' } } } },
    }),
  );
});
afterAll(() => product.close());

const odd = fc.oneof(
  fc.constantFrom('', ' ', '\u0000', '\ud800', '=1/0', '${x}', '../../etc/passwd', "'; drop table dossier; --", '__proto__', 'don', 'xa-khanh-phu', 'bat-ky', 'tin', 'a', '2026-02-30', '9999-12-31T23:59:59Z', 'direct'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ minLength: 900, maxLength: 6000 }),
);
const anything = fc.oneof({ weight: 2, arbitrary: odd }, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(-1, 0, 1e308, 2 ** 53, 2 ** 31, 1.5, null, true, [], {}, [[]], [null], { vi: 'a', en: 'b' }));

/** A valid body with some of its members replaced and some added. */
const near = (valid: Record<string, unknown>) =>
  fc.record({ replaced: fc.dictionary(fc.constantFrom(...Object.keys(valid)), anything, { maxKeys: 3 }), added: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, fc.dictionary(odd, anything, { maxKeys: 1 })) }).map(({ replaced, added }) => ({ ...valid, ...replaced, ...added }));

const intake = { procedure: 'bat-ky', agency: 'xa-khanh-phu', applicant: { name: 'A', idNumber: '1', phone: '0905' }, data: { x: 1 }, papers: ['don'], territory: 'xa-khanh-phu', channel: 'direct' };
const DRAWN = procedure('ve', start('s') + user('lam') + end('e') + chain('s', 'lam', 'e'));
const commands: [string, () => string, Record<string, unknown>][] = [
  ['sign in', () => '/session', { username: 'a', password: 'b' }],
  ['receive', () => '/dossiers', intake],
  ['stop', () => `/dossiers/${dossier}/stop`, { reason: 'thiếu', kind: 'supplement', evidence: { so: '1', items: ['a'] } }],
  ['resume', () => `/dossiers/${dossier}/resume`, { evidence: 'x', papers: ['don'], data: {} }],
  ['message', () => `/dossiers/${dossier}/messages`, { name: 'tin', data: {} }],
  ['withdraw', () => `/dossiers/${dossier}/withdraw`, { reason: 'x' }],
  ['refuse', () => `/dossiers/${dossier}/refuse`, { reason: 'x' }],
  ['discontinue', () => `/dossiers/${dossier}/discontinue`, { reason: 'x' }],
  ['acknowledge', () => `/dossiers/${dossier}/acknowledge`, { x: 1 }],
  ['claim', () => `/tasks/${task}/claim`, { x: 1 }],
  ['release', () => `/tasks/${task}/release`, { x: 1 }],
  ['complete', () => `/tasks/${task}/complete`, { opinion: 'ý', data: { so: 1, chu: 'a', ngay: '2026-01-01' }, papers: ['don', { code: 'x', originals: 1, copies: 0 }] }],
  ['return', () => `/tasks/${task}/return`, { to: 'a', reason: 'x' }],
  ['delegate', () => `/tasks/${task}/delegate`, { to: WHO.cadastre, until: '2026-06-01T00:00:00Z', reason: 'x' }],
  ['publish', () => '/procedures/bat-ky/revisions/1/publish', { effectiveFrom: '2027-01-01T00:00:00Z' }],
  ['open a working copy', () => '/drafts', { bpmn: DRAWN, forms: { a: { type: 'object' } }, decisions: { b: '<a/>' }, scenarios: { c: { steps: [] } }, readme: 'x', name: 'a', code: 'a' }],
  ['copy a revision', () => '/drafts', { from: { procedure: 'bat-ky', revision: 1 }, name: 'a' }],
  ['prove', () => '/proofs', { bpmn: DRAWN, forms: { a: { type: 'object' } }, decisions: { b: '<a/>' } }],
  ['remark', () => '/procedures/bat-ky/revisions/1/comments', { text: 'a' }],
  ['withdraw a revision', () => '/procedures/bat-ky/revisions/99/withdraw', { reason: 'x' }],
];

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40);
let changed = true;

async function freshDossier(): Promise<void> {
  dossier = await product.receive('bat-ky', { papers: ['don'] });
  task = (await product.tasks(dossier))[0]!.id;
}

it.each(commands)('%s', async (_, path, valid) => {
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 5, arbitrary: near(valid) }, fc.jsonValue()), async (body) => {
      if (changed) await freshDossier();
      const answer = await product.as(/^.(procedures|drafts|proofs)/.test(path()) ? WHO.designer : WHO.desk).post(path(), body);

      expect({ status: answer.status, fault: answer.status >= 500 }).toEqual({ status: answer.status, fault: false });
      if (answer.status >= 400) expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
      else expect((await product.as(WHO.desk).get(`/dossiers/${dossier}`)).status).toBe(200);
      changed = answer.status < 400;
    }),
    { numRuns: RUNS },
  );
});

it('addresses and queries', async () => {
  const segment = fc.oneof(odd, fc.constantFrom('1', '-1', dossier, task)).map((text) => encodeURIComponent(text.toWellFormed()));
  const path = fc.oneof(
    fc.tuple(fc.constantFrom('/dossiers/', '/tasks/', '/procedures/', '/drafts/', '/agencies/', '/calendar/national-days/', '/public/dossiers/', '/notices/'), segment, fc.constantFrom('', '/ledger', '/revisions/1', '/revisions/1/comments', '/comments', '/bundle', '/opening-hours', '/receipt.pdf', '/read')).map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('/dossiers', '/tasks', '/deadlines', '/drafts', '/agencies', '/notices', '/reports/settlement', '/calendar/national-days', '/procedures'), fc.dictionary(fc.constantFrom('agency', 'role', 'state', 'dossier', 'mine', 'limit', 'after', 'before', 'q', 'kind', 'from', 'to', 'by', 'year', 'x'), segment, { maxKeys: 4 })).map(
      ([list, query]) => `${list}?${Object.entries(query).map(([name, value]) => `${name}=${value}`).join('&')}`,
    ),
  );
  await fc.assert(
    fc.asyncProperty(path, fc.constantFrom(WHO.desk, WHO.administrator, WHO.chairman, WHO.designer), async (address, username) => {
      const answer = await product.as(username).get(address);
      expect([address, answer.status < 500]).toEqual([address, true]);
    }),
    { numRuns: 10 * RUNS },
  );
});
