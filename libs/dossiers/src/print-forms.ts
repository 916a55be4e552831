import { Agencies, type Directory } from '#access';
import { type Principal, type Result, SYSTEM, ok, reject, text } from '#kernel';
import { CONFIG, type Config, toPdf } from '#platform';
import { Procedures, unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { LegalProfiles } from './apology/legal-profiles.js';
import type { Dossier } from './dossier.js';
import { DossierAccessCheck, type Sight } from './dossier-access.js';
import { DossiersRepository } from './dossiers.repository.js';
import { type FormCode, IssueForm, type IssuedForm } from './issue-form.js';
import { apology } from './printing/apology.js';
import { receipt } from './printing/receipt.js';
import { refusal } from './printing/refusal.js';
import type { Letterhead } from './printing/sheet.js';
import { stopping } from './printing/stopping.js';
import { supplementRequest } from './printing/supplement-request.js';

export interface PrintedForm {
  /** File name without accents. */
  name: string;
  content: Buffer;
}

interface Printing {
  dossier: Dossier;
  issued: IssuedForm;
  head: Letterhead;
  procedure: string;
  hotline: string | null;
  officer: string;
}

/** Draws the forms that were issued. Printing again gives the same sheet: what it says was kept when it was issued. */
@Injectable()
export class PrintForms {
  constructor(
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(IssueForm) private readonly forms: IssueForm,
    @Inject(LegalProfiles) private readonly profiles: LegalProfiles,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Form 01, with the secret: for officers of the agency that received the dossier. */
  receipt(principal: Principal, code: string): Promise<Result<PrintedForm>> {
    return this.#print(principal, code, '01', ({ secret }) => secret, async (printing) => receipt(await this.#receiptFacts(printing)));
  }

  /** The latest form 02. */
  supplementRequest(principal: Principal, code: string): Promise<Result<PrintedForm>> {
    return this.#print(principal, code, '02', ({ personal }) => personal, (printing) => {
      const { reason, items } = printing.issued.data as { reason: string; items: string[] };
      return supplementRequest({ ...printing, applicant: printing.dossier.applicant, reason, items });
    });
  }

  /** Form 03. */
  refusal(principal: Principal, code: string): Promise<Result<PrintedForm>> {
    return this.#print(principal, code, '03', ({ personal }) => personal, (printing) => {
      const { reason } = printing.issued.data as { reason: string };
      return refusal({ ...printing, applicant: printing.dossier.applicant, reason });
    });
  }

  /** The apology, by its legal profile; on paper of the agency that answers for the delay. */
  apology(principal: Principal, code: string): Promise<Result<PrintedForm>> {
    return this.#print(principal, code, '04', ({ personal }) => personal, async (printing) => {
      const { reason, dueAt, appointment } = printing.issued.data as { reason: string; dueAt: string; appointment: string };
      const { title } = await this.profiles.formOf(printing.dossier.legalProfile, 'apology');
      const { applicant, receivedAt } = printing.dossier;
      return apology({ ...printing, title: title.vi, applicant, receivedAt, reason, dueAt: new Date(dueAt), appointment: new Date(appointment), signer: printing.officer });
    });
  }

  /** The notice of stopping, where the dossier's legal profile has one. */
  stopping(principal: Principal, code: string): Promise<Result<PrintedForm>> {
    return this.#print(principal, code, '05', ({ personal }) => personal, async (printing) => {
      const { reason } = printing.issued.data as { reason: string };
      const { title } = await this.profiles.formOf(printing.dossier.legalProfile, 'stopping');
      return stopping({ ...printing, title: title.vi, applicant: printing.dossier.applicant, reason });
    });
  }

  async #print(
    principal: Principal, code: string, form: FormCode, may: (sight: Sight) => boolean, draw: (printing: Printing) => TDocumentDefinitions | Promise<TDocumentDefinitions>,
  ): Promise<Result<PrintedForm>> {
    const dossier = await this.dossiers.find(code);
    if (!dossier) return unknownDossier(code);
    const sight = await this.access.see(principal, dossier);
    if (!sight.ok) return sight;
    if (!may(sight.value)) return reject('not_allowed', text('Bạn không được in biểu mẫu này', 'You may not print this form'));
    const issued = await this.forms.latest(code, form);
    if (!issued) return reject('not_found', text(`Hồ sơ ${code} chưa có biểu mẫu ${form}`, `Form ${form} has not been issued for dossier ${code}`));
    const content = await toPdf(await draw(await this.#printing(dossier, issued)));
    return ok({ name: `mau-${form}-${code}.pdf`, content });
  }

  async #printing(dossier: Dossier, issued: IssuedForm): Promise<Printing> {
    const directory = await this.agencies.directory(issued.issuedAt);
    const model = await this.procedures.modelOf(dossier.procedure, dossier.revision);
    return {
      dossier,
      issued,
      head: letterhead(directory, (issued.data['agency'] as string | undefined) ?? dossier.agency, dossier, issued),
      procedure: model.name.vi,
      hotline: directory.get(dossier.agency)?.hotline ?? null,
      officer: issued.issuedBy === SYSTEM.username ? SYSTEM.name : await this.agencies.personName(issued.issuedBy),
    };
  }

  async #receiptFacts(printing: Printing): Promise<Parameters<typeof receipt>[0]> {
    const { dossier, issued, head, procedure, hotline, officer } = printing;
    const { dueAt, missing, extension } = issued.data as { dueAt: string | null; missing: string[]; extension?: { document: string; reason: string; from: string } };
    const model = await this.procedures.modelOf(dossier.procedure, dossier.revision);
    const handedIn = (await this.dossiers.papers(dossier.code)).filter(({ direction, addedAt }) => direction === 'in' && addedAt <= issued.issuedAt);
    const lookUp = new URL('/tra-cuu', this.config.publicUrl);
    lookUp.search = new URLSearchParams({ ma: dossier.code, khoa: dossier.secret }).toString();
    return {
      head, procedure, hotline, applicant: dossier.applicant, papers: handedIn, missing: missing.map((code) => model.papers.find((paper) => paper.code === code)?.name.vi ?? code),
      limit: model.legalLimit, receivedAt: dossier.receivedAt, dueAt: dueAt === null ? null : new Date(dueAt), secret: dossier.secret, lookUp: lookUp.href, clerk: officer,
      extension: extension ? { ...extension, from: new Date(extension.from) } : null,
    };
  }
}

const DESK = 'Bộ phận Tiếp nhận và Trả kết quả';

/** A one-stop desk is an agency of its own, below its committee; any other agency has its desk inside. */
function letterhead(directory: Directory, by: string, dossier: Dossier, issued: IssuedForm): Letterhead {
  const agency = directory.get(by);
  const name = agency?.name.vi ?? by;
  const place = directory.territory(agency?.territory ?? dossier.territory)?.name.vi ?? '';
  const whose =
    agency?.kind === 'one_stop_desk'
      ? { authority: directory.get(agency.parent ?? '')?.name.vi ?? '', desk: name, office: name }
      : { authority: name, desk: DESK, office: `${DESK}, ${name}` };
  return {
    ...whose,
    place: place.replace(/^(xã|phường|thị trấn|thị xã|huyện|quận|thành phố|tỉnh) /i, ''),
    number: issued.number,
    code: dossier.code,
    issuedAt: issued.issuedAt,
  };
}
