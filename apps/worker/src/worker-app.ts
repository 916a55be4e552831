import { ACCESS_ENTITIES, AccessModule } from '#access';
import { DUE, DeadlinesModule, FORCE_MAJEURE, LADDER, RECOUNT, RUNG, SNOOZE } from '#deadlines';
import { DocumentsModule } from '#documents';
import { DossiersModule, ONLINE_REPLY } from '#dossiers';
import { LedgerModule } from '#ledger';
import { HELD, NOTICE_MESSAGE, NoticesModule } from '#notices';
import { type Config, Outbox, type Platform, PlatformModule, type PlatformSettings, UPKEEP, WakeUps, frameworkLog, openPlatform } from '#platform';
import { FORECAST, GUARD, REPORT_RUN, REPORT_SCHEDULE, ReportsModule } from '#reports';
import { DOSSIERS_IMPORT, RegistersModule } from '#registers';
import { EFFECTIVE, MESSAGE_EXPIRY, MERGER, MIGRATION, RuntimeModule, OPENING, SIGNAL, SPREAD, START_TIMER, TIMER } from '#runtime';
import { TasksModule } from '#tasks';
import { type DynamicModule, type INestApplicationContext, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** The platform with the rows of every room. */
export const openProduct = (config: Config, settings: Omit<PlatformSettings, 'entities'> = {}): Promise<Platform> =>
  openPlatform(config, { ...settings, entities: ACCESS_ENTITIES });

/** Every room of the product without a way in from outside: what fires wake-ups and delivers the outbox. */
@Module({})
export class RoomsModule implements OnModuleInit {
  constructor(
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Runs after the rooms' own: every kind of wake-up and of message has exactly one handler, or the process does not start. */
  onModuleInit(): void {
    this.wakeUps.assertHandlers([UPKEEP, TIMER, START_TIMER, OPENING, SPREAD, SIGNAL, EFFECTIVE, MESSAGE_EXPIRY, MIGRATION, MERGER, DUE, RUNG, RECOUNT, LADDER, SNOOZE, FORCE_MAJEURE, ONLINE_REPLY, HELD, REPORT_RUN, REPORT_SCHEDULE, FORECAST, GUARD, DOSSIERS_IMPORT]);
    this.outbox.assertHandlers([NOTICE_MESSAGE]);
  }

  static forRoot(platform: Platform): DynamicModule {
    const rooms = [AccessModule, LedgerModule, RuntimeModule, TasksModule, DeadlinesModule, DossiersModule, NoticesModule, ReportsModule, DocumentsModule, RegistersModule];
    return { module: RoomsModule, imports: [PlatformModule.forRoot(platform), ...rooms], exports: rooms };
  }
}

/** The rooms over an open platform, driven: wake-ups are fired and the outbox is delivered from now on, as the role says. */
export function createWorkerApp(platform: Platform): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(RoomsModule.forRoot(platform), { logger: frameworkLog(platform.log), abortOnError: false });
}

/** The rooms for a command that does one thing and ends. Nothing is fired or delivered meanwhile: that is the running product's. */
export const createQuietApp = (platform: Platform): Promise<INestApplicationContext> => createWorkerApp({ ...platform, start: () => Promise.resolve() });
