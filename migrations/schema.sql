-- Generated from the migrations by `npm run lienthong -- schema`; do not edit.

create table account (
  username text not null,
  name text not null,
  password_hash text not null,
  email text,
  phone text,
  active boolean not null default true,
  demo boolean not null default false,
  failed_attempts integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (username)
);

create table adoption (
  seq bigint not null generated always as identity,
  agency text not null,
  procedure text not null,
  revision integer,
  effective_from timestamp with time zone not null,
  overrides jsonb not null default '[]'::jsonb,
  document text not null,
  note text,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  constraint adoption_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint adoption_pkey PRIMARY KEY (seq),
  constraint adoption_procedure_fkey FOREIGN KEY (procedure) REFERENCES procedure(code),
  constraint adoption_procedure_revision_fkey FOREIGN KEY (procedure, revision) REFERENCES revision(procedure, number)
);
CREATE INDEX adoption_of ON public.adoption USING btree (procedure, agency, effective_from DESC, seq DESC);
CREATE TRIGGER adoption_immutable BEFORE DELETE OR UPDATE ON public.adoption FOR EACH ROW EXECUTE FUNCTION adoption_is_immutable();

create table adoption_refusal (
  agency text not null,
  procedure text not null,
  revision integer not null,
  reason text not null,
  refused_by text not null,
  refused_at timestamp with time zone not null,
  constraint adoption_refusal_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint adoption_refusal_pkey PRIMARY KEY (procedure, revision, agency),
  constraint adoption_refusal_procedure_revision_fkey FOREIGN KEY (procedure, revision) REFERENCES revision(procedure, number)
);

create table agency (
  code text not null,
  name_vi text not null,
  name_en text not null,
  kind text not null,
  function text,
  parent text,
  territory text not null,
  unit_code text not null,
  unit_code_confirmed boolean not null default false,
  hotline text,
  valid_from date not null,
  valid_to date,
  successor text,
  version integer not null default 1,
  constraint agency_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint agency_check1 CHECK (((successor IS NULL) OR (successor <> code))),
  constraint agency_code_check CHECK ((code ~ '^[a-z0-9-]+$'::text)),
  constraint agency_parent_fkey FOREIGN KEY (parent) REFERENCES agency(code),
  constraint agency_pkey PRIMARY KEY (code),
  constraint agency_successor_fkey FOREIGN KEY (successor) REFERENCES agency(code),
  constraint agency_territory_fkey FOREIGN KEY (territory) REFERENCES territory(code)
);
CREATE INDEX agency_kind ON public.agency USING btree (kind);

create table agency_closure (
  id uuid not null,
  agency text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null,
  document text,
  constraint agency_closure_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint agency_closure_check CHECK ((ends_at > starts_at)),
  constraint agency_closure_pkey PRIMARY KEY (id)
);

create table agency_merger (
  id uuid not null,
  agency text not null,
  successor text not null,
  effective_from date not null,
  document text not null,
  staff boolean not null,
  dossiers integer not null default 0,
  done_at timestamp with time zone,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  constraint agency_merger_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint agency_merger_agency_key UNIQUE (agency),
  constraint agency_merger_check CHECK ((agency <> successor)),
  constraint agency_merger_pkey PRIMARY KEY (id),
  constraint agency_merger_successor_fkey FOREIGN KEY (successor) REFERENCES agency(code)
);
CREATE INDEX agency_merger_decided ON public.agency_merger USING btree (decided_at DESC);

