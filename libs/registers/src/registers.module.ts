import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { Module } from '@nestjs/common';
import { ApplyRegister } from './apply-register.js';
import { CheckRegister } from './check-register.js';
import { AdvanceImported } from './dossiers/advance-imported.js';
import { ImportedDossiers } from './dossiers/imported-dossiers.js';
import { ImportedRepository } from './dossiers/imported.repository.js';
import { ImportViews } from './import-views.js';
import { ImportsRepository } from './imports.repository.js';
import { Reach } from './reach.js';

const doors = [CheckRegister, ApplyRegister, ImportViews, ImportedDossiers, AdvanceImported];

@Module({ imports: [AccessModule, LedgerModule, RuntimeModule], providers: [ImportsRepository, ImportedRepository, Reach, ...doors], exports: doors })
export class RegistersModule {}
