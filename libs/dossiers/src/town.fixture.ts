import { ACCESS_ENTITIES, AccessModule, Agencies, seedDirectory } from '#access';
import type { Applicant, DossierHead, ProcessModel, ReceiveDossier as Request, StepSpec } from '#contract';
import { type Principal, type Result, text } from '#kernel';
import { type Platform, PlatformModule, type SimulatedClock, TransactionEvents, inTransaction, loadConfig, openPlatform } from '#platform';
import { Runtime, readHead } from '#runtime';
import { Test, type TestingModule } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { DossiersModule } from './dossiers.module.js';
import { ReceiveDossier } from './receive-dossier.js';

export const NOW = '2026-02-12T09:00:00+07:00';

const name = (vi: string) => text(vi, vi);
const agency = (code: string, kind: string, territory: string, roles: string[], more: object = {}): object => ({
  code, name: name(code === 'xa-a' ? 'Ủy ban nhân dân xã A' : code), kind, function: null, parent: code === 'huyen' ? null : 'huyen', territory, unitCode: '000.01.24.H32', hours: 'office',
  hotline: '0258 3790 123', validFrom: '2020-01-01', staff: Object.fromEntries(roles.map((role) => [role, `${code}.${role}`])), ...more,
});

/** One district, two communes, their police, the tax branch, and an agency that was closed. */
const DIRECTORY = {
  about: name('fixture'), unitCodesConfirmed: false,
  territories: [
    { code: 'huyen-k', name: name('Huyện K'), level: 'district', parent: null },
    { code: 'dia-ban-a', name: name('Xã A'), level: 'commune', parent: 'huyen-k' },
    { code: 'dia-ban-b', name: name('Xã B'), level: 'commune', parent: 'huyen-k' },
  ],
  roles: ['tiep-nhan', 'lanh-dao', 'quan-tri', 'chuyen-vien', 'truong-bo-phan'].map((code) => ({ code, name: name(code) })),
  openingHours: { office: [1, 2, 3, 4, 5].flatMap((weekday) => [{ weekday, opens: '07:00', closes: '11:30' }, { weekday, opens: '13:30', closes: '17:00' }]) },
  agencies: [
    agency('huyen', 'leadership', 'huyen-k', ['lanh-dao', 'quan-tri']),
    agency('mot-cua', 'one_stop_desk', 'huyen-k', ['tiep-nhan'], { unitCode: '000.00.24.H32' }),
    agency('xa-a', 'commune', 'dia-ban-a', ['tiep-nhan', 'lanh-dao', 'chuyen-vien']),
    agency('xa-b', 'commune', 'dia-ban-b', ['tiep-nhan'], { unitCode: '000.02.24.H32' }),
    agency('ca-a', 'police_commune', 'dia-ban-a', ['chuyen-vien']),
    agency('thue', 'tax', 'huyen-k', ['chuyen-vien']),
    agency('xa-cu', 'commune', 'dia-ban-a', ['tiep-nhan'], { validTo: '2025-06-30', successor: null }),
  ],
  nationalDays: [],
};

const step = (element: string, who: string, role: string): StepSpec => ({
  element, name: name(element), agency: who, role, budget: null, opinion: false, signature: false, papersIn: [], papersOut: [], form: null, ladder: null,
});

const paper = (code: string, required: boolean, compartment: string | null = null) => ({ code, name: text(`Tờ ${code}`, `Sheet ${code}`), originals: 1, copies: 0, required, compartment });

const MODEL: ProcessModel = {
  version: 1, code: 'don-gian', processId: 'p', name: text('Thủ tục đơn giản', 'A simple procedure'), kind: 'procedure', field: 'dat-dai', level: null,
  legalLimit: { amount: 5, unit: 'working_day' }, basis: null, convention: 'exact',
  papers: [paper('don', true), paper('ct01', true, 'police'), paper('them', false)], results: [], ladder: 'default',
  steps: { kiemTra: step('kiemTra', 'receiving', 'chuyen-vien') }, milestones: {}, stops: {}, calls: {}, messages: { doi: 'da-nop-tien' }, signals: {},
  forms: { 'tiep-nhan': { type: 'object', required: ['thua'], properties: { thua: { type: 'string' }, soTo: { type: 'integer', default: 1, minimum: 1 } } } },
};

const BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
  <message id="m" name="da-nop-tien"/>
  <process id="p" isExecutable="true">
    <startEvent id="start"/><userTask id="kiemTra"/><intermediateCatchEvent id="doi"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="kiemTra"/><sequenceFlow id="f2" sourceRef="kiemTra" targetRef="doi"/><sequenceFlow id="f3" sourceRef="doi" targetRef="end"/>
  </process>
