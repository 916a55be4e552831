import { randomUUID } from 'node:crypto';
import type { BoardChange, DomainEvents, DossierHead } from '#contract';
import { type Principal, type Result, ok, reject, text } from '#kernel';
import { Bell, LOG, type Log, TransactionEvents, afterCommit } from '#platform';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Supervisors } from './supervisors.js';

/** Whoever watches the board. `again`: what was missed is not known any more, all is to be read again. */
export interface Watcher {
  changed(id: string, change: BoardChange): void;
  again(id: string): void;
  end(): void;
}

interface Watching extends Watcher {
  username: string;
  reach: readonly string[] | null;
}

/** What a board shows changes with these. */
const MOVING = [
  'dossier.received', 'dossier.state', 'dossier.timed', 'task.opened', 'task.claimed', 'task.ended', 'deadline.moved', 'deadline.breached', 'clock.stopped', 'clock.resumed',
] as const satisfies (keyof DomainEvents)[];
const ORDER = 90;

const PER_ACCOUNT = 6;
/** Steps of so much time make one notification, and one event of the board. */
const GATHER_MS = 150;
const REMEMBERED = 500;

/** Says which dossiers and agencies changed, in this process and in others, as soon as the change is committed; nothing of what is in them. */
@Injectable()
export class BoardLive implements OnModuleInit, OnModuleDestroy {
  readonly #bell: Bell;
  readonly #watching = new Set<Watching>();
  readonly #process = randomUUID().slice(0, 8);
  readonly #past: { seq: number; change: BoardChange }[] = [];
  readonly #untold = new WeakMap<EntityManager, Map<string, Set<string>>>();
  #gathered = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | null = null;
  #seq = 0;
  #closed = false;

  constructor(
    @Inject(DataSource) database: DataSource,
    @Inject(LOG) log: Log,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
  ) {
    this.#bell = new Bell(database, log, { channel: 'lienthong_board', name: 'lienthong board', pauseMs: GATHER_MS }, (word) => this.#hear(word));
  }

  onModuleInit(): void {
    for (const name of MOVING) this.events.on(name, ORDER, (tx, event) => Promise.resolve(this.#note(tx, event.dossier, agenciesOf(event))));
    this.events.on('register.changed', ORDER, (tx, { codes: [code = ''], agencies }) => Promise.resolve(this.#note(tx, { code, agency: agencies[0] ?? '' }, agencies)));
  }

  onModuleDestroy(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (const { end } of this.#watching) end();
    return this.#bell.close();
  }

  /** `last`: the id of the last event that was seen. Answers how to stop watching. Refuses with `not_allowed`, `too_many_requests`. */
  async watch(principal: Principal, last: string | null, watcher: Watcher): Promise<Result<() => void>> {
    const reach = await this.supervisors.reach(principal);
    if (!reach.ok) return reach;
    const { username } = principal;
    if ([...this.#watching].filter((other) => other.username === username).length >= PER_ACCOUNT) return TOO_MANY;
    const watching: Watching = { ...watcher, username, reach: reach.value };
    this.#watching.add(watching);
    await this.#bell.listen();
    if (this.#closed) watcher.end();
    else this.#catchUp(watching, last);
    return ok(() => void this.#watching.delete(watching));
  }

  #catchUp(watching: Watching, last: string | null): void {
    const [process, seq] = last?.split('.') ?? [];
    const oldest = this.#past[0]?.seq ?? this.#seq + 1;
    if (process !== this.#process || !(Number(seq) >= oldest - 1)) watching.again(this.#id(this.#seq));
    else this.#tellOne(watching, this.#past.filter((past) => past.seq > Number(seq)));
  }

  #note(tx: EntityManager, dossier: Pick<DossierHead, 'code' | 'agency'>, agencies: string[]): void {
    const known = this.#untold.get(tx);
    const noted = known ?? new Map<string, Set<string>>();
    noted.set(dossier.code, (noted.get(dossier.code) ?? new Set([dossier.agency])).union(new Set(agencies)));
    if (known) return;
    this.#untold.set(tx, noted);
    afterCommit(tx, () => this.#bell.ring([...noted].map(([code, own]) => [code, ...own].join(' '))));
  }

  #hear(word: string): void {
    const [code = '', ...agencies] = word.split(' ');
    this.#gathered.set(code, (this.#gathered.get(code) ?? new Set<string>()).union(new Set(agencies)));
    if (!this.#closed) this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS);
  }

  #tell(): void {
    this.#timer = null;
    for (const [code, agencies] of this.#gathered) {
      this.#past.push({ seq: ++this.#seq, change: { dossiers: [code], agencies: [...agencies] } });
    }
    const fresh = this.#past.slice(-this.#gathered.size);
    this.#gathered = new Map();
    this.#past.splice(0, this.#past.length - REMEMBERED);
    for (const watching of this.#watching) this.#tellOne(watching, fresh);
  }

  #tellOne(watching: Watching, fresh: readonly { seq: number; change: BoardChange }[]): void {
    const seen = fresh.filter(({ change }) => reaches(watching, change));
    const last = seen.at(-1);
    if (!last) return;
    const all = (name: keyof BoardChange): string[] => [...new Set(seen.flatMap(({ change }) => change[name]))];
    watching.changed(this.#id(last.seq), { dossiers: all('dossiers'), agencies: all('agencies') });
  }

  #id(seq: number): string {
    return `${this.#process}.${seq}`;
  }
}

const reaches = ({ reach }: Watching, { agencies }: BoardChange): boolean => reach === null || agencies.some((agency) => reach.includes(agency));

const agenciesOf = (event: object): string[] => [
  ...('task' in event ? [(event.task as { agency: string }).agency] : []),
  ...('handedBy' in event && typeof event.handedBy === 'string' ? [event.handedBy] : []),
  ...('agency' in event && typeof event.agency === 'string' ? [event.agency] : []),
];

const TOO_MANY = reject('too_many_requests', text('Tài khoản này đang mở quá nhiều bảng điều hành. Hãy đóng bớt.', 'This account has too many boards open. Close some.'));
