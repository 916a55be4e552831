import { SignIn } from '#access';
import { text } from '#kernel';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RefusedError } from './problem.js';
import type { SignedRequest } from './request.js';

const PUBLIC = 'lienthong:public';
export const COOKIE = 'lienthong';

/** A route that needs no sign-in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Every route but the public ones needs a session: the cookie, or `Authorization: Bearer`. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SignIn) private readonly signIn: SignIn,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [context.getHandler(), context.getClass()]);
    const token = tokenOf(request);
    const principal = token ? await this.signIn.authenticate(token) : null;
    if (principal) request.principal = principal;
    if (principal || isPublic) return true;
    throw new RefusedError({ code: 'not_signed_in', message: text('Bạn cần đăng nhập', 'You need to sign in') });
  }
}

export function tokenOf(request: SignedRequest): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  const cookies = request.cookies as Record<string, string> | undefined;
  return bearer ?? cookies?.[COOKIE] ?? null;
}
