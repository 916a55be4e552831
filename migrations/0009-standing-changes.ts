import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of what waits for a second person and of batches, and what upkeep removes of incidents. */
export class StandingChanges1763800000009 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(INDICES);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index modification_request_open; drop index migration_batch_procedure; drop index incident_over');
  }
}

const INDICES = `
create index modification_request_open on modification_request (requested_at, id) where state = 'requested';
create index migration_batch_procedure on migration_batch (procedure, created_at desc);
create index incident_over on incident (closed_at) where closed_at is not null;
`;
