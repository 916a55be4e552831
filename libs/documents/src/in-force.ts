import { Agencies, type Directory } from '#access';
import type { ProceduresInForce } from '#contract';
import { type Clock, type Language, ZONE_OFFSET_MS, text, toIso } from '#kernel';
import { CLOCK, toPdf } from '#platform';
import { type Revision, RevisionsRepository } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
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
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async at(instant: Date | undefined, language: Language): Promise<ProceduresInForce> {
    const at = instant ?? this.clock.now();
    const { name, from, to } = quarterOf(at);
    const [inForce, moved, issued, directory] = await Promise.all([this.revisions.allInForce(at), this.revisions.movedWithin(from, to), this.revisions.issued(), this.agencies.directory()]);
    const earlier = ({ procedure, number }: Revision): number => issued.filter((one) => one.procedure === procedure && one.number < number).length;
    const items = inForce.map((revision) => itemOf(revision, earlier(revision) + 1, directory, language));
    const changes = moved.flatMap((revision) => changesOf(revision, earlier(revision) === 0, from, to, language));
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
}

const baseOf = ({ procedure, number, model, document }: Revision, language: Language) => ({
  code: procedure, name: model.name[language], revision: number, number: numberOf({ written: document, procedure }),
});

function itemOf(revision: Revision, issue: number, directory: Directory, language: Language): ProceduresInForce['items'][number] {
  const { model, document, effectiveFrom, draftedAt, approvedBy } = revision;
  return {
    ...baseOf(revision, language), kind: model.kind, field: model.field, issue: document.issue ?? issue, effectiveFrom: toIso(effectiveFrom ?? draftedAt),
    approver: approvedBy === null ? null : (directory.person(approvedBy)?.name ?? approvedBy), legalLimit: model.legalLimit,
  };
}

/** One revision may come and go in the same quarter. */
function changesOf(revision: Revision, first: boolean, from: Date, to: Date, language: Language): Change[] {
  const { document, effectiveFrom, endedAt, state, endReason } = revision;
  const base = baseOf(revision, language);
  const changes: Change[] = [];
  if (effectiveFrom && effectiveFrom >= from && effectiveFrom < to) changes.push({ ...base, change: first ? 'new' : 'revised', at: toIso(effectiveFrom), note: document.changeNote ?? null });
  if (state === 'withdrawn' && endedAt && endedAt >= from && endedAt < to) changes.push({ ...base, change: 'withdrawn', at: toIso(endedAt), note: endReason });
  return changes;
}

/** `Quý III/2026`. */
function quarterOf(at: Date): { name: ReturnType<typeof text>; from: Date; to: Date } {
  const local = new Date(at.getTime() + ZONE_OFFSET_MS);
  const [year, quarter] = [local.getUTCFullYear(), Math.floor(local.getUTCMonth() / 3)];
  const begins = (month: number): Date => new Date(Date.UTC(year, month, 1) - ZONE_OFFSET_MS);
  return { name: text(`Quý ${['I', 'II', 'III', 'IV'][quarter]}/${year}`, `Quarter ${quarter + 1}/${year}`), from: begins(quarter * 3), to: begins(quarter * 3 + 3) };
}
