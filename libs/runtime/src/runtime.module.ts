import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { Module } from '@nestjs/common';
import { Commands } from './commands.js';
import { BatchesRepository } from './change/batches.repository.js';
import { MigrateDossiers } from './change/migrate-dossiers.js';
import { MergeAgencies } from './change/merge-agencies.js';
import { MergersRepository } from './change/mergers.repository.js';
import { ModificationsRepository } from './change/modifications.repository.js';
import { ModifyDossier } from './change/modify-dossier.js';
import { Suspend } from './change/suspend.js';
import { SuspensionsRepository } from './change/suspensions.repository.js';
import { Bundles } from './drafts/bundles.js';
import { Comments } from './drafts/comments.js';
import { CommentsRepository } from './drafts/comments.repository.js';
import { DiscardDraft } from './drafts/discard-draft.js';
import { DraftDoor } from './drafts/draft-door.js';
import { DraftViews } from './drafts/draft-views.js';
import { DraftsRepository } from './drafts/drafts.repository.js';
import { OpenDraft } from './drafts/open-draft.js';
import { Proofs } from './drafts/proofs.js';
import { SaveDraft } from './drafts/save-draft.js';
import { SubmitDraft } from './drafts/submit-draft.js';
import { Tables } from './drafts/tables.js';
import { GovernRevision } from './govern-revision.js';
import { Adopt } from './governance/adopt.js';
import { AdoptionViews } from './governance/adoption-views.js';
import { Adoptions } from './governance/adoptions.js';
import { AdoptionsRepository } from './governance/adoptions.repository.js';
import { Differences } from './governance/differences.js';
import { ProcedureHistory } from './governance/procedure-history.js';
import { TakeEffect } from './governance/take-effect.js';
import { InstancesRepository } from './instances.repository.js';
import { FetchJobs } from './jobs/fetch-jobs.js';
import { CHANCE, FinishJob } from './jobs/finish-job.js';
import { Incidents } from './jobs/incidents.js';
import { IncidentsRepository } from './jobs/incidents.repository.js';
import { JobBell } from './jobs/job-bell.js';
import { JobScopes } from './jobs/job-scopes.js';
import { JobsRepository } from './jobs/jobs.repository.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { SendMessage } from './messages/send-message.js';
import { ProcedureViews } from './procedure-views.js';
import { Procedures } from './procedures.js';
import { BeginByMessage } from './starts/begin-by-message.js';
import { Openings } from './starts/openings.js';
import { SendSignal } from './starts/send-signal.js';
import { SignalsRepository } from './starts/signals.repository.js';
import { SpreadSignal } from './starts/spread-signal.js';
import { StartsRepository } from './starts/starts.repository.js';
import { ThrowSignal } from './starts/throw-signal.js';
import { TimerStarts } from './starts/timer-starts.js';
import { BringReplay } from './replay/bring-replay.js';
import { ReplayRunner } from './replay/replay-runner.js';
import { Replays } from './replay/replays.js';
import { ReplaysRepository } from './replay/replays.repository.js';
import { Parts } from './trial/parts.js';
import { Trials } from './trial/trials.js';
import { RevisionsRepository } from './revisions.repository.js';
import { Runtime } from './runtime.js';

const rooms = [
  Commands, RevisionsRepository, Procedures, ProcedureViews, GovernRevision, TakeEffect, ProcedureHistory, Differences, AdoptionsRepository, Adoptions, Adopt, AdoptionViews, InstancesRepository, Runtime,
  JobBell, JobsRepository, JobScopes, FetchJobs, FinishJob, IncidentsRepository, Incidents, MessagesRepository, SendMessage,
  DraftDoor, DraftsRepository, Proofs, Tables, OpenDraft, SaveDraft, DiscardDraft, SubmitDraft, DraftViews, CommentsRepository, Comments, Bundles,
  StartsRepository, BeginByMessage, TimerStarts, Openings, SignalsRepository, ThrowSignal, SpreadSignal, SendSignal,
  Parts, Trials, ReplaysRepository, BringReplay, ReplayRunner, Replays,
  SuspensionsRepository, Suspend, ModificationsRepository, ModifyDossier, BatchesRepository, MigrateDossiers, MergersRepository, MergeAgencies,
];

@Module({ imports: [AccessModule, LedgerModule], providers: [...rooms, { provide: CHANCE, useValue: Math.random }], exports: rooms })
export class RuntimeModule {}
