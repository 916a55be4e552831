import { canWorkTask } from '#access';
import type { CompleteTask as Completion, DomainEvents, DossierHead, JsonSchema, PaperInput } from '#contract';
import { type FieldError, type Ids, type Principal, type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { FileStore, IDS, TransactionEvents, refuseUnknownFiles } from '#platform';
import { type CommandContext, Procedures, Runtime, validateForm } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Held, HoldTask, type LookAhead, type TaskRef, ended, invalid, taken } from './hold-task.js';
import { OpenTasks } from './open-tasks.js';
import { type Task, factsOf, isLive } from './task.js';
import { TasksRepository } from './tasks.repository.js';

/** State 5 with the clock stopped by hand: work done in it would be time that nobody counts. */
const SUPPLEMENT_REQUESTED = 5;

/** One object, for a form is compiled once an object. */
const ANYTHING: JsonSchema = { type: 'object', properties: {}, additionalProperties: true };

/** A completed task, with the open tasks of its dossier that the same person may work now: most of all what the step has opened. */
export interface CompletedTask extends TaskRef {
  next: { id: string; name: Text }[];
}

/** Completes a task: the person's opinion, data and papers go into the ledger, and the dossier moves on. */
@Injectable()
export class CompleteTask {
  constructor(
    @Inject(HoldTask) private readonly hold: HoldTask,
    @Inject(OpenTasks) private readonly opener: OpenTasks,
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  async complete(ctx: CommandContext, id: string, input: Completion): Promise<Result<CompletedTask>> {
    const unknown = await refuseUnknownFiles(this.files, input.papers ?? []);
    if (unknown) return unknown;
    const lookAhead: LookAhead = (tx, dossier) => this.runtime.lookAhead(tx, dossier);
    const work = async (tx: EntityManager, held: Held): Promise<Result<CompletedTask>> => {
      const { task, head, at, actor } = held;
      const me = ctx.principal.username;
      if (!isLive(task)) return ended(task);
      if (task.assignee !== null && task.assignee !== me) return taken(task);
      if (head.state === SUPPLEMENT_REQUESTED && !(await this.#endsTheWait(task))) {
        return reject('clock_stopped', text('Hồ sơ đang chờ công dân bổ sung: hãy tiếp tục tính hạn trước', 'The dossier waits for a supplement: resume its clock first'));
      }
      const refusal = task.detour && (await this.runtime.refuseSuspended(tx, head));
      if (refusal) return refusal;
      const checked = await this.#check(task, input);
      if (!checked.ok) return checked;
      const doneAt = input.doneAt === undefined ? null : new Date(input.doneAt);
      if (doneAt && doneAt > at) return invalid('doneAt', text('không được ở tương lai', 'must not lie in the future'));
      const opinion = input.opinion?.trim() ? input.opinion.trim() : null;
      await this.tasks.end(tx, id, 'completed', me, at, opinion, checked.value, task.assignee === null);
      if (task.assignee === null) await this.hold.tellTakenUp(tx, held, me);
      await this.#handPapers(tx, held, input.papers ?? []);
      await this.ledger.append(tx, head.code, [
        { at, actor: me, agency: task.agency, kind: 'task.completed', element: task.element, data: { task: id, opinion, data: checked.value, papers: input.papers?.length ?? 0, signed: task.requires.signature, ...(doneAt && { doneAt: toIso(doneAt) }) } },
      ]);
      await this.events.publish(tx, 'task.ended', { dossier: head, at, actor, task: factsOf(task), how: 'completed' });
      const moved = await (task.detour ? this.#backFromDetour(tx, head, task, at, me) : this.runtime.complete(tx, head, { at, actor }, task, checked.value));
      return moved.ok ? ok({ id, next: await this.#openTo(tx, head, ctx.principal) }) : moved;
    };
    return this.hold.onTask(ctx, id, work, lookAhead);
  }

  async #openTo(tx: EntityManager, head: DossierHead, principal: Principal): Promise<CompletedTask['next']> {
    const open = await this.tasks.live(tx, head.code);
    return open.filter((task) => canWorkTask(principal, task)).map(({ id, nameVi, nameEn }) => ({ id, name: text(nameVi, nameEn) }));
  }

  /** A step on which the clock stands is the wait itself: completing it lets the clock run on. */
  async #endsTheWait(task: Task): Promise<boolean> {
    return task.element in (await this.procedures.modelOf(task.procedure, task.revision)).stops;
  }

  async #check(task: Task, input: Completion): Promise<Result<Record<string, unknown>>> {
    const given = input.data ?? {};
    const data = task.form === null ? ok(given) : validateForm(await this.formOf(task), given);
    const errors: FieldError[] = data.ok ? [] : [...(data.rejection.errors ?? [])];
    if (task.requires.opinion && !input.opinion?.trim()) {
      errors.push({ path: 'opinion', message: text('bước này phải có ý kiến (bút phê)', 'this step needs an opinion') });
    }
    const papers = new Set((input.papers ?? []).map(codeOf));
    for (const paper of task.requires.papers.filter((p) => !papers.has(p.code))) {
      errors.push({ path: 'papers', message: text(`thiếu giấy tờ "${paper.name.vi}" (${paper.code})`, `the paper "${paper.name.en}" (${paper.code}) is missing`) });
    }
    if (errors.length > 0) return reject('invalid_input', text('Chưa đủ điều kiện hoàn thành bước', 'The step cannot be completed yet'), { errors });
    return data;
  }

  /** JSON Schema of what completing the task takes; anything goes where the step names no form. */
  async formOf(task: Task): Promise<JsonSchema> {
    const model = await this.procedures.modelOf(task.procedure, task.revision);
    const form = task.form === null ? undefined : model.forms[task.form];
    return form ?? ANYTHING;
  }

  /** The detour is done: the step that sent the work back is opened again, at the same token of the diagram. */
  async #backFromDetour(tx: EntityManager, head: DossierHead, task: Task, at: Date, me: string): Promise<Result<void>> {
    const { back } = task.detour ?? never(task);
    const actor = { username: me, agency: task.agency };
    const reopened: Task = {
      ...task, id: this.ids.uuid(), element: back.element, nameVi: back.name.vi, nameEn: back.name.en, agency: back.agency, role: back.role, budget: back.budget,
      form: back.form, requires: back.requires, assignee: null, state: 'open', openedAt: at, claimedAt: null, endedAt: null, opinion: null, output: null, detour: null,
      handedBy: task.agency === back.agency ? null : task.agency, version: 1, again: task.agency === back.agency,
    };
    await this.opener.open(tx, head, at, actor, [reopened], { apart: true });
    await this.opener.settle(tx, head, at, actor);
    return ok(undefined);
  }

  async #handPapers(tx: EntityManager, { task, head, at, actor }: Held, papers: PaperInput[]): Promise<void> {
    if (papers.length === 0) return;
    const spec = (await this.procedures.modelOf(task.procedure, task.revision)).steps[task.element];
    await this.events.publish(tx, 'papers.handed', { dossier: head, at, actor, papers, direction: 'out', known: spec?.papersOut ?? [] });
  }
}

const codeOf = (paper: PaperInput): string => (typeof paper === 'string' ? paper : paper.code);

function never(task: Task): never {
  throw new Error(`task ${task.id} is no detour`);
}
