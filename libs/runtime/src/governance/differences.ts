import { type DiffSide, diffRevisions, parseBpmn, readModel } from '#bpmn';
import { Agencies } from '#access';
import type { AskDiff, JsonSchema, RevisionDiff } from '#contract';
import { type Language, type Result, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { RevisionsRepository } from '../revisions.repository.js';
import { vocabularyOf } from '../vocabulary.js';

type Asked = AskDiff['a'];

/** A side as it was read; `given`: what stood beside the document. */
type Read = DiffSide & { given: { forms?: Record<string, JsonSchema> | undefined } };

/** A document sent without its forms keeps those of the other side, as one that is handed in keeps those of the revision before. */
function sharing(side: Read, other: Read): DiffSide {
  if (side.given.forms) return side;
  return { ...side, model: { ...side.model, forms: { ...other.model.forms, ...side.model.forms } } };
}

/** Compares revisions, and drafts with them, in the words of the directory. */
@Injectable()
export class Differences {
  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
  ) {}

  ofProcedure(code: string, from: number, to: number, language: Language): Promise<Result<RevisionDiff>> {
    return this.between({ procedure: code, revision: from }, { procedure: code, revision: to }, language);
  }

  async between(a: Asked, b: Asked, language: Language): Promise<Result<RevisionDiff>> {
    const before = await this.#side(a, 'a');
    if (!before.ok) return before;
    const after = await this.#side(b, 'b');
    if (!after.ok) return after;
    const [one, other] = [sharing(before.value, after.value), sharing(after.value, before.value)];
    return ok(diffRevisions(one, other, { language, vocabulary: vocabularyOf(await this.agencies.directory()) }));
  }

  async #side(asked: Asked, path: string): Promise<Result<Read>> {
    if ('bpmn' in asked) {
      const parsed = await parseBpmn(asked.bpmn);
      if (!parsed.ok) return parsed;
      return ok({ document: parsed.value, model: readModel(parsed.value, { ...(asked.forms && { forms: asked.forms }) }).model, given: { forms: asked.forms }, ...(asked.decisions && { decisions: asked.decisions }) });
    }
    const { procedure, revision } = asked;
    const [stored, xml] = await Promise.all([this.revisions.find(procedure, revision), this.revisions.bpmn(procedure, revision)]);
    if (!stored || !xml) {
      const message = text(`Không có lần ban hành ${revision} của quy trình "${procedure}"`, `No revision ${revision} of procedure "${procedure}"`);
      return reject('not_found', message, { errors: [{ path, message }] });
    }
    const parsed = await parseBpmn(xml);
    return parsed.ok ? ok({ document: parsed.value, model: stored.model, decisions: stored.decisions, given: { forms: stored.model.forms } }) : parsed;
  }
}
