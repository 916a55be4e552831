import type { Platform } from '#platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { RoomsModule } from '../../worker/src/worker-app.js';
import { AdoptionsController } from './adoptions.controller.js';
import { AgenciesController, MergersController } from './agencies.controller.js';
import { BoardController } from './board.controller.js';
import { AlertsController } from './alerts.controller.js';
import { ForecastController } from './forecast.controller.js';
import { OnlineSubmissionsController } from './online-submissions.controller.js';
import { ApologiesController, CallListController, LegalProfilesController } from './apologies.controller.js';
import { BreachesController } from './breaches.controller.js';
import { BundlesController } from './bundles.controller.js';
import { CalendarController, NationalDaysController } from './calendar.controller.js';
import { ChairmanController } from './chairman.controller.js';
import { MigrationsController, ModificationsController, SuspensionsController } from './changes.controller.js';
import { CommentsController } from './comments.controller.js';
import { DeadlinesController } from './deadlines.controller.js';
import { DossierPages } from './dossier-pages.js';
import { DossiersController } from './dossiers.controller.js';
import { DraftsController } from './drafts.controller.js';
import { AttributionsController, ContestsController } from './contests.controller.js';
import { ForceMajeureController } from './force-majeure.controller.js';
import { DiffsController, GovernanceController } from './governance.controller.js';
import { HealthController } from './health.controller.js';
import { ContractPipe } from './http/contract.pipe.js';
import { ProblemFilter } from './http/problem.filter.js';
import { SessionGuard } from './http/session.guard.js';
import { IncidentsController, JobScopesController, JobsController } from './jobs.controller.js';
import { ImportsController, IsoTablesController } from './iso-tables.controller.js';
import { LaddersController, RungsController } from './ladders.controller.js';
import { MessagesController } from './messages.controller.js';
import { NoticesController } from './notices.controller.js';
import { ProceduresController } from './procedures.controller.js';
import { ProofsController } from './proofs.controller.js';
import { PublicController } from './public.controller.js';
import { ImportedDossiersController, RegisterImportsController } from './registers.controller.js';
import { ReplaysController } from './replays.controller.js';
import { ReportIssuesController } from './report-issues.controller.js';
import { ReportsController } from './reports.controller.js';
import { SessionController } from './session.controller.js';
import { SignalsController } from './signals.controller.js';
import { SimulationController } from './simulation.controller.js';
import { TasksController } from './tasks.controller.js';
import { TrialsController } from './trials.controller.js';

/** HTTP over the rooms. Controllers are one line into a room; what all routes share stands here as providers, so that tests have it too. */
@Module({})
export class ApiModule {
  static forRoot(platform: Platform): DynamicModule {
    return {
      module: ApiModule,
      imports: [RoomsModule.forRoot(platform)],
      controllers: [
        AdoptionsController, AgenciesController, MergersController, AlertsController, BoardController, ForecastController, ApologiesController, BreachesController, BundlesController, CalendarController, CallListController, ChairmanController, CommentsController, DeadlinesController, DiffsController, DossiersController, DraftsController, ForceMajeureController, AttributionsController, ContestsController, GovernanceController, HealthController, ImportsController, ImportedDossiersController, IncidentsController, IsoTablesController, JobScopesController, JobsController, LaddersController, LegalProfilesController, MessagesController, NationalDaysController, MigrationsController, ModificationsController, NoticesController, OnlineSubmissionsController, ProceduresController,
        ProofsController, PublicController, RegisterImportsController, ReplaysController, ReportIssuesController, ReportsController, RungsController, SessionController, SignalsController, SimulationController, SuspensionsController, TasksController, TrialsController,
      ],
      providers: [
        DossierPages,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_PIPE, useClass: ContractPipe },
        { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
      ],
    };
  }
}
