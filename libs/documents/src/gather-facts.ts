import { type Agency, Agencies, type Directory } from '#access';
import { drawDiagram, isoTable, parseBpmn } from '#bpmn';
import type { ProcedureHistory as History, ProcessModel } from '#contract';
import { type Result, localDate, ok, reject, text } from '#kernel';
import { ProcedureHistory, Procedures, type Revision, RevisionsRepository, vocabularyOf } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { Facts } from './facts.js';

type Line = History['items'][number];

const DESK = 'Bộ phận Tiếp nhận và Trả kết quả';

/** Reads everything that is printed of a revision. Signatories stand as the ledger recorded them, whatever became of them since. */
@Injectable()
export class GatherFacts {
  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(ProcedureHistory) private readonly history: ProcedureHistory,
    @Inject(Agencies) private readonly agencies: Agencies,
  ) {}

  async of(code: string, number: number): Promise<Result<Facts>> {
    const all = await this.revisions.all(code);
    const revision = all.find((one) => one.number === number);
    const xml = revision && (await this.revisions.bpmn(code, number));
    if (!xml) return reject('not_found', text(`Không có lần ban hành ${number} của quy trình "${code}"`, `No revision ${number} of procedure "${code}"`));
    const parsed = await parseBpmn(xml);
    if (!parsed.ok) return parsed;
    const told = await this.history.of(code, 'vi');
    if (!told.ok) return told;
    const directory = await this.agencies.directory();
    const lines = told.value.items.filter((line) => line.revision === number);
    const components = await this.#components(revision);
    const { model } = revision;
    return ok({
      procedure: code, revision: number, state: revision.state, version: revision.version, model, digest: revision.digest, draftedAt: revision.draftedAt, effectiveFrom: revision.effectiveFrom,
      written: revision.document,
      rows: isoTable(parsed.value, { model, vocabulary: vocabularyOf(directory), component: (called) => components.get(called) ?? null }),
      drawing: drawDiagram(parsed.value),
      signatories: { drafter: signed(lines, 'procedure.drafted'), checker: signed(lines, 'procedure.checked'), approver: signed(lines, 'procedure.approved') },
      ...issuesOf(all, revision),
      day: localDate(revision.approvedAt ?? revision.draftedAt),
      ...officeOf(directory, lines.find(({ kind }) => kind === 'procedure.drafted')?.agency ?? null),
      ...desksOf(directory, model),
    });
  }

  /** Called procedures: as bound at publication, before that as they are in force. */
  async #components({ model, bindings, draftedAt }: Revision): Promise<Map<string, ProcessModel>> {
    const found = new Map<string, ProcessModel>();
    for (const code of new Set(Object.values(model.calls))) {
      const number = bindings[code] ?? (await this.revisions.inForce(code, draftedAt))?.number;
      if (number !== undefined) found.set(code, await this.procedures.modelOf(code, number));
    }
    return found;
  }
}

/** The last of its kind: a document is signed once. */
function signed(lines: readonly Line[], kind: string): Facts['signatories']['drafter'] {
  const line = lines.find((one) => one.kind === kind);
  return line ? { name: line.name, position: line.position, at: line.at } : null;
}

/** Issues up to this one; revisions that were never in force are none. */
export function issuesOf(all: readonly Revision[], { number }: Revision): Pick<Facts, 'issues' | 'issue'> {
  const issued = all.filter((one) => one.effectiveFrom !== null && (one.endedAt === null || one.endedAt > one.effectiveFrom)).toSorted((a, b) => a.number - b.number);
  const issue = issued.filter((one) => one.number < number).length + 1;
  const issues = issued
    .filter((one) => one.number <= number)
    .map((one, at) => ({ revision: one.number, issue: one.document.issue ?? at + 1, date: localDate(one.effectiveFrom ?? one.draftedAt), note: one.document.changeNote ?? null }));
  return { issues, issue };
}

function officeOf(directory: Directory, drafting: string | null): Pick<Facts, 'authority' | 'office'> {
  const agency = drafting === null ? null : directory.get(drafting);
  let top: Agency | null = agency;
  for (let above = agency; above; above = directory.get(above.parent ?? '')) top = above;
  return { authority: top?.name.vi ?? '', office: agency && agency !== top ? agency.name.vi : '' };
}

/** A procedure of the communes is taken in at theirs, any other at the district's desk. */
function desksOf(directory: Directory, { level }: ProcessModel): Pick<Facts, 'desks' | 'hotline'> {
  const receivers = directory.reachable('receiving').flatMap((code) => directory.get(code) ?? []);
  const wanted = receivers.filter(({ kind }) => (level === 'commune' ? kind === 'commune' : kind === 'one_stop_desk'));
  const chosen = wanted.length > 0 ? wanted : receivers;
  const [own, shared] = [chosen.filter(({ kind }) => kind === 'one_stop_desk'), chosen.filter(({ kind }) => kind !== 'one_stop_desk')];
  const desks = [...own.map(({ name }) => name.vi), ...(shared.length > 0 ? [`${DESK} tại: ${shared.map(({ name }) => name.vi).join('; ')}`] : [])];
  return { desks, hotline: chosen.find(({ hotline }) => hotline)?.hotline ?? null };
}
