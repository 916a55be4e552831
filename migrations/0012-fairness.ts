import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ladders as data, apologies with new appointments, people to call, force majeure, legal profiles, and how due instants are counted. */
export class Fairness1763800000012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(LADDERS);
    await db.query(PROFILES);
    await db.query(APOLOGIES);
    await db.query(FORCE_MAJEURE);
  }

  async down(): Promise<void> {
    throw new Error('What was promised, excused and apologised for would be forgotten.');
  }
}

/**
 * A version of a ladder is never changed: deadlines keep the one they were armed with. Version 1 of `mac-dinh` is the ladder that stood in the code.
 * `rung_answer`: what a person said to a rung; the rows are only added to. `held_notice`: what waits for opening hours or for the digest of its post.
 */
const LADDERS = `
create table ladder (
  code text not null check (code ~ '^[a-z0-9-]+$'),
  version integer not null,
  name_vi text not null,
  name_en text not null,
  rungs jsonb not null,
  quiet boolean not null default false,
  digest text not null default 'none' check (digest in ('none', 'half_day', 'day')),
  valid_from timestamptz not null,
  document text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (code, version)
);
insert into ladder (code, version, name_vi, name_en, rungs, valid_from, document, changed_by, changed_at) values ('mac-dinh', 1, 'Bậc nhắc mặc định', 'Default ladder',
  '[
    {"rung": "canh-bao", "name": {"vi": "Cảnh báo sắp đến hạn", "en": "Warning, nearly due"}, "at": {"share": 0.8}, "subjects": ["dossier", "task"], "to": ["holder"], "action": "notify"},
    {"rung": "truoc-han", "name": {"vi": "Trước hạn một ngày", "en": "A day before due"}, "at": {"days": -1}, "subjects": ["dossier"], "to": ["desk", "desk_leader"], "action": "apologise"},
    {"rung": "den-han", "name": {"vi": "Đến hạn", "en": "Due"}, "at": {"days": 0}, "subjects": ["dossier", "task"], "to": ["holder", "agency_leader"], "action": "notify"},
    {"rung": "qua-han-1", "name": {"vi": "Quá hạn một ngày", "en": "A day overdue"}, "at": {"days": 1}, "subjects": ["dossier", "task"], "to": ["agency_leader", "desk_head"], "action": "escalate"},
    {"rung": "qua-han-3", "name": {"vi": "Quá hạn ba ngày", "en": "Three days overdue"}, "at": {"days": 3}, "subjects": ["dossier", "task"], "to": ["chairman"], "action": "escalate"}
  ]', '1976-01-01T00:00:00+07:00', 'Bậc nhắc ban đầu của phần mềm', 'system', now());
alter table deadline add column ladder_version integer not null default 1;
alter table deadline add column first_day text;
alter table deadline add column cutoff text;
create index rung_fired on rung (fired_at desc, deadline, rung) where fired_at is not null;
create table rung_answer (
  id uuid primary key,
  deadline uuid not null references deadline,
  rung text not null,
  kind text not null check (kind in ('acknowledged', 'snoozed')),
  agency text not null,
  role text not null,
  reason text,
  until timestamptz,
  said_by text not null,
  said_at timestamptz not null,
  check (kind = 'acknowledged' or (reason is not null and until is not null))
);
create index rung_answer_deadline on rung_answer (deadline, said_at);
create table held_notice (
  id uuid primary key,
  agency text not null,
  role text not null,
  release_at timestamptz not null,
  dossier text not null,
  body jsonb not null,
  held_at timestamptz not null
);
create index held_notice_post on held_notice (agency, role, release_at);
alter table task add column priority smallint not null default 0;
`;

