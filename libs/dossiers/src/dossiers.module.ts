import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { Module } from '@nestjs/common';
import { AddPaper } from './add-paper.js';
import { ApologiesRepository } from './apology/apologies.repository.js';
import { CallList } from './apology/call-list.js';
import { FollowDelays } from './apology/follow-delays.js';
import { LegalProfiles } from './apology/legal-profiles.js';
import { WriteApology } from './apology/write-apology.js';
import { AnswerSurvey } from './answer-survey.js';
import { AdmitDossier } from './admit-dossier.js';
import { ChangeState } from './change-state.js';
import { DeliverMessage } from './deliver-message.js';
import { DeliverForm } from './deliver-form.js';
import { DossierAccessCheck } from './dossier-access.js';
import { DossierEvents } from './dossier-events.js';
import { DossierRowsRepository } from './dossier-rows.repository.js';
import { DossierViews } from './dossier-views.js';
import { DossiersRepository } from './dossiers.repository.js';
import { EndDossier } from './end-dossier.js';
import { IssueForm } from './issue-form.js';
import { OnlineSubmissions } from './online/online-submissions.js';
import { SubmissionsRepository } from './online/submissions.repository.js';
import { PrintForms } from './print-forms.js';
import { PublicLookUp } from './public-look-up.js';
import { ReceiveDossier } from './receive-dossier.js';
import { ReceivePapers } from './receive-papers.js';
import { WhereaboutsRepository } from './whereabouts.repository.js';

const inside = [DossiersRepository, DossierRowsRepository, WhereaboutsRepository, DossierAccessCheck, AdmitDossier, ChangeState, IssueForm, DossierEvents, ApologiesRepository, FollowDelays, SubmissionsRepository];
const doors = [ReceiveDossier, EndDossier, DeliverMessage, AddPaper, DossierViews, PublicLookUp, PrintForms, WriteApology, CallList, LegalProfiles, DeliverForm, ReceivePapers, AnswerSurvey, OnlineSubmissions];

@Module({ imports: [AccessModule, LedgerModule, RuntimeModule], providers: [...inside, ...doors], exports: doors })
export class DossiersModule {}
