import { Agencies } from '#access';
import { isoTable, parseBpmn } from '#bpmn';
import type { Finding, FindingView, IsoTableRow, ProcedureList, ProcedureView, RevisionView, StartView } from '#contract';
import { type Clock, type Language, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { intakeForm } from './form.js';
import { Procedures } from './procedures.js';
import { Adoptions } from './governance/adoptions.js';
import { type Revision, RevisionsRepository } from './revisions.repository.js';
import { startView } from './starts/choose-start.js';
import { StartsRepository } from './starts/starts.repository.js';
import { vocabularyOf } from './vocabulary.js';

/** Readings of procedures for people. Everything here is public: procedures must be posted by law. */
@Injectable()
export class ProcedureViews {
  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Adoptions) private readonly adoptions: Adoptions,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(StartsRepository) private readonly starts: StartsRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(language: Language, limit: number, after: string): Promise<ProcedureList> {
    const rows = await this.revisions.latest(this.clock.now(), after, limit + 1);
    const items = rows.slice(0, limit).map((r) => ({
      code: r.procedure, name: r.model.name[language], kind: r.model.kind, field: r.model.field, legalLimit: r.model.legalLimit, inForce: r.inForce,
      latest: r.number, latestState: r.state,
    }));
    return { items, next: rows.length > limit ? (items.at(-1)?.code ?? null) : null };
  }

  /** As the standard in force has it or, where an agency is named, as that agency would take in a dossier now. */
  async get(code: string, language: Language, agency?: string): Promise<Result<ProcedureView>> {
    const all = await this.revisions.all(code);
    const now = this.clock.now();
    const inForce = await this.revisions.inForce(code, now);
    const shown = (agency === undefined ? null : (await this.adoptions.inUse(code, agency, now))?.revision) ?? inForce ?? all[0];
    if (!shown) return reject('not_found', text(`Không có quy trình "${code}"`, `No procedure "${code}"`));
    const { model } = shown;
    return ok({
      code, name: model.name[language], kind: model.kind, field: model.field, level: model.level, legalLimit: model.legalLimit, basis: model.basis,
      inForce: inForce?.number ?? null, table: await this.#table(shown, language),
      papers: model.papers.map((p) => ({ code: p.code, name: p.name[language], originals: p.originals, copies: p.copies, required: p.required })),
      starts: await this.#starts(shown),
      intakeForm: intakeForm(model),
      revisions: all.map((r) => revisionView(r, language)),
    });
  }

  /** Of a component none: it begins by being called. Nor of what is not published yet, which nobody can begin. */
  async #starts({ procedure, number, model, publishedAt }: Revision): Promise<StartView[]> {
    if (model.kind !== 'procedure' || publishedAt === null) return [];
    const loaded = await this.procedures.load(procedure, number);
    const dues = await this.starts.nextDues(procedure, number);
    return loaded.compiled.starts.map((start) => {
      const due = dues.get(start.element);
      return startView(loaded, start, due ? toIso(due) : null);
    });
  }

  /** The document was readable when it was stored. */
  async #table(revision: Revision, language: Language): Promise<IsoTableRow[]> {
    const parsed = await parseBpmn((await this.revisions.bpmn(revision.procedure, revision.number)) ?? '');
    if (!parsed.ok) return [];
    return isoTable(parsed.value, { model: revision.model, vocabulary: vocabularyOf(await this.agencies.directory()), language });
  }

  async revision(code: string, number: number, language: Language): Promise<Result<{ view: RevisionView; version: number }>> {
    const revision = await this.revisions.find(code, number);
    if (!revision) return unknownRevision(code, number);
    return ok({ view: revisionView(revision, language), version: revision.version });
  }

  async bpmn(code: string, number: number): Promise<Result<Buffer>> {
    const bpmn = await this.revisions.bpmn(code, number);
    return bpmn ? ok(bpmn) : unknownRevision(code, number);
  }
}

const unknownRevision = (code: string, number: number): Result<never> =>
  reject('not_found', text(`Không có lần ban hành ${number} của quy trình "${code}"`, `No revision ${number} of procedure "${code}"`));

function revisionView(r: Revision, language: Language): RevisionView {
  const stamp = (by: string | null, at: Date | null): RevisionView['drafted'] => (by !== null && at !== null ? { by, at: toIso(at) } : null);
  return {
    code: r.procedure, revision: r.number, name: r.model.name[language], kind: r.model.kind, state: r.state, digest: r.digest,
    effectiveFrom: r.effectiveFrom === null ? null : toIso(r.effectiveFrom),
    drafted: stamp(r.draftedBy, r.draftedAt), checked: stamp(r.checkedBy, r.checkedAt), approved: stamp(r.approvedBy, r.approvedAt),
    published: stamp(r.publishedBy, r.publishedAt), ended: stamp(r.endedBy, r.endedAt), endReason: r.endReason, base: r.base, note: r.note,
    findings: r.findings.map((f) => findingView(f, language)),
  };
}

export const findingView = (f: Finding, language: Language): FindingView => ({ ...f, message: f.message[language] });
