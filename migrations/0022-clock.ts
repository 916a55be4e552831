import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the clock still lacked: extensions, the limit of a hand-over as a deadline, replies to online submissions, how a calendar change gets on. */
export class Clock1763800000022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(EXTENSIONS);
    await db.query(HAND_OVERS);
    await db.query(SUBMISSIONS);
    await db.query(PROGRESS);
    await db.query(PROFILES);
  }

  async down(): Promise<void> {
    throw new Error('What was extended, acknowledged and answered would be forgotten.');
  }
}

/** At most one extension a dossier, by a rule of its procedure. The deadline keeps what was added, so that whatever is counted anew later counts it too. */
const EXTENSIONS = `
alter table deadline add column extension_amount numeric;
alter table deadline add column extension_unit text;
alter table deadline add check ((extension_amount is null) = (extension_unit is null));
create table deadline_extension (
  dossier text primary key references dossier,
  rule text not null,
  amount numeric not null check (amount > 0),
  unit text not null,
  document text not null,
  reason text not null,
  due_before timestamptz not null,
  due_after timestamptz not null,
  extended_by text not null,
  extended_at timestamptz not null
);
`;

/** The subject of such a deadline is a leg: it ends when the receiver acknowledges. How long that may take goes with the leg. */
const HAND_OVERS = `
alter table deadline drop constraint deadline_subject_kind_check;
alter table deadline add constraint deadline_subject_kind_check check (subject_kind in ('dossier', 'task', 'hand_over'));
alter table leg add column acknowledge_ms bigint not null default 7200000;
insert into ladder (code, version, name_vi, name_en, rungs, valid_from, document, changed_by, changed_at) values ('giao-nhan', 1, 'Bậc nhắc xác nhận giao nhận', 'Ladder of hand-overs',
  '[
    {"rung": "canh-bao", "name": {"vi": "Sắp hết giờ xác nhận", "en": "Acknowledgement nearly due"}, "at": {"share": 0.5}, "subjects": ["hand_over"], "to": ["holder"], "action": "notify"},
    {"rung": "het-gio", "name": {"vi": "Hết giờ xác nhận", "en": "Acknowledgement due"}, "at": {"hours": 0}, "subjects": ["hand_over"], "to": ["holder", "agency_leader", "desk"], "action": "notify"}
  ]', '1976-01-01T00:00:00+07:00', 'Bậc nhắc ban đầu của phần mềm', 'system', now());
`;

/** What came over the portal and waits for the desk's answer. One number of the portal waits at most once; after a supplement it may come again. */
const SUBMISSIONS = `
create table online_submission (
  id uuid primary key,
  portal_code text not null,
  procedure text not null,
  agency text not null references agency,
  territory text,
  applicant jsonb not null,
  data jsonb not null,
  papers jsonb not null,
  submitted_at timestamptz not null,
  registered_by text not null,
  registered_at timestamptz not null,
  reply_due_at timestamptz not null,
  warned_at timestamptz,
  breached_at timestamptz,
  answer text check (answer in ('accepted', 'refused', 'supplement')),
  answered_by text,
  answered_at timestamptz,
  reason text,
  dossier text references dossier,
  version integer not null default 1,
  check ((answer is null) = (answered_at is null)),
  check ((answer = 'accepted') = (dossier is not null))
);
create unique index online_submission_waiting on online_submission (portal_code) where answer is null;
create index online_submission_agency on online_submission (agency, reply_due_at) where answer is null;
create index online_submission_due on online_submission (reply_due_at desc);
`;

const PROGRESS = `
alter table calendar_change_item add column later integer not null default 0;
alter table calendar_change_item add column earlier integer not null default 0;
update calendar_change_item set
  later = (select count(*) from jsonb_array_elements(moved) m where (m ->> 'to')::timestamptz > (m ->> 'from')::timestamptz),
  earlier = (select count(*) from jsonb_array_elements(moved) m where (m ->> 'to')::timestamptz < (m ->> 'from')::timestamptz)
where moved is not null;
`;

/** Whether a person has compared the list of forms with the text of the circular. Nobody has: what is not confirmed is shown as that. */
const PROFILES = `
alter table legal_profile add column confirmed boolean not null default false;
alter table legal_profile add column confirmed_by text;
alter table legal_profile add column confirmed_at timestamptz;
alter table legal_profile add column confirmation text;
`;
