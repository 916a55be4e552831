export {
  ALERT_STATES, AlertList, type AlertState, AlertView, AnswerQuestion, AskPerson, AssignAlert, ConfirmAlert, ExplainAlert, GUARD_CODES, GUARD_OWNERS, type GuardCode, type GuardOwner, GuardList, GuardView, PutGuard,
  QuestionList, QuestionView, ReopenAlert, ReviewAlert, SEVERITIES, ScanPeriod, ScanView, type Severity,
} from './alerts.js';
export { ForecastList, ForecastOne, ForecastQuality, ForecastRunView, RefreshForecast } from './forecast.js';
export { BoardChange, HeatmapView, ScoresView, TIME_BUCKETS, TOWER_COLUMNS, type TimeBucket, type TowerColumn, type TowerCounts, TowerDossier, TowerList, TowerView } from './board.js';
export { BREACH_LEVELS, BREACH_SORTS, type BreachLevel, BreachList, type BreachSort, BreachView } from './breaches.js';
export { BudgetSchema, Instant, LocalDate, TextSchema, WorkedTime } from './budget.js';
export {
  CalendarChangeList, CalendarChangeView, CalendarEdit, ChangeCalendar, ClosureView, MovedDeadline, WeeklySession,
} from './calendar.js';
export {
  ElementView, MIGRATION_ITEM_STATES, MODIFICATION_STATES, MigrateDossiers, MigrationDiff, type MigrationItemState, MigrationList, MigrationView, ModificationList, type ModificationState, ModificationView,
  RequestModification, Resume, SUSPENSION_SUBJECTS, Suspend, SuspensionList, type SuspensionSubject, SuspensionView,
} from './changes.js';
export { ChairmanView, LateTarget, LateTargetList, SetLateTarget } from './chairman.js';
export {
  AGENCY_KINDS, AgencyCalendarView, AgencyList, AgencyView, MergeAgency, MergerList, MergerView, NationalDayList, NationalDayView, OpeningHoursView, PositionView, PrincipalView, PutNationalDay, SessionView, SignIn,
} from './directory.js';
export {
  AnswerSurvey, Applicant, CHANNELS, DELIVERY_WAYS, DOSSIER_STATES, DeliverForm, DeliverMessage, DossierDeadlineView, DossierList, DossierRow, DossierView, Escalated, ExtendDeadline, FINAL_STATES, LatenessView, LedgerEntryView, LedgerView,
  LegView, PaperInput, PaperView, PublicDossierView, Reason, ReceiveDossier, ReceivePapers, ResumeClock, SETTLED_STATES, StopClock, StopView, TIMELINESS, TokenView,
} from './dossiers.js';
export {
  CommentList, CommentView, CreateDraft, DraftList, DraftView, EditorView, FindingCounts, PART_KEY, PersonView, PresenceView, ProofView, ProveDocument, SaveDraft, SavedDraft, SubmitDraft, WriteComment,
} from './drafts.js';
export type { Actor, Answerable, DomainEvents, DossierHead, StepDone, TaskFacts, TaskWaiting } from './events.js';
export { ISO_NAMESPACE, isoModdle } from './iso-moddle.js';
export { type Reader, withQualifiedNames } from './qualified-names.js';
export {
  CompleteJob, ExtendJob, FailJob, FetchJobs, INCIDENT_KINDS, IncidentList, type IncidentKind, IncidentView, JOB_STATES, JobList, JobOutcome, JobScopeList, JobScopes, type JobState, JobView, MessageOutcome, MessageStart,
  PutJobScopes, RaiseJobError, RetriedIncidents, RetryIncidents, SendMessage, TOPIC,
} from './jobs.js';
export { LAND_STAGES, LandBoardView, LandDossier, type LandStage, LandSurvey } from './land-board.js';
export { ApplyIsoTable, DrawIsoTable, ISO_COLUMNS, ISO_ROW_KINDS, type IsoColumn, type IsoRowKind, IsoTableHead, IsoTableRow, UnreadCell } from './iso-table.js';
export {
  Adopt, AdoptionDetail, AdoptionList, AdoptionOffers, AdoptionView, AskDiff, CHANGE_KINDS, type ChangeKind, DOCUMENT_SECTIONS, DecideRevision, DeclineOffer, type DiffSide, DocumentControl, type DocumentSection,
  DocumentView, ProcedureHistory, ProceduresInForce, ReturnRevision, RevisionDiff, StepOverride,
} from './governance.js';
export {
  DrawnIsoTableView, FindingView, ForeignImportView, ProcedureList, ProcedureView, PublishRevision, REVISION_STATES, type RevisionState, RevisionView, WithdrawRevision,
} from './procedures.js';
export { ACKNOWLEDGE_HOURS, CONVENTIONS, type Convention, type DecisionUse, type ExtensionRule, FIRST_DAYS, type FirstDay, countingOf,
  type Finding, type JobSpec, type JsonSchema, type LongestPath, type MilestoneSpec, type PaperSpec, type ProcessModel, STOP_KINDS, type StartSpec, type StepSpec, type StopKind, type StopSpec, type WitnessStep,
} from './process-model.js';
export {
  APOLOGY_STATES, ApologyList, type ApologyState, ApologyView, CALL_KINDS, CallList, CallView, ConfirmProfile, DraftApology, FORM_PURPOSES, type FormPurpose, LegalProfiles, MarkCalled, UseProfile,
} from './apologies.js';
export {
  ATTRIBUTION_STATES, AttributionDetail, AttributionItem, AttributionList, type AttributionState, CONTEST_GROUNDS, CONTEST_STATES, type ContestGround, type ContestState, ContestView, DecideContest, FileContest, LatenessShare,
} from './contests.js';
export {
  DeclareForceMajeure, type ExcludedSpan, type ExcusedDossier, ExcusedList, ForceMajeureList, ForceMajeureView, NetLateness, RevokeForceMajeure,
} from './force-majeure.js';
export {
  AcknowledgeRung, DEADLINE_SUBJECTS, DIGESTS, type DeadlineSubject, type Digest, LadderHistory, LadderList, LadderPreview, LadderView, PreviewLadder, PutLadder, RECIPIENTS, RUNG_ACTIONS, RUNG_ANSWERS, type Recipient, type RungAction, type RungDelivery, RungLog, type RungLogEntry, RungSpec, SnoozeRung,
} from './ladders.js';
export { AnswerSubmission, RegisterSubmission, ReplyReport, SUBMISSION_ANSWERS, type SubmissionAnswer, SubmissionList, SubmissionView } from './online.js';
export { AskReplay, REPLAY_SOURCES, REPLAY_STATES, REPLAY_VARIANTS, ReplayResult, type ReplayState, type ReplayVariant, type ReplayVariantView, ReplayView, type WhatIf } from './replays.js';
export {
  COLUMN_TYPES, CheckReport, CheckedReport, type ColumnType, FORM_COLUMNS, type FormColumn, IssueReport, PrintedRow, REPORT_FORMATS, REPORT_CHANNELS, REPORT_FILTERS, REPORT_GROUPINGS, REPORT_KINDS, ReportCatalogue, type ReportCell, ReportChoices, ReportComparison,
  type ReportFilter, type ReportFormat, type ReportGrouping, type ReportIdentity, ReportIssueList, ReportIssueView, type ReportKind, ReportParameters, ReportRunList, ReportRunView, ReportScheduleList, ReportScheduleView, ReportView,
  type RunState, SCHEDULE_PERIODS, type SchedulePeriod, ScheduleReport,
} from './reports.js';
export { SendSignal, START_KINDS, type StartKind, SignalView, StartView } from './starts.js';
export {
  ClockView, DEADLINE_STATES, DeadlineList, type DeadlineState, DeadlineView, MoveClock, NoticeList, NoticeView, Problem, SettlementReport, SettlementRow,
} from './supervision.js';
export { RunTrial, TRIAL_EVENTS, type TrialAction, type TrialEvent, TrialView, type TrialWait } from './trials.js';
export { CompleteTask, CompletedTask, DelegateTask, ReturnTask, TASK_STATES, TaskDetail, TaskList, type TaskState, TaskView } from './tasks.js';
export { told } from './told.js';
export {
  AdvanceImported, IMPORTED_MOVES, type ImportedMove, ImportedDossierView, MapRegister, REGISTER_FIELDS, REGISTER_STATES, REGISTER_VERDICTS, RegisterCounts, RegisterEffect, type RegisterField, RegisterImportList, RegisterImportView,
  RegisterMapping, RegisterRowList, type RegisterState, type RegisterVerdict,
} from './registers.js';
