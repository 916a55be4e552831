import { packBundle } from '#bpmn';
import { type Principal, type Result, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { RevisionsRepository } from '../revisions.repository.js';
import { DraftDoor } from './draft-door.js';
import { DraftsRepository } from './drafts.repository.js';

/** Procedures as .zip files that another installation, or a repository, takes. */
@Injectable()
export class Bundles {
  constructor(
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(DraftDoor) private readonly door: DraftDoor,
  ) {}

  async ofDraft(principal: Principal, id: string): Promise<Result<{ name: string; zip: Buffer }>> {
    const entered = await this.door.enter(principal, id, (one) => this.drafts.find(one));
    return entered.ok ? ok({ name: entered.value.code, zip: packBundle(entered.value.code, entered.value) }) : entered;
  }

  async ofRevision(code: string, number: number): Promise<Result<{ name: string; zip: Buffer }>> {
    const content = await this.revisions.content(code, number);
    if (!content) return reject('not_found', text(`Không có lần ban hành ${number} của quy trình "${code}"`, `No revision ${number} of procedure "${code}"`));
    return ok({ name: `${code}-${number}`, zip: packBundle(code, content) });
  }
}
