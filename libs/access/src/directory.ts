import { type Position, type Principal, type Result, ROLE, type Text, localDate, ok, reject, text } from '#kernel';
import { type Relation, parseRelation } from './relation.js';

export interface Territory {
  code: string;
  name: Text;
  level: 'province' | 'district' | 'commune';
  parent: string | null;
}

export interface Agency {
  code: string;
  name: Text;
  kind: string;
  function: string | null;
  parent: string | null;
  territory: string;
  unitCode: string;
  hotline: string | null;
  /** First and last day of existence, both included, `YYYY-MM-DD`. */
  validFrom: string;
  validTo: string | null;
  successor: string | null;
}

export interface Role {
  code: string;
  name: Text;
}

export interface Person {
  username: string;
  name: string;
}

/** A post held from the first to the last day, both included. */
export interface HeldPosition extends Position {
  username: string;
  validFrom: string;
  validTo: string | null;
}

/** A post lent from one instant to another; counts only while the lender holds it. */
export interface Delegation extends Position {
  from: string;
  to: string;
  startsAt: Date;
  endsAt: Date;
}

export interface DirectoryTables {
  territories: readonly Territory[];
  agencies: readonly Agency[];
  roles: readonly Role[];
  /** Active accounts, and what these hold. */
  people: readonly Person[];
  positions: readonly HeldPosition[];
  delegations: readonly Delegation[];
}

/** What a relation is resolved from: the agency that received the dossier, and the territory the dossier is about. */
export interface RelationFacts {
  receiving: string;
  territory: string;
}

/** The tables with their look-ups, built once per version of the directory. */
export class DirectoryIndex {
  readonly territories: ReadonlyMap<string, Territory>;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly people: ReadonlyMap<string, Person>;
  readonly held: ReadonlyMap<string, readonly HeldPosition[]>;
  readonly staff: ReadonlyMap<string, readonly HeldPosition[]>;
  readonly borrowed: ReadonlyMap<string, readonly Delegation[]>;

  constructor(tables: DirectoryTables) {
    this.territories = new Map(tables.territories.map((territory) => [territory.code, territory]));
    this.agencies = new Map(tables.agencies.map((agency) => [agency.code, agency]));
    this.roles = new Map(tables.roles.map((role) => [role.code, role]));
    this.people = new Map(tables.people.map((person) => [person.username, person]));
    this.held = Map.groupBy(tables.positions, ({ username }) => username);
    this.staff = Map.groupBy(tables.positions, ({ agency }) => agency);
    this.borrowed = Map.groupBy(tables.delegations, ({ to }) => to);
  }
}

interface Dated {
  validFrom: string;
  validTo: string | null;
}

const isValidOn = ({ validFrom, validTo }: Dated, day: string): boolean => validFrom <= day && (validTo === null || day <= validTo);

/** The directory as it stands at one instant. Immutable; answers without the database. */
export class Directory {
  readonly #index: DirectoryIndex;
  readonly #at: Date;
  readonly #day: string;

  constructor(index: DirectoryIndex, at: Date) {
    this.#index = index;
    this.#at = at;
    this.#day = localDate(at);
  }

  /** An agency of any time, by its code. */
  get(code: string): Agency | null {
    return this.#index.agencies.get(code) ?? null;
  }

  role(code: string): Role | null {
    return this.#index.roles.get(code) ?? null;
  }

  territory(code: string): Territory | null {
    return this.#index.territories.get(code) ?? null;
  }

