import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a million rows need that a thousand do not: indices, and the marks by which a trace goes on where its cause has ended. */
export class Indices1763800000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [TRACES, UPKEEP]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Never taken back: the program before it works with the indices, too.');
  }
}

/** W3C traceparent of the transaction that wrote the row; null without a collector. */
const TRACES = `
alter table wakeup add column trace text;
alter table outbox add column trace text;
alter table job add column trace text;
`;

/** By which upkeep finds what is over, oldest first. */
const UPKEEP = `
create index wakeup_over on wakeup (created_at) where state <> 'pending';
create index outbox_over on outbox (delivered_at) where delivered_at is not null;
create index job_over on job (ended_at) where ended_at is not null;
create index command_key_created on command_key (created_at);
create index session_expires on session (expires_at);
create index message_buffer_over on message_buffer (ended_at) where ended_at is not null;
`;
