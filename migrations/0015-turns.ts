import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The turn of a dossier, counted up by whoever takes its lock and by whatever changes its head, by hand too (docs/adr/0008), and what a step writes without asking for it again.
 *
 * A foreign key reads and locks the row that it refers to for every row that is written. Tasks and what waits are written in the step that
 * holds the dossier and has its instance before it, neither of which is ever deleted; agency and assignee come out of the directory, whose
 * agencies and accounts are ended and never deleted, and all tasks of an agency would lock its one row for each other. A batch of migrations
 * names its dossiers from a reading of the table, and waited at their rows for steps under way.
 *
 * A state is written anew in every step and read once in many: compressing it was a sixth of what a step cost the database.
 */
export class Turns1763800000015 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table dossier add column turn integer not null default 0;
      create function dossier_turned() returns trigger language plpgsql as $$
      begin
        new.turn := new.turn + 1;
        return new;
      end $$;
      create trigger dossier_turned before update of code, procedure, revision, agency, territory, state, data, received_at, ended_at, adoption on dossier
        for each row execute function dossier_turned();

      alter table migration_item drop constraint migration_item_dossier_fkey;
      alter table task
        drop constraint task_dossier_fkey,
        drop constraint task_instance_fkey,
        drop constraint task_agency_fkey,
        drop constraint task_assignee_fkey;
      alter table waiting drop constraint waiting_instance_fkey;

      alter table instance alter column state set storage external;
      alter table instance set (toast_tuple_target = 8160);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table instance alter column state set storage extended;
      alter table instance reset (toast_tuple_target);
      alter table waiting add constraint waiting_instance_fkey foreign key (instance) references instance (id);
      alter table task
        add constraint task_assignee_fkey foreign key (assignee) references account (username),
        add constraint task_agency_fkey foreign key (agency) references agency (code),
        add constraint task_instance_fkey foreign key (instance) references instance (id),
        add constraint task_dossier_fkey foreign key (dossier) references dossier (code);
      alter table migration_item add constraint migration_item_dossier_fkey foreign key (dossier) references dossier (code);
      drop trigger dossier_turned on dossier;
      drop function dossier_turned();
      alter table dossier drop column turn;
    `);
  }
}
