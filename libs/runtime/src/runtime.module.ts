import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { Module } from '@nestjs/common';
import { Commands } from './commands.js';
import { GovernRevision } from './govern-revision.js';
import { InstancesRepository } from './instances.repository.js';
import { ProcedureViews } from './procedure-views.js';
import { Procedures } from './procedures.js';
import { RevisionsRepository } from './revisions.repository.js';
import { Runtime } from './runtime.js';

const rooms = [Commands, RevisionsRepository, Procedures, ProcedureViews, GovernRevision, InstancesRepository, Runtime];

@Module({ imports: [AccessModule, LedgerModule], providers: rooms, exports: rooms })
export class RuntimeModule {}