/** Which set of forms and words holds from when. A dossier keeps the one in force at its receipt. */
const PROFILES = `
create table legal_profile (
  code text primary key,
  name_vi text not null,
  name_en text not null,
  basis text not null,
  forms jsonb not null
);
insert into legal_profile (code, name_vi, name_en, basis, forms) values
  ('VN-2018', 'Một cửa theo Thông tư 01/2018/TT-VPCP', 'One-stop forms of Circular 01/2018/TT-VPCP', 'Thông tư 01/2018/TT-VPCP', '{
    "receipt": {"number": "01", "title": {"vi": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "en": "Receipt and appointment slip"}},
    "supplement": {"number": "02", "title": {"vi": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "en": "Request to supplement"}},
    "refusal": {"number": "03", "title": {"vi": "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "en": "Refusal to accept"}},
    "apology": {"number": "04", "title": {"vi": "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "en": "Apology and new appointment"}},
    "slip": {"number": "05", "title": {"vi": "Phiếu kiểm soát quá trình giải quyết hồ sơ", "en": "Process control slip"}},
    "register": {"number": "06", "title": {"vi": "Sổ theo dõi hồ sơ", "en": "Dossier register"}}
  }'),
  ('VN-2025', 'Một cửa theo Thông tư 03/2025/TT-VPCP', 'One-stop forms of Circular 03/2025/TT-VPCP', 'Thông tư 03/2025/TT-VPCP', '{
    "receipt": {"number": "01", "title": {"vi": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "en": "Receipt and appointment slip"}},
    "supplement": {"number": "02", "title": {"vi": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "en": "Request to supplement"}},
    "refusal": {"number": "03", "title": {"vi": "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "en": "Refusal to accept"}},
    "apology": {"number": "04", "title": {"vi": "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "en": "Apology and request for extension"}},
    "stopping": {"number": "05", "title": {"vi": "Thông báo dừng giải quyết hồ sơ", "en": "Notice of stopping"}},
    "slip": {"number": "06", "title": {"vi": "Phiếu kiểm soát quá trình giải quyết hồ sơ", "en": "Process control slip"}},
    "register": {"number": "07", "title": {"vi": "Sổ theo dõi hồ sơ", "en": "Dossier register"}}
  }');
create table legal_profile_use (
  seq bigint generated always as identity primary key,
  profile text not null references legal_profile,
  valid_from timestamptz not null,
  document text not null,
  decided_by text not null,
  decided_at timestamptz not null
);
insert into legal_profile_use (profile, valid_from, document, decided_by, decided_at) values ('VN-2018', '1976-01-01T00:00:00+07:00', 'Bộ biểu mẫu ban đầu', 'system', now());
alter table dossier add column legal_profile text not null default 'VN-2018';
`;

/** At most one apology a dossier. The statutory due instant stays where it is: the new appointment stands beside it. */
const APOLOGIES = `
alter table dossier add column appointment_at timestamptz;
create table apology (
  dossier text primary key references dossier,
  agency text not null references agency,
  state text not null check (state in ('open', 'sent', 'not_needed', 'missing')),
  due_at timestamptz not null,
  reason text not null,
  appointment_at timestamptz not null,
  opened_at timestamptz not null,
  drafted_by text,
  drafted_at timestamptz,
  signed_by text,
  sent_at timestamptz,
  version integer not null default 1
);
create index apology_open on apology (agency, due_at) where state = 'open';
create index apology_state on apology (state, due_at desc);
create table call_item (
  id uuid primary key,
  dossier text not null references dossier,
  kind text not null check (kind in ('early_result', 'rung')),
  agency text not null,
  to_agency text,
  to_role text,
  reason jsonb not null,
  opened_at timestamptz not null,
  called_by text,
  called_at timestamptz,
  outcome text
);
create index call_item_open on call_item (agency, opened_at) where called_at is null;
create index call_item_dossier on call_item (dossier);
`;

/** An item is done once, in the transaction that records what it excludes; no key to the dossier, as with changes of calendars. */
const FORCE_MAJEURE = `
create table force_majeure (
  id uuid primary key,
  agencies text[] not null check (cardinality(agencies) > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null,
  document text not null,
  declared_by text not null,
  declared_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  revocation text
);
create table force_majeure_item (
  declaration uuid not null references force_majeure,
  action text not null check (action in ('exclude', 'restore')),
  dossier text not null,
  done_at timestamptz,
  effect jsonb,
  primary key (declaration, action, dossier)
);
create index force_majeure_item_open on force_majeure_item (declaration, action, dossier) where done_at is null;
create table excluded_time (
  declaration uuid not null references force_majeure,
  dossier text not null,
  agency text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (declaration, dossier, agency, starts_at)
);
create index excluded_time_dossier on excluded_time (dossier) where revoked_at is null;
create index leg_entered on leg (agency, entered_at);
`;
