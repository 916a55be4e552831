import { type ProcedureContent, blankProcedure, renameProcedure } from '#bpmn';
import type { CreateDraft } from '#contract';
import { type Ids, type Result, ok, reject, text } from '#kernel';
import { IDS } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../commands.js';
import type { NewContent } from '../procedures.js';
import { RevisionsRepository } from '../revisions.repository.js';
import { DraftDoor } from './draft-door.js';
import { DraftsRepository } from './drafts.repository.js';
import { Proofs, countsOf } from './proofs.js';

type Base = CreateDraft['from'];
type Parts = Partial<Omit<ProcedureContent, 'bpmn'>>;

/** Begins a working copy: blank, from a revision, or from a document or bundle, whatever the proof finds in it. */
@Injectable()
export class OpenDraft {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(Proofs) private readonly proofs: Proofs,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async create(ctx: CommandContext, { from, bpmn, name, code, ...parts }: CreateDraft): Promise<Result<{ id: string }>> {
    const refused = await this.door.refuseReader(ctx.principal);
    if (refused) return refused;
    const base = from ? await this.revisions.content(from.procedure, from.revision) : null;
    if (from && !base) return unknownBase(from);
    const given = { ...base, ...(parts as Parts) };
    if (!base && bpmn === undefined) return this.#keep(ctx, { ...EMPTY, ...given, bpmn: Buffer.from(this.#blank(name, code)) });
    const renamed = await renameProcedure(bpmn === undefined ? (base?.bpmn ?? Buffer.alloc(0)) : Buffer.from(bpmn), { name, code });
    return renamed.ok ? this.#keep(ctx, { ...given, bpmn: renamed.value }, from) : renamed;
  }

  /** From a document or a bundle. */
  async take(ctx: CommandContext, content: NewContent): Promise<Result<{ id: string }>> {
    return (await this.door.refuseReader(ctx.principal)) ?? this.#keep(ctx, content);
  }

  #blank(name = 'Quy trình mới', code = `quy-trinh-moi-${this.ids.secret(4).toLowerCase()}`): string {
    return blankProcedure({ name, code });
  }

  async #keep(ctx: CommandContext, given: NewContent, base?: Base): Promise<Result<{ id: string }>> {
    const examined = await this.proofs.examine(given);
    if (!examined.ok) return examined;
    const { content, model, findings } = examined.value;
    const id = this.ids.uuid();
    return this.commands.run(ctx, async (tx, at) => {
      const { username: updatedBy } = ctx.principal;
      const made = { baseProcedure: base?.procedure ?? null, baseRevision: base?.revision ?? null, updatedBy, updatedAt: at };
      await this.drafts.insert(tx, { id, code: model.code, name: model.name.vi, counts: countsOf(findings), ...made, ...content });
      return ok({ id });
    });
  }
}

const EMPTY: Omit<ProcedureContent, 'bpmn'> = { forms: {}, decisions: {}, scenarios: {}, templates: {}, readme: null };

const unknownBase = ({ procedure, revision }: NonNullable<Base>): Result<never> =>
  reject('not_found', text(`Không có lần ban hành ${revision} của quy trình "${procedure}"`, `No revision ${revision} of procedure "${procedure}"`));
