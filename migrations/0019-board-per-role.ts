import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What leaders are measured by (targets, each ordered by a document), and indices by which breaches are found. */
export class BoardPerRole1763800000019 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table late_target (
        seq bigint generated always as identity primary key,
        agency text not null references agency (code),
        late_share numeric not null check (late_share >= 0 and late_share <= 1),
        valid_from date not null,
        document text not null check (document <> ''),
        set_by text not null,
        set_at timestamptz not null
      );
      create index late_target_of on late_target (agency, valid_from desc, seq desc);
      create index deadline_missed on deadline (subject_kind, ended_at, due_at) where state = 'missed';
      create index dossier_procedure_open on dossier (procedure) where ended_at is null and resolved_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Targets that were ordered would be gone.');
  }
}
