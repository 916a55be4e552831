import { csvSheet, decodeText, delimiterOf } from './read-csv.js';

async function linesOf(written: string): Promise<[number, string[]][]> {
  const found: [number, string[]][] = [];
  for await (const { line, cells } of csvSheet(written).lines()) found.push([line, cells]);
  return found;
}

describe('a register as text', () => {
  it('has quotes, quotes in quotes, the sign and line breaks inside them, and lines as a spreadsheet counts them', async () => {
    expect(await linesOf('a;"b;c"\r\n"d ""e""";"f\ng"\n;h')).toEqual([[1, ['a', 'b;c']], [2, ['d "e"', 'f g']], [3, ['', 'h']]]);
  });

  it('is parted by the sign that stands outside quotes most often', () => {
    expect([delimiterOf('a;b;c'), delimiterOf('a\tb'), delimiterOf('a,b'), delimiterOf('"1,5,6,7";b;c')]).toEqual([';', '\t', ',', ';']);
  });

  it('bears a quote that is never closed', async () => {
    expect(await linesOf('a;"b\nc;d')).toEqual([[1, ['a', 'b c;d']]]);
  });

  it('is Unicode or refused', () => {
    expect(decodeText(Buffer.from('\uFEFFMã', 'utf8'))).toMatchObject({ ok: true, value: 'Mã' });
    expect(decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Mã', 'utf16le')]))).toMatchObject({ ok: true, value: 'Mã' });
    expect(decodeText(Buffer.from([0xfe, 0xff, 0x00, 0x4d]))).toMatchObject({ ok: true, value: 'M' });
    expect(decodeText(Buffer.from([0x4d, 0xe3, 0x20, 0x68]))).toMatchObject({ ok: false, rejection: { code: 'invalid_input' } });
    expect(decodeText(Buffer.from([0x4d, 0x00, 0x4d]))).toMatchObject({ ok: false });
  });
});
