import type { Result } from '#kernel';
import { deflateSync, strToU8, unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ProcedureContent, blankProcedure, digestOf, packBundle, readBundle } from '../index.js';
import { type RawEntry, rawZip } from './raw-zip.fixture.js';

const content = (more: Partial<ProcedureContent> = {}): ProcedureContent => ({
  bpmn: Buffer.from(blankProcedure({ code: 'mau', name: 'Mẫu' })),
  forms: { 'tiep-nhan': { type: 'object', properties: { ten: { type: 'string' }, 'an tuong': { type: 'string' } } } },
  decisions: { 'le-phi': '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Lệ phí" namespace="urn:mau"/>\n' },
  scenarios: { 'Thuận lợi': { name: { vi: 'Thuận lợi', en: 'Smooth' }, steps: [] } },
  templates: { 'phieu-hen.docx': Buffer.from([0, 1, 2, 255]).toString('base64') },
  readme: '# Mẫu\n',
  ...more,
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function refusal(result: Result<unknown>): string {
  if (result.ok) return 'taken';
  const { code, message, errors = [] } = result.rejection;
  expect(message.vi).not.toBe(message.en);
  return `${code} ${errors.map((error) => `${error.path}: ${error.message.en}`).join('; ')}`.trim();
}

/** An honest bundle, opened, changed and closed again; `sums` keeps its manifest true. */
function tampered(change: (files: Record<string, Uint8Array>) => void, { sums = true } = {}): Buffer {
  const files = { ...unzipSync(packBundle('mau', content())) };
  change(files);
  if (sums && files['manifest.json']) {
    const manifest = JSON.parse(Buffer.from(files['manifest.json']).toString()) as { files: Record<string, string> };
    manifest.files = Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'manifest.json').map(([path, bytes]) => [path, sha256(bytes)]));
    files['manifest.json'] = strToU8(JSON.stringify(manifest));
  }
  return Buffer.from(zipSync(files));
}

/** The same with entries that fflate would not write. */
function withEntry(...more: RawEntry[]): Buffer {
  const files = unzipSync(packBundle('mau', content()));
  return rawZip([...Object.entries(files).map(([name, bytes]) => ({ name, bytes })), ...more]);
}

const manifestWith = (change: object) => (files: Record<string, Uint8Array>): void => {
  files['manifest.json'] = strToU8(JSON.stringify({ ...(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString()) as object), ...change }));
};

it('what is packed is read back, part for part and in its order, under the same digest', () => {
  const packed = packBundle('mau', content());
  const read = readBundle(packed);
  expect(read).toEqual({ ok: true, value: { code: 'mau', content: content() } });
  if (!read.ok) return;
  expect(Object.keys(read.value.content.forms['tiep-nhan']?.['properties'] as object)).toEqual(['ten', 'an tuong']);
  expect(packBundle('mau', read.value.content)).toEqual(packed);
});

it('has the layout of a folder of the library', () => {
  const files = unzipSync(packBundle('mau', content()));
  expect(Object.keys(files).sort()).toEqual(['README.md', 'decisions/le-phi.dmn', 'forms/tiep-nhan.json', 'manifest.json', 'mau.bpmn', 'scenarios/Thuận lợi.json', 'templates/phieu-hen.docx']);
  expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString())).toEqual({
    format: 1, code: 'mau', digest: digestOf(content().bpmn, content().forms, content()),
    files: Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'manifest.json').map(([path, bytes]) => [path, sha256(bytes)])),
  });
});

it('a bundle of format 1 still loads', () => {
  const read = readBundle(readFileSync(new URL('format-1.fixture.zip', import.meta.url)));
  if (!read.ok) throw new Error(read.rejection.message.en);
  const { bpmn, ...parts } = read.value.content;
  const { bpmn: _, ...known } = content();
  expect(parts).toEqual(known);
  expect(digestOf(bpmn, parts.forms, parts)).toBe('79b0facb53cbf5bfb2bcdc701054b6c50b8b25f8cf123a880a3e21d2c9cd17a1');
});

it('a diagram alone is a bundle; a document that is wrong, too', () => {
  const bare = { bpmn: Buffer.from('<khong-phai-bpmn/>'), forms: {}, decisions: {}, scenarios: {}, templates: {}, readme: null };
  expect(readBundle(packBundle('mau', bare))).toEqual({ ok: true, value: { code: 'mau', content: bare } });
});

it('a form of the document whose key is no file name stays in the document', () => {
  const packed = packBundle('mau', content({ forms: { '../../a': { type: 'object' }, b: { type: 'object' } } }));
  expect(Object.keys(unzipSync(packed)).filter((path) => path.startsWith('forms/'))).toEqual(['forms/b.json']);
  expect(readBundle(packed).ok).toBe(true);
});

