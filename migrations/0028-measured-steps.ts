import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a step measures is written without foreign keys, like its tasks (0015): a deadline names the dossier whose lock the step holds and an agency
 * of the directory, a rung the deadline that is written beside it, none of which is ever deleted. Their checks read and locked a row for every row
 * written, and all deadlines of an agency its one row for each other.
 */
export class MeasuredSteps1763900000028 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table rung drop constraint rung_deadline_fkey;
      alter table deadline drop constraint deadline_agency_fkey, drop constraint deadline_dossier_fkey;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table deadline
        add constraint deadline_agency_fkey foreign key (agency) references agency (code),
        add constraint deadline_dossier_fkey foreign key (dossier) references dossier (code);
      alter table rung add constraint rung_deadline_fkey foreign key (deadline) references deadline (id);
    `);
  }
}
