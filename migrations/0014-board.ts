import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indices by which the board asks: promises still open, steps and dossiers by when they were done. */
export class Board1763800000014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index deadline_promise on deadline (agency, budget_amount, budget_unit, subject_ref) include (due_at, state) where subject_kind = 'dossier' and ended_at is null;
      create index deadline_ended on deadline (agency, ended_at) where ended_at is not null;
      create index task_ended on task (procedure, revision, ended_at) where ended_at is not null;
      create index task_done on task (agency, ended_at) where state = 'completed';
      create index leg_left_at on leg (left_at) where left_at is not null;
      create index dossier_resolved on dossier (procedure, resolved_at) where resolved_at is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index deadline_promise, deadline_ended, task_ended, task_done, leg_left_at, dossier_resolved');
  }
}
