import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The whole first schema. Later changes come as further numbered migrations; this file is never edited after its release. */
export class Foundation1763700000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [DIRECTORY, PROCEDURES, DOSSIERS, RUNTIME, DEADLINES, LEDGER, PLUMBING]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('The foundation cannot be undone: it holds the ledger.');
  }
}

const DIRECTORY = `
create table territory (
  code text primary key,
  name_vi text not null, name_en text not null,
  level text not null check (level in ('province', 'district', 'commune')),
  parent text references territory
);
create table agency (
  code text primary key check (code ~ '^[a-z0-9-]+$'),
  name_vi text not null, name_en text not null,
  kind text not null, function text,
  parent text references agency,
  territory text not null references territory,
  unit_code text not null,
  unit_code_confirmed boolean not null default false,
  hotline text,
  valid_from date not null, valid_to date,
  successor text references agency,
  version integer not null default 1,
  check (valid_to is null or valid_to >= valid_from),
  check (successor is null or successor <> code)
);
create index agency_kind on agency (kind);
create table opening_hours (
  id uuid primary key,
  agency text not null references agency,
  weekday smallint not null check (weekday between 1 and 7),
  opens time not null, closes time not null check (closes > opens),
  valid_from date not null, valid_to date
);
create index opening_hours_agency on opening_hours (agency);
create table national_day (
  date date primary key,
  kind text not null check (kind in ('off', 'make_up')),
  name_vi text not null, name_en text not null,
  confirmed boolean not null,
  source text,
  version integer not null default 1
);
create table agency_closure (
  id uuid primary key,
  agency text references agency,
  starts_at timestamptz not null, ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null, document text
);
create table role (code text primary key, name_vi text not null, name_en text not null);
create table account (
  username text primary key,
  name text not null,
  password_hash text not null,
  email text, phone text,
  active boolean not null default true,
  demo boolean not null default false,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null
);
create table position (
  id uuid primary key,
  username text not null references account,
  agency text not null references agency,
  role text not null references role,
  valid_from date not null, valid_to date,
  unique (username, agency, role, valid_from)
);
create index position_agency on position (agency, role);
create table delegation (
  id uuid primary key,
  agency text not null references agency,
  role text not null references role,
  from_username text not null references account,
  to_username text not null references account,
  starts_at timestamptz not null, ends_at timestamptz not null,
  reason text not null,
  created_at timestamptz not null
);
create table session (
  token_hash text primary key,
  username text not null references account,
  created_at timestamptz not null, expires_at timestamptz not null
);
create index session_username on session (username);
create table directory_version (id boolean primary key default true check (id), version bigint not null);
insert into directory_version (version) values (1);
`;

const PROCEDURES = `
create table procedure (
  code text primary key check (code ~ '^[a-z0-9-]+$'),
  name_vi text not null, name_en text not null,
  kind text not null check (kind in ('procedure', 'component')),
  field text,
  created_at timestamptz not null
);
create table revision (
  procedure text not null references procedure,
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'checked', 'approved', 'published', 'superseded', 'withdrawn')),
  digest text not null,
  bpmn bytea not null,
  model json not null,
  findings jsonb not null,
  bindings jsonb not null default '{}',
  drafted_by text not null, drafted_at timestamptz not null,
  checked_by text, checked_at timestamptz,
  approved_by text, approved_at timestamptz,
  published_by text, published_at timestamptz,
  effective_from timestamptz,
  ended_by text, ended_at timestamptz, end_reason text,
  version integer not null default 1,
  primary key (procedure, number)
);
create index revision_digest on revision (digest);
create function revision_is_immutable() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then raise exception 'a revision that left the draft state cannot be deleted'; end if;
    return old;
  end if;
  if new.digest <> old.digest or new.bpmn <> old.bpmn or new.model::text <> old.model::text then
    raise exception 'the content of revision %/% cannot be changed', old.procedure, old.number;
  end if;
  if old.effective_from is not null and new.effective_from is distinct from old.effective_from then
    raise exception 'the effective date of a published revision cannot be changed';
  end if;
  return new;
end $$;
create trigger revision_immutable before update or delete on revision for each row execute function revision_is_immutable();
`;

