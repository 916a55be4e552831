import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { Module } from '@nestjs/common';
import { AlertAuthority } from './alert-authority.js';
import { AlertViews } from './alert-views.js';
import { AlertsRepository } from './alerts.repository.js';
import { AskPerson } from './ask-person.js';
import { DecideAlert } from './decide-alert.js';
import { Examine } from './examine.js';
import { FollowGuards } from './follow-guards.js';
import { GuardScans } from './guard-scans.js';
import { KeepGuards } from './keep-guards.js';

const doors = [AlertViews, AskPerson, DecideAlert, GuardScans, KeepGuards];

@Module({ imports: [AccessModule, LedgerModule, RuntimeModule], providers: [AlertAuthority, AlertsRepository, Examine, FollowGuards, ...doors], exports: [...doors, FollowGuards] })
export class GuardsModule {}
