import { type BpmnDocument, type ProcedureContent, type ProveOptions, embeddedDecisions, parseBpmn, prove, readDecisions, readModel, toExecutable } from '#bpmn';
import { Agencies } from '#access';
import type { Finding, ProcessModel } from '#contract';
import { type Result, type Text, ToldError, ok, reject, text } from '#kernel';
import { StandingConnection } from '#platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CompiledProcess, compile } from './engine/engine.js';
import { type Revision, RevisionsRepository } from './revisions.repository.js';

/** What running instances need of a revision; immutable, so it is kept for the life of the process. */
export interface LoadedRevision {
  procedure: string;
  number: number;
  model: ProcessModel;
  bindings: Record<string, number>;
  compiled: CompiledProcess;
}

/** A document with what belongs to it. What is left out is that of the revision before; what is empty is none. */
export type NewContent = Pick<ProcedureContent, 'bpmn'> & Partial<ProcedureContent>;

export interface Examined {
  document: BpmnDocument;
  model: ProcessModel;
  findings: Finding[];
  content: ProcedureContent;
  /** Called procedures by code, as they are in force. */
  component: (code: string) => ProcessModel | null;
}

const LOADED_LIMIT = 500;

/** Readings of procedures: what is in force, the ISO model, the compiled process. Parsed once per revision and process; may be asked inside transactions. */
@Injectable()
export class Procedures implements OnModuleDestroy {
  readonly #models = new Map<string, ProcessModel>();
  readonly #connection: StandingConnection;
  readonly #loaded = new Map<string, Promise<LoadedRevision>>();

  constructor(
    @Inject(RevisionsRepository) readonly revisions: RevisionsRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(DataSource) dataSource: DataSource,
  ) {
    this.#connection = new StandingConnection(dataSource);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#connection.close();
  }

  async inForce(code: string, at: Date, tx?: EntityManager): Promise<Revision | null> {
    return this.revisions.inForce(code, at, tx);
  }

  async modelOf(procedure: string, number: number): Promise<ProcessModel> {
    const model = await this.findModel(procedure, number);
    if (!model) throw new UnknownRevisionError(procedure, number);
    return model;
  }

  /** For readings, which show what else is known of a dossier where its revision is not in the database any more. */
  async findModel(procedure: string, number: number): Promise<ProcessModel | null> {
    const key = `${procedure}/${number}`;
    const known = this.#models.get(key);
    if (known) return known;
    const revision = await this.#connection.read((db) => this.revisions.find(procedure, number, db));
    if (revision) this.#models.set(key, revision.model);
    return revision?.model ?? null;
  }

  /** The code where the revision is not in the database any more: one dossier that is lost must spoil no list. */
  async nameOf(procedure: string, number: number): Promise<Text> {
    return (await this.findModel(procedure, number))?.name ?? text(procedure, procedure);
  }

  load(procedure: string, number: number): Promise<LoadedRevision> {
    const key = `${procedure}/${number}`;
    const known = this.#loaded.get(key);
    if (known) return known;
    const loading = this.#load(procedure, number);
    this.#loaded.set(key, loading);
    loading.catch(() => this.#loaded.delete(key));
    if (this.#loaded.size > LOADED_LIMIT) this.#loaded.delete(this.#loaded.keys().next().value as string);
    return loading;
  }

  /**
   * Parses and proves a document against the directory and the procedures in force, writing nothing. Forms of the revision before, where
   * they are left out, give way to the ones written into the document.
   */
  async examine(given: NewContent, at: Date, tx?: EntityManager, { maxStates }: Pick<ProveOptions, 'maxStates'> = {}): Promise<Result<Examined>> {
    const parsed = await parseBpmn(given.bpmn);
    if (!parsed.ok) return parsed;
    const own = readModel(parsed.value, { forms: given.forms });
    const before = await this.#before(given, own.model.code, tx);
    const content = { ...NOTHING, ...before, ...given, bpmn: Buffer.from(parsed.value.xml) };
    const read = given.forms ? own : readModel(parsed.value, { forms: { ...before?.forms, ...own.model.forms } });
    const components = await this.#components(read.model, at, tx);
    const component = (code: string): ProcessModel | null => components.get(code) ?? null;
    const directory = await this.agencies.directory();
    const proved = prove(parsed.value, {
      model: read.model,
      decisions: await readDecisions({ ...embeddedDecisions(parsed.value.process), ...content.decisions }),
      directory: { reachable: (relation) => directory.reachable(relation), hasRole: (agency, role) => directory.rolesAt(agency).includes(role) },
      component,
      maxStates,
    });
    return ok({ document: parsed.value, model: read.model, findings: [...read.findings, ...proved], content, component });
  }

  /** Of the latest revision, where anything is left out. */
  async #before(given: NewContent, code: string, tx?: EntityManager): Promise<ProcedureContent | null> {
    if (PARTS.every((part) => given[part] !== undefined)) return null;
    const number = await this.revisions.lastNumber(code, tx);
    return number === null ? null : this.revisions.content(code, number, tx);
  }

  /** The revision of each called procedure that is in force when the caller is published: pinned, so that a dossier never changes course. */
  async bindings(model: ProcessModel, at: Date, tx: EntityManager): Promise<Result<Record<string, number>>> {
    const bound: Record<string, number> = {};
    for (const code of new Set(Object.values(model.calls))) {
      const revision = await this.revisions.inForce(code, at, tx);
      if (!revision) {
        return reject('blocking_findings', text(`Quy trình được gọi "${code}" chưa có bản ban hành có hiệu lực`, `The called procedure "${code}" has no revision in force`));
      }
      bound[code] = revision.number;
    }
    return ok(bound);
  }

  async #components(model: ProcessModel, at: Date, tx?: EntityManager): Promise<Map<string, ProcessModel>> {
    const found = new Map<string, ProcessModel>();
    for (const code of new Set(Object.values(model.calls))) {
      const revision = await this.revisions.inForce(code, at, tx);
      if (revision) found.set(code, revision.model);
    }
    return found;
  }

  async #load(procedure: string, number: number): Promise<LoadedRevision> {
    const [revision, xml] = await this.#connection.read(async (db) => [await this.revisions.find(procedure, number, db), await this.revisions.bpmn(procedure, number, db)] as const);
    if (!revision || !xml) throw new UnknownRevisionError(procedure, number);
    const executable = await toExecutable(xml.toString('utf8'));
    const compiled = compile(executable, await readDecisions({ ...executable.decisions, ...revision.decisions }));
    return { procedure, number, model: revision.model, bindings: revision.bindings, compiled };
  }
}

const PARTS = ['forms', 'decisions', 'scenarios', 'templates', 'readme'] as const;
const NOTHING: Omit<ProcedureContent, 'bpmn'> = { forms: {}, decisions: {}, scenarios: {}, templates: {}, readme: null };

/** An instance points to a revision that is not in the database: the database was tampered with. */
export class UnknownRevisionError extends ToldError {
  constructor(readonly procedure: string, readonly number: number) {
    super(text(`bản ${procedure}/${number} không còn trong cơ sở dữ liệu`, `revision ${procedure}/${number} is not in the database`));
  }
}