create table alert (
  id uuid not null,
  rule text not null,
  rule_version integer not null,
  key text not null,
  dossier text,
  agency text not null,
  severity text not null,
  owner text not null,
  persons text[] not null,
  facts jsonb not null,
  evidence bigint[] not null,
  happened_at timestamp with time zone not null,
  found_at timestamp with time zone not null,
  state text not null default 'open'::text,
  assignee text,
  reason text,
  document text,
  measures text,
  decided_by text,
  decided_at timestamp with time zone,
  reviewed_by text,
  reviewed_at timestamp with time zone,
  version integer not null default 1,
  constraint alert_check CHECK (((state = 'open'::text) = (decided_by IS NULL))),
  constraint alert_check1 CHECK (((reviewed_by IS NULL) OR (reviewed_by <> decided_by))),
  constraint alert_owner_check CHECK ((owner = ANY (ARRAY['agency_leader'::text, 'desk_head'::text, 'chairman'::text]))),
  constraint alert_pkey PRIMARY KEY (id),
  constraint alert_rule_key_key UNIQUE (rule, key),
  constraint alert_severity_check CHECK ((severity = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint alert_state_check CHECK ((state = ANY (ARRAY['open'::text, 'explained'::text, 'confirmed'::text])))
);
CREATE INDEX alert_agency ON public.alert USING btree (agency, happened_at DESC);
CREATE INDEX alert_dossier ON public.alert USING btree (dossier) WHERE (dossier IS NOT NULL);
CREATE INDEX alert_happened ON public.alert USING btree (happened_at DESC, id DESC);

create table alert_question (
  id uuid not null,
  alert uuid not null,
  username text not null,
  question text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  constraint alert_question_alert_fkey FOREIGN KEY (alert) REFERENCES alert(id),
  constraint alert_question_pkey PRIMARY KEY (id)
);
CREATE INDEX alert_question_alert ON public.alert_question USING btree (alert, asked_at);
CREATE INDEX alert_question_username ON public.alert_question USING btree (username, asked_at DESC);

create table apology (
  dossier text not null,
  agency text not null,
  state text not null,
  due_at timestamp with time zone not null,
  reason text not null,
  appointment_at timestamp with time zone not null,
  opened_at timestamp with time zone not null,
  drafted_by text,
  drafted_at timestamp with time zone,
  signed_by text,
  sent_at timestamp with time zone,
  version integer not null default 1,
  constraint apology_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint apology_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint apology_pkey PRIMARY KEY (dossier),
  constraint apology_state_check CHECK ((state = ANY (ARRAY['open'::text, 'sent'::text, 'not_needed'::text, 'missing'::text])))
);
CREATE INDEX apology_open ON public.apology USING btree (agency, due_at) WHERE (state = 'open'::text);
CREATE INDEX apology_state ON public.apology USING btree (state, due_at DESC);

create table calendar_change (
  id uuid not null,
  changes jsonb not null,
  before jsonb not null,
  document text not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint calendar_change_pkey PRIMARY KEY (id)
);

create table calendar_change_item (
  change uuid not null,
  dossier text not null,
  done_at timestamp with time zone,
  moved jsonb,
  later integer not null default 0,
  earlier integer not null default 0,
  constraint calendar_change_item_change_fkey FOREIGN KEY (change) REFERENCES calendar_change(id),
  constraint calendar_change_item_pkey PRIMARY KEY (change, dossier)
);
CREATE INDEX calendar_change_item_open ON public.calendar_change_item USING btree (change, dossier) WHERE (done_at IS NULL);

create table call_item (
  id uuid not null,
  dossier text not null,
  kind text not null,
  agency text not null,
  to_agency text,
  to_role text,
  reason jsonb not null,
  opened_at timestamp with time zone not null,
  called_by text,
  called_at timestamp with time zone,
  outcome text,
  constraint call_item_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint call_item_kind_check CHECK ((kind = ANY (ARRAY['early_result'::text, 'rung'::text]))),
  constraint call_item_pkey PRIMARY KEY (id)
);
CREATE INDEX call_item_dossier ON public.call_item USING btree (dossier);
CREATE INDEX call_item_open ON public.call_item USING btree (agency, opened_at) WHERE (called_at IS NULL);

create table command_key (
  key text not null,
  actor text not null,
  request_digest text not null,
  status integer not null,
  body jsonb not null,
  created_at timestamp with time zone not null,
  constraint command_key_pkey PRIMARY KEY (key, actor)
);
CREATE INDEX command_key_created ON public.command_key USING btree (created_at);

create table contest (
  id uuid not null,
  dossier text not null,
  agency text not null,
  state text not null default 'open'::text,
  ground text not null,
  reason text not null,
  document text,
  paper uuid,
  filed_by text not null,
  filed_at timestamp with time zone not null,
  ended_by text,
  ended_at timestamp with time zone,
  authority text,
  decision text,
  decision_document text,
  moves jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  constraint contest_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint contest_authority_fkey FOREIGN KEY (authority) REFERENCES agency(code),
  constraint contest_check CHECK (((document IS NOT NULL) OR (paper IS NOT NULL))),
  constraint contest_check1 CHECK (((state = 'open'::text) = (ended_at IS NULL))),
  constraint contest_check2 CHECK (((state <> ALL (ARRAY['accepted'::text, 'rejected'::text])) OR ((authority IS NOT NULL) AND (decision IS NOT NULL) AND (decision_document IS NOT NULL)))),
  constraint contest_check3 CHECK (((state = 'accepted'::text) OR (moves = '[]'::jsonb))),
  constraint contest_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint contest_pkey PRIMARY KEY (id),
  constraint contest_state_check CHECK ((state = ANY (ARRAY['open'::text, 'withdrawn'::text, 'accepted'::text, 'rejected'::text])))
);
CREATE INDEX contest_agency ON public.contest USING btree (agency, state, filed_at DESC);
CREATE INDEX contest_dossier ON public.contest USING btree (dossier, filed_at);
CREATE UNIQUE INDEX contest_open ON public.contest USING btree (dossier, agency) WHERE (state = 'open'::text);
CREATE TRIGGER contest_is_final BEFORE DELETE OR UPDATE ON public.contest FOR EACH ROW WHEN ((old.state <> 'open'::text)) EXECUTE FUNCTION contest_is_final();

create table deadline (
  id uuid not null,
  subject_kind deadline_subject not null,
  subject_ref text not null,
  dossier text not null,
  agency text not null,
  role text,
  budget_amount numeric not null,
  budget_unit text not null,
  convention text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  state deadline_state not null,
  breached_at timestamp with time zone,
  ended_at timestamp with time zone,
  overrun_ms bigint not null default 0,
  ladder text not null,
  version integer not null default 1,
  ladder_version integer not null default 1,
  first_day text,
  cutoff text,
  extension_amount numeric,
  extension_unit text,
  constraint deadline_check CHECK (((extension_amount IS NULL) = (extension_unit IS NULL))),
  constraint deadline_pkey PRIMARY KEY (id),
  constraint deadline_subject_kind_subject_ref_key UNIQUE (subject_kind, subject_ref)
);
CREATE INDEX deadline_agency ON public.deadline USING btree (agency, due_at, id);
CREATE INDEX deadline_dossier ON public.deadline USING btree (dossier);
CREATE INDEX deadline_due ON public.deadline USING btree (due_at, id);
CREATE INDEX deadline_ended ON public.deadline USING btree (agency, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX deadline_late ON public.deadline USING btree (due_at DESC, subject_ref DESC) WHERE (((subject_kind)::text = 'dossier'::text) AND ((state)::text = 'missed'::text));
CREATE INDEX deadline_missed ON public.deadline USING btree (subject_kind, ended_at, due_at) WHERE ((state)::text = 'missed'::text);
CREATE INDEX deadline_open ON public.deadline USING btree (due_at) WHERE (ended_at IS NULL);
CREATE INDEX deadline_promise ON public.deadline USING btree (agency, budget_amount, budget_unit, subject_ref) INCLUDE (due_at, state) WHERE (((subject_kind)::text = 'dossier'::text) AND (ended_at IS NULL));
CREATE INDEX deadline_running ON public.deadline USING btree (agency, due_at) WHERE ((state)::text = ANY (ARRAY['running'::text, 'stopped'::text]));
CREATE INDEX deadline_state ON public.deadline USING btree (state, due_at);

create table deadline_extension (
  dossier text not null,
  rule text not null,
  amount numeric not null,
  unit text not null,
  document text not null,
  reason text not null,
  due_before timestamp with time zone not null,
  due_after timestamp with time zone not null,
  extended_by text not null,
  extended_at timestamp with time zone not null,
  constraint deadline_extension_amount_check CHECK ((amount > (0)::numeric)),
  constraint deadline_extension_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint deadline_extension_pkey PRIMARY KEY (dossier)
);

create table deadline_stop (
  id uuid not null,
  dossier text not null,
  kind text not null,
  reason text not null,
  evidence jsonb not null,
  source text not null,
  started_at timestamp with time zone not null,
  started_by text not null,
  ended_at timestamp with time zone,
  ended_by text,
  end_evidence jsonb,
  constraint deadline_stop_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint deadline_stop_pkey PRIMARY KEY (id)
);
CREATE INDEX deadline_stop_dossier ON public.deadline_stop USING btree (dossier);
CREATE UNIQUE INDEX deadline_stop_source ON public.deadline_stop USING btree (dossier, source) WHERE (ended_at IS NULL);

create table delegation (
  id uuid not null,
  agency text not null,
  role text not null,
  from_username text not null,
  to_username text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null,
  created_at timestamp with time zone not null,
  constraint delegation_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint delegation_from_username_fkey FOREIGN KEY (from_username) REFERENCES account(username),
  constraint delegation_pkey PRIMARY KEY (id),
  constraint delegation_role_fkey FOREIGN KEY (role) REFERENCES role(code),
  constraint delegation_to_username_fkey FOREIGN KEY (to_username) REFERENCES account(username)
);

create table directory_version (
  id boolean not null default true,
  version bigint not null,
  constraint directory_version_id_check CHECK (id),
  constraint directory_version_pkey PRIMARY KEY (id)
);

create domain deadline_state as text CHECK ((VALUE = ANY (ARRAY['running'::text, 'stopped'::text, 'met'::text, 'missed'::text, 'cancelled'::text])));

create domain deadline_subject as text CHECK ((VALUE = ANY (ARRAY['dossier'::text, 'task'::text, 'hand_over'::text])));

create domain dossier_state as smallint CHECK (((VALUE >= 1) AND (VALUE <= 10)));

create domain instance_status as text CHECK ((VALUE = ANY (ARRAY['running'::text, 'completed'::text, 'terminated'::text, 'failed'::text, 'cancelled'::text])));

create domain job_state as text CHECK ((VALUE = ANY (ARRAY['open'::text, 'done'::text, 'failed'::text, 'cancelled'::text, 'incident'::text])));

create domain reception_channel as text CHECK ((VALUE = ANY (ARRAY['direct'::text, 'online'::text, 'post'::text])));

create domain task_state as text CHECK ((VALUE = ANY (ARRAY['open'::text, 'claimed'::text, 'completed'::text, 'cancelled'::text, 'returned'::text])));

create domain wakeup_state as text CHECK ((VALUE = ANY (ARRAY['pending'::text, 'fired'::text, 'cancelled'::text])));

create table dossier (
  code text not null,
  secret text not null,
  procedure text not null,
  revision integer not null,
  agency text not null,
  territory text not null,
  channel reception_channel not null,
  applicant jsonb not null,
  data jsonb not null,
  state dossier_state not null,
  result text,
  received_by text not null,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone,
  resolved_at timestamp with time zone,
  returned_at timestamp with time zone,
  ended_at timestamp with time zone,
  end_reason text,
  version integer not null default 1,
  adoption bigint,
  legal_profile text not null default 'VN-2018'::text,
  appointment_at timestamp with time zone,
  turn integer not null default 0,
  constraint dossier_adoption_fkey FOREIGN KEY (adoption) REFERENCES adoption(seq),
  constraint dossier_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint dossier_pkey PRIMARY KEY (code),
  constraint dossier_procedure_revision_fkey FOREIGN KEY (procedure, revision) REFERENCES revision(procedure, number),
  constraint dossier_territory_fkey FOREIGN KEY (territory) REFERENCES territory(code)
);
CREATE INDEX dossier_agency ON public.dossier USING btree (agency, received_at DESC);
CREATE INDEX dossier_open ON public.dossier USING btree (agency, due_at) WHERE ((ended_at IS NULL) AND (resolved_at IS NULL));
CREATE INDEX dossier_procedure_open ON public.dossier USING btree (procedure) WHERE ((ended_at IS NULL) AND (resolved_at IS NULL));
CREATE INDEX dossier_received ON public.dossier USING btree (received_at DESC, code DESC);
CREATE INDEX dossier_resolved ON public.dossier USING btree (procedure, resolved_at) WHERE (resolved_at IS NOT NULL);
CREATE INDEX dossier_revision ON public.dossier USING btree (procedure, revision, received_at) WHERE (ended_at IS NULL);
CREATE INDEX dossier_search ON public.dossier USING gin (lower(code) extensions.gin_trgm_ops, search_text((applicant ->> 'name'::text)) extensions.gin_trgm_ops);
CREATE INDEX dossier_withdrawn ON public.dossier USING btree (procedure, ended_at) WHERE ((state)::smallint = 7);
CREATE TRIGGER dossier_turned BEFORE UPDATE OF code, procedure, revision, agency, territory, state, data, received_at, ended_at, adoption ON public.dossier FOR EACH ROW EXECUTE FUNCTION dossier_turned();

create table dossier_opening (
  id uuid not null,
  procedure text not null,
  revision integer not null,
  element text not null,
  agency text not null,
  due_at timestamp with time zone,
  broadcast uuid,
  state text not null,
  dossier text,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint dossier_opening_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint dossier_opening_broadcast_fkey FOREIGN KEY (broadcast) REFERENCES signal_broadcast(id),
  constraint dossier_opening_check CHECK (((due_at IS NULL) <> (broadcast IS NULL))),
  constraint dossier_opening_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint dossier_opening_pkey PRIMARY KEY (id),
  constraint dossier_opening_procedure_revision_fkey FOREIGN KEY (procedure, revision) REFERENCES revision(procedure, number),
  constraint dossier_opening_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'opened'::text, 'dropped'::text])))
);
CREATE UNIQUE INDEX dossier_opening_broadcast ON public.dossier_opening USING btree (broadcast, procedure, revision, element, agency) WHERE (broadcast IS NOT NULL);
CREATE UNIQUE INDEX dossier_opening_due ON public.dossier_opening USING btree (procedure, revision, element, agency, due_at) WHERE (due_at IS NOT NULL);

