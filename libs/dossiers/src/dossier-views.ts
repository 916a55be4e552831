import { Agencies, supervisedAgencies } from '#access';
import { DOSSIER_STATES, type DossierList, type DossierView, type PaperView } from '#contract';
import { type Language, type Principal, type Result, ROLE, ok, reject, text, toIso } from '#kernel';
import { lastSeqOf } from '#ledger';
import { Procedures, unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApologiesRepository } from './apology/apologies.repository.js';
import type { Dossier, PaperRow } from './dossier.js';
import { DossierAccessCheck, type Sight } from './dossier-access.js';
import { DossierRowsRepository, type ListedDossier } from './dossier-rows.repository.js';
import { DossiersRepository } from './dossiers.repository.js';
import { missingPapers } from './papers.js';

/** What this room knows of a dossier; time and whereabouts are added at the edge. */
export type DossierBase = Omit<DossierView, 'deadline' | 'legs' | 'lateness' | 'tokens' | 'suspended'>;

export interface ListDossiers {
  agency?: string | undefined;
  state?: number | undefined;
  /** Part of a name or a code, accents and case aside. */
  q?: string | undefined;
  /** Cursor of the page before, as given in its `next`. */
  after?: string | undefined;
  limit: number;
}

/** Readings of dossiers for officers: each sees what concerns the agencies they work at. */
@Injectable()
export class DossierViews {
  constructor(
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(DossierRowsRepository) private readonly rows: DossierRowsRepository,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(ApologiesRepository) private readonly apologies: ApologiesRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(DataSource) private readonly database: DataSource,
  ) {}

  /** Refused with `not_found` for a dossier that is none of the reader's business. */
  async get(principal: Principal, code: string, language: Language): Promise<Result<DossierBase>> {
    const dossier = await this.dossiers.find(code);
    if (!dossier) return unknownDossier(code);
    const seen = await this.access.see(principal, dossier);
    return seen.ok ? ok(await this.#base(dossier, seen.value, language)) : seen;
  }

  /** Newest first. */
  async list(principal: Principal, filter: ListDossiers, language: Language): Promise<Result<DossierList>> {
    const after = filter.after === undefined ? null : cursorOf(filter.after);
    if (after === undefined) return reject('invalid_input', WRONG_CURSOR, { errors: [{ path: 'after', message: WRONG_CURSOR }] });
    const kinds = await this.agencies.kindsOf(principal);
    const scope = supervisedAgencies(principal, kinds);
    const officer = principal.positions.filter(({ role }) => role !== ROLE.administrator).map(({ agency }) => agency);
    const found = await this.rows.list({ ...filter, after, limit: filter.limit + 1, involved: scope === 'all' ? null : officer, names: this.#seesNames(principal), police: officer.filter((agency) => kinds.get(agency)?.startsWith('police_')) });
    const page = found.slice(0, filter.limit);
    const last = page.at(-1);
    const items = await Promise.all(page.map((row) => this.#row(row, this.#seesNames(principal), language)));
    return ok({ items, next: found.length > filter.limit && last ? toCursor(last) : null });
  }

  #seesNames(principal: Principal): boolean {
    return principal.kind === 'system' || principal.positions.some(({ role }) => role !== ROLE.administrator);
  }

  async #base(dossier: Dossier, sight: Sight, language: Language): Promise<DossierBase> {
    const model = await this.procedures.findModel(dossier.procedure, dossier.revision);
    const papers = await this.dossiers.papers(dossier.code);
    const missing = model ? missingPapers(model, papers.map(({ code }) => code)) : [];
    const hidden = new Set(model?.papers.filter(({ compartment }) => !sight.paper(compartment)).map(({ code }) => code));
    return {
      code: dossier.code,
      secret: sight.secret ? dossier.secret : null,
      procedure: dossier.procedure,
      procedureName: model?.name[language] ?? dossier.procedure,
      revision: dossier.revision,
      agency: dossier.agency,
      agencyName: await this.agencies.nameOf(dossier.agency, language),
      territory: dossier.territory,
      channel: dossier.channel,
      applicant: sight.personal ? dossier.applicant : null,
      data: sight.personal ? dossier.data : null,
      state: dossier.state,
      stateName: stateName(dossier.state, language),
      result: dossier.result,
      receivedAt: toIso(dossier.receivedAt),
      dueAt: iso(dossier.dueAt),
      appointmentAt: iso(dossier.appointmentAt),
      apology: (await this.apologies.find(dossier.code))?.state ?? null,
      legalProfile: dossier.legalProfile,
      resolvedAt: iso(dossier.resolvedAt),
      returnedAt: iso(dossier.returnedAt),
      endedAt: iso(dossier.endedAt),
      papers: sight.personal ? papers.filter(({ compartment }) => sight.paper(compartment)).map(paperView) : null,
      missingPapers: sight.personal ? missing.filter((code) => !hidden.has(code)) : null,
      version: await lastSeqOf(this.database.manager, dossier.code),
    };
  }

  async #row(row: ListedDossier, names: boolean, language: Language): Promise<DossierList['items'][number]> {
    const name = row.revision === null ? row.procedureName : await this.procedures.nameOf(row.procedure!, row.revision);
    return {
      code: row.code,
      imported: row.revision === null,
      procedure: row.procedure,
      procedureName: name?.[language] ?? NO_PROCEDURE[language],
      agency: row.agency,
      agencyName: await this.agencies.nameOf(row.agency, language),
      applicantName: names ? row.applicantName : null,
      state: row.state,
      stateName: stateName(row.state, language),
      receivedAt: toIso(row.receivedAt),
      dueAt: iso(row.dueAt),
      deadlineState: row.deadlineState,
      holders: await Promise.all(row.holders.map((agency) => this.agencies.nameOf(agency, language))),
    };
  }
}

/** The national name of a state. */
export const stateName = (state: number, language: Language): string => (DOSSIER_STATES as Record<number, Record<Language, string>>)[state]?.[language] ?? String(state);

const iso = (at: Date | null): string | null => (at === null ? null : toIso(at));

export const paperView = (paper: PaperRow): PaperView => ({
  id: paper.id,
  code: paper.code,
  name: paper.name,
  direction: paper.direction,
  originals: paper.originals,
  copies: paper.copies,
  agency: paper.agency,
  compartment: paper.compartment,
  fileName: paper.fileName,
  hasFile: paper.fileDigest !== null,
  addedAt: toIso(paper.addedAt),
});

const NO_PROCEDURE = text('Không rõ thủ tục', 'Procedure not known');

const WRONG_CURSOR = text('Con trỏ trang không hợp lệ', 'The page cursor is not valid');

const toCursor = (row: ListedDossier): string => Buffer.from(`${row.receivedAt.toISOString()} ${row.code}`).toString('base64url');

function cursorOf(cursor: string): { receivedAt: Date; code: string } | undefined {
  const [, at, code] = /^(\d{4}-[\d:.TZ-]+) ([\w.-]{1,120})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || code === undefined || Number.isNaN(Date.parse(at))) return undefined;
  return { receivedAt: new Date(at), code };
}
