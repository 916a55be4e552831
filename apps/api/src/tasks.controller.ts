import { CompleteTask as Completion, CompletedTask, DelegateTask, ReturnTask as Return, TASK_STATES, TaskDetail, TaskList, type TaskView, told } from '#contract';
import { Deadlines, type TaskDeadline } from '#deadlines';
import { type Language, type Principal, toIso } from '#kernel';
import type { CommandContext } from '#runtime';
import { CompleteTask, HoldTask, ReturnTask, TaskViews } from '#tasks';
import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { Flag, Limit, OptionalText, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me, etag } from './http/request.js';

const States = z
  .string()
  .refine((s) => s.split(',').every((state) => (TASK_STATES as readonly string[]).includes(state)), told(`phải là một hay nhiều trong: ${TASK_STATES.join(', ')}`, `must be one or more of: ${TASK_STATES.join(', ')}`))
  .optional();

@ApiTags('tasks')
@Controller('api/v1/tasks')
export class TasksController {
  constructor(
    @Inject(TaskViews) private readonly views: TaskViews,
    @Inject(HoldTask) private readonly hold: HoldTask,
    @Inject(CompleteTask) private readonly completing: CompleteTask,
    @Inject(ReturnTask) private readonly returning: ReturnTask,
    @Inject(Deadlines) private readonly deadlines: Deadlines,
  ) {}

  @Get()
  @Endpoint({ summary: 'Tasks that the caller may see', returns: TaskList })
  async list(
    @Query('agency', { schema: OptionalText }) agency: string | undefined,
    @Query('role', { schema: OptionalText }) role: string | undefined,
    @Query('state', { schema: States }) state: string | undefined,
    @Query('dossier', { schema: OptionalText }) dossier: string | undefined,
    @Query('mine', { schema: Flag }) mine: boolean | undefined,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: OptionalText }) after: string | undefined,
    @Me() me: Principal,
    @Lang() lang: Language,
  ): Promise<TaskList> {
    const page = answer(
      await this.views.list(
        me,
        { limit, ...(agency ? { agency } : {}), ...(role ? { role } : {}), ...(state ? { state } : {}), ...(dossier ? { dossier } : {}), ...(mine ? { mine } : {}), ...(after ? { after } : {}) },
        lang,
      ),
    );
    const due = await this.deadlines.forTasks(page.items.map((t) => t.id), lang);
    return { next: page.next, items: page.items.map((t) => ({ ...t, ...dueOf(due.get(t.id)) })) };
  }

  @Get(':id')
  @Endpoint({ summary: 'One task with its form', returns: TaskDetail, refusals: [404] })
  get(@Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<TaskDetail> {
    return this.#show(id, me, lang, response);
  }

  @Post(':id/claim')
  @Endpoint({ summary: 'Take a task in hand; acknowledges the hand-over', returns: TaskDetail, refusals: [403, 404, 409, 412] })
  async claim(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<TaskDetail> {
    answer(await this.hold.claim(ctx, id));
    return this.#show(id, ctx.principal, lang, response);
  }

  @Post(':id/release')
  @Endpoint({ summary: 'Put a task back', returns: TaskDetail, refusals: [403, 404, 409, 412] })
  async release(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<TaskDetail> {
    answer(await this.hold.release(ctx, id));
    return this.#show(id, ctx.principal, lang, response);
  }

  @Post(':id/complete')
  @Endpoint({ summary: 'Complete a task with opinion, data and papers', returns: CompletedTask, refusals: [403, 404, 409, 412, 422] })
  async complete(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Completion }) body: Completion, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<CompletedTask> {
    // What was remembered of a command before this answer had them has none.
    const { next = [] } = answer(await this.completing.complete(ctx, id, body));
    return { ...(await this.#show(id, ctx.principal, lang, response)), nextTasks: next.map((task) => ({ id: task.id, name: task.name[lang] })) };
  }

  @Post(':id/return')
  @Endpoint({ summary: 'Send the work back to an earlier step, with the reason', returns: TaskDetail, refusals: [403, 404, 409, 412] })
  async return(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Return }) body: Return, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<TaskDetail> {
    answer(await this.returning.return(ctx, id, body));
    return this.#show(id, ctx.principal, lang, response);
  }

  @Post(':id/delegate')
  @Endpoint({ summary: 'Hand a task to a colleague of the same agency', returns: TaskDetail, refusals: [403, 404, 409, 412] })
  async delegate(@Param('id', { schema: Uuid }) id: string, @Body({ schema: DelegateTask }) body: DelegateTask, @Ctx() ctx: CommandContext, @Lang() lang: Language, @Res({ passthrough: true }) response: Response): Promise<TaskDetail> {
    answer(await this.hold.delegate(ctx, id, body));
    return this.#show(id, ctx.principal, lang, response);
  }

  async #show(id: string, me: Principal, lang: Language, response: Response): Promise<TaskDetail> {
    const task = answer(await this.views.get(me, id, lang));
    const due = (await this.deadlines.forTasks([id], lang)).get(id);
    response.setHeader('ETag', etag(task.version));
    return { ...task, ...dueOf(due) };
  }
}

const dueOf = (brief: TaskDeadline | undefined): Pick<TaskView, 'dueAt' | 'deadlineState' | 'remaining'> =>
  brief ? { dueAt: toIso(brief.dueAt), deadlineState: brief.state, remaining: brief.remaining } : { dueAt: null, deadlineState: null, remaining: null };