create table dossier_sequence (
  unit_code text not null,
  day date not null,
  last integer not null,
  constraint dossier_sequence_pkey PRIMARY KEY (unit_code, day)
);

create table draft (
  id uuid not null,
  code text not null,
  name text not null,
  base_procedure text,
  base_revision integer,
  bpmn bytea not null,
  forms json not null default '{}'::json,
  decisions json not null default '{}'::json,
  scenarios json not null default '{}'::json,
  templates json not null default '{}'::json,
  readme text,
  counts jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_by text not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint draft_pkey PRIMARY KEY (id)
);

create table draft_editor (
  draft uuid not null,
  username text not null,
  seen_at timestamp with time zone not null,
  constraint draft_editor_draft_fkey FOREIGN KEY (draft) REFERENCES draft(id) ON DELETE CASCADE,
  constraint draft_editor_pkey PRIMARY KEY (draft, username)
);

create table excluded_time (
  declaration uuid not null,
  dossier text not null,
  agency text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint excluded_time_declaration_fkey FOREIGN KEY (declaration) REFERENCES force_majeure(id),
  constraint excluded_time_pkey PRIMARY KEY (declaration, dossier, agency, starts_at)
);
CREATE INDEX excluded_time_dossier ON public.excluded_time USING btree (dossier) WHERE (revoked_at IS NULL);

create table force_majeure (
  id uuid not null,
  agencies text[] not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null,
  document text not null,
  declared_by text not null,
  declared_at timestamp with time zone not null,
  revoked_by text,
  revoked_at timestamp with time zone,
  revocation text,
  constraint force_majeure_agencies_check CHECK ((cardinality(agencies) > 0)),
  constraint force_majeure_check CHECK ((ends_at > starts_at)),
  constraint force_majeure_pkey PRIMARY KEY (id)
);

create table force_majeure_item (
  declaration uuid not null,
  action text not null,
  dossier text not null,
  done_at timestamp with time zone,
  effect jsonb,
  constraint force_majeure_item_action_check CHECK ((action = ANY (ARRAY['exclude'::text, 'restore'::text]))),
  constraint force_majeure_item_declaration_fkey FOREIGN KEY (declaration) REFERENCES force_majeure(id),
  constraint force_majeure_item_pkey PRIMARY KEY (declaration, action, dossier)
);
CREATE INDEX force_majeure_item_open ON public.force_majeure_item USING btree (declaration, action, dossier) WHERE (done_at IS NULL);

create table forecast (
  dossier text not null,
  run uuid not null,
  chance real,
  cases integer not null,
  reason jsonb,
  made_at timestamp with time zone not null,
  constraint forecast_chance_check CHECK (((chance >= (0)::double precision) AND (chance <= (1)::double precision))),
  constraint forecast_pkey PRIMARY KEY (dossier),
  constraint forecast_run_fkey FOREIGN KEY (run) REFERENCES forecast_run(id)
);
CREATE INDEX forecast_of_run ON public.forecast USING btree (run);
CREATE INDEX forecast_order ON public.forecast USING btree (COALESCE(chance, ('-1'::integer)::real) DESC, dossier);

create table forecast_run (
  id uuid not null,
  seed integer not null,
  model_at timestamp with time zone not null,
  state text not null,
  cursor jsonb not null,
  done integer not null default 0,
  total integer not null default 0,
  quality json,
  requested_by text not null,
  ended_at timestamp with time zone,
  constraint forecast_run_pkey PRIMARY KEY (id),
  constraint forecast_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text])))
);
CREATE INDEX forecast_run_model ON public.forecast_run USING btree (model_at DESC, id);
CREATE UNIQUE INDEX forecast_run_once ON public.forecast_run USING btree (state) WHERE (state = 'running'::text);

create table forecast_trial (
  run uuid not null,
  dossier text not null,
  at timestamp with time zone not null,
  procedure text not null,
  chance real,
  late boolean not null,
  constraint forecast_trial_pkey PRIMARY KEY (run, dossier, at),
  constraint forecast_trial_run_fkey FOREIGN KEY (run) REFERENCES forecast_run(id) ON DELETE CASCADE
);

create table form_issued (
  id uuid not null,
  dossier text not null,
  form text not null,
  number text not null,
  data jsonb not null,
  issued_by text not null,
  issued_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  delivered_how text,
  constraint form_issued_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint form_issued_pkey PRIMARY KEY (id)
);
CREATE INDEX form_issued_dossier ON public.form_issued USING btree (dossier);

CREATE OR REPLACE FUNCTION public.adoption_is_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a decision on a procedure is never changed: add another one';
end $function$;

CREATE OR REPLACE FUNCTION public.contest_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a contest that has ended is never changed';
end $function$;

CREATE OR REPLACE FUNCTION public.dossier_turned()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        new.turn := new.turn + 1;
        return new;
      end $function$;

CREATE OR REPLACE FUNCTION public.imported_version_is_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a version of an imported dossier is never changed: write another one';
end $function$;

CREATE OR REPLACE FUNCTION public.ledger_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger is append-only: % refused', tg_op;
end $function$;

CREATE OR REPLACE FUNCTION public.report_issue_is_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an issued report is never changed: issue a correction';
end $function$;

