import { Agencies, type AgencyKinds, type Directory } from '#access';
import { type Principal, type Result, ROLE, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';

/** Whose registers a person may bring in. */
@Injectable()
export class Reach {
  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  /** Refuses with `not_allowed`. Gives the agency and those below it, whose dossiers its register may hold. */
  async within(principal: Principal, agency: string): Promise<Result<ReadonlySet<string>>> {
    const directory = await this.agencies.directory();
    if (!directory.get(agency)) return reject('invalid_input', NO_AGENCY, { errors: [{ path: 'agency', message: NO_AGENCY }] });
    if (!mayImport(principal, agency, directory)) return reject('not_allowed', NOT_ALLOWED);
    const below = directory.list().filter(({ code }) => chainOf(directory, code).includes(agency));
    return ok(new Set(below.map(({ code }) => code).filter((code) => isPolice(directory, code) === isPolice(directory, agency))));
  }

  /** The agencies whose registers the principal may import, by name. */
  async agenciesOf(principal: Principal): Promise<{ code: string; name: { vi: string; en: string } }[]> {
    const directory = await this.agencies.directory();
    return directory.list().filter(({ code }) => mayImport(principal, code, directory)).map(({ code, name }) => ({ code, name }));
  }

  async kinds(principal: Principal): Promise<AgencyKinds> {
    return this.agencies.kindsOf(principal);
  }
}

/**
 * Heads of desks and leaders for their own agency and those below it, administrators for all; what the police keep, the police bring in
 * themselves: administering accounts gives no look into it.
 */
export function mayImport(principal: Principal, agency: string, directory: Directory): boolean {
  const police = isPolice(directory, agency);
  return principal.kind === 'system' || principal.positions.some((post) => {
    if (post.role === ROLE.administrator) return !police;
    if (post.role !== ROLE.deskHead && post.role !== ROLE.leader) return false;
    return chainOf(directory, agency).includes(post.agency) && isPolice(directory, post.agency) === police;
  });
}

export const isPolice = (directory: Directory, agency: string): boolean => directory.get(agency)?.kind.startsWith('police_') ?? false;

/** The agency and those above it. */
export function chainOf(directory: Directory, agency: string): string[] {
  const chain: string[] = [];
  for (let at: string | null = agency; at !== null && !chain.includes(at); at = directory.get(at)?.parent ?? null) chain.push(at);
  return chain;
}

const NO_AGENCY = text('Không có cơ quan này', 'There is no such agency');
const NOT_ALLOWED = text(
  'Chỉ quản trị, lãnh đạo và trưởng bộ phận được nhập sổ, mỗi người trong phạm vi cơ quan mình; sổ của công an do công an nhập',
  'Only administrators, leaders and heads of desks import registers, each of their own agency and those below it; those of the police only the police',
);
