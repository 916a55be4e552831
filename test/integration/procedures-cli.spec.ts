import { packBundle } from '#bpmn';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { and, chain, end, flow, procedure, start, user, xor } from './diagram.js';
import { LienthongProcess } from './process.js';
import { TestProduct, WHO } from './product.js';

/*
 * `lienthong procedures` as a CI step runs it: by its output and its exit code.
 */

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'lienthong-cli-'))));
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const command = new LienthongProcess(['procedures', ...args], environment);
  const code = await command.ended;
  return { code, out: command.out, err: command.err };
}
let environment: Record<string, string> = {};

/** A procedure as it stands under version control. */
async function keep(code: string, files: Record<string, string>): Promise<string> {
  const root = path.join(folder, code);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  return root;
}

const sound = (code: string, name = 'Làm'): string => procedure(code, start('s') + user('lam', { name, form: 'nhap' }) + end('e') + chain('s', 'lam', 'e'));
const stuck = (code: string): string =>
  procedure(code, start('s') + xor('x', '', 'default="x_b"') + user('a') + user('b') + and('j') + end('e') + chain('s', 'x') + flow('x', 'a', '= true') + flow('x', 'b') + chain('a', 'j') + chain('b', 'j', 'e'));
const form = '{ "type": "object" }';

describe('lint and prove', () => {
  it('a sound folder passes, whatever else its keeper has in it', async () => {
    const source = await keep('tot', { 'tot.bpmn': sound('tot'), 'forms/nhap.json': form, '.gitignore': 'x', 'NOTES.txt': 'x', 'forms/.keep': '' });
    expect(await run('lint', source)).toMatchObject({ code: 0, out: expect.stringContaining('No errors.') });
    const proved = await run('prove', source);
    expect(proved).toMatchObject({ code: 0, out: expect.stringMatching(/digest: [0-9a-f]{64}\n/) });
    expect(proved.out).toContain('longest path: 1 / 20');
  });

  it('a blocking finding is one line with its place and its page, and exit code 1', async () => {
    const source = await keep('sai', { 'sai.bpmn': stuck('sai') });
    const { code, out, err } = await run('lint', source);
    expect(code).toBe(1);
    expect(out.split('\n').filter((line) => line.includes(' deadlock '))).toEqual([expect.stringMatching(/sai\/sai\.bpmn:\d+:\d+: error deadlock j: .* \/ .* \[docs\/rules\/deadlock\.md\]$/)]);
    expect(err).toContain('must be mended');
  });

  it('prove plays the way into the flaw', async () => {
    const { code, out } = await run('prove', path.join(folder, 'sai'));
    expect(code).toBe(1);
    expect(out).toMatch(/\n {4}.*→ \{.*\}/);
  });

  it('as JSON for programs, with the same exit code', async () => {
    const { code, out } = await run('lint', path.join(folder, 'sai', 'sai.bpmn'), '--json');
    expect(code).toBe(1);
    const told = JSON.parse(out) as { code: string; digest: string; findings: { rule: string }[] };
    expect(told).toMatchObject({ code: 'sai', digest: expect.stringMatching(/^[0-9a-f]{64}$/), findings: expect.arrayContaining([expect.objectContaining({ rule: 'deadlock', page: 'docs/rules/deadlock.md', position: { line: expect.any(Number), column: expect.any(Number) } })]) });
  });

  it('a bundle is proved as its folder is', async () => {
    const zip = path.join(folder, 'goi.zip');
    await writeFile(zip, packBundle('goi', { bpmn: Buffer.from(sound('goi')), forms: {}, decisions: {}, scenarios: {}, templates: {}, readme: null }));
    const { code, out } = await run('lint', zip);
    expect([code, out]).toEqual([1, expect.stringContaining('form-missing lam')]);
  });

  it('what a called procedure takes counts, where it stands beside', async () => {
    await keep('goi-chung', { 'goi-chung.bpmn': procedure('goi-chung', start('s') + user('lam', { budget: 7 }) + end('e') + chain('s', 'lam', 'e'), { kind: 'component' }) });
    const source = await keep('goi-toi', { 'goi-toi.bpmn': procedure('goi-toi', `${start('s')}<bpmn:callActivity id="c" calledElement="goi-chung"/>${end('e')}${chain('s', 'c', 'e')}`, { limit: 5 }) });
    expect(await run('lint', source)).toMatchObject({ code: 1, out: expect.stringContaining('budget-exceeds-limit') });
  });

  it('what cannot be read ends with its reason', async () => {
    const cases: [source: Promise<string> | string, reason: string][] = [
      ['khong-co.bpmn', 'There is no file or folder'],
      [keep('rong', { 'README.md': 'x' }), 'must have one .bpmn file'],
      [keep('hong', { 'hong.bpmn': sound('hong'), 'forms/nhap.json': '{' }), 'forms/nhap.json'],
      [keep('dtd', { 'dtd.bpmn': `<!DOCTYPE a>${sound('dtd').replace(/^<\?xml[^>]*>/, '')}` }), 'Document type (DTD)'],
      [keep('zip', { 'x.zip': 'PK\u0003\u0004hỏng' }).then((root) => path.join(root, 'x.zip')), 'bundle cannot be used'],
    ];
    const ended = await Promise.all(cases.map(async ([source]) => run('lint', await source)));
    expect(ended).toEqual(cases.map(([, reason]) => ({ code: 1, out: '', err: expect.stringContaining(reason) })));
  });
});

