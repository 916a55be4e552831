import { Agencies, canWorkTask } from '#access';
import type { TaskDetail, TaskList, TaskView } from '#contract';
import { type Clock, type Language, type Principal, type Result, holdsRole, ok, ROLE, text, toIso, worksAt } from '#kernel';
import { CLOCK } from '#platform';
import { Procedures } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CompleteTask } from './complete-task.js';
import { invalid, unknownTask } from './hold-task.js';
import { type Task, isLive } from './task.js';
import { type InboxRow, TasksRepository } from './tasks.repository.js';

/** The part of a task's view that this room knows; the deadline's part is added at the edge. */
export type TaskWithoutDeadline = Omit<TaskView, 'dueAt' | 'deadlineState' | 'remaining'>;
export type TaskDetailWithoutDeadline = Omit<TaskDetail, 'dueAt' | 'deadlineState' | 'remaining'>;

export interface ListTasks {
  agency?: string;
  role?: string;
  state?: string;
  dossier?: string;
  mine?: boolean;
  after?: string;
  limit: number;
}

/** Readings of the inbox: only what the caller's positions may see; the administrator lists all agencies. */
@Injectable()
export class TaskViews {
  constructor(
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(CompleteTask) private readonly completing: CompleteTask,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(principal: Principal, filter: ListTasks, language: Language): Promise<Result<{ items: TaskWithoutDeadline[]; next: TaskList['next'] }>> {
    const after = filter.after ? decodeCursor(filter.after) : null;
    if (filter.after && !after) return invalid('after', text('không phải con trỏ của danh sách này', 'is no cursor of this list'));
    const administrator = holdsRole(principal, ROLE.administrator);
    const rows = await this.tasks.inbox({
      positions: administrator ? null : [...principal.positions],
      assignee: administrator ? null : principal.username,
      states: filter.state ? filter.state.split(',') : ['open', 'claimed'],
      limit: filter.limit + 1,
      ...(filter.agency ? { agency: filter.agency } : {}),
      ...(filter.role ? { role: filter.role } : {}),
      ...(filter.dossier ? { dossier: filter.dossier } : {}),
      ...(filter.mine ? { mine: principal.username } : {}),
      ...(after ? { after } : {}),
    });
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    const items = [];
    for (const row of page) items.push(await this.#view(principal, row, language));
    return ok({ items, next: rows.length > filter.limit && last ? encodeCursor(last) : null });
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<TaskDetailWithoutDeadline>> {
    const row = await this.tasks.row(id);
    if (!row || !(canWorkTask(principal, row) || worksAt(principal, row.agency) || holdsRole(principal, ROLE.administrator))) return unknownTask(id);
    const form = await this.completing.formOf(row);
    const earlier = (await this.tasks.ofDossier(row.dossier)).filter((t) => t.state === 'completed' && t.element !== row.element);
    const seesData = canWorkTask(principal, row);
    const colleagues = await this.agencies.officersAt(row.agency, this.clock.now());
    return ok({
      ...(await this.#view(principal, row, language)),
      form,
      data: seesData ? knownFields(form, await this.#open(principal, earlier), row) : {},
      paperNames: Object.fromEntries(row.requires.papers.map((p) => [p.code, p.name[language]])),
      returnTargets: await this.#returnTargets(earlier, language),
      colleagues: colleagues.filter((o) => o.username !== principal.username),
      opinion: worksAt(principal, row.agency) ? row.opinion : null,
      actions: actionsOf(principal, row),
    });
  }

  /** What the police filled in is for the police alone, also where a later form asks for a field of the same name. */
  async #open(principal: Principal, earlier: Task[]): Promise<Task[]> {
    const directory = await this.agencies.directory();
    const isPolice = (agency: string): boolean => directory.get(agency)?.kind.startsWith('police_') ?? false;
    return principal.positions.some(({ agency }) => isPolice(agency)) ? earlier : earlier.filter(({ agency }) => !isPolice(agency));
  }

  async #returnTargets(earlier: Task[], language: Language): Promise<TaskDetail['returnTargets']> {
    const byElement = new Map(earlier.map((t) => [t.element, t]));
    return Promise.all(
      [...byElement.values()].map(async (t) => ({
        element: t.element, name: language === 'vi' ? t.nameVi : t.nameEn, agency: t.agency, agencyName: await this.agencies.nameOf(t.agency, language),
      })),
    );
  }

  async #view(principal: Principal, row: InboxRow, language: Language): Promise<TaskWithoutDeadline> {
    const name = await this.procedures.nameOf(row.dossierProcedure, row.dossierRevision);
    return {
      id: row.id, dossier: row.dossier, applicantName: holdsRole(principal, ROLE.administrator) ? null : row.applicantName,
      procedure: row.dossierProcedure, procedureName: name[language],
      element: row.element, name: language === 'vi' ? row.nameVi : row.nameEn,
      agency: row.agency, agencyName: await this.agencies.nameOf(row.agency, language),
      role: row.role, roleName: await this.agencies.roleName(row.role, language),
      assignee: row.assignee, assigneeName: row.assignee === null ? null : await this.agencies.personName(row.assignee),
      state: row.state, openedAt: toIso(row.openedAt), endedAt: row.endedAt === null ? null : toIso(row.endedAt), budget: row.budget,
      dossierDueAt: row.dossierDueAt === null ? null : toIso(row.dossierDueAt), dossierState: row.dossierState,
      returned: row.detour === null ? null : { reason: row.detour.reason, by: row.detour.by },
      requires: { opinion: row.requires.opinion, signature: row.requires.signature, papers: row.requires.papers.map((p) => p.code) },
      priority: row.priority ?? 0, version: row.version,
    };
  }
}

function actionsOf(principal: Principal, task: Task): TaskDetail['actions'] {
  if (!isLive(task) || !canWorkTask(principal, task)) return [];
  if (task.assignee === null) return ['claim', 'complete', 'return', 'delegate'];
  return task.assignee === principal.username ? ['release', 'complete', 'return', 'delegate'] : [];
}

/** The form's fields as earlier steps of the dossier left them. */
function knownFields(form: Record<string, unknown>, earlier: Task[], task: Task): Record<string, unknown> {
  const fields = Object.keys((form['properties'] as Record<string, unknown> | undefined) ?? {});
  const known: Record<string, unknown> = Object.assign({}, ...earlier.map((t) => t.output ?? {}), task.output ?? {});
  return Object.fromEntries(fields.filter((f) => f in known).map((f) => [f, known[f]]));
}

/** The place of a task in the list, for whoever asks again for what was opened since. */
export const cursorAfter = (task: { openedAt: string; id: string }): string => encodeCursor({ openedAt: new Date(task.openedAt), id: task.id });

const encodeCursor = (row: Pick<InboxRow, 'openedAt' | 'id'>): string => Buffer.from(JSON.stringify([row.openedAt.toISOString(), row.id])).toString('base64url');

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

function decodeCursor(cursor: string): { openedAt: string; id: string } | null {
  try {
    const [openedAt, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { openedAt, id };
  } catch {
    return null;
  }
}