CREATE OR REPLACE FUNCTION public.revision_attachments_are_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.decisions::text <> old.decisions::text or new.scenarios::text <> old.scenarios::text or new.templates::text <> old.templates::text
    or new.readme is distinct from old.readme or new.base is distinct from old.base or new.note is distinct from old.note then
    raise exception 'the content of revision %/% cannot be changed', old.procedure, old.number;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.revision_is_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then raise exception 'a revision that left the draft state cannot be deleted'; end if;
    return old;
  end if;
  if new.digest <> old.digest or new.bpmn <> old.bpmn or new.model::text <> old.model::text then
    raise exception 'the content of revision %/% cannot be changed', old.procedure, old.number;
  end if;
  if old.state <> 'draft' and new.document is distinct from old.document then
    raise exception 'the document of revision %/% cannot be changed any more', old.procedure, old.number;
  end if;
  if old.effective_from is not null and new.effective_from is distinct from old.effective_from then
    raise exception 'the effective date of a published revision cannot be changed';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.search_text(written text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN translate(NORMALIZE(written, NFC), 'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ'::text, 'abcdefghijklmnopqrstuvwxyzaaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzoouuaaiioouuuuuuuuuuaaaaggkkoooojggnnaaaaaaeeeeiiiioooorrrruuuusstthhaaeeooooooooyyaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy'::text);

CREATE OR REPLACE FUNCTION public.settlement_fact_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.kind = 'deadline.moved' and new.data ->> 'subject' is distinct from 'dossier' or new.kind = 'dossier.transferred' and not coalesce((new.data ->> 'receiving')::boolean, false) then
    return null;
  end if;
  insert into settlement_fact (position, dossier, at, kind, agency, field, channel, outcome, due_at, net_outcome, net_due_at, procedure, officer, passed_from, document)
  values (new.position, new.dossier, new.at, new.kind, new.data ->> case new.kind when 'dossier.transferred' then 'to' else 'agency' end, new.data ->> 'field', new.data ->> 'channel', new.data ->> 'outcome',
    case when new.kind <> 'dossier.transferred' then coalesce(new.data ->> 'to', new.data ->> 'dueAt')::timestamptz end, new.data ->> 'netOutcome', (new.data ->> 'netDueAt')::timestamptz, new.data ->> 'procedure',
    case when new.kind = 'dossier.received' then new.actor end, case when new.kind = 'dossier.transferred' then new.data ->> 'from' end, case when new.kind = 'dossier.transferred' then new.data ->> 'document' end);
  if new.kind in ('dossier.received', 'dossier.settled') then
    update settlement_fact received set settled_at = settled.at, settled_position = settled.position
    from (select at, position from settlement_fact where dossier = new.dossier and kind = 'dossier.settled' order by at, position limit 1) as settled
    where received.dossier = new.dossier and received.kind = 'dossier.received' and received.settled_position is distinct from settled.position;
    update settlement_fact settled set officer = receipt.officer, channel = receipt.channel
    from (select officer, channel from settlement_fact where dossier = new.dossier and kind = 'dossier.received' order by position limit 1) as receipt
    where settled.dossier = new.dossier and settled.kind = 'dossier.settled' and settled.officer is distinct from receipt.officer;
  end if;
  return null;
end $function$;

create table guard_order (
  rule text not null,
  version integer not null,
  enabled boolean not null,
  severity text not null,
  owner text not null,
  thresholds jsonb not null,
  document text not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint guard_order_owner_check CHECK ((owner = ANY (ARRAY['agency_leader'::text, 'desk_head'::text, 'chairman'::text]))),
  constraint guard_order_pkey PRIMARY KEY (rule, version),
  constraint guard_order_severity_check CHECK ((severity = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])))
);

create table guard_position (
  id boolean not null default true,
  "position" bigint not null default 0,
  gap jsonb,
  swept_on date,
  sweep_after text,
  constraint guard_position_id_check CHECK (id),
  constraint guard_position_pkey PRIMARY KEY (id)
);

create table guard_scan (
  id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null,
  cursor text,
  done integer not null default 0,
  total integer not null,
  found integer not null default 0,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint guard_scan_check CHECK ((ends_at > starts_at)),
  constraint guard_scan_pkey PRIMARY KEY (id),
  constraint guard_scan_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text])))
);
CREATE INDEX guard_scan_requested ON public.guard_scan USING btree (requested_at DESC);

create table held_notice (
  id uuid not null,
  agency text not null,
  role text not null,
  release_at timestamp with time zone not null,
  dossier text not null,
  body jsonb not null,
  held_at timestamp with time zone not null,
  constraint held_notice_pkey PRIMARY KEY (id)
);
CREATE INDEX held_notice_post ON public.held_notice USING btree (agency, role, release_at);

create table imported_dossier (
  code text not null,
  source text not null,
  source_code text not null,
  agency text not null,
  holder text,
  procedure text,
  procedure_name text,
  applicant_name text,
  state smallint not null,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone,
  stopped_at timestamp with time zone,
  settled_at timestamp with time zone,
  returned_at timestamp with time zone,
  outcome text,
  record jsonb not null,
  version integer not null,
  advanced_at timestamp with time zone,
  taken_over_at timestamp with time zone,
  constraint imported_dossier_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint imported_dossier_check CHECK (((settled_at IS NULL) = (outcome IS NULL))),
  constraint imported_dossier_holder_fkey FOREIGN KEY (holder) REFERENCES agency(code),
  constraint imported_dossier_outcome_check CHECK ((outcome = ANY (ARRAY['early'::text, 'on_time'::text, 'late'::text]))),
  constraint imported_dossier_pkey PRIMARY KEY (code),
  constraint imported_dossier_procedure_fkey FOREIGN KEY (procedure) REFERENCES procedure(code),
  constraint imported_dossier_source_fkey FOREIGN KEY (source) REFERENCES agency(code),
  constraint imported_dossier_source_source_code_key UNIQUE (source, source_code),
  constraint imported_dossier_state_check CHECK (((state >= 1) AND (state <= 10)))
);
CREATE INDEX imported_dossier_agency ON public.imported_dossier USING btree (agency, received_at DESC);
CREATE INDEX imported_dossier_open ON public.imported_dossier USING btree (agency, holder, due_at) WHERE ((settled_at IS NULL) AND (taken_over_at IS NULL));
CREATE INDEX imported_dossier_received ON public.imported_dossier USING btree (received_at DESC, code DESC);
CREATE INDEX imported_dossier_search ON public.imported_dossier USING gin (lower(code) extensions.gin_trgm_ops, search_text(applicant_name) extensions.gin_trgm_ops);

create table imported_dossier_version (
  code text not null,
  version integer not null,
  kind text not null,
  record jsonb not null,
  import uuid,
  line integer,
  document text,
  changed text[] not null,
  by text not null,
  at timestamp with time zone not null,
  constraint imported_dossier_version_check CHECK (((import IS NULL) = (line IS NULL))),
  constraint imported_dossier_version_code_fkey FOREIGN KEY (code) REFERENCES imported_dossier(code),
  constraint imported_dossier_version_import_fkey FOREIGN KEY (import) REFERENCES register_import(id),
  constraint imported_dossier_version_kind_check CHECK ((kind = ANY (ARRAY['imported'::text, 'corrected'::text, 'advanced'::text, 'taken_over'::text]))),
  constraint imported_dossier_version_pkey PRIMARY KEY (code, version)
);
CREATE UNIQUE INDEX imported_dossier_version_row ON public.imported_dossier_version USING btree (import, line);
CREATE TRIGGER imported_dossier_version_immutable BEFORE DELETE OR UPDATE OR TRUNCATE ON public.imported_dossier_version FOR EACH STATEMENT EXECUTE FUNCTION imported_version_is_immutable();

create table incident (
  id uuid not null,
  kind text not null,
  ref uuid not null,
  dossier text,
  procedure text,
  element text,
  topic text,
  message text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by text,
  message_en text,
  constraint incident_kind_check CHECK ((kind = ANY (ARRAY['job'::text, 'wakeup'::text, 'instance'::text]))),
  constraint incident_pkey PRIMARY KEY (id)
);
CREATE INDEX incident_dossier ON public.incident USING btree (dossier) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX incident_open ON public.incident USING btree (kind, ref) WHERE (closed_at IS NULL);
CREATE INDEX incident_over ON public.incident USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX incident_procedure ON public.incident USING btree (procedure) WHERE (closed_at IS NULL);
CREATE INDEX incident_topic ON public.incident USING btree (topic) WHERE (closed_at IS NULL);

