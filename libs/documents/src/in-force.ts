import type { ProceduresInForce } from '#contract';
import { type Clock, type Language, ZONE_OFFSET_MS, text, toIso } from '#kernel';
import { CLOCK, toPdf } from '#platform';
import { ProcedureHistory, type Revision, RevisionsRepository } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { issuesOf } from './gather-facts.js';
import { inForcePdf } from './printing/in-force-pdf.js';
import { inForceSheet } from './printing/in-force-sheet.js';
import { numberOf } from './printing/head.js';
import type { PrintedDocument } from './revision-documents.js';

type Change = ProceduresInForce['changes'][number];

/** The quarterly list that an ISO system keeps: which procedures are in force, and what came, changed and went in the quarter. */
@Injectable()
export class InForce {
  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(ProcedureHistory) private readonly history: ProcedureHistory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async at(instant: Date | undefined, language: Language): Promise<ProceduresInForce> {
    const at = instant ?? this.clock.now();
    const { name, from, to } = quarterOf(at);
    const [inForce, moved] = await Promise.all([this.revisions.allInForce(at), this.revisions.movedWithin(from, to)]);
    const items = await Promise.all(inForce.map((revision) => this.#item(revision, language)));
    const changes = (await Promise.all(moved.map((revision) => this.#changes(revision, from, to, language)))).flat();
    return {
      at: toIso(at), quarter: { name: name[language], from: toIso(from), to: toIso(to) },
      items: items.toSorted((a, b) => (a.field ?? '').localeCompare(b.field ?? '', 'vi') || a.name.localeCompare(b.name, 'vi')), changes: changes.toSorted((a, b) => a.at.localeCompare(b.at)),
    };
  }

  async sheet(instant: Date | undefined, language: Language): Promise<PrintedDocument> {
    const list = await this.at(instant, language);
    return { name: `quy-trinh-hieu-luc-${list.at.slice(0, 10)}.xlsx`, content: await inForceSheet(list, language) };
  }

  async pdf(instant: Date | undefined, language: Language): Promise<PrintedDocument> {
    const list = await this.at(instant, language);
    return { name: `quy-trinh-hieu-luc-${list.at.slice(0, 10)}.pdf`, content: await toPdf(inForcePdf(list, language)) };
  }

  async #item(revision: Revision, language: Language): Promise<ProceduresInForce['items'][number]> {
    const { procedure: code, number, model, document, effectiveFrom, draftedAt } = revision;
    const all = await this.revisions.all(code);
    const told = await this.history.of(code, language);
    const approval = told.ok ? told.value.items.find((line) => line.kind === 'procedure.approved' && line.revision === number) : undefined;
    return {
      code, name: model.name[language], kind: model.kind, field: model.field, revision: number, number: numberOf({ written: document, procedure: code }), issue: document.issue ?? issuesOf(all, revision).issue,
      effectiveFrom: toIso(effectiveFrom ?? draftedAt), approver: approval?.name ?? null, legalLimit: model.legalLimit,
    };
  }

  /** One revision may come and go in the same quarter. */
  async #changes(revision: Revision, from: Date, to: Date, language: Language): Promise<Change[]> {
    const { procedure: code, number, model, document, effectiveFrom, endedAt, state, endReason } = revision;
    const base = { code, name: model.name[language], revision: number, number: numberOf({ written: document, procedure: code }) };
    const changes: Change[] = [];
    if (effectiveFrom && effectiveFrom >= from && effectiveFrom < to) {
      const { issue } = issuesOf(await this.revisions.all(code), revision);
      changes.push({ ...base, change: issue === 1 ? 'new' : 'revised', at: toIso(effectiveFrom), note: document.changeNote ?? null });
    }
    if (state === 'withdrawn' && endedAt && endedAt >= from && endedAt < to) changes.push({ ...base, change: 'withdrawn', at: toIso(endedAt), note: endReason });
    return changes;
  }
}

/** `Quý III/2026`. */
function quarterOf(at: Date): { name: ReturnType<typeof text>; from: Date; to: Date } {
  const local = new Date(at.getTime() + ZONE_OFFSET_MS);
  const [year, quarter] = [local.getUTCFullYear(), Math.floor(local.getUTCMonth() / 3)];
  const begins = (month: number): Date => new Date(Date.UTC(year, month, 1) - ZONE_OFFSET_MS);
  return { name: text(`Quý ${['I', 'II', 'III', 'IV'][quarter]}/${year}`, `Quarter ${quarter + 1}/${year}`), from: begins(quarter * 3), to: begins(quarter * 3 + 3) };
}
