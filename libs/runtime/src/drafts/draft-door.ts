import { Agencies, canGovern } from '#access';
import type { PersonView } from '#contract';
import { type Principal, type Rejection, type Result, ok, reject, text, toIso } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandContext } from '../commands.js';
import type { DraftHead } from './drafts.repository.js';

type Refusal = { ok: false; rejection: Rejection };

/** Who may do what with working copies: designers change them; whoever checks or approves reads them and writes remarks; nobody else sees them. */
@Injectable()
export class DraftDoor {
  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  /** Null for those who may read. */
  async refuseStranger(principal: Principal): Promise<Refusal | null> {
    return (await this.#may(principal, 'check')) ? null : reject('not_allowed', text('Chỉ người thiết kế, kiểm tra, phê duyệt quy trình được xem bản nháp', 'Working copies are for those who design, check and approve procedures'));
  }

  async refuseReader(principal: Principal): Promise<Refusal | null> {
    return (await this.#may(principal, 'draft')) ? null : reject('not_allowed', text('Chỉ người thiết kế quy trình được sửa bản nháp', 'Only designers of procedures change working copies'));
  }

  /** The working copy, which to strangers does not exist. */
  async enter<Row>(principal: Principal, id: string, find: (id: string) => Promise<Row | null>, { write = false } = {}): Promise<Result<Row>> {
    if (await this.refuseStranger(principal)) return unknownDraft(id);
    const row = await find(id);
    if (!row) return unknownDraft(id);
    return (write ? await this.refuseReader(principal) : null) ?? ok(row);
  }

  canWrite(principal: Principal): Promise<boolean> {
    return this.#may(principal, 'draft');
  }

  async person(username: string): Promise<PersonView> {
    return { username, name: await this.agencies.personName(username) };
  }

  /** The copy is no longer the one that the client believes in; says whose work would be overwritten. */
  async refuseStale({ ifMatch }: CommandContext, { updatedBy, updatedAt, version }: DraftHead): Promise<Refusal | null> {
    if (ifMatch === undefined || ifMatch === version) return null;
    const savedBy = await this.person(updatedBy);
    const savedAt = toIso(updatedAt);
    const message = text(
      `${savedBy.name} đã lưu bản nháp này lúc ${shown(savedAt)}. Hãy tải bản mới rồi sửa tiếp; nội dung của bạn chưa được lưu`,
      `${savedBy.name} saved this working copy at ${shown(savedAt)}. Load it before going on; your content was not saved`,
    );
    return reject('stale_version', message, { details: { savedBy, savedAt, version } });
  }

  async #may(principal: Principal, step: 'draft' | 'check'): Promise<boolean> {
    return canGovern(principal, step, await this.agencies.kindsOf(principal));
  }
}

/** `09:05 12/02/2026` */
const shown = (iso: string): string => `${iso.slice(11, 16)} ${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;

export const unknownDraft = (id: string): Refusal => reject('not_found', text(`Không có bản nháp ${id}`, `No working copy ${id}`));
