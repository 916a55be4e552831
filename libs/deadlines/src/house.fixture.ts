import { ACCESS_ENTITIES, seedDirectory } from '#access';
import type { DomainEvents, DossierHead, StepDone, TaskFacts } from '#contract';
import { type Budget, ManualClock, type Principal, type Result, ok, randomIds, text } from '#kernel';
import { Metrics, type Platform, PlatformModule, TransactionEvents, WakeUps, createLog, fireDue, inTransaction } from '#platform';
import { Runtime, lockHead } from '#runtime';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { DeadlinesModule } from './deadlines.module.js';
import { OFFICE_2026, at } from './office-2026.fixture.js';

const agency = (code: string, kind: string, territory: string, hours = 'office') => ({
  code, kind, territory, name: text(`Cơ quan ${code}`, `Agency ${code}`), function: null, parent: null, unitCode: '000.00.00.H32', hours, validFrom: '2020-01-01', staff: {},
});

const DIRECTORY = {
  about: text('Huyện thử', 'Test district'),
  unitCodesConfirmed: false,
  territories: [
    { code: 'huyen', name: text('Huyện', 'District'), level: 'district', parent: null },
    { code: 'xa-a', name: text('Xã A', 'Commune A'), level: 'commune', parent: 'huyen' },
  ],
  roles: [],
  openingHours: { office: OFFICE_2026.openingHours.map(({ weekday, opens, closes }) => ({ weekday, opens, closes })), never: [] },
  agencies: [
    agency('xa-a', 'commune', 'xa-a'), agency('xa-b', 'commune', 'huyen'), agency('thue', 'tax', 'huyen'), agency('dat-dai', 'land_registry', 'huyen'),
    agency('mot-cua', 'one_stop_desk', 'huyen'), agency('ubnd-huyen', 'leadership', 'huyen'), agency('khong-gio', 'insurance', 'huyen', 'never'),
  ],
  nationalDays: OFFICE_2026.days.map((day) => ({ ...day, source: 'test' })),
};

const NAME = text('Cấp sổ lần đầu', 'First certificate');
const STEP = { element: 'Task_1', name: NAME, agency: 'receiving', role: 'chuyen-vien', budget: null, opinion: false, signature: false, papersIn: [], papersOut: [], form: null, ladder: null };

/** Waits for the payment, whose news is the message `da-nop`, then for a person. */
const MODEL = {
  version: 1, code: 'dat-dai', field: 'dat-dai', name: NAME, processId: 'Process_1', steps: { Task_1: STEP }, milestones: {},
  stops: { Catch_Payment: { kind: 'payment', evidence: 'tax-notice' } }, calls: {}, messages: { Catch_Payment: 'da-nop' }, signals: {}, forms: {},
};
const BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions_1" targetNamespace="urn:test">
  <message id="Message_1" name="da-nop" />
  <process id="Process_1" isExecutable="true">
    <startEvent id="Start_1" />
    <sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Catch_Payment" />
    <intermediateCatchEvent id="Catch_Payment"><messageEventDefinition messageRef="Message_1" /></intermediateCatchEvent>
    <sequenceFlow id="Flow_2" sourceRef="Catch_Payment" targetRef="Task_1" />
    <userTask id="Task_1" />
    <sequenceFlow id="Flow_3" sourceRef="Task_1" targetRef="End_1" />
    <endEvent id="End_1" />
  </process>
