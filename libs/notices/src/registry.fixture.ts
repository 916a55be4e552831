import type { DataSource } from 'typeorm';
import type { DossierHead } from '#contract';

/** The rows a notice speaks of: a commune and the tax branch, their officers, one procedure. */
export async function addRegistry(db: DataSource): Promise<void> {
  await db.query(`
    insert into territory (code, name_vi, name_en, level) values ('h', 'Huyện', 'District', 'district');
    insert into agency (code, name_vi, name_en, kind, territory, unit_code, valid_from) values
      ('xa-a', 'UBND xã A', 'Commune A', 'commune', 'h', 'A', '2020-01-01'),
      ('thue', 'Chi cục Thuế', 'Tax branch', 'tax', 'h', 'T', '2020-01-01');
    insert into role (code, name_vi, name_en) values ('tiep-nhan', 'Tiếp nhận', 'Reception'), ('lanh-dao', 'Lãnh đạo', 'Leader');
    insert into account (username, name, password_hash, email, active, created_at) values
      ('lan', 'Lan', '-', 'lan@example.vn', true, now()), ('minh', 'Minh', '-', null, true, now()), ('nghi', 'Nghỉ', '-', 'nghi@example.vn', false, now()),
      ('cu', 'Cũ', '-', 'cu@example.vn', true, now());
    insert into position (id, username, agency, role, valid_from, valid_to) values
      (gen_random_uuid(), 'lan', 'xa-a', 'lanh-dao', '2020-01-01', null), (gen_random_uuid(), 'minh', 'xa-a', 'lanh-dao', '2020-01-01', null),
      (gen_random_uuid(), 'nghi', 'xa-a', 'lanh-dao', '2020-01-01', null), (gen_random_uuid(), 'cu', 'xa-a', 'lanh-dao', '2020-01-01', '2025-12-31');
    insert into procedure (code, name_vi, name_en, kind, created_at) values ('ks', 'Khai sinh', 'Birth registration', 'procedure', now());
    insert into revision (procedure, number, state, digest, bpmn, model, findings, drafted_by, drafted_at) values ('ks', 1, 'published', 'd', '', '{}', '[]', 'x', now());
  `);
}

/** A dossier received at the commune; `applicant` says how its citizen can be reached. */
export async function addDossier(db: DataSource, code: string, applicant: { email?: string; phone?: string }, dueAt: Date | null): Promise<DossierHead> {
  const receivedAt = new Date('2026-02-12T09:00:00+07:00');
  await db.query(
    `insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at, due_at)
     values ($1, 'K7PX', 'ks', 1, 'xa-a', 'h', 'direct', $2, '{}', 2, 'lan', $3, $4)`,
    [code, { name: 'Cao Thị Hạnh', ...applicant }, receivedAt, dueAt],
  );
  return { code, procedure: 'ks', revision: 1, agency: 'xa-a', territory: 'h', state: 2, data: {}, receivedAt, ended: false };
}