create table instance (
  id uuid not null,
  dossier text not null,
  parent uuid,
  parent_execution text,
  procedure text not null,
  revision integer not null,
  state jsonb,
  variables jsonb not null,
  status instance_status not null,
  error jsonb,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  version integer not null default 1,
  constraint instance_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint instance_parent_fkey FOREIGN KEY (parent) REFERENCES instance(id),
  constraint instance_pkey PRIMARY KEY (id),
  constraint instance_procedure_revision_fkey FOREIGN KEY (procedure, revision) REFERENCES revision(procedure, number)
);
CREATE INDEX instance_dossier ON public.instance USING btree (dossier);

create table job (
  id uuid not null,
  instance uuid not null,
  execution_id text not null,
  dossier text not null,
  element text not null,
  topic text not null,
  state job_state not null,
  attempts integer not null default 0,
  last_error text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  retries integer not null default 3,
  backoff_ms bigint not null default 60000,
  available_at timestamp with time zone not null,
  worker text,
  locked_by text,
  locked_until timestamp with time zone,
  trace text,
  constraint job_instance_execution_id_key UNIQUE (instance, execution_id),
  constraint job_instance_fkey FOREIGN KEY (instance) REFERENCES instance(id),
  constraint job_pkey PRIMARY KEY (id)
);
CREATE INDEX job_available ON public.job USING btree (topic, available_at, id) WHERE ((state)::text = 'open'::text);
CREATE INDEX job_over ON public.job USING btree (ended_at) WHERE (ended_at IS NOT NULL);

create table job_scope (
  agency text not null,
  topic text not null,
  constraint job_scope_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint job_scope_pkey PRIMARY KEY (agency, topic)
);

create table ladder (
  code text not null,
  version integer not null,
  name_vi text not null,
  name_en text not null,
  rungs jsonb not null,
  quiet boolean not null default false,
  digest text not null default 'none'::text,
  valid_from timestamp with time zone not null,
  document text not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint ladder_code_check CHECK ((code ~ '^[a-z0-9-]+$'::text)),
  constraint ladder_digest_check CHECK ((digest = ANY (ARRAY['none'::text, 'half_day'::text, 'day'::text]))),
  constraint ladder_pkey PRIMARY KEY (code, version)
);

create table late_target (
  seq bigint not null generated always as identity,
  agency text not null,
  late_share numeric not null,
  valid_from date not null,
  document text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint late_target_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint late_target_document_check CHECK ((document <> ''::text)),
  constraint late_target_late_share_check CHECK (((late_share >= (0)::numeric) AND (late_share <= (1)::numeric))),
  constraint late_target_pkey PRIMARY KEY (seq)
);
CREATE INDEX late_target_of ON public.late_target USING btree (agency, valid_from DESC, seq DESC);

create table ledger_checkpoint (
  id uuid not null,
  at timestamp with time zone not null,
  "position" bigint not null,
  heads_digest text not null,
  chains integer not null,
  public_key text not null,
  signature text not null,
  constraint ledger_checkpoint_pkey PRIMARY KEY (id)
);
CREATE TRIGGER ledger_checkpoint_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

create table ledger_entry (
  "position" bigint not null generated always as identity,
  dossier text not null,
  seq integer not null,
  at timestamp with time zone not null,
  actor text not null,
  agency text,
  kind text not null,
  element text,
  data jsonb not null,
  previous_hash text not null,
  hash text not null,
  constraint ledger_entry_dossier_seq_key UNIQUE (dossier, seq),
  constraint ledger_entry_pkey PRIMARY KEY ("position")
);
CREATE INDEX ledger_entry_closing ON public.ledger_entry USING btree (actor, at) WHERE (kind = 'dossier.settled'::text);
CREATE INDEX ledger_entry_kind ON public.ledger_entry USING btree (kind, at);
CREATE TRIGGER ledger_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER settlement_fact_follows AFTER INSERT ON public.ledger_entry FOR EACH ROW WHEN ((new.kind = ANY ('{dossier.received,dossier.settled,dossier.transferred,deadline.moved,clock.stopped,clock.resumed,force_majeure.excluded,force_majeure.restored}'::text[]))) EXECUTE FUNCTION settlement_fact_follows();

create table leg (
  id uuid not null,
  dossier text not null,
  agency text not null,
  handed_by text,
  entered_at timestamp with time zone not null,
  acknowledged_at timestamp with time zone,
  acknowledged_by text,
  left_at timestamp with time zone,
  budget_ms bigint not null default 0,
  used_ms bigint,
  overrun_ms bigint not null default 0,
  acknowledge_ms bigint not null default 7200000,
  constraint leg_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint leg_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint leg_pkey PRIMARY KEY (id)
);
CREATE INDEX leg_agency ON public.leg USING btree (agency, dossier);
CREATE INDEX leg_agency_open ON public.leg USING btree (agency) WHERE (left_at IS NULL);
CREATE INDEX leg_dossier ON public.leg USING btree (dossier, entered_at);
CREATE INDEX leg_entered ON public.leg USING btree (agency, entered_at);
CREATE INDEX leg_left_at ON public.leg USING btree (left_at) WHERE (left_at IS NOT NULL);
CREATE UNIQUE INDEX leg_open ON public.leg USING btree (dossier, agency) WHERE (left_at IS NULL);

create table legal_profile (
  code text not null,
  name_vi text not null,
  name_en text not null,
  basis text not null,
  forms jsonb not null,
  confirmed boolean not null default false,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  confirmation text,
  constraint legal_profile_pkey PRIMARY KEY (code)
);

create table legal_profile_use (
  seq bigint not null generated always as identity,
  profile text not null,
  valid_from timestamp with time zone not null,
  document text not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  constraint legal_profile_use_pkey PRIMARY KEY (seq),
  constraint legal_profile_use_profile_fkey FOREIGN KEY (profile) REFERENCES legal_profile(code)
);

create table message_buffer (
  id uuid not null,
  sender text not null,
  message_id text,
  name text not null,
  key text not null,
  payload jsonb not null,
  state text not null,
  outcome text not null,
  dossier text,
  catchers integer not null default 0,
  received_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint message_buffer_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'buffered'::text, 'started'::text]))),
  constraint message_buffer_pkey PRIMARY KEY (id),
  constraint message_buffer_state_check CHECK ((state = ANY (ARRAY['buffered'::text, 'delivered'::text, 'expired'::text])))
);
CREATE UNIQUE INDEX message_buffer_once ON public.message_buffer USING btree (sender, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX message_buffer_over ON public.message_buffer USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX message_buffer_waiting ON public.message_buffer USING btree (key, name, received_at) WHERE (state = 'buffered'::text);

create table migration (
  id integer not null default nextval('migration_id_seq'::regclass),
  "timestamp" bigint not null,
  name character varying not null,
  constraint "PK_3043fc6b8af7c99b8b98830094f" PRIMARY KEY (id)
);

create table migration_batch (
  id uuid not null,
  procedure text not null,
  from_revision integer not null,
  to_revision integer not null,
  mapping jsonb not null,
  document text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint migration_batch_pkey PRIMARY KEY (id),
  constraint migration_batch_procedure_from_revision_fkey FOREIGN KEY (procedure, from_revision) REFERENCES revision(procedure, number),
  constraint migration_batch_procedure_to_revision_fkey FOREIGN KEY (procedure, to_revision) REFERENCES revision(procedure, number)
);
CREATE INDEX migration_batch_procedure ON public.migration_batch USING btree (procedure, created_at DESC);

create table migration_item (
  batch uuid not null,
  dossier text not null,
  state text not null,
  reason jsonb,
  done_at timestamp with time zone,
  constraint migration_item_batch_fkey FOREIGN KEY (batch) REFERENCES migration_batch(id),
  constraint migration_item_pkey PRIMARY KEY (batch, dossier),
  constraint migration_item_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'migrated'::text, 'refused'::text])))
);