</definitions>`;

export const officer = (agency: string, role = 'chuyen-vien'): Principal => ({ kind: 'officer', username: `${agency}.${role}`, name: 'Nguyễn Thị An', positions: [{ agency, role }] });

/** What other rooms were told, in order. */
export type Told = { [Name in keyof DomainEvents]: { name: Name; event: DomainEvents[Name] } }[keyof DomainEvents];

/**
 * This room over real PostgreSQL, with the rooms below it. The rooms beside it are played by the test: it publishes the events
 * that tasks, runtime and dossiers would publish, in one transaction a step, and hears what they would hear.
 */
export class House {
  readonly clock = new ManualClock(at('02/02 07:00'));
  readonly events = new TransactionEvents();
  readonly told: Told[] = [];
  /** Statements sent by the steps so far. */
  statements = 0;
  #app!: INestApplicationContext;
  #wakeUps!: WakeUps;
  #received = 0;

  private constructor(readonly database: TestDatabase) {}

  static async open(): Promise<House> {
    const house = new House(await createTestDatabase({ entities: ACCESS_ENTITIES }));
    await house.#start();
    return house;
  }

  async close(): Promise<void> {
    await this.#app.close();
    await this.database.close();
  }

  get<T>(what: Type<T>): T {
    return this.#app.get(what, { strict: false });
  }

  /** Moves the clock, firing on the way what falls due. */
  moveTo(local: string): Promise<number> {
    return fireDue(this.#wakeUps, at(local), this.clock);
  }

  /** Time passes while the product stands still; then it fires what is past due, as its sweep does. */
  async sleepTo(local: string): Promise<void> {
    this.clock.set(at(local));
    for (let groups = await this.#wakeUps.pastDue(200); groups.length > 0; groups = await this.#wakeUps.pastDue(200)) {
      for (const id of groups.flat()) await this.#wakeUps.fire(id);
    }
  }

  async sql<Row = Record<string, unknown>>(query: string, values: unknown[] = []): Promise<Row[]> {
    return this.database.dataSource.query<Row[]>(query, values);
  }

  /** Receives a dossier of the commune `xa-a` now. */
  async receive({ budget = { amount: 10, unit: 'working_day' }, convention = 'exact', agency: received = 'xa-a' }: Partial<Received> = {}): Promise<string> {
    const code = `000.00.01.H32-260212-${String(++this.#received).padStart(4, '0')}`;
    await this.sql(
      `insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at)
       values ($1, 'ABCD', 'dat-dai', 1, $2, 'xa-a', 'direct', '{}', '{}', 2, 'xa-a.tiep-nhan', $3)`,
      [code, received, this.clock.now()],
    );
    await this.sql(`insert into instance (id, dossier, procedure, revision, variables, status, started_at) values ($1, $2, 'dat-dai', 1, '{}', 'completed', $3)`, [
      randomIds.uuid(), code, this.clock.now(),
    ]);
    await this.step(code, (say) => say('dossier.received', { budget, convention, ladder: 'mac-dinh' }));
    return code;
  }

  /** A step of tasks: those named end, others open, and the step is settled with these holders. */
  async tasks(dossier: string, { end = [], open = [], how = 'completed' }: { end?: TaskFacts[]; open?: TaskFacts[]; how?: 'completed' | 'cancelled' | 'returned' }): Promise<void> {
    for (const task of open) await this.#insertTask(dossier, task);
    for (const task of end) await this.sql(`update task set state = 'completed' where id = $1`, [task.id]);
    const holders = (await this.sql<{ agency: string }>(`select distinct agency from task where dossier = $1 and state = 'open'`, [dossier])).map((row) => row.agency);
    await this.step(dossier, async (say) => {
      for (const task of end) await say('task.ended', { task, how });
      for (const task of open) await say('task.opened', { task, handedBy: end[0]?.agency ?? null });
      await say('tasks.settled', { holders });
    });
  }

  claim(dossier: string, task: TaskFacts): Promise<void> {
    return this.step(dossier, (say) => say('task.claimed', { task, assignee: `${task.agency}.${task.role}` }));
  }

  task(agency: string, budget: Budget | null = { amount: 3, unit: 'working_day' }): TaskFacts {
    return { id: randomIds.uuid(), element: 'Task_1', name: text('Thẩm định', 'Appraise'), agency, role: 'chuyen-vien', budget, ladder: null, openedAt: this.clock.now() };
  }

  /** The process comes to rest with these stops standing. */
  process(dossier: string, standingStops: StepDone['standingStops'], milestones: StepDone['milestones'] = []): Promise<void> {
    return this.step(dossier, (say) => say('step.done', { opened: [], closed: [], milestones, standingStops, escalations: [], ended: null }));
  }

  /** Starts the diagram of the procedure for real. */
  async start(dossier: string): Promise<void> {
    const started = await inTransaction(this.database.dataSource, async (tx) =>
      this.get(Runtime).start(tx, (await lockHead(tx, dossier))!, { at: this.clock.now(), actor: { username: 'xa-a.tiep-nhan', agency: 'xa-a' } }, {}),
    );
    if (!started.ok) throw new Error(started.rejection.message.en);
  }

  async state(dossier: string, from: number, to: number): Promise<void> {
    await this.sql('update dossier set state = $2 where code = $1', [dossier, to]);
    await this.step(dossier, (say) => say('dossier.state', { from, to, result: to === 9 ? 'cap-giay' : null }));
  }

  /** Publishes in one transaction with the dossier locked, as every command does. */
  async step(dossier: string, work: (say: Say) => Promise<void>): Promise<void> {
    const done = await inTransaction(this.database.dataSource, async (tx): Promise<Result<void>> => {
      const head = (await lockHead(tx, dossier))!;
      const stop = await this.#count(tx);
      await work((name, rest) => this.events.publish(tx, name, { dossier: head, at: this.clock.now(), actor: { username: 'xa-a.chuyen-vien', agency: 'xa-a' }, ...rest } as never));
      stop();
      return ok(undefined);
    });
    if (!done.ok) throw new Error(done.rejection.code);
  }

  heard<Name extends keyof DomainEvents>(name: Name): DomainEvents[Name][] {
    return this.told.flatMap((one) => (one.name === name ? [one.event as DomainEvents[Name]] : []));
  }

  ledger(dossier: string, kind?: string): Promise<{ kind: string; agency: string | null; data: Record<string, unknown> }[]> {
    return this.sql('select kind, agency, data from ledger_entry where dossier = $1 and ($2::text is null or kind = $2) order by seq', [dossier, kind ?? null]);
  }

  /** Due instants, states and ends of the dossier's deadlines, its own first. */
  deadlines(dossier: string): Promise<{ subject_kind: string; agency: string; state: string; due_at: Date; breached_at: Date | null; ended_at: Date | null; overrun_ms: string }[]> {
    return this.sql(`select subject_kind, agency, state, due_at, breached_at, ended_at, overrun_ms from deadline where dossier = $1 and subject_kind <> 'hand_over' order by subject_kind, started_at, agency`, [dossier]);
  }

  /** What waits to fire: rung (or `due`) and instant. */
  async pending(dossier: string): Promise<[string, Date][]> {
    const rows = await this.sql<{ ref: string; due_at: Date }>(`select ref, due_at from wakeup where dossier = $1 and state = 'pending' and not exists (select from deadline where subject_kind = 'hand_over' and wakeup.ref like id || '%') order by due_at, ref`, [dossier]);
    return rows.map(({ ref, due_at }) => [ref.split(':')[1] ?? 'due', due_at]);
  }

  /** What the dossier's deadlines have still to say, armed already or not: rung and instant. */
  async planned(dossier: string): Promise<[string, Date][]> {
    const rows = await this.sql<{ rung: string; at: Date }>(`select rung, at from rung join deadline d on d.id = rung.deadline where d.dossier = $1 and d.ended_at is null and subject_kind <> 'hand_over' and fired_at is null order by at, rung`, [dossier]);
    return rows.map(({ rung, at }) => [rung, at]);
  }

  async #start(): Promise<void> {
    const { dataSource } = this.database;
    await dataSource.transaction((tx) => seedDirectory(tx, DIRECTORY, { demoPassword: null, now: this.clock.now() }));
    await this.sql(`insert into procedure (code, name_vi, name_en, kind, created_at) values ('dat-dai', 'Cấp sổ lần đầu', 'First certificate', 'procedure', now())`);
    await this.sql(
      `insert into revision (procedure, number, state, digest, bpmn, model, findings, drafted_by, drafted_at) values ('dat-dai', 1, 'published', 'x', $2, $1, '[]', 'x', now())`,
      [JSON.stringify(MODEL), Buffer.from(BPMN)],
    );
    const log = createLog({ logLevel: 'warn', production: true });
    const metrics = new Metrics({ process: false });
    this.#wakeUps = new WakeUps({ dataSource, clock: this.clock, ids: randomIds, metrics, log });
    const platform = { dataSource, clock: this.clock, ids: randomIds, events: this.events, wakeUps: this.#wakeUps, metrics, log, simulation: null, config: {}, outbox: {}, files: {} };
    const idle = { start: async () => undefined, close: async () => undefined };
    const root = { module: class Rooms {}, imports: [PlatformModule.forRoot({ ...platform, ...idle } as unknown as Platform), DeadlinesModule] };
    this.#app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    for (const name of HEARD) this.events.on(name, 40, async (_tx, event) => void this.told.push({ name, event } as Told));
  }

  /** Counts what the step's connection is asked, in whatever way, until told to stop. */
  async #count(tx: EntityManager): Promise<() => void> {
    const client = (await tx.queryRunner!.connect()) as Record<'query' | 'gather', (...asked: unknown[]) => unknown>;
    const ways = ['query', 'gather'] as const;
    for (const way of ways) {
      const ask = client[way].bind(client);
      client[way] = (...asked) => {
        this.statements++;
        return ask(...asked);
      };
    }
    return () => ways.forEach((way) => Reflect.deleteProperty(client, way));
  }

  async #insertTask(dossier: string, task: TaskFacts): Promise<void> {
    await this.sql(
      `insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, state, requires, opened_at)
       select $1::uuid, $2, id, $1::uuid::text, 'dat-dai', 1, $3, $4, $5, $6, $7, 'open', '{}', $8 from instance where dossier = $2`,
      [task.id, dossier, task.element, task.name.vi, task.name.en, task.agency, task.role, task.openedAt],
    );
  }
}

type Received = Pick<DomainEvents['dossier.received'], 'budget' | 'convention'> & { agency: string };
type Say = <Name extends keyof DomainEvents>(name: Name, rest: Omit<DomainEvents[Name], keyof Common>) => Promise<void>;
type Common = { dossier: DossierHead; at: Date; actor: unknown };

const HEARD = ['deadline.moved', 'clock.stopped', 'clock.resumed', 'deadline.breached', 'rung.fired'] as const;