const DOSSIERS = `
create table dossier (
  code text primary key,
  secret text not null,
  procedure text not null, revision integer not null,
  agency text not null references agency,
  territory text not null references territory,
  channel text not null check (channel in ('direct', 'online', 'post')),
  applicant jsonb not null,
  data jsonb not null,
  state smallint not null check (state between 1 and 10),
  result text,
  received_by text not null,
  received_at timestamptz not null,
  due_at timestamptz,
  resolved_at timestamptz,
  returned_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  version integer not null default 1,
  foreign key (procedure, revision) references revision (procedure, number)
);
create index dossier_agency on dossier (agency, received_at desc);
create index dossier_open on dossier (agency, due_at) where ended_at is null and resolved_at is null;
create index dossier_received on dossier (received_at desc, code desc);
create table dossier_sequence (
  unit_code text not null, day date not null, last integer not null,
  primary key (unit_code, day)
);
create table paper (
  id uuid primary key,
  dossier text not null references dossier,
  code text not null, name text not null,
  direction text not null check (direction in ('in', 'out')),
  originals integer not null default 0, copies integer not null default 0,
  compartment text,
  agency text not null references agency,
  task uuid,
  file_digest text, file_name text, file_type text, file_size bigint,
  added_by text not null, added_at timestamptz not null
);
create index paper_dossier on paper (dossier);
create table form_issued (
  id uuid primary key,
  dossier text not null references dossier,
  form text not null,
  number text not null,
  data jsonb not null,
  issued_by text not null, issued_at timestamptz not null,
  delivered_at timestamptz, delivered_how text
);
create index form_issued_dossier on form_issued (dossier);
`;

const RUNTIME = `
create table instance (
  id uuid primary key,
  dossier text not null references dossier,
  parent uuid references instance, parent_execution text,
  procedure text not null, revision integer not null,
  state jsonb, variables jsonb not null,
  status text not null check (status in ('running', 'completed', 'terminated', 'failed', 'cancelled')),
  error jsonb,
  started_at timestamptz not null, ended_at timestamptz,
  version integer not null default 1,
  foreign key (procedure, revision) references revision (procedure, number)
);
create index instance_dossier on instance (dossier);
create table waiting (
  instance uuid not null references instance,
  execution_id text not null,
  dossier text not null,
  element text not null, type text not null, kind text not null,
  name text,
  detail jsonb not null default '{}',
  since timestamptz not null,
  primary key (instance, execution_id)
);
create index waiting_dossier on waiting (dossier);
create index waiting_message on waiting (name) where kind in ('message', 'signal');
create table job (
  id uuid primary key,
  instance uuid not null references instance,
  execution_id text not null,
  dossier text not null,
  element text not null, topic text not null,
  state text not null check (state in ('open', 'done', 'failed', 'cancelled', 'incident')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null, ended_at timestamptz,
  unique (instance, execution_id)
);
create index job_open on job (topic, created_at) where state = 'open';
create table task (
  id uuid primary key,
  dossier text not null references dossier,
  instance uuid not null references instance,
  execution_id text not null,
  procedure text not null, revision integer not null,
  element text not null,
  name_vi text not null, name_en text not null,
  agency text not null references agency,
  role text not null,
  assignee text references account,
  state text not null check (state in ('open', 'claimed', 'completed', 'cancelled', 'returned')),
  requires jsonb not null,
  budget jsonb,
  form text,
  opened_at timestamptz not null,
  claimed_at timestamptz, ended_at timestamptz,
  opinion text, output jsonb,
  detour jsonb,
  handed_by text,
  version integer not null default 1
);
create index task_inbox on task (agency, role, opened_at) where state in ('open', 'claimed');
create index task_assignee on task (assignee) where state = 'claimed';
create index task_dossier on task (dossier, opened_at);
create unique index task_once on task (instance, execution_id) where state in ('open', 'claimed');
`;