create table modification_request (
  id uuid not null,
  dossier text not null,
  instance uuid not null,
  cancel jsonb not null,
  start jsonb not null,
  reason text not null,
  state text not null,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  decision text,
  constraint modification_request_check CHECK (((decided_by IS NULL) OR (state = 'refused'::text) OR (decided_by <> requested_by))),
  constraint modification_request_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint modification_request_instance_fkey FOREIGN KEY (instance) REFERENCES instance(id),
  constraint modification_request_pkey PRIMARY KEY (id),
  constraint modification_request_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'executed'::text, 'refused'::text])))
);
CREATE INDEX modification_request_dossier ON public.modification_request USING btree (dossier, requested_at);
CREATE INDEX modification_request_open ON public.modification_request USING btree (requested_at, id) WHERE (state = 'requested'::text);

create table national_day (
  date date not null,
  kind text not null,
  name_vi text not null,
  name_en text not null,
  confirmed boolean not null,
  source text,
  version integer not null default 1,
  constraint national_day_kind_check CHECK ((kind = ANY (ARRAY['off'::text, 'make_up'::text]))),
  constraint national_day_pkey PRIMARY KEY (date)
);

create table notice (
  id uuid not null,
  username text,
  agency text,
  role text,
  dossier text,
  kind text not null,
  body_vi text not null,
  body_en text not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  read_by text,
  constraint notice_pkey PRIMARY KEY (id)
);
CREATE INDEX notice_post ON public.notice USING btree ((((agency || ' '::text) || role)), created_at DESC);
CREATE INDEX notice_username ON public.notice USING btree (username, created_at DESC) WHERE (username IS NOT NULL);

create table online_submission (
  id uuid not null,
  portal_code text not null,
  procedure text not null,
  agency text not null,
  territory text,
  applicant jsonb not null,
  data jsonb not null,
  papers jsonb not null,
  submitted_at timestamp with time zone not null,
  registered_by text not null,
  registered_at timestamp with time zone not null,
  reply_due_at timestamp with time zone not null,
  warned_at timestamp with time zone,
  breached_at timestamp with time zone,
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  reason text,
  dossier text,
  version integer not null default 1,
  constraint online_submission_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint online_submission_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'refused'::text, 'supplement'::text]))),
  constraint online_submission_check CHECK (((answer IS NULL) = (answered_at IS NULL))),
  constraint online_submission_check1 CHECK (((answer = 'accepted'::text) = (dossier IS NOT NULL))),
  constraint online_submission_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint online_submission_pkey PRIMARY KEY (id)
);
CREATE INDEX online_submission_agency ON public.online_submission USING btree (agency, reply_due_at) WHERE (answer IS NULL);
CREATE INDEX online_submission_due ON public.online_submission USING btree (reply_due_at DESC);
CREATE UNIQUE INDEX online_submission_waiting ON public.online_submission USING btree (portal_code) WHERE (answer IS NULL);

create table opening_hours (
  id uuid not null,
  agency text not null,
  weekday smallint not null,
  opens time without time zone not null,
  closes time without time zone not null,
  valid_from date not null,
  valid_to date,
  constraint opening_hours_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint opening_hours_check CHECK ((closes > opens)),
  constraint opening_hours_pkey PRIMARY KEY (id),
  constraint opening_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);
CREATE INDEX opening_hours_agency ON public.opening_hours USING btree (agency);

create table outbox (
  id bigint not null generated always as identity,
  kind text not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  available_at timestamp with time zone not null,
  attempts integer not null default 0,
  last_error text,
  delivered_at timestamp with time zone,
  trace text,
  constraint outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_due ON public.outbox USING btree (available_at) WHERE (delivered_at IS NULL);
CREATE INDEX outbox_over ON public.outbox USING btree (delivered_at) WHERE (delivered_at IS NOT NULL);

create table paper (
  id uuid not null,
  dossier text not null,
  code text not null,
  name text not null,
  direction text not null,
  originals integer not null default 0,
  copies integer not null default 0,
  compartment text,
  agency text not null,
  task uuid,
  file_digest text,
  file_name text,
  file_type text,
  file_size bigint,
  added_by text not null,
  added_at timestamp with time zone not null,
  constraint paper_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint paper_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint paper_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint paper_pkey PRIMARY KEY (id)
);
CREATE INDEX paper_dossier ON public.paper USING btree (dossier);

create table position (
  id uuid not null,
  username text not null,
  agency text not null,
  role text not null,
  valid_from date not null,
  valid_to date,
  constraint position_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint position_pkey PRIMARY KEY (id),
  constraint position_role_fkey FOREIGN KEY (role) REFERENCES role(code),
  constraint position_username_agency_role_valid_from_key UNIQUE (username, agency, role, valid_from),
  constraint position_username_fkey FOREIGN KEY (username) REFERENCES account(username)
);
CREATE INDEX position_agency ON public."position" USING btree (agency, role);

create table procedure (
  code text not null,
  name_vi text not null,
  name_en text not null,
  kind text not null,
  field text,
  created_at timestamp with time zone not null,
  constraint procedure_code_check CHECK ((code ~ '^[a-z0-9-]+$'::text)),
  constraint procedure_kind_check CHECK ((kind = ANY (ARRAY['procedure'::text, 'component'::text]))),
  constraint procedure_pkey PRIMARY KEY (code)
);

create table procedure_comment (
  id uuid not null,
  draft uuid,
  procedure text,
  revision integer,
  element text,
  text text not null,
  written_by text not null,
  written_at timestamp with time zone not null,
  resolved_by text,
  resolved_at timestamp with time zone,
  constraint procedure_comment_check CHECK (((draft IS NULL) <> (revision IS NULL))),
  constraint procedure_comment_check1 CHECK (((procedure IS NULL) = (revision IS NULL))),
  constraint procedure_comment_draft_fkey FOREIGN KEY (draft) REFERENCES draft(id) ON DELETE CASCADE,
  constraint procedure_comment_pkey PRIMARY KEY (id),
  constraint procedure_comment_procedure_revision_fkey FOREIGN KEY (procedure, revision) REFERENCES revision(procedure, number)
);
CREATE INDEX procedure_comment_draft ON public.procedure_comment USING btree (draft, id) WHERE (draft IS NOT NULL);
CREATE INDEX procedure_comment_revision ON public.procedure_comment USING btree (procedure, revision, id) WHERE (revision IS NOT NULL);

create table register_import (
  id uuid not null,
  agency text not null,
  file_name text not null,
  file_digest text not null,
  file_size integer not null,
  state text not null,
  layout jsonb not null,
  mapping jsonb not null,
  effect jsonb not null,
  counts jsonb not null,
  uploaded_by text not null,
  uploaded_at timestamp with time zone not null,
  applied_by text,
  applied_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint register_import_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint register_import_pkey PRIMARY KEY (id),
  constraint register_import_state_check CHECK ((state = ANY (ARRAY['checked'::text, 'applying'::text, 'applied'::text, 'cancelled'::text])))
);
CREATE INDEX register_import_uploaded ON public.register_import USING btree (uploaded_at DESC, id DESC);

create table register_import_row (
  import uuid not null,
  line integer not null,
  verdict text not null,
  cells jsonb not null,
  record jsonb,
  findings jsonb not null,
  outcome text,
  constraint register_import_row_check CHECK (((record IS NULL) = (verdict = 'refused'::text))),
  constraint register_import_row_import_fkey FOREIGN KEY (import) REFERENCES register_import(id) ON DELETE CASCADE,
  constraint register_import_row_outcome_check CHECK ((outcome = ANY (ARRAY['written'::text, 'corrected'::text, 'known'::text, 'refused'::text]))),
  constraint register_import_row_pkey PRIMARY KEY (import, line),
  constraint register_import_row_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'warned'::text, 'corrects'::text, 'known'::text, 'refused'::text])))
);
CREATE INDEX register_import_row_open ON public.register_import_row USING btree (import, line) WHERE (outcome IS NULL);
CREATE INDEX register_import_row_verdict ON public.register_import_row USING btree (import, verdict, line);