</definitions>`;

export const officer = (agency: string, role: string): Principal => ({ kind: 'officer', username: `${agency}.${role}`, name: `${agency}.${role}`, positions: [{ agency, role }] });
export const DESK = officer('xa-a', 'tiep-nhan');
export const APPLICANT: Applicant = { name: 'Nguyễn Thị Đào', address: 'Thôn 1, xã A', phone: '0905 123 456' };

export const request = (more: Partial<Request> = {}): Request => ({ procedure: 'don-gian', agency: 'xa-a', applicant: APPLICANT, data: { thua: '12' }, papers: ['don', 'ct01'], ...more });

/** The room over a real database, directory, ledger and runtime. What `tasks` and `deadlines` would do, tests do by publishing their events. */
export class Town {
  private constructor(
    readonly database: TestDatabase,
    readonly platform: Platform,
    readonly rooms: TestingModule,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Town> {
    const database = await createTestDatabase();
    const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-dossiers-'));
    const config = loadConfig({ DATABASE_URL: database.url, LIENTHONG_DATA: folder, LIENTHONG_CLOCK: 'simulated', LIENTHONG_LOG: 'silent', LIENTHONG_PUBLIC_URL: 'https://lienthong.example' });
    const platform = await openPlatform(config, { entities: ACCESS_ENTITIES });
    const rooms = await Test.createTestingModule({ imports: [PlatformModule.forRoot(platform), AccessModule, DossiersModule] }).compile();
    await rooms.init();
    const town = new Town(database, platform, rooms, folder);
    await town.#furnish();
    return town;
  }

  async close(): Promise<void> {
    await this.rooms.close();
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #furnish(): Promise<void> {
    await this.at(NOW);
    await seedDirectory(this.platform.dataSource.manager, DIRECTORY, { demoPassword: 'mat-khau-thu', now: new Date(NOW) });
    this.rooms.get(Agencies).refresh();
    await this.publishProcedure(MODEL);
    await this.publishProcedure({ ...MODEL, code: 'can-xa', forms: {}, steps: { kiemTra: step('kiemTra', 'commune', 'chuyen-vien') } });
    await this.publishProcedure({ ...MODEL, code: 'thanh-phan', kind: 'component' });
    await this.publishProcedure({ ...MODEL, code: 'tuong-lai' }, '2027-01-01T00:00:00+07:00');
  }

  async publishProcedure(model: ProcessModel, effectiveFrom = '2026-01-01T00:00:00+07:00'): Promise<void> {
    const { dataSource } = this.platform;
    await dataSource.query(`insert into procedure (code, name_vi, name_en, kind, field, created_at) values ($1, $2, $3, $4, $5, now())`, [model.code, model.name.vi, model.name.en, model.kind, model.field]);
    await dataSource.query(
      `insert into revision (procedure, number, state, digest, bpmn, model, findings, drafted_by, drafted_at, effective_from) values ($1, 1, 'published', $1, $2, $3, '[]', 'x', now(), $4)`,
      [model.code, Buffer.from(BPMN), JSON.stringify(model), effectiveFrom],
    );
  }

  async at(instant: string): Promise<void> {
    await (this.platform.clock as SimulatedClock).set(new Date(instant));
  }

  /** Receives a dossier of {@link request} and answers its code. */
  async receive(more: Partial<Request> = {}, principal = DESK): Promise<string> {
    const received = await this.rooms.get(ReceiveDossier).receive({ principal }, request(more), 'vi');
    return must(received).code;
  }

  /** What another room does in its transaction: rows of its own, events. */
  async asRoom(code: string, work: (tx: EntityManager, happening: { dossier: DossierHead; at: Date; actor: { username: string; agency: string } }) => Promise<void>): Promise<void> {
    await inTransaction(this.platform.dataSource, async (tx) => {
      await work(tx, { dossier: await readHead(tx, code), at: this.platform.clock.now(), actor: { username: 'xa-a.chuyen-vien', agency: 'xa-a' } });
      return { ok: true, value: null };
    });
  }

  get events(): TransactionEvents {
    return this.rooms.get(TransactionEvents);
  }

  get runtime(): Runtime {
    return this.rooms.get(Runtime, { strict: false });
  }

  query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.platform.dataSource.query(sql, parameters);
  }

  /** The dossier has reached another agency, as the projection of `deadlines` has it. */
  async reaches(code: string, agency: string): Promise<void> {
    await this.query(`insert into leg (id, dossier, agency, entered_at) values ($1, $2, $3, $4)`, [this.platform.ids.uuid(), code, agency, this.platform.clock.now()]);
  }

  async kinds(code: string): Promise<string[]> {
    return (await this.query<{ kind: string }>('select kind from ledger_entry where dossier = $1 order by seq', [code])).map(({ kind }) => kind);
  }

  async states(code: string): Promise<number[]> {
    const rows = await this.query<{ to: string }>(`select data ->> 'to' as to from ledger_entry where dossier = $1 and kind = 'dossier.state' order by seq`, [code]);
    return rows.map(({ to }) => Number(to));
  }
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.message.en} ${JSON.stringify(result.rejection.errors ?? [])}`);
  return result.value;
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.rejection.code);
export const pathsOf = (result: Result<unknown>): string[] => (result.ok ? [] : (result.rejection.errors ?? []).map(({ path: at }) => at).sort());
