import { createTransport } from 'nodemailer';
import type { ChannelMessage, NoticeChannel } from './notice-channel.js';
import { OutboxFolder, fileStem } from './outbox-folder.js';

/** E-mail as one `.eml` file per message, for the installation's mail gateway. Vietnamese first, English below. */
export class MailChannel implements NoticeChannel {
  readonly name = 'mail';
  readonly #folder: OutboxFolder;
  readonly #composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  /** `host`: the domain in whose name the mail is sent. */
  constructor(
    folder: string,
    private readonly host: string,
  ) {
    this.#folder = new OutboxFolder(folder);
  }

  async send(message: ChannelMessage): Promise<void> {
    const stem = fileStem(message.id);
    const composed = await this.#composer.sendMail({
      from: { name: 'Liên Thông', address: `khong-tra-loi@${this.host}` },
      to: { name: '', address: message.to },
      subject: message.subject.vi,
      messageId: `<${stem}@${this.host}>`,
      date: message.at,
      text: [message.body.vi, message.link, '--', message.body.en].filter((part) => part !== null).join('\n\n'),
      textEncoding: 'base64',
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    await this.#folder.put(`${stem}.eml`, composed.message as Buffer);
  }
}