  /** The agencies that exist on the day, by code. */
  list({ kind }: { kind?: string } = {}): Agency[] {
    const found = [...this.#index.agencies.values()].filter((agency) => isValidOn(agency, this.#day) && (kind === undefined || agency.kind === kind));
    return found.sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** Codes of the roles that somebody holds there on the day. */
  rolesAt(agency: string): string[] {
    return [...new Set(this.#staff(agency).map(({ role }) => role))].sort();
  }

  person(username: string): Person | null {
    return this.#index.people.get(username) ?? null;
  }

  /** The holders of posts at the agency on the day, by name, each once. */
  officersAt(agency: string): Person[] {
    const usernames = new Set(this.#staff(agency).map(({ username }) => username));
    const people = [...usernames].flatMap((username) => this.person(username) ?? []);
    return people.sort((a, b) => a.name.localeCompare(b.name, 'vi') || (a.username < b.username ? -1 : 1));
  }

  /** Agencies of all times, by code. */
  everyAgency(): Agency[] {
    return [...this.#index.agencies.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** Active accounts that hold, have held or will hold the role, with the agencies where they do. */
  everyHolder(role: string): (Person & { agencies: string[] })[] {
    const holders = [...this.#index.people.values()].map((person) => ({ ...person, agencies: [...new Set((this.#index.held.get(person.username) ?? []).filter((post) => post.role === role).map(({ agency }) => agency))] }));
    return holders.filter(({ agencies }) => agencies.length > 0);
  }

  /** Whether the account has had a post at the agency on any day, has one or will have one. */
  hasServedAt(username: string, agency: string): boolean {
    return (this.#index.held.get(username) ?? []).some((position) => position.agency === agency);
  }

  /** An active account with the posts it holds on the day and those lent to it at the instant. */
  principal(username: string): Principal | null {
    const person = this.person(username);
    if (person === null) return null;
    const lent = (this.#index.borrowed.get(username) ?? []).filter((delegation) => this.#isInForce(delegation));
    const positions = [...this.#positionsOf(username), ...lent].map(({ agency, role }) => ({ agency, role }));
    const distinct = [...new Map(positions.map((position) => [`${position.agency} ${position.role}`, position])).values()];
    return { kind: 'officer', username, name: person.name, positions: distinct };
  }

  /**
   * The agency that a relation means for a dossier. Of a kind, it is the one whose territory is the dossier's own or the nearest
   * above it; an agency that has ended is followed to its successor. Refused with `agency_not_found` when there is none or
   * more than one could be meant, with `agency_closed` when there only was one.
   */
  resolve(relation: string, facts: RelationFacts): Result<string> {
    const parsed = parseRelation(relation);
    if (parsed === null) return refuse(relation, 'không hợp lệ', 'is not valid');
    if (parsed.is === 'kind') return this.#nearest(relation, parsed, facts.territory);
    return this.#inForce(parsed.is === 'receiving' ? facts.receiving : parsed.code);
  }

  /**
   * Codes of all agencies that a relation could give, for any dossier: for `receiving` those with a reception. None for an
   * expression, about which nothing can be known beforehand.
   */
  reachable(relation: string): string[] {
    const parsed = parseRelation(relation);
    if (parsed === null) return [];
    if (parsed.is === 'agency') {
      const found = this.#inForce(parsed.code);
      return found.ok ? [found.value] : [];
    }
    const meant = this.list().filter((agency) => (parsed.is === 'kind' ? isOfKind(agency, parsed) : this.rolesAt(agency.code).includes(ROLE.reception)));
    return meant.map(({ code }) => code);
  }

  #staff(agency: string): HeldPosition[] {
    return (this.#index.staff.get(agency) ?? []).filter((position) => isValidOn(position, this.#day));
  }

  #positionsOf(username: string): HeldPosition[] {
    return (this.#index.held.get(username) ?? []).filter((position) => isValidOn(position, this.#day));
  }

  #isInForce({ startsAt, endsAt, from, agency, role }: Delegation): boolean {
    if (this.#at < startsAt || endsAt <= this.#at) return false;
    return this.#positionsOf(from).some((position) => position.agency === agency && position.role === role);
  }

  #nearest(relation: string, wanted: Relation & { is: 'kind' }, territory: string): Result<string> {
    const ofKind = [...this.#index.agencies.values()].filter((agency) => isOfKind(agency, wanted) && agency.validFrom <= this.#day);
    let ended: Result<string> | null = null;
    for (const level of this.#upwards(territory)) {
      const here = ofKind.filter((agency) => agency.territory === level);
      const valid = here.filter((agency) => isValidOn(agency, this.#day));
      const candidates = new Set((valid.length > 0 ? valid : here).map(({ code }) => this.#inForce(code)).flatMap((found) => (found.ok ? [found.value] : [])));
      if (candidates.size > 1) return refuse(relation, `có thể là ${[...candidates].join(', ')}`, `could mean ${[...candidates].join(', ')}`);
      const [only] = candidates;
      if (only !== undefined) return ok(only);
      if (here[0]) ended ??= this.#inForce(here[0].code);
    }
    return ended ?? refuse(relation, `không có ở địa bàn "${territory}"`, `has no agency for the territory "${territory}"`);
  }

  /** The agency itself or, when it has ended, the one that took over in the end. */
  #inForce(code: string): Result<string> {
    const seen = new Set<string>();
    for (let agency = this.get(code); agency !== null && !seen.has(agency.code); agency = this.get(agency.successor ?? '')) {
      if (isValidOn(agency, this.#day)) return ok(agency.code);
      if (this.#day < agency.validFrom) break;
      seen.add(agency.code);
    }
    if (this.get(code) === null) return reject('agency_not_found', text(`Không có cơ quan "${code}"`, `There is no agency "${code}"`));
    return reject('agency_closed', text(`Cơ quan "${code}" không hoạt động vào ngày ${this.#day}`, `The agency "${code}" is not in existence on ${this.#day}`));
  }

  /** The territory and everything above it. */
  *#upwards(code: string): Generator<string> {
    for (let at = this.territory(code); at !== null; at = this.territory(at.parent ?? '')) yield at.code;
  }
}

const isOfKind = (agency: Agency, wanted: Relation & { is: 'kind' }): boolean =>
  agency.kind === wanted.kind && (wanted.function === null || agency.function === wanted.function);

const refuse = (relation: string, vi: string, en: string): Result<string> =>
  reject('agency_not_found', text(`Cơ quan thực hiện "${relation}" ${vi}`, `The agency relation "${relation}" ${en}`));
