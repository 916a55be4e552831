import { parseBpmn } from '#bpmn';
import type { CommentList, CommentView, WriteComment } from '#contract';
import { type Ids, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Ledger, type LedgerDraft, procedureChain } from '#ledger';
import { IDS } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands } from '../commands.js';
import type { RevisionId } from '../govern-revision.js';
import { RevisionsRepository } from '../revisions.repository.js';
import { type CommentRow, type CommentSubject, CommentsRepository } from './comments.repository.js';
import { DraftDoor } from './draft-door.js';
import { DraftsRepository } from './drafts.repository.js';

/**
 * Remarks pinned to elements of a working copy or a revision, by those who design, check and approve. On a revision they are part of its
 * history and stand in the procedure's ledger.
 */
@Injectable()
export class Comments {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(CommentsRepository) private readonly comments: CommentsRepository,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async list(principal: Principal, subject: CommentSubject, limit: number, after?: string): Promise<Result<CommentList>> {
    const entered = await this.#enter(principal, subject);
    if (!entered.ok) return entered;
    const rows = await this.comments.list(subject, after ?? null, limit + 1);
    const items = await Promise.all(rows.slice(0, limit).map((row) => this.#view(row)));
    return ok({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  }

  async write(ctx: CommandContext, subject: CommentSubject, { element = null, text: said }: Omit<WriteComment, 'element'> & { element?: string | null }): Promise<Result<CommentView>> {
    const entered = await this.#enter(ctx.principal, subject);
    if (!entered.ok) return entered;
    if ('revision' in subject && element !== null && !(await this.#hasElement(subject, element))) return unknownElement(element);
    return this.commands.run(ctx, async (tx, at) => {
      const row: CommentRow = { id: this.ids.uuid(), element, text: said, by: ctx.principal.username, at, resolvedBy: null, resolvedAt: null };
      await this.comments.insert(tx, subject, row);
      if ('revision' in subject) await this.#record(tx, subject, [commented(row, subject.revision, agencyOf(ctx.principal), at)]);
      return ok(await this.#view(row));
    });
  }

  async resolve(ctx: CommandContext, subject: CommentSubject, id: string): Promise<Result<CommentView>> {
    const entered = await this.#enter(ctx.principal, subject);
    if (!entered.ok) return entered;
    return this.commands.run(ctx, async (tx, at) => {
      const row = await this.comments.lock(tx, subject, id);
      if (!row) return reject('not_found', text(`Không có góp ý ${id}`, `No comment ${id}`));
      if (row.resolvedAt !== null) return reject('already_done', text('Góp ý này đã được đánh dấu xong', 'This comment is resolved already'));
      const { username: by } = ctx.principal;
      await this.comments.resolve(tx, id, by, at);
      if ('revision' in subject) {
        await this.#record(tx, subject, [{ at, actor: by, agency: agencyOf(ctx.principal), kind: 'procedure.comment-resolved', element: row.element, data: { revision: subject.revision, comment: id } }]);
      }
      return ok(await this.#view({ ...row, resolvedBy: by, resolvedAt: at }));
    });
  }

  /** Remarks go where the working copy goes. */
  async carryOver(tx: EntityManager, draft: string, { code, number }: RevisionId, at: Date): Promise<void> {
    const moved = await this.comments.move(tx, draft, code, number);
    await this.#record(tx, { procedure: code }, moved.map((row) => commented(row, number, null, at)));
  }

  async #enter(principal: Principal, subject: CommentSubject): Promise<Result<unknown>> {
    if ('draft' in subject) return this.door.enter(principal, subject.draft, (id) => this.drafts.head(id));
    const { procedure, revision } = subject;
    const known = await this.revisions.find(procedure, revision);
    if (!known) return reject('not_found', text(`Không có lần ban hành ${revision} của quy trình "${procedure}"`, `No revision ${revision} of procedure "${procedure}"`));
    return (await this.door.refuseStranger(principal)) ?? ok(known);
  }

  /** A working copy may be ahead of what is stored of it; a revision is what it is. */
  async #hasElement({ procedure, revision }: RevisionSubject, element: string): Promise<boolean> {
    const parsed = await parseBpmn((await this.revisions.bpmn(procedure, revision)) ?? '');
    return parsed.ok && parsed.value.positions.has(element);
  }

  async #view({ by, at, resolvedBy, resolvedAt, ...row }: CommentRow): Promise<CommentView> {
    const resolved = { resolvedAt: resolvedAt && toIso(resolvedAt), resolvedBy: resolvedBy === null ? null : await this.door.person(resolvedBy) };
    return { ...row, by: await this.door.person(by), at: toIso(at), ...resolved };
  }

  #record(tx: EntityManager, { procedure }: { procedure: string }, entries: LedgerDraft[]): Promise<void> {
    return this.ledger.append(tx, procedureChain(procedure), entries);
  }
}

type RevisionSubject = Extract<CommentSubject, { procedure: string }>;

const unknownElement = (element: string): Result<never> => {
  const message = text(`Sơ đồ không có phần tử "${element}"`, `The diagram has no element "${element}"`);
  return reject('invalid_input', message, { errors: [{ path: 'element', message }] });
};

const agencyOf = ({ positions }: Principal): string | null => positions[0]?.agency ?? null;

const commented = ({ id, element, text: said, by, at: writtenAt, resolvedBy }: CommentRow, revision: number, agency: string | null, at: Date): LedgerDraft => ({
  at, actor: by, agency, kind: 'procedure.commented', element, data: { revision, comment: id, text: said, writtenAt: toIso(writtenAt), ...(resolvedBy !== null && { resolvedBy }) },
});
