import { toIso } from '#kernel';
import type { ChannelMessage, NoticeChannel } from './notice-channel.js';
import { OutboxFolder, fileStem } from './outbox-folder.js';

/** Short messages as one `.txt.json` file each (`id`, `to`, `text`, `at`), for the installation's SMS gateway. The subject is the text. */
export class SmsChannel implements NoticeChannel {
  readonly name = 'sms';
  readonly #folder: OutboxFolder;

  constructor(folder: string) {
    this.#folder = new OutboxFolder(folder);
  }

  async send({ id, to, subject, link, at }: ChannelMessage): Promise<void> {
    const stem = fileStem(id);
    const message = { id, to, text: link === null ? subject.vi : `${subject.vi}. ${link}`, at: toIso(at) };
    await this.#folder.put(`${stem}.txt.json`, `${JSON.stringify(message, null, 2)}\n`);
  }
}
