import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Replays of past dossiers against a draft: what was asked, how far it is, what came out. */
export class Replays1763800000011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(REPLAYS);
  }

  async down(): Promise<void> {
    throw new Error('Results that people were told would be gone.');
  }
}

/** `beat_at` is the database's own time: the process that counts says that it lives. One that fell silent is over, whatever `state` says. */
const REPLAYS = `
create table replay (
  id uuid primary key,
  procedure text not null,
  request jsonb not null,
  requested_by text not null,
  requested_at timestamptz not null,
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled', 'failed', 'interrupted')),
  done integer not null default 0,
  total integer not null default 0,
  beat_at timestamptz not null default clock_timestamp(),
  result json,
  failure jsonb,
  ended_at timestamptz
);
create index replay_open on replay (beat_at) where ended_at is null;
create index replay_ended on replay (ended_at) where ended_at is not null;
create index replay_asked on replay (requested_by, requested_at desc);
`;
