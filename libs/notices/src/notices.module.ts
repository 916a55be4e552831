import path from 'node:path';
import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { CONFIG, type Config } from '#platform';
import { MailChannel } from './channels/mail-channel.js';
import type { NoticeChannel } from './channels/notice-channel.js';
import { SmsChannel } from './channels/sms-channel.js';
import { CHANNELS, DeliverMessages } from './deliver-messages.js';
import { HoldNotices } from './hold-notices.js';
import { FollowEvents } from './follow-events.js';
import { Notices } from './notices.js';

/** Messages wait in `outbox/mail` and `outbox/sms` of the data folder for the gateways of the installation. */
function channelsOf({ dataFolder, publicUrl }: Config): NoticeChannel[] {
  const folder = path.join(dataFolder, 'outbox');
  return [new MailChannel(path.join(folder, 'mail'), new URL(publicUrl).hostname), new SmsChannel(path.join(folder, 'sms'))];
}

@Module({
  imports: [AccessModule],
  providers: [{ provide: CHANNELS, useFactory: channelsOf, inject: [CONFIG] }, DeliverMessages, HoldNotices, FollowEvents, Notices],
  exports: [Notices],
})
export class NoticesModule {}
