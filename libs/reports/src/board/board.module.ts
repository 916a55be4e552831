import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { Module } from '@nestjs/common';
import { ReportNames } from '../names.js';
import { BoardLive } from './board-live.js';
import { Breaches } from './breaches.js';
import { ChairmanPage } from './chairman.js';
import { LateTargets } from './chairman-target.js';
import { Heatmap } from './heatmap.js';
import { LandBoard } from './land.js';
import { Scores } from './scores.js';
import { Supervisors } from './supervisors.js';
import { Tower } from './tower.js';

const boards = [BoardLive, Breaches, ChairmanPage, Heatmap, LandBoard, LateTargets, Scores, Tower];

@Module({ imports: [AccessModule, LedgerModule, RuntimeModule], providers: [ReportNames, Supervisors, ...boards], exports: [ReportNames, Supervisors, ...boards] })
export class BoardModule {}