create table register_profile (
  agency text not null,
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamp with time zone not null,
  constraint register_profile_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint register_profile_pkey PRIMARY KEY (agency)
);

create table replay (
  id uuid not null,
  procedure text not null,
  request jsonb not null,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  state text not null,
  done integer not null default 0,
  total integer not null default 0,
  beat_at timestamp with time zone not null default clock_timestamp(),
  result json,
  failure jsonb,
  ended_at timestamp with time zone,
  constraint replay_pkey PRIMARY KEY (id),
  constraint replay_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'failed'::text, 'interrupted'::text])))
);
CREATE INDEX replay_asked ON public.replay USING btree (requested_by, requested_at DESC);
CREATE INDEX replay_ended ON public.replay USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX replay_open ON public.replay USING btree (beat_at) WHERE (ended_at IS NULL);

create table report_issue (
  id uuid not null,
  year integer not null,
  number integer not null,
  kind text not null,
  parameters jsonb not null,
  ledger_position bigint not null,
  digest text not null,
  figures json not null,
  corrects uuid,
  reason text,
  schedule uuid,
  agencies text[],
  issued_by text not null,
  issued_at timestamp with time zone not null,
  constraint report_issue_check CHECK (((corrects IS NULL) = (reason IS NULL))),
  constraint report_issue_corrects_fkey FOREIGN KEY (corrects) REFERENCES report_issue(id),
  constraint report_issue_pkey PRIMARY KEY (id),
  constraint report_issue_schedule_fkey FOREIGN KEY (schedule) REFERENCES report_schedule(id),
  constraint report_issue_year_number_key UNIQUE (year, number)
);
CREATE INDEX report_issue_corrects ON public.report_issue USING btree (corrects) WHERE (corrects IS NOT NULL);
CREATE INDEX report_issue_issued ON public.report_issue USING btree (issued_at DESC, id);
CREATE TRIGGER report_issue_immutable BEFORE DELETE OR UPDATE OR TRUNCATE ON public.report_issue FOR EACH STATEMENT EXECUTE FUNCTION report_issue_is_immutable();

create table report_run (
  id uuid not null,
  kind text not null,
  parameters jsonb not null,
  ledger_position bigint not null,
  corrects uuid,
  reason text,
  schedule uuid,
  state text not null,
  done integer not null default 0,
  total integer not null default 1,
  cursor text,
  failure jsonb,
  issue uuid,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint report_run_corrects_fkey FOREIGN KEY (corrects) REFERENCES report_issue(id),
  constraint report_run_issue_fkey FOREIGN KEY (issue) REFERENCES report_issue(id),
  constraint report_run_pkey PRIMARY KEY (id),
  constraint report_run_schedule_fkey FOREIGN KEY (schedule) REFERENCES report_schedule(id),
  constraint report_run_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX report_run_ended ON public.report_run USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX report_run_requested ON public.report_run USING btree (requested_at DESC, id);

create table report_run_part (
  run uuid not null,
  part integer not null,
  rows json not null,
  constraint report_run_part_pkey PRIMARY KEY (run, part),
  constraint report_run_part_run_fkey FOREIGN KEY (run) REFERENCES report_run(id) ON DELETE CASCADE
);

create table report_schedule (
  id uuid not null,
  kind text not null,
  parameters jsonb not null,
  every text not null,
  agency text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  next_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  constraint report_schedule_agency_fkey FOREIGN KEY (agency) REFERENCES agency(code),
  constraint report_schedule_every_check CHECK ((every = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'quarter'::text]))),
  constraint report_schedule_pkey PRIMARY KEY (id)
);
CREATE INDEX report_schedule_created ON public.report_schedule USING btree (created_at DESC);

create table revision (
  procedure text not null,
  number integer not null,
  state text not null,
  digest text not null,
  bpmn bytea not null,
  model json not null,
  findings jsonb not null,
  bindings jsonb not null default '{}'::jsonb,
  drafted_by text not null,
  drafted_at timestamp with time zone not null,
  checked_by text,
  checked_at timestamp with time zone,
  approved_by text,
  approved_at timestamp with time zone,
  published_by text,
  published_at timestamp with time zone,
  effective_from timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  end_reason text,
  version integer not null default 1,
  decisions json not null default '{}'::json,
  scenarios json not null default '{}'::json,
  templates json not null default '{}'::json,
  readme text,
  base integer,
  note text,
  document jsonb not null default '{}'::jsonb,
  constraint revision_number_check CHECK ((number > 0)),
  constraint revision_pkey PRIMARY KEY (procedure, number),
  constraint revision_procedure_fkey FOREIGN KEY (procedure) REFERENCES procedure(code),
  constraint revision_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'checked'::text, 'approved'::text, 'published'::text, 'superseded'::text, 'withdrawn'::text, 'returned'::text])))
);
CREATE INDEX revision_digest ON public.revision USING btree (digest);
CREATE TRIGGER revision_attachments_immutable BEFORE UPDATE ON public.revision FOR EACH ROW EXECUTE FUNCTION revision_attachments_are_immutable();
CREATE TRIGGER revision_immutable BEFORE DELETE OR UPDATE ON public.revision FOR EACH ROW EXECUTE FUNCTION revision_is_immutable();

create table revision_start (
  procedure text not null,
  revision integer not null,
  element text not null,
  ordinal integer not null,
  kind text not null,
  alone boolean not null,
  name text,
  timer_kind text,
  timer_value text,
  next_due timestamp with time zone,
  repeat integer,
  constraint revision_start_kind_check CHECK ((kind = ANY (ARRAY['none'::text, 'message'::text, 'signal'::text, 'timer'::text, 'condition'::text]))),
  constraint revision_start_pkey PRIMARY KEY (procedure, revision, element, ordinal),
  constraint revision_start_procedure_revision_fkey FOREIGN KEY (procedure, revision) REFERENCES revision(procedure, number)
);
CREATE INDEX revision_start_name ON public.revision_start USING btree (name, kind) WHERE (kind = ANY (ARRAY['message'::text, 'signal'::text]));

create table role (
  code text not null,
  name_vi text not null,
  name_en text not null,
  constraint role_pkey PRIMARY KEY (code)
);

create table rung (
  deadline uuid not null,
  rung text not null,
  at timestamp with time zone not null,
  fired_at timestamp with time zone,
  recipients jsonb not null,
  action text not null,
  constraint rung_pkey PRIMARY KEY (deadline, rung)
);
CREATE INDEX rung_fired ON public.rung USING btree (fired_at DESC, deadline, rung) WHERE (fired_at IS NOT NULL);

create table rung_answer (
  id uuid not null,
  deadline uuid not null,
  rung text not null,
  kind text not null,
  agency text not null,
  role text not null,
  reason text,
  until timestamp with time zone,
  said_by text not null,
  said_at timestamp with time zone not null,
  constraint rung_answer_check CHECK (((kind = 'acknowledged'::text) OR ((reason IS NOT NULL) AND (until IS NOT NULL)))),
  constraint rung_answer_deadline_fkey FOREIGN KEY (deadline) REFERENCES deadline(id),
  constraint rung_answer_kind_check CHECK ((kind = ANY (ARRAY['acknowledged'::text, 'snoozed'::text]))),
  constraint rung_answer_pkey PRIMARY KEY (id)
);
CREATE INDEX rung_answer_deadline ON public.rung_answer USING btree (deadline, said_at);

create table session (
  token_hash text not null,
  username text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_username_fkey FOREIGN KEY (username) REFERENCES account(username)
);
CREATE INDEX session_expires ON public.session USING btree (expires_at);
CREATE INDEX session_username ON public.session USING btree (username);