const DEADLINES = `
create table deadline (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('dossier', 'task')),
  subject_ref text not null,
  dossier text not null references dossier,
  agency text not null references agency,
  role text,
  budget_amount numeric not null, budget_unit text not null,
  convention text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('running', 'stopped', 'met', 'missed', 'cancelled')),
  breached_at timestamptz,
  ended_at timestamptz,
  overrun_ms bigint not null default 0,
  ladder text not null,
  version integer not null default 1,
  unique (subject_kind, subject_ref)
);
create index deadline_dossier on deadline (dossier);
create index deadline_running on deadline (agency, due_at) where state in ('running', 'stopped');
create index deadline_state on deadline (state, due_at);
create table deadline_stop (
  id uuid primary key,
  dossier text not null references dossier,
  kind text not null, reason text not null, evidence jsonb not null,
  source text not null,
  started_at timestamptz not null, started_by text not null,
  ended_at timestamptz, ended_by text, end_evidence jsonb
);
create index deadline_stop_dossier on deadline_stop (dossier);
create unique index deadline_stop_source on deadline_stop (dossier, source) where ended_at is null;
create table rung (
  deadline uuid not null references deadline,
  rung text not null,
  at timestamptz not null,
  fired_at timestamptz,
  recipients jsonb not null,
  action text not null,
  primary key (deadline, rung)
);
create table leg (
  id uuid primary key,
  dossier text not null references dossier,
  agency text not null references agency,
  handed_by text,
  entered_at timestamptz not null,
  acknowledged_at timestamptz, acknowledged_by text,
  left_at timestamptz,
  budget_ms bigint not null default 0,
  used_ms bigint,
  overrun_ms bigint not null default 0
);
create index leg_dossier on leg (dossier, entered_at);
create unique index leg_open on leg (dossier, agency) where left_at is null;
create index leg_agency_open on leg (agency) where left_at is null;
create table notice (
  id uuid primary key,
  username text, agency text, role text,
  dossier text,
  kind text not null,
  body_vi text not null, body_en text not null,
  created_at timestamptz not null,
  read_at timestamptz, read_by text
);
create index notice_agency on notice (agency, role, created_at desc);
create index notice_username on notice (username, created_at desc) where username is not null;
`;

const LEDGER = `
create table ledger_entry (
  position bigint generated always as identity primary key,
  dossier text not null,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  actor text not null,
  agency text,
  kind text not null,
  element text,
  data jsonb not null,
  previous_hash text not null,
  hash text not null,
  unique (dossier, seq)
);
create index ledger_entry_kind on ledger_entry (kind, at);
create table ledger_checkpoint (
  id uuid primary key,
  at timestamptz not null,
  position bigint not null,
  heads_digest text not null,
  chains integer not null,
  public_key text not null,
  signature text not null
);
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % refused', tg_op;
end $$;
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
  for each statement execute function ledger_is_append_only();
create trigger ledger_checkpoint_append_only before update or delete or truncate on ledger_checkpoint
  for each statement execute function ledger_is_append_only();
`;

const PLUMBING = `
create table wakeup (
  id uuid primary key,
  kind text not null,
  ref text not null,
  dossier text,
  due_at timestamptz not null,
  state text not null check (state in ('pending', 'fired', 'cancelled')),
  attempts integer not null default 0,
  retry_at timestamptz,
  last_error text,
  fired_at timestamptz,
  created_at timestamptz not null
);
create unique index wakeup_pending on wakeup (kind, ref) where state = 'pending';
create index wakeup_due on wakeup (due_at) where state = 'pending';
create index wakeup_dossier on wakeup (dossier) where state = 'pending';
create table outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  available_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  delivered_at timestamptz
);
create index outbox_due on outbox (available_at) where delivered_at is null;
create table command_key (
  key text not null, actor text not null,
  request_digest text not null,
  status integer not null,
  body jsonb not null,
  created_at timestamptz not null,
  primary key (key, actor)
);
create table simulation_clock (id boolean primary key default true check (id), now timestamptz not null);
`;
