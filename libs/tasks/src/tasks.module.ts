import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { Module } from '@nestjs/common';
import { CompleteTask } from './complete-task.js';
import { FollowMergers } from './follow-mergers.js';
import { FollowRungs } from './follow-rungs.js';
import { HoldTask } from './hold-task.js';
import { OpenTasks } from './open-tasks.js';
import { ReturnTask } from './return-task.js';
import { TaskViews } from './task-views.js';
import { TasksRepository } from './tasks.repository.js';

const rooms = [TasksRepository, OpenTasks, HoldTask, CompleteTask, ReturnTask, TaskViews, FollowRungs, FollowMergers];

@Module({ imports: [AccessModule, LedgerModule, RuntimeModule], providers: rooms, exports: rooms })
export class TasksModule {}