create table settlement_fact (
  "position" bigint not null,
  dossier text not null,
  at timestamp with time zone not null,
  kind text not null,
  agency text,
  field text,
  channel text,
  outcome text,
  due_at timestamp with time zone,
  net_outcome text,
  net_due_at timestamp with time zone,
  settled_at timestamp with time zone,
  settled_position bigint,
  procedure text,
  officer text,
  passed_from text,
  document text,
  constraint settlement_fact_pkey PRIMARY KEY ("position")
);
CREATE INDEX settlement_fact_dossier ON public.settlement_fact USING btree (dossier, "position");
CREATE INDEX settlement_fact_late_entry ON public.settlement_fact USING btree (settled_position) WHERE (kind = 'dossier.received'::text);
CREATE INDEX settlement_fact_net ON public.settlement_fact USING btree (dossier, "position") WHERE ((net_due_at IS NOT NULL) OR (net_outcome IS NOT NULL));
CREATE INDEX settlement_fact_passed ON public.settlement_fact USING btree (at, "position") WHERE (kind = 'dossier.transferred'::text);
CREATE INDEX settlement_fact_received ON public.settlement_fact USING btree (at) INCLUDE ("position", dossier, agency, field, channel) WHERE (kind = 'dossier.received'::text);
CREATE INDEX settlement_fact_settled ON public.settlement_fact USING btree (at) INCLUDE ("position", dossier, agency, field, outcome) WHERE (kind = 'dossier.settled'::text);
CREATE INDEX settlement_fact_until ON public.settlement_fact USING btree (settled_at) INCLUDE (at, "position", dossier, agency, field, due_at) WHERE (kind = 'dossier.received'::text);

create table signal_broadcast (
  id uuid not null,
  name text not null,
  data jsonb not null,
  agencies text[],
  dossier text,
  element text,
  depth integer not null default 0,
  sent_by text not null,
  agency text,
  sent_at timestamp with time zone not null,
  spread_at timestamp with time zone,
  constraint signal_broadcast_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint signal_broadcast_pkey PRIMARY KEY (id)
);

create table signal_delivery (
  broadcast uuid not null,
  dossier text not null,
  state text not null,
  catchers integer not null default 0,
  done_at timestamp with time zone,
  constraint signal_delivery_broadcast_fkey FOREIGN KEY (broadcast) REFERENCES signal_broadcast(id),
  constraint signal_delivery_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint signal_delivery_pkey PRIMARY KEY (broadcast, dossier),
  constraint signal_delivery_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'gone'::text])))
);
CREATE INDEX signal_delivery_pending ON public.signal_delivery USING btree (dossier) WHERE (state = 'pending'::text);

create table simulation_clock (
  id boolean not null default true,
  now timestamp with time zone not null,
  constraint simulation_clock_id_check CHECK (id),
  constraint simulation_clock_pkey PRIMARY KEY (id)
);

create table start_key (
  dossier text not null,
  name text not null,
  key text not null,
  constraint start_key_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint start_key_pkey PRIMARY KEY (dossier, name)
);
CREATE INDEX start_key_key ON public.start_key USING btree (key, name);

create table survey (
  dossier text not null,
  face smallint not null,
  timely text not null,
  visits smallint not null,
  remark text,
  answered_at timestamp with time zone not null,
  constraint survey_dossier_fkey FOREIGN KEY (dossier) REFERENCES dossier(code),
  constraint survey_face_check CHECK (((face >= 1) AND (face <= 4))),
  constraint survey_pkey PRIMARY KEY (dossier),
  constraint survey_timely_check CHECK ((timely = ANY (ARRAY['early'::text, 'on_time'::text, 'late'::text]))),
  constraint survey_visits_check CHECK (((visits >= 0) AND (visits <= 2)))
);
CREATE INDEX survey_answered ON public.survey USING btree (answered_at);

create table suspension (
  id uuid not null,
  subject text not null,
  ref text not null,
  reason text not null,
  suspended_by text not null,
  suspended_at timestamp with time zone not null,
  resumed_by text,
  resumed_at timestamp with time zone,
  resume_reason text,
  constraint suspension_pkey PRIMARY KEY (id),
  constraint suspension_subject_check CHECK ((subject = ANY (ARRAY['dossier'::text, 'procedure'::text, 'agency'::text])))
);
CREATE UNIQUE INDEX suspension_open ON public.suspension USING btree (subject, ref) WHERE (resumed_at IS NULL);

create table task (
  id uuid not null,
  dossier text not null,
  instance uuid not null,
  execution_id text not null,
  procedure text not null,
  revision integer not null,
  element text not null,
  name_vi text not null,
  name_en text not null,
  agency text not null,
  role text not null,
  assignee text,
  state task_state not null,
  requires jsonb not null,
  budget jsonb,
  form text,
  opened_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  ended_at timestamp with time zone,
  opinion text,
  output jsonb,
  detour jsonb,
  handed_by text,
  version integer not null default 1,
  priority smallint not null default 0,
  constraint task_pkey PRIMARY KEY (id)
);
CREATE INDEX task_agency ON public.task USING btree (agency, dossier);
CREATE INDEX task_assignee ON public.task USING btree (assignee) WHERE ((state)::text = 'claimed'::text);
CREATE INDEX task_done ON public.task USING btree (agency, ended_at) WHERE ((state)::text = 'completed'::text);
CREATE INDEX task_dossier ON public.task USING btree (dossier, opened_at);
CREATE INDEX task_ended ON public.task USING btree (procedure, revision, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX task_inbox ON public.task USING btree (agency, role, opened_at) WHERE ((state)::text = ANY (ARRAY['open'::text, 'claimed'::text]));
CREATE UNIQUE INDEX task_once ON public.task USING btree (dossier, instance, execution_id) WHERE ((state)::text = ANY (ARRAY['open'::text, 'claimed'::text]));

create table territory (
  code text not null,
  name_vi text not null,
  name_en text not null,
  level text not null,
  parent text,
  constraint territory_level_check CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text]))),
  constraint territory_parent_fkey FOREIGN KEY (parent) REFERENCES territory(code),
  constraint territory_pkey PRIMARY KEY (code)
);

create table waiting (
  instance uuid not null,
  execution_id text not null,
  dossier text not null,
  element text not null,
  type text not null,
  kind text not null,
  name text,
  detail jsonb not null default '{}'::jsonb,
  since timestamp with time zone not null,
  constraint waiting_pkey PRIMARY KEY (instance, execution_id)
);
CREATE INDEX waiting_dossier ON public.waiting USING btree (dossier);
CREATE INDEX waiting_key ON public.waiting USING btree (((detail ->> 'key'::text)), name) WHERE ((kind = 'message'::text) AND (detail ? 'key'::text));
CREATE INDEX waiting_message ON public.waiting USING btree (name) WHERE (kind = ANY (ARRAY['message'::text, 'signal'::text]));
CREATE INDEX waiting_signal ON public.waiting USING btree (name, dossier) WHERE (kind = 'signal'::text);

create table wakeup (
  id uuid not null,
  kind text not null,
  ref text not null,
  dossier text,
  due_at timestamp with time zone not null,
  state wakeup_state not null,
  attempts integer not null default 0,
  retry_at timestamp with time zone,
  last_error text,
  fired_at timestamp with time zone,
  created_at timestamp with time zone not null,
  trace text,
  constraint wakeup_pkey PRIMARY KEY (id)
);
CREATE INDEX wakeup_dossier ON public.wakeup USING btree (dossier) WHERE ((state)::text = 'pending'::text);
CREATE INDEX wakeup_due ON public.wakeup USING btree (due_at) WHERE ((state)::text = 'pending'::text);
CREATE INDEX wakeup_over ON public.wakeup USING btree (created_at) WHERE ((state)::text <> 'pending'::text);
CREATE UNIQUE INDEX wakeup_pending ON public.wakeup USING btree (kind, ref) WHERE ((state)::text = 'pending'::text);
