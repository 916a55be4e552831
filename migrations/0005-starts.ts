import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How dossiers begin by events: the starts of published revisions, keys of running dossiers, signals on their way, openings to be done. */
export class Starts1763800000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [REVISIONS, KEYS, SIGNALS, OPENINGS, MESSAGES]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Signals on their way and dossiers to be opened would be lost.');
  }
}

/**
 * The triggers of every start of a published revision, `ordinal` counting within it. `alone`: it suffices by itself. `name`: of a message or signal. A timer that is armed
 * has `next_due`, with `repeat` firings left (-1: no end).
 */
const REVISIONS = `
create table revision_start (
  procedure text not null,
  revision integer not null,
  element text not null,
  ordinal integer not null,
  kind text not null check (kind in ('none', 'message', 'signal', 'timer', 'condition')),
  alone boolean not null,
  name text,
  timer_kind text, timer_value text,
  next_due timestamptz, repeat integer,
  primary key (procedure, revision, element, ordinal),
  foreign key (procedure, revision) references revision
);
create index revision_start_name on revision_start (name, kind) where kind in ('message', 'signal');
`;

/** The business key under which a dossier began, for the message of the start event. */
const KEYS = `
create table start_key (
  dossier text not null references dossier,
  name text not null,
  key text not null,
  primary key (dossier, name)
);
create index start_key_key on start_key (key, name);
`;

/** `spread_at` is empty until catchers and starts have been listed; `depth` counts the signals that led to it without a person between. */
const SIGNALS = `
create table signal_broadcast (
  id uuid primary key,
  name text not null,
  data jsonb not null,
  agencies text[],
  dossier text references dossier, element text,
  depth integer not null default 0,
  sent_by text not null, agency text,
  sent_at timestamptz not null,
  spread_at timestamptz
);
create table signal_delivery (
  broadcast uuid not null references signal_broadcast,
  dossier text not null references dossier,
  state text not null check (state in ('pending', 'delivered', 'gone')),
  catchers integer not null default 0,
  done_at timestamptz,
  primary key (broadcast, dossier)
);
create index signal_delivery_pending on signal_delivery (dossier) where state = 'pending';
create index waiting_signal on waiting (name, dossier) where kind = 'signal';
`;

/** A dossier that a timer or a signal opens at one agency; `due_at` is the instant of the timer. Each but once. */
const OPENINGS = `
create table dossier_opening (
  id uuid primary key,
  procedure text not null,
  revision integer not null,
  element text not null,
  agency text not null references agency,
  due_at timestamptz,
  broadcast uuid references signal_broadcast,
  state text not null check (state in ('pending', 'opened', 'dropped')),
  dossier text references dossier,
  created_at timestamptz not null,
  done_at timestamptz,
  foreign key (procedure, revision) references revision,
  check ((due_at is null) <> (broadcast is null))
);
create unique index dossier_opening_due on dossier_opening (procedure, revision, element, agency, due_at) where due_at is not null;
create unique index dossier_opening_broadcast on dossier_opening (broadcast, procedure, revision, element, agency) where broadcast is not null;
`;

const MESSAGES = `
alter table message_buffer drop constraint message_buffer_outcome_check;
alter table message_buffer add constraint message_buffer_outcome_check check (outcome in ('delivered', 'buffered', 'started'));
`;
