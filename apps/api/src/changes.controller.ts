import { MigrateDossiers as MigrateBody, MigrationList, MigrationView, ModificationList, ModificationView, RequestModification, Resume, Suspend as SuspendBody, SuspensionList, SuspensionView } from '#contract';
import type { Language, Principal } from '#kernel';
import { type CommandContext, MigrateDossiers, ModifyDossier, Suspend } from '#runtime';
import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { Code, Uuid } from './http/parameters.js';
import { answer } from './http/problem.js';
import { Ctx, Lang, Me } from './http/request.js';

@ApiTags('changes')
@Controller('api/v1/suspensions')
export class SuspensionsController {
  constructor(@Inject(Suspend) private readonly suspensions: Suspend) {}

  @Get()
  @Endpoint({ summary: 'What is suspended now', returns: SuspensionList, refusals: [403] })
  async list(@Me() me: Principal): Promise<SuspensionList> {
    return answer(await this.suspensions.list(me));
  }

  @Post()
  @Endpoint({ summary: 'Hold a dossier, all of a procedure, or all that an agency received; deadlines run on', status: 201, returns: SuspensionView, refusals: [403, 404, 409] })
  async suspend(@Body({ schema: SuspendBody }) body: SuspendBody, @Ctx() ctx: CommandContext): Promise<SuspensionView> {
    return answer(await this.suspensions.suspend(ctx, body));
  }

  @Delete(':id')
  @Endpoint({ summary: 'End a suspension; timers that fell due meanwhile fire', returns: SuspensionView, refusals: [403, 404, 409] })
  async resume(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Resume }) body: Resume, @Ctx() ctx: CommandContext): Promise<SuspensionView> {
    return answer(await this.suspensions.resume(ctx, id, body.reason));
  }
}

@ApiTags('changes')
@Controller('api/v1')
export class ModificationsController {
  constructor(@Inject(ModifyDossier) private readonly modify: ModifyDossier) {}

  @Get('dossiers/:code/modifications')
  @Endpoint({ summary: 'Requests to step in by hand', returns: ModificationList, refusals: [403, 404] })
  async list(@Param('code', { schema: Code }) code: string, @Me() me: Principal): Promise<ModificationList> {
    return answer(await this.modify.list(me, code));
  }

  @Post('dossiers/:code/modifications')
  @Endpoint({ summary: 'Request that waiting elements be cancelled and others begun; nothing moves before another person confirms', status: 201, returns: ModificationView, refusals: [403, 404, 409] })
  async request(@Param('code', { schema: Code }) code: string, @Body({ schema: RequestModification }) body: RequestModification, @Ctx() ctx: CommandContext): Promise<ModificationView> {
    return answer(await this.modify.request(ctx, code, body));
  }

  @Get('modifications')
  @Endpoint({ summary: 'Requests that wait for a second person', returns: ModificationList })
  async requested(@Me() me: Principal): Promise<ModificationList> {
    return this.modify.requested(me);
  }

  @Post('modifications/:id/confirm')
  @Endpoint({ summary: 'Confirm and execute a request of somebody else', returns: ModificationView, refusals: [403, 404, 409] })
  async confirm(@Param('id', { schema: Uuid }) id: string, @Ctx() ctx: CommandContext): Promise<ModificationView> {
    return answer(await this.modify.confirm(ctx, id));
  }

  @Post('modifications/:id/refuse')
  @Endpoint({ summary: 'Refuse a request, or take back one\'s own', returns: ModificationView, refusals: [403, 404, 409] })
  async refuse(@Param('id', { schema: Uuid }) id: string, @Body({ schema: Resume }) body: Resume, @Ctx() ctx: CommandContext): Promise<ModificationView> {
    return answer(await this.modify.refuse(ctx, id, body.reason));
  }
}

@ApiTags('changes')
@Controller('api/v1/procedures/:code/migrations')
export class MigrationsController {
  constructor(@Inject(MigrateDossiers) private readonly migrations: MigrateDossiers) {}

  @Post()
  @Endpoint({ summary: 'Move running dossiers to another revision, or try it out', returns: MigrationView, refusals: [403, 404, 409, 413] })
  async migrate(@Param('code', { schema: Code }) code: string, @Body({ schema: MigrateBody }) body: MigrateBody, @Ctx() ctx: CommandContext, @Lang() lang: Language): Promise<MigrationView> {
    return answer(await this.migrations.migrate(ctx, code, body, lang));
  }

  @Get()
  @Endpoint({ summary: 'The migrations of the procedure, newest first', returns: MigrationList, refusals: [403] })
  async list(@Param('code', { schema: Code }) code: string, @Me() me: Principal): Promise<MigrationList> {
    return answer(await this.migrations.list(me, code));
  }

  @Get(':id')
  @Endpoint({ summary: 'How far a migration is, dossier by dossier', returns: MigrationView, refusals: [403, 404] })
  async get(@Param('code', { schema: Code }) code: string, @Param('id', { schema: Uuid }) id: string, @Me() me: Principal, @Lang() lang: Language): Promise<MigrationView> {
    return answer(await this.migrations.get(me, code, id, lang));
  }
}
