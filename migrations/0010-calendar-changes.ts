import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of working calendars, with the dossiers whose deadlines each of them moves. */
export class CalendarChanges1763800000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(CHANGES);
  }

  async down(): Promise<void> {
    throw new Error('Deadlines that wait to be counted anew would keep dates of a calendar that is no more.');
  }
}

/** `changes`: what was ordered; `before`: the rows it replaced. An item is done once, in the transaction that moves its dossier's deadlines. It refers to the
 * dossier without a key, for the check of a key would wait for every step that holds one, and every step for it. */
const CHANGES = `
create table calendar_change (
  id uuid primary key,
  changes jsonb not null,
  before jsonb not null,
  document text not null,
  changed_by text not null,
  changed_at timestamptz not null
);
create table calendar_change_item (
  change uuid not null references calendar_change,
  dossier text not null,
  done_at timestamptz,
  moved jsonb,
  primary key (change, dossier)
);
create index calendar_change_item_open on calendar_change_item (change, dossier) where done_at is null;
create index deadline_open on deadline (due_at) where ended_at is null;
`;
