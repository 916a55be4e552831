import { Agencies, type Agency, type Directory } from '#access';
import type { ProcessModel, ReceiveDossier } from '#contract';
import { type FieldError, type Principal, type Result, ok, reject, text } from '#kernel';
import { FileStore } from '#platform';
import { Adoptions, Procedures, type Revision, type StartTrigger, chooseStart } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { refuseWithoutReception } from './dossier-access.js';
import { checkIntake } from './intake-form.js';
import { type Paper, settlePapers } from './papers.js';

/** A dossier that may be received, everything about it settled but its code. */
export interface Admission {
  procedure: string;
  revision: number;
  /** The agency's decision to follow this revision; null where it follows the standard in force. */
  adoption: { seq: number; document: string } | null;
  model: ProcessModel;
  agency: Agency;
  territory: string;
  data: Record<string, unknown>;
  papers: Paper[];
  /** Where it begins; null for a procedure that has no start. */
  start: StartTrigger | null;
}

/** Who brings the dossier: an officer of the desk, or an event, which names its revision and has been allowed already. */
export type BroughtBy = { officer: Principal } | { revision: number; unattended: boolean };

/** Relations that need to know the commune; a dossier of the whole district cannot resolve them. */
const COMMUNAL = /^(commune|police_commune)(:|$)/;

/** The guards of reception: the procedure is in force, the agency exists, the person receives there, the particulars are right. */
@Injectable()
export class AdmitDossier {
  constructor(
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Adoptions) private readonly adoptions: Adoptions,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  async admit(by: BroughtBy, input: ReceiveDossier, at: Date, tx: EntityManager): Promise<Result<Admission>> {
    const inUse = await this.#inUse(by, input, at, tx);
    if (!inUse) return this.#notInForce(input.procedure, tx);
    const { revision, adoption } = inUse;
    if (revision.model.kind !== 'procedure') return componentOnly(input.procedure);
    const directory = await this.agencies.directory(at);
    const agency = existing(directory, input.agency);
    if (!agency.ok) return agency;
    const refused = 'officer' in by ? refuseWithoutReception(by.officer, input.agency) : null;
    if (refused) return refused;
    const start = chooseStart(await this.procedures.load(revision.procedure, revision.number), input.startEvent);
    if (!start.ok) return start;

    const { model } = revision;
    const territory = input.territory ?? agency.value.territory;
    const checked = this.#checkData(by, model, input);
    const papers = settlePapers(model, input.papers ?? []);
    const errors = [
      ...this.#wrongTerritory(directory, agency.value, territory, await this.#relations(input.procedure, revision.number)),
      ...(checked.ok ? [] : (checked.rejection.errors ?? [])),
      ...(await this.#wrongFiles(papers)),
      ...notYet(input, at),
    ];
    if (!checked.ok || errors.length > 0) return reject('invalid_input', text('Thông tin hồ sơ chưa đúng', 'The particulars of the dossier are not valid'), { errors });
    return ok({ procedure: revision.procedure, revision: revision.number, adoption, model, agency: agency.value, territory, data: checked.value, papers, start: start.value });
  }

  /** An event names the revision whose start it is; where the agency has adopted another that has the same start, that one is followed. */
  async #inUse(by: BroughtBy, { procedure, agency, startEvent }: ReceiveDossier, at: Date, tx: EntityManager): Promise<{ revision: Revision; adoption: Admission['adoption'] } | null> {
    const inUse = await this.adoptions.inUse(procedure, agency, at, tx);
    if ('officer' in by || inUse?.revision.number === by.revision) return inUse;
    if (inUse?.adoption && (await this.procedures.load(procedure, inUse.revision.number)).compiled.starts.some(({ element }) => element === startEvent)) return inUse;
    const revision = await this.procedures.revisions.find(procedure, by.revision, tx);
    return revision && { revision, adoption: null };
  }

  /** What nobody typed in need not be complete: the form of the intake is the desk's. */
  #checkData(by: BroughtBy, model: ProcessModel, { data = {} }: ReceiveDossier): Result<Record<string, unknown>> {
    const checked = checkIntake(model, data);
    return !checked.ok && 'unattended' in by && by.unattended ? ok(data) : checked;
  }

  async #notInForce(code: string, tx: EntityManager): Promise<Result<never>> {
    if ((await this.procedures.revisions.all(code, tx)).length === 0) {
      return atPath('not_found', 'procedure', `Không có thủ tục "${code}"`, `There is no procedure "${code}"`);
    }
    return atPath('not_effective', 'procedure', `Thủ tục "${code}" hiện không có bản ban hành nào có hiệu lực`, `No revision of the procedure "${code}" is in force`);
  }

  #wrongTerritory(directory: Directory, agency: Agency, territory: string, relations: readonly string[]): FieldError[] {
    if (!directory.territory(territory)) return [{ path: 'territory', message: text(`Không có địa bàn "${territory}"`, `There is no territory "${territory}"`) }];
    const unresolved = relations.filter((relation) => COMMUNAL.test(relation) && !directory.resolve(relation, { receiving: agency.code, territory }).ok);
    if (unresolved.length === 0) return [];
    return [{ path: 'territory', message: text('Hãy chọn xã, thị trấn: thủ tục này có bước do cấp xã thực hiện', 'Choose the commune: this procedure has steps done by the commune') }];
  }

  /** The agency relations of all steps, also of the procedures called. */
  async #relations(procedure: string, revision: number, seen = new Set<string>()): Promise<string[]> {
    const key = `${procedure}/${revision}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const { model, bindings } = await this.procedures.load(procedure, revision);
    const own = Object.values(model.steps).map((step) => step.agency);
    for (const [called, number] of Object.entries(bindings)) own.push(...(await this.#relations(called, number, seen)));
    return own;
  }

  async #wrongFiles(papers: readonly Paper[]): Promise<FieldError[]> {
    const missing = await Promise.all(papers.map(async ({ file }) => file !== null && !(await this.files.has(file))));
    return missing.flatMap((is, index) => (is ? [{ path: `papers.${index}.file`, message: text('Tệp này chưa được tải lên', 'This file has not been uploaded') }] : []));
  }
}

/** A ticket or a scan of the future. */
function notYet({ ticket, papers = [] }: ReceiveDossier, now: Date): FieldError[] {
  const message = text('không được ở tương lai', 'must not lie in the future');
  const said = [{ path: 'ticket.at', at: ticket?.at }, ...papers.map((paper, index) => ({ path: `papers.${index}.scannedAt`, at: typeof paper === 'string' ? undefined : paper.scannedAt }))];
  return said.flatMap(({ path, at }) => (at !== undefined && new Date(at) > now ? [{ path, message }] : []));
}

function existing(directory: Directory, code: string): Result<Agency> {
  const agency = directory.get(code);
  if (!agency) return atPath('agency_not_found', 'agency', `Không có cơ quan "${code}"`, `There is no agency "${code}"`);
  if (directory.list().some((one) => one.code === code)) return ok(agency);
  return atPath('agency_closed', 'agency', `Cơ quan "${code}" hiện không hoạt động`, `The agency "${code}" is not in existence now`);
}

const componentOnly = (code: string): Result<never> =>
  atPath('invalid_input', 'procedure', `"${code}" là quy trình thành phần, không tiếp nhận hồ sơ`, `"${code}" is a component of other procedures and takes in no dossier`);

function atPath(code: 'not_found' | 'not_effective' | 'agency_not_found' | 'agency_closed' | 'invalid_input', path: string, vi: string, en: string): Result<never> {
  const message = text(vi, en);
  return reject(code, message, { errors: [{ path, message }] });
}