describe('bundles that somebody has changed', () => {
  it.each<[string, Buffer, string]>([
    ['a changed file', tampered((files) => void (files['mau.bpmn'] = strToU8('<a/>')), { sums: false }), 'malformed mau.bpmn: was changed: its digest does not match'],
    ['a missing file', tampered((files) => void delete files['forms/tiep-nhan.json'], { sums: false }), 'malformed forms/tiep-nhan.json: is in the manifest and not in the bundle'],
    ['one more file', tampered((files) => void (files['forms/la.json'] = strToU8('{}')), { sums: false }), 'malformed forms/la.json: is not in the manifest'],
    ['a form that is another', tampered((files) => void (files['forms/tiep-nhan.json'] = strToU8('{"a":1}'))), 'malformed manifest.json: the digest of the procedure does not match'],
    ['no manifest', tampered((files) => void delete files['manifest.json']), 'malformed manifest.json: the manifest of the bundle is missing'],
    ['a manifest that is no JSON', tampered((files) => void (files['manifest.json'] = strToU8('{')), { sums: false }), 'malformed manifest.json: the manifest cannot be read'],
    ['a manifest without format', tampered(manifestWith({ format: undefined }), { sums: false }), 'malformed manifest.json: the manifest cannot be read'],
    ['a newer format', tampered(manifestWith({ format: 2 }), { sums: false }), 'malformed manifest.json: format: format 2 is not known; this program reads up to 1'],
    ['another code', tampered(manifestWith({ code: 'khac' }), { sums: false }), 'malformed mau.bpmn: has not the code khac of the manifest'],
    ['no diagram', tampered((files) => void delete files['mau.bpmn']), 'malformed *.bpmn: the diagram is missing'],
    ['two diagrams', tampered((files) => void (files['khac.bpmn'] = strToU8('<a/>'))), 'malformed khac.bpmn: is a second diagram; there is one in a bundle'],
    ['a form that is a list', tampered((files) => void (files['forms/tiep-nhan.json'] = strToU8('[]'))), 'malformed forms/tiep-nhan.json: is not a JSON object'],
    ['a form that is no JSON', tampered((files) => void (files['forms/tiep-nhan.json'] = strToU8('{'))), 'malformed forms/tiep-nhan.json: is not a JSON object'],
    ['a decision that is no text', tampered((files) => void (files['decisions/le-phi.dmn'] = new Uint8Array([255, 254]))), 'malformed decisions/le-phi.dmn: is not UTF-8 text'],
    ['a README with a null character', tampered((files) => void (files['README.md'] = strToU8('a\0b'))), 'malformed README.md: is not UTF-8 text'],
  ])('%s', (_, zip, said) => expect(refusal(readBundle(zip))).toBe(said));
});

describe('bundles that somebody has made to do harm', () => {
  it.each([
    '../../etc/passwd', 'forms/../../x.json', '/etc/passwd', 'C:\\x.json', 'forms\\x.json', 'forms/a/b.json', 'forms/.json', 'forms/', '.git/config', 'decisions/a.json', 'forms/a.dmn', 'a.exe',
    'forms/a\0.json', 'forms/a..json', 'forms/a .json', '__proto__', 'forms/.hidden.json', 'templates/..', 'templates/.', './mau.bpmn', '',
  ])('a file called %j', (name) => {
    expect(refusal(readBundle(withEntry({ name, bytes: strToU8('{}') })))).toMatch(/^malformed .*is no part of a procedure$/);
  });

  it('a name that is there twice, however it is written', () => {
    expect(refusal(readBundle(withEntry({ name: 'mau.bpmn', bytes: strToU8('<a/>') })))).toBe('malformed mau.bpmn: is in the bundle twice');
    expect(refusal(readBundle(withEntry({ name: 'MAU.bpmn', bytes: strToU8('<a/>') })))).toBe('malformed MAU.bpmn: is in the bundle twice');
    expect(refusal(readBundle(withEntry({ name: 'manifest.json', bytes: strToU8('{}') })))).toBe('malformed manifest.json: is in the bundle twice');
  });

  it('a bomb: small as it comes, large as it says of itself', () => {
    const zeros = deflateSync(new Uint8Array(60_000_000), { level: 9 });
    expect(zeros.length).toBeLessThan(100_000);
    expect(refusal(readBundle(withEntry({ name: 'forms/bom.json', bytes: zeros, method: 8, said: 60_000_000 })))).toBe('too_large');
  });

  it('a bomb that says it is small is cut off there', () => {
    const zeros = deflateSync(new Uint8Array(60_000_000), { level: 9 });
    expect(refusal(readBundle(withEntry({ name: 'forms/bom.json', bytes: zeros, method: 8, said: 10 })))).toMatch(/^malformed/);
  });

  it('many files that are large together, and too many files', () => {
    const large = deflateSync(new Uint8Array(4_000_000), { level: 9 });
    const many = Array.from({ length: 12 }, (_, n) => ({ name: `templates/t${n}`, bytes: large, method: 8, said: 4_000_000 }));
    expect(refusal(readBundle(withEntry(...many)))).toBe('too_large');
    expect(refusal(readBundle(withEntry(...Array.from({ length: 501 }, (_, n) => ({ name: `templates/t${n}`, bytes: strToU8('a') })))))).toBe('too_large');
  });

  it('form and scenario called __proto__ are parts like others, and change nothing', () => {
    expect(refusal(readBundle(tampered((files) => void (files['forms/__proto__.json'] = strToU8('{"polluted":true}')))))).toMatch(/^malformed/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('không phải zip')],
    ['half a zip', packBundle('mau', content()).subarray(0, 500)],
    ['a zip whose middle is lost', Buffer.concat([packBundle('mau', content()).subarray(0, 100), packBundle('mau', content()).subarray(400)])],
    ['an unknown method', withEntry({ name: 'forms/a.json', bytes: strToU8('{}'), method: 99 })],
  ])('%s', (_, zip) => expect(refusal(readBundle(zip))).toMatch(/^malformed/));

  it('any byte of a bundle may be another: it is read as it was or refused, never otherwise', () => {
    const whole = packBundle('mau', content());
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const read = readBundle(changed);
      if (read.ok) expect(read.value.content).toEqual(content());
    }
  });
});