describe('diff', () => {
  it('tells elements, parts and rows of the ISO table', async () => {
    const a = await keep('ban-cu', { 'cu.bpmn': sound('cu', 'Làm cũ'), 'forms/nhap.json': form });
    const b = await keep('ban-moi', { 'cu.bpmn': sound('cu', 'Làm mới'), 'forms/nhap.json': form, 'forms/them.json': form });
    const { code, out } = await run('diff', a, b, '--lang', 'en');
    expect(code).toBe(0);
    expect(out).toContain('+ forms/them');
    expect(out).toMatch(/~ UserTask lam «Làm mới»\n {4}Name: Làm cũ → Làm mới/);
    expect(out).toMatch(/ISO table:\n~ 1 Làm mới/);
    const [same, told] = await Promise.all([run('diff', a, a), run('diff', a, b, '--json')]);
    expect(same).toMatchObject({ code: 0, out: expect.stringContaining('No difference.') });
    expect(JSON.parse(told.out)).toMatchObject({ changes: expect.arrayContaining([expect.objectContaining({ element: 'lam', change: 'changed' })]), parts: [{ change: 'added', part: 'forms/them' }] });
  });
});

describe('publish', () => {
  let product: TestProduct;
  beforeAll(async () => {
    product = await TestProduct.open({ LIENTHONG_CLOCK: 'system' });
    environment = { DATABASE_URL: product.database.url, LIENTHONG_DATA: folder, LIENTHONG_LOG: 'fatal' };
  });
  afterAll(() => product.close());

  it('takes a folder as far as the named people take it, and the same content only once', async () => {
    const source = await keep('ban-hanh', { 'ban-hanh.bpmn': sound('ban-hanh'), 'forms/nhap.json': form, 'scenarios/thu.json': '{ "steps": [] }' });
    const people = ['--as', WHO.designer, '--checked-by', WHO.checker, '--approved-by', WHO.chairman];
    expect(await run('publish', source, '--as', WHO.designer)).toMatchObject({ code: 0, out: expect.stringContaining('ban-hanh/1: handed in, waits to be checked.') });
    expect(await run('publish', source, ...people.slice(0, 4))).toMatchObject({ code: 0, out: expect.stringContaining('ban-hanh/1: checked, waits to be approved.') });
    expect(await run('publish', source, ...people)).toMatchObject({ code: 0, out: expect.stringContaining('Published ban-hanh/1.') });
    expect(await run('publish', source, ...people)).toMatchObject({ code: 0, out: expect.stringContaining('is published with this very content') });
    expect((await product.as(WHO.designer).get('/procedures/ban-hanh')).expect(200)).toMatchObject({ inForce: 1, revisions: [{ revision: 1, state: 'published' }] });
  });

  it('a revision goes out as folder and as bundle, which are proved to the same digest', async () => {
    const [out, zip] = [path.join(folder, 'ra', 'thuong-tru'), path.join(folder, 'ra', 'thuong-tru.zip')];
    await mkdir(path.dirname(zip));
    expect(await Promise.all([run('export', 'thuong-tru', '1', out), run('export', 'thuong-tru', '1', zip)])).toMatchObject([{ code: 0 }, { code: 0 }]);
    const { digest } = (await product.as(WHO.designer).get('/procedures/thuong-tru/revisions/1')).expect(200);
    const { out: told } = await run('prove', out, zip, '--json');
    expect((JSON.parse(told) as { digest: string }[]).map((one) => one.digest)).toEqual([digest, digest]);
    expect(await run('publish', zip, '--as', WHO.designer)).toMatchObject({ code: 0, out: expect.stringContaining('is published with this very content') });
    expect(await run('export', 'thuong-tru', '99', out)).toMatchObject({ code: 1, err: expect.stringContaining('No revision 99') });
  });

  it('refuses what the proof refuses, and who may not', async () => {
    const source = await keep('khong-duoc', { 'khong-duoc.bpmn': stuck('khong-duoc') });
    expect(await run('publish', source, '--as', WHO.designer)).toMatchObject({ code: 1, err: expect.stringContaining('error deadlock j') });
    const good = await keep('duoc', { 'duoc.bpmn': sound('duoc'), 'forms/nhap.json': form });
    const refused = await Promise.all([
      run('publish', good, '--as', WHO.desk), run('publish', good, '--as', 'khong-ai'), run('publish', good, '--as', WHO.designer, '--from', 'hôm qua'),
      run('publish', good, '--as', WHO.designer, '--checked-by', WHO.checker, '--approved-by', WHO.checker),
    ]);
    expect(refused).toMatchObject(['not allowed', 'no account', 'is no instant', 'not allowed'].map((reason) => ({ code: 1, err: expect.stringContaining(reason) })));
  });
});
