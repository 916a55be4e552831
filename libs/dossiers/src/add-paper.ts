import { Agencies } from '#access';
import { type DomainEvents, FINAL_STATES, type PaperInput, type PaperView, type ProcessModel } from '#contract';
import { type Ids, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { FileStore, IDS, type StoredFile } from '#platform';
import { type CommandContext, Commands, Procedures, refuseStaleDossier, unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import type { By } from './change-state.js';
import { onlyInvolved } from './deliver-message.js';
import type { PaperRow } from './dossier.js';
import { DossierAccessCheck, type Sight } from './dossier-access.js';
import { paperView } from './dossier-views.js';
import { DossiersRepository } from './dossiers.repository.js';
import { POLICE, settlePaper } from './papers.js';

/** A scan as it is sent. */
export interface Upload {
  name: string;
  /** MIME type as the client says it. */
  type: string;
  content: Readable | Uint8Array;
}

/** A paper's file as it is handed out. */
export interface PaperFile {
  name: string;
  type: string;
  size: number | null;
  content: Readable;
}

/** Largest file in bytes: a scanned bundle of a land dossier. */
export const MOST_BYTES = 25_000_000;

const TYPES: readonly string[] = [
  'application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp', 'text/plain', 'application/xml',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** Papers of a dossier after its receipt, and the files of papers. */
@Injectable()
export class AddPaper {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /**
   * Adds a paper, with its file where one is given. The scan of a paper that is listed without a file is put to that paper. What the
   * police add is for the police alone. The file is stored before the transaction: a refusal after that leaves unnamed content only.
   */
  async add(ctx: CommandContext, code: string, input: PaperInput, upload?: Upload): Promise<Result<PaperView>> {
    const allowed = await this.#mayAdd(ctx.principal, code);
    if (!allowed.ok) return allowed;
    const stored = upload ? await this.#store(upload) : ok(null);
    if (!stored.ok) return stored;
    const named = typeof input === 'string' ? null : (input.file ?? null);
    if (named !== null && !(await this.files.has(named))) return notUploaded();
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const sight = await this.#mayAdd(ctx.principal, code, tx);
      if (!sight.ok) return sight;
      const stale = await refuseStaleDossier(tx, ctx, code);
      if (stale) return stale;
      if (FINAL_STATES.includes(head.state)) return reject('invalid_state', text('Hồ sơ đã kết thúc', 'The dossier has ended'));
      const scannedAt = typeof input === 'string' || input.scannedAt === undefined ? null : new Date(input.scannedAt);
      if (scannedAt && scannedAt > at) return scanOfTheFuture();
      const agency = sight.value.actingAgency ?? head.agency;
      const model = await this.procedures.modelOf(head.procedure, head.revision);
      const paper = await this.#paper(model, code, input, { at, actor: { ...actor, agency } });
      return ok(paperView(await this.#write(tx, paper, stored.value, upload, sight.value, scannedAt)));
    });
  }

  /** Papers that came with a command of another room, in its transaction. */
  async handedIn(tx: EntityManager, { dossier, at, actor, papers, direction, known }: DomainEvents['papers.handed']): Promise<void> {
    const model = await this.procedures.modelOf(dossier.procedure, dossier.revision);
    const rows = await Promise.all(papers.map((input) => this.#paper({ ...model, papers: [...known, ...model.papers] }, dossier.code, input, { at, actor })));
    await this.dossiers.addPapers(tx, rows.map((row) => ({ ...row, direction })));
    await this.ledger.append(tx, dossier.code, rows.map((row) => paperAdded({ ...row, direction })));
  }

  /** The file of a paper that the reader may see; `not_found` for all others. */
  async file(principal: Principal, code: string, id: string): Promise<Result<PaperFile>> {
    const dossier = await this.dossiers.find(code);
    if (!dossier) return unknownDossier(code);
    const sight = await this.access.see(principal, dossier);
    if (!sight.ok) return sight;
    const paper = (await this.dossiers.papers(code)).find((one) => one.id === id);
    if (!paper?.fileDigest || !sight.value.personal || !sight.value.paper(paper.compartment)) return noFile();
    const content = await this.files.read(paper.fileDigest);
    if (!content) return noFile();
    return ok({ name: paper.fileName ?? paper.code, type: paper.fileType ?? 'application/octet-stream', size: paper.fileSize, content });
  }

  async #mayAdd(principal: Principal, code: string, tx?: EntityManager): Promise<Result<Sight>> {
    const dossier = await this.dossiers.find(code, tx);
    if (!dossier) return unknownDossier(code);
    const sight = await this.access.see(principal, dossier, tx);
    return !sight.ok || sight.value.involved ? sight : onlyInvolved();
  }

  async #store(upload: Upload): Promise<Result<StoredFile>> {
    if (TYPES.includes(upload.type)) return this.files.put(upload.content, MOST_BYTES);
    return reject('unsupported_media_type', text(`Không nhận tệp loại "${upload.type}"`, `Files of type "${upload.type}" are not accepted`));
  }

  async #paper(model: ProcessModel, dossier: string, input: PaperInput, { at, actor }: By): Promise<PaperRow> {
    const { file, ...paper } = settlePaper(model, input);
    const agency = actor.agency ?? '';
    const known = model.papers.some((spec) => spec.code === paper.code);
    const ofPolice = !known && ((await this.agencies.get(agency))?.kind.startsWith(`${POLICE}_`) ?? false);
    return {
      ...paper, id: this.ids.uuid(), dossier, direction: 'in', compartment: ofPolice ? POLICE : paper.compartment, agency,
      fileDigest: file, fileName: null, fileType: null, fileSize: null, addedBy: actor.username, addedAt: at,
    };
  }

  async #write(tx: EntityManager, added: PaperRow, stored: StoredFile | null, upload: Upload | undefined, sight: Sight, scannedAt: Date | null): Promise<PaperRow> {
    const filed = stored && upload ? { ...added, fileDigest: stored.digest, fileName: fileName(upload.name), fileType: upload.type, fileSize: stored.size } : added;
    const listed = filed.fileDigest === null ? undefined : (await this.dossiers.papers(added.dossier, tx)).find((paper) => isSamePaper(paper, added) && sight.paper(paper.compartment));
    const { fileDigest, fileName: name, fileType, fileSize } = filed;
    const paper = listed ? { ...listed, fileDigest, fileName: name, fileType, fileSize } : filed;
    if (listed) await this.dossiers.attachFile(tx, paper);
    else await this.dossiers.addPapers(tx, [paper]);
    const entry = paperAdded(paper);
    await this.ledger.append(tx, paper.dossier, [{ ...entry, at: added.addedAt, actor: added.addedBy, agency: added.agency, data: { ...entry.data, ...(scannedAt && { scannedAt: toIso(scannedAt) }) } }]);
    return paper;
  }
}

/** Others read this ledger too: of a closed compartment it names the file only by its digest. */
function paperAdded(paper: PaperRow): LedgerDraft {
  const named = paper.compartment === null ? { code: paper.code, name: paper.name, originals: paper.originals, copies: paper.copies } : {};
  return {
    at: paper.addedAt, actor: paper.addedBy, agency: paper.agency, kind: 'paper.added',
    data: { paper: paper.id, direction: paper.direction, compartment: paper.compartment, file: paper.fileDigest, ...named },
  };
}

const scanOfTheFuture = (): Result<never> =>
  reject('invalid_input', text('Thời điểm quét chưa đúng', 'The time of the scan is not valid'), { errors: [{ path: 'scannedAt', message: text('không được ở tương lai', 'must not lie in the future') }] });

const isSamePaper = (listed: PaperRow, added: PaperRow): boolean => listed.code === added.code && listed.agency === added.agency && listed.fileDigest === null;

/** The last part of what the client calls the file, without what a header or a disk could stumble over. */
const fileName = (given: string): string => (given.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}"]/gu, '').slice(0, 200) || 'tep';

const noFile = (): Result<never> => reject('not_found', text('Không tìm thấy tệp của giấy tờ này', 'There is no such file'));

function notUploaded(): Result<never> {
  const message = text('Tệp này chưa được tải lên', 'This file has not been uploaded');
  return reject('invalid_input', message, { errors: [{ path: 'file', message }] });
}
