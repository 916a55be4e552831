import { Agencies, SignIn as SignInDoor, hasDemoAccounts, principalView } from '#access';
import { PrincipalView, SessionView, SignIn } from '#contract';
import { type Language, type Principal, toIso } from '#kernel';
import { CONFIG, type Config } from '#platform';
import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Endpoint } from './http/endpoint.js';
import { answer } from './http/problem.js';
import { Lang, Me, type SignedRequest } from './http/request.js';
import { COOKIE, Public, tokenOf } from './http/session.guard.js';

const DemoAccounts = z
  .object({ items: z.array(z.object({ username: z.string(), name: z.string(), agencyName: z.string(), roleName: z.string() })) })
  .meta({ id: 'DemoAccounts', description: 'Accounts of the sample district; empty where there is none' });

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(SignInDoor) private readonly door: SignInDoor,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @Public()
  @Endpoint({ summary: 'Sign in', returns: SessionView })
  async signIn(@Body({ schema: SignIn }) body: SignIn, @Lang() language: Language, @Res({ passthrough: true }) response: Response): Promise<SessionView> {
    const { token, principal, expiresAt } = answer(await this.door.signIn(body.username, body.password));
    response.cookie(COOKIE, token, { httpOnly: true, sameSite: 'strict', secure: this.config.publicUrl.startsWith('https:'), expires: expiresAt, path: '/' });
    return { token, expiresAt: toIso(expiresAt), principal: await this.#view(principal, language) };
  }

  @Get()
  @Endpoint({ summary: 'Who is signed in', returns: PrincipalView })
  who(@Me() me: Principal, @Lang() language: Language): Promise<PrincipalView> {
    return this.#view(me, language);
  }

  @Delete()
  @Endpoint({ summary: 'Sign out', status: 204 })
  async signOut(@Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = tokenOf(request);
    if (token) await this.door.signOut(token);
    response.clearCookie(COOKIE, { path: '/' });
  }

  /** Named only outside production, and only while the sample district is loaded: passwords are not told. */
  @Get('demo')
  @Public()
  @Endpoint({ summary: 'Accounts of the sample district', returns: DemoAccounts })
  async demo(@Lang() language: Language): Promise<z.infer<typeof DemoAccounts>> {
    if (this.config.production || !(await hasDemoAccounts(this.database.manager))) return { items: [] };
    const directory = await this.agencies.directory();
    const people = directory.list({}).flatMap((agency) => directory.officersAt(agency.code));
    const views = [...new Map(people.map((p) => [p.username, p])).keys()].flatMap((username) => {
      const principal = directory.principal(username);
      return principal ? [principalView(directory, principal, language)] : [];
    });
    return { items: views.map((v) => ({ username: v.username, name: v.name, agencyName: v.positions[0]?.agencyName ?? '', roleName: v.positions[0]?.roleName ?? '' })) };
  }

  async #view(principal: Principal, language: Language): Promise<PrincipalView> {
    return principalView(await this.agencies.directory(), principal, language);
  }
}
