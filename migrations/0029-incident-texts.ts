import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an incident says is kept in Vietnamese (`message`) and, where it differs, in English. Of older rows, and of what outside software wrote, there is one text. */
export class IncidentTexts1763900000029 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table incident add column message_en text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table incident drop column message_en');
  }
}
