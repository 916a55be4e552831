import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index that keeps a task from being opened twice now begins with the dossier, so that it also finds the open tasks of one: before a
 * table is analyzed, the planner joined the index of all tasks of the dossier with that of all open tasks, dead entries and all. An instance
 * belongs to one dossier, so it forbids what it forbade.
 */
export class OpenTasks1763900000027 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index task_once;
      create unique index task_once on task (dossier, instance, execution_id) where state in ('open', 'claimed');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index task_once;
      create unique index task_once on task (instance, execution_id) where state in ('open', 'claimed');
    `);
  }
}
