import { Agencies, type Directory, canSeeDossier, canSeePapers } from '#access';
import { DOSSIER_STATES, type ImportedDossierView, SETTLED_STATES } from '#contract';
import { type Language, type Principal, type Result, ROLE, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { Inject, Injectable } from '@nestjs/common';
import { FACT_NAMES, type Known, written } from '../judging/meeting.js';
import type { ChangedFact, ImportedRecord } from '../judging/record.js';
import { chainOf, isPolice } from '../reach.js';
import { ImportedRepository, type VersionRow } from './imported.repository.js';

/** Dossiers of registers, for those whom they concern. */
@Injectable()
export class ImportedDossiers {
  constructor(
    @Inject(ImportedRepository) private readonly imported: ImportedRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** Refused with `not_found` for a dossier that is none of the reader's business. */
  async get(principal: Principal, code: string, language: Language): Promise<Result<ImportedDossierView>> {
    const known = await this.imported.find(code);
    if (!known || !(await this.sees(principal, known))) return unknownImported(code);
    const directory = await this.agencies.directory();
    const [versions, sound] = [await this.imported.versions(code), (await this.ledger.verify(code)) === null];
    const personal = await this.#seesPerson(principal, known, directory);
    return ok(view(known, versions, { directory, language, personal, sound, mayAdvance: mayAdvance(principal, known, directory) }));
  }

  async sees(principal: Principal, { record, source }: Known): Promise<boolean> {
    return canSeeDossier(principal, accessOf(record, source), await this.agencies.kindsOf(principal));
  }

  /** Who applied to the police is for the police. */
  async #seesPerson(principal: Principal, { record, source }: Known, directory: Directory): Promise<boolean> {
    return canSeePapers(principal, accessOf(record, source), isPolice(directory, source) ? 'police' : null, await this.agencies.kindsOf(principal));
  }
}

const accessOf = (record: ImportedRecord, source: string) => ({ receivingAgency: record.agency, involvedAgencies: [source, ...(record.holder ? [record.holder] : [])] });

export const unknownImported = (code: string): Result<never> => reject('not_found', text(`Không có hồ sơ nhập từ sổ "${code}"`, `No imported dossier "${code}"`));

/** Those who receive, head the desk or lead where the dossier was received or is, and above. */
export function mayAdvance(principal: Principal, { record }: Known, directory: Directory): boolean {
  if (record.state === 10 || (SETTLED_STATES.includes(record.state) && record.state !== 9)) return false;
  const concerned = [...chainOf(directory, record.agency), ...(record.holder ? [record.holder] : [])];
  return principal.positions.some(({ agency, role }) => concerned.includes(agency) && [ROLE.reception, ROLE.deskHead, ROLE.leader].some((one) => one === role));
}

interface Seen {
  directory: Directory;
  language: Language;
  personal: boolean;
  sound: boolean;
  mayAdvance: boolean;
}

function view({ code, source, sourceCode, version, record }: Known, versions: readonly VersionRow[], { directory, language, personal, sound, mayAdvance: may }: Seen): ImportedDossierView {
  const nameOf = (agency: string): string => directory.get(agency)?.name[language] ?? agency;
  const { agency, holder, procedure, procedureName, field, applicant, officer, channel, state, receivedAt, dueAt, stoppedAt, settledAt, returnedAt, outcome, claimedOutcome, attributed, fee, note } = record;
  return {
    code, source, sourceName: nameOf(source), sourceCode, agency, agencyName: nameOf(agency), holder, holderName: holder && nameOf(holder), procedure, procedureName: procedureName ?? procedure ?? text('Không rõ thủ tục', 'Procedure not known')[language],
    field, applicant: personal ? applicant : null, officer, channel, state, stateName: (DOSSIER_STATES as Record<number, Record<Language, string>>)[state]?.[language] ?? String(state), receivedAt, dueAt, stoppedAt, settledAt, returnedAt,
    outcome, claimedOutcome, attributed, attributedName: attributed && nameOf(attributed), fee, note: personal ? note : null, version, mayAdvance: may,
    history: versions.map((one, at) => ({
      version: one.version, kind: one.kind, by: directory.person(one.by)?.name ?? one.by, at: toIso(one.at), import: one.import, line: one.line, document: one.document,
      changes: (one.changed as ChangedFact[]).filter((fact) => personal || fact !== 'applicant').map((fact) => ({ field: FACT_NAMES[fact][language], from: written(versions[at - 1]!.record, fact), to: written(one.record, fact) })),
    })),
    ledgerVerified: sound,
  };
}
