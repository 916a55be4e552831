import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders by which an agency ends and another takes over its open dossiers; report runs that are over can be found by when they ended. */
export class Mergers1763800000021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table agency_merger (
        id uuid primary key,
        agency text not null unique references agency,
        successor text not null references agency,
        effective_from date not null,
        document text not null,
        staff boolean not null,
        dossiers integer not null default 0,
        done_at timestamptz,
        decided_by text not null,
        decided_at timestamptz not null,
        check (agency <> successor)
      );
      create index agency_merger_decided on agency_merger (decided_at desc);
      create index report_run_ended on report_run (ended_at) where ended_at is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index report_run_ended; drop table agency_merger');
  }
}
