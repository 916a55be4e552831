import type { Text } from '#kernel';

export const CHANNEL_NAMES = ['mail', 'sms'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

export interface ChannelMessage {
  /** Of the outbox; digits. */
  id: string;
  /** Address in the channel's own form. */
  to: string;
  subject: Text;
  body: Text;
  /** Where the reader finds more; null where there is nothing to look up. */
  link: string | null;
  at: Date;
}

/**
 * A way out of the house. It promises: a message whose `send` has resolved will reach its addressee or the channel's own failure
 * handling; the same id sent again, even at the same time, changes nothing; a failed `send` left nothing behind and may be
 * repeated. It does not promise that anybody reads it, and knows nothing of dossiers.
 */
export interface NoticeChannel {
  readonly name: ChannelName;
  send(message: ChannelMessage): Promise<void>;
}
