import {
  type DynamicModule,
  Global,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CLOCK } from './clock.js';
import { TransactionEvents } from './events.js';
import { FileStore } from './files.js';
import { LOG } from './log.js';
import { Metrics } from './metrics.js';
import { Outbox } from './outbox.js';
import type { Platform } from './platform.js';
import { WakeUps } from './wake-ups/wake-ups.js';

/** Injection tokens of what has no class of its own. {@link CLOCK} and {@link LOG} stand beside their types. */
export const CONFIG = Symbol('Config');
export const IDS = Symbol('Ids');
export const SIMULATION = Symbol('Simulation | null');
const PLATFORM = Symbol('Platform');

/**
 * Hands an open {@link Platform} to all rooms. Rooms register their handlers in `onModuleInit`; the clockwork starts
 * after every room has, and the platform closes with the application.
 */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  static forRoot(platform: Platform): DynamicModule {
    const providers: Provider[] = [
      { provide: PLATFORM, useValue: platform },
      { provide: CONFIG, useValue: platform.config },
      { provide: LOG, useValue: platform.log },
      { provide: CLOCK, useValue: platform.clock },
      { provide: IDS, useValue: platform.ids },
      { provide: SIMULATION, useValue: platform.simulation },
      { provide: DataSource, useValue: platform.dataSource },
      { provide: TransactionEvents, useValue: platform.events },
      { provide: WakeUps, useValue: platform.wakeUps },
      { provide: Outbox, useValue: platform.outbox },
      { provide: FileStore, useValue: platform.files },
      { provide: Metrics, useValue: platform.metrics },
    ];
    return {
      module: PlatformModule,
      providers,
      exports: providers.filter((provider) => (provider as { provide: unknown }).provide !== PLATFORM),
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.platform.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.platform.close();
  }
}
