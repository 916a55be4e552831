import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { Module } from '@nestjs/common';
import { AcknowledgeDossier } from './acknowledge-dossier.js';
import { Alarms } from './alarms.js';
import { BeginDossier } from './begin-dossier.js';
import { Breaches } from './breaches.js';
import { Attributor } from './contests/attribution-of.js';
import { Attributions } from './contests/attributions.js';
import { ContestDoor } from './contests/contest-door.js';
import { DecideContest } from './contests/decide-contest.js';
import { FileContest } from './contests/file-contest.js';
import { WithdrawContest } from './contests/withdraw-contest.js';
import { Deadlines } from './deadlines.js';
import { DossierClock } from './dossier-clock.js';
import { DossierDoor } from './dossier-door.js';
import { DeclareForceMajeure } from './force-majeure/declare-force-majeure.js';
import { ForceMajeureRepository } from './force-majeure/force-majeure.repository.js';
import { FollowMergers } from './follow-mergers.js';
import { ExtendDeadline } from './extend-deadline.js';
import { FollowProcess } from './follow-process.js';
import { HandOvers } from './hand-overs.js';
import { KeepStep } from './keep-step.js';
import { AnswerRung } from './ladders/answer-rung.js';
import { ChangeLadder } from './ladders/change-ladder.js';
import { EscalateNow } from './ladders/escalate-now.js';
import { Ladders } from './ladders/ladders.js';
import { PreviewLadder } from './ladders/preview-ladder.js';
import { RungLog } from './ladders/rung-log.js';
import { ListDeadlines } from './list-deadlines.js';
import { Offices } from './offices.js';
import { ChangeCalendar } from './recount/change-calendar.js';
import { RecountDeadlines } from './recount/recount-deadlines.js';
import { RecountRepository } from './recount/recount.repository.js';
import { ResumeClock } from './resume-clock.js';
import { SettleDossier } from './settle-dossier.js';
import { StopClock } from './stop-clock.js';

const commands = [StopClock, ResumeClock, ExtendDeadline, EscalateNow, AcknowledgeDossier, ChangeCalendar, ChangeLadder, AnswerRung, DeclareForceMajeure, FileContest, WithdrawContest, DecideContest];
const readings = [Deadlines, ListDeadlines, Ladders, PreviewLadder, RungLog, Attributions];

@Module({
  imports: [AccessModule, LedgerModule, RuntimeModule],
  providers: [...commands, ...readings, Attributor, ContestDoor, Offices, RecountRepository, RecountDeadlines, ForceMajeureRepository, Alarms, Breaches, HandOvers, DossierClock, DossierDoor, BeginDossier, KeepStep, FollowMergers, FollowProcess, SettleDossier],
  exports: [...commands, ...readings],
})
export class DeadlinesModule {}
