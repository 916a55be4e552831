import { AccessModule } from '#access';
import { Module } from '@nestjs/common';
import { BoardLive } from './board-live.js';
import { Heatmap } from './heatmap.js';
import { Scores } from './scores.js';
import { Supervisors } from './supervisors.js';
import { Tower } from './tower.js';

const boards = [BoardLive, Heatmap, Scores, Tower];

@Module({ imports: [AccessModule], providers: [Supervisors, ...boards], exports: boards })
export class BoardModule {}
