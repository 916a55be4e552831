import type { DocumentView } from '#contract';
import { type Language, type Result, ok, reject, text } from '#kernel';
import { CONFIG, type Config, toPdf } from '#platform';
import { RevisionsRepository } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { Facts } from './facts.js';
import { GatherFacts } from './gather-facts.js';
import { headOf, numberOf, objectiveOf } from './printing/head.js';
import { isoDocx } from './printing/iso-docx.js';
import { isoPdf } from './printing/iso-pdf.js';
import { postingPdf } from './printing/posting-pdf.js';
import { sectionsOf } from './sections.js';

export interface PrintedDocument {
  /** File name without accents. */
  name: string;
  content: Buffer;
}

/** The ISO document of a revision: as a form to fill in, printed, and posted on the wall. */
@Injectable()
export class RevisionDocuments {
  constructor(
    @Inject(GatherFacts) private readonly facts: GatherFacts,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async view(code: string, number: number, language: Language): Promise<Result<{ view: DocumentView; version: number }>> {
    const found = await this.facts.of(code, number);
    if (!found.ok) return found;
    const facts = found.value;
    const { issue } = headOf(facts);
    return ok({
      version: facts.version,
      view: {
        procedure: code, revision: number, state: facts.state, editable: facts.state === 'draft', number: numberOf(facts), issue, revisionDate: facts.written.revisionDate ?? facts.day,
        changeNote: facts.written.changeNote ?? null, qualityObjective: objectiveOf(facts), sections: sectionsOf(facts, language), ...facts.signatories, issues: facts.issues, written: facts.written,
      },
    });
  }

  pdf(code: string, number: number): Promise<Result<PrintedDocument>> {
    return this.#print(code, number, `${code}-${number}.pdf`, (facts) => toPdf(isoPdf(facts)));
  }

  docx(code: string, number: number): Promise<Result<PrintedDocument>> {
    return this.#print(code, number, `${code}-${number}.docx`, isoDocx);
  }

  /** Posted is what was issued; who is not signed in sees nothing else. */
  async posting(code: string, number: number, signedIn: boolean): Promise<Result<PrintedDocument>> {
    const revision = signedIn ? null : await this.revisions.find(code, number);
    if (revision && revision.state !== 'published' && revision.state !== 'superseded') return notPosted(code, number);
    return this.#print(code, number, `niem-yet-${code}-${number}.pdf`, (facts) => toPdf(postingPdf(facts, new URL('/tra-cuu', this.config.publicUrl).href)));
  }

  async #print(code: string, number: number, name: string, draw: (facts: Facts) => Promise<Buffer>): Promise<Result<PrintedDocument>> {
    const found = await this.facts.of(code, number);
    return found.ok ? ok({ name, content: await draw(found.value) }) : found;
  }
}

const notPosted = (code: string, number: number): Result<never> =>
  reject('not_found', text(`Bản ${number} của quy trình "${code}" chưa được niêm yết`, `Revision ${number} of procedure "${code}" is not posted`));
