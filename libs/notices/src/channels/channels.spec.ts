import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from '#kernel';
import { MailChannel } from './mail-channel.js';
import type { ChannelMessage, NoticeChannel } from './notice-channel.js';
import { SmsChannel } from './sms-channel.js';

const message: ChannelMessage = {
  id: '17',
  to: 'hanh@example.vn',
  subject: text('Đã tiếp nhận hồ sơ', 'Dossier received'),
  body: text('Ông/bà giữ giấy tiếp nhận.', 'Please keep the receipt.'),
  link: 'https://motcua.example.vn/tra-cuu?ma=H-1&khoa=K7PX',
  at: new Date('2026-02-12T09:00:00+07:00'),
};

let folder: string;

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'lienthong-outbox-')), 'channel');
});

afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));

const files = async (): Promise<string[]> => (await readdir(folder).catch(() => [])).sort();

describe.each<[string, () => NoticeChannel, (written: string) => string]>([
  ['mail', () => new MailChannel(folder, 'motcua.example.vn'), decodeMail],
  ['sms', () => new SmsChannel(folder), (written) => written],
])('the channel %s', (name, open, decode) => {
  const only = async (): Promise<string> => decode(await readFile(path.join(folder, (await files())[0]!), 'utf8'));

  it('goes by its name', () => {
    expect(open().name).toBe(name);
  });

  it('delivers the addressee, the Vietnamese text and the link in one file', async () => {
    await open().send(message);

    expect(await files()).toHaveLength(1);
    for (const part of ['hanh@example.vn', 'Đã tiếp nhận hồ sơ', message.link!]) expect(await only()).toContain(part);
  });

  it('delivers without a link', async () => {
    await open().send({ ...message, link: null });

    expect(await only()).not.toContain('null');
  });

  it('delivers an id once, whatever is sent again and from however many sides', async () => {
    await Promise.all(Array.from({ length: 5 }, () => open().send(message)));
    await open().send({ ...message, to: 'another@example.vn' });

    expect(await files()).toHaveLength(1);
    expect(await only()).toContain('hanh@example.vn');
  });

  it('keeps messages apart', async () => {
    await open().send(message);
    await open().send({ ...message, id: '18' });

    expect(await files()).toHaveLength(2);
  });

  it('fails while its folder cannot be made, and delivers when asked again', async () => {
    await writeFile(folder, 'in the way');
    await expect(open().send(message)).rejects.toThrow();

    await rm(folder);
    await open().send(message);

    expect(await files()).toHaveLength(1);
  });

  it.each(['', '../17', '1e3', '-1'])('refuses the id "%s", which is none of the outbox', async (id) => {
    await expect(open().send({ ...message, id })).rejects.toThrow();
    expect(await files()).toEqual([]);
  });
});

/** Headers with their encoded words, and the body, as text. */
function decodeMail(eml: string): string {
  const [head, ...body] = eml.split('\r\n\r\n');
  const unfolded = head!.replace(/\r\n\s+/g, ' ').replace(/\?=\s+=\?/g, '?==?');
  const headers = unfolded.replace(/=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi, (_, coding: string, word: string) =>
    Buffer.from(coding.toUpperCase() === 'B' ? word : quotedToBase64(word), 'base64').toString());
  return `${headers}\n${Buffer.from(body.join(''), 'base64').toString()}`;
}

const quotedToBase64 = (word: string): string =>
  Buffer.from(word.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('base64');
