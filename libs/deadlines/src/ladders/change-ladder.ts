import { canKeepLadders } from '#access';
import type { LadderHistory, LadderList, LadderView, PutLadder } from '#contract';
import { type Clock, type Principal, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { CLOCK, type WakeUp, WakeUps } from '#platform';
import { type CommandContext, Commands, lockHead, refuseStale } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Alarms } from '../alarms.js';
import { liveDeadlines } from '../deadlines.repository.js';
import { ladderChanged } from '../records.js';
import { stopsOf } from '../stops.repository.js';
import { type LadderVersion, dossiersOnOther, dropUnfired, insertVersion, lastVersion, runningBy, setVersion } from './ladders.repository.js';
import { Ladders } from './ladders.js';

/** Wake-up kind; the ref is `<ladder>:<version>`. */
export const LADDER = 'deadline.ladder';

/** Dossiers whose locks one transaction takes together. */
const CHUNK = 50;

/**
 * Ladders as their keepers change them: each change is a new version, with its document. What runs keeps the version it was armed with, unless
 * the order says otherwise: then it is armed anew, dossier by dossier, and what has fired stays fired.
 */
@Injectable()
export class ChangeLadder implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Ladders) private readonly ladders: Ladders,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(LADDER, (tx, wakeUp) => this.#chunk(tx, wakeUp));
  }

  /** Makes the next version. `If-Match` names the one its editor saw. */
  async put(ctx: CommandContext, code: string, { name, rungs, quiet, digest, validFrom, document, open }: PutLadder): Promise<Result<LadderView>> {
    const made = await this.commands.run(ctx, async (tx, at, { username, agency }) => {
      if (!canKeepLadders(ctx.principal)) return onlyKeepers();
      const from = validFrom === undefined || validFrom === localDate(at) ? at : new Date(`${validFrom}T00:00:00+07:00`);
      if (from < at) return inThePast();
      const last = await lastVersion(tx, code);
      const stale = refuseStale(ctx, last?.version ?? 0);
      if (stale) return stale;
      const version = (last?.version ?? 0) + 1;
      await insertVersion(tx, { code, version, name, rungs, quiet, digest, validFrom: from, document, changedBy: username, changedAt: at });
      if (open === 'change') await this.wakeUps.schedule(tx, { kind: LADDER, ref: `${code}:${version}`, dueAt: from });
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: username, agency, kind: 'directory.changed', data: { ladder: code, version, rungs, quiet, digest, validFrom: toIso(from), document, open } }]);
      return ok({ code, version });
    });
    this.ladders.expire();
    if (!made.ok) return made;
    return ok(viewOf((await this.ladders.all()).find((one) => one.code === code && one.version === made.value.version)!, await this.#running()));
  }

  /** The versions in force now; one that begins later stands in the history. */
  async list(principal: Principal): Promise<Result<LadderList>> {
    if (!canKeepLadders(principal)) return onlyKeepers();
    const [versions, running, now] = [await this.ladders.all(), await this.#running(), this.clock.now()];
    const inForce = new Map(versions.filter(({ validFrom }) => validFrom <= now).map((one) => [one.code, one]));
    return ok({ items: [...inForce.values()].map((one) => viewOf(one, running)) });
  }

  async history(principal: Principal, code: string): Promise<Result<LadderHistory>> {
    if (!canKeepLadders(principal)) return onlyKeepers();
    const versions = (await this.ladders.all()).filter((one) => one.code === code).toReversed();
    if (versions.length === 0) return reject('not_found', text(`Không có bậc nhắc "${code}"`, `No ladder "${code}"`));
    const running = await this.#running();
    return ok({ items: versions.map((one) => viewOf(one, running)) });
  }

  async #running(): Promise<Map<string, number>> {
    return new Map((await runningBy(this.database.manager)).map(({ ladder, version, running }) => [`${ladder}:${version}`, running]));
  }

  /** The next dossiers; asks to be woken again while there are more. */
  async #chunk(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [code, number] = ref.split(':') as [string, string];
    const version = Number(number);
    const { document, changedBy } = await this.ladders.of({ ladder: code, ladderVersion: version });
    const dossiers = await dossiersOnOther(tx, code, version, '', CHUNK);
    const doing = { at: this.clock.now(), actor: { username: changedBy, agency: null } };
    for (const dossier of dossiers) await this.#armAnew(tx, dossier, code, version, document, doing);
    if (dossiers.length === CHUNK) await this.wakeUps.schedule(tx, { kind: LADDER, ref, dueAt: doing.at });
  }

  async #armAnew(tx: EntityManager, dossier: string, code: string, version: number, document: string, doing: { at: Date; actor: { username: string; agency: null } }): Promise<void> {
    const head = await lockHead(tx, dossier);
    if (!head) throw new Error(`dossier ${dossier} of a change of ladder ${code} is gone`);
    const before = (await liveDeadlines(tx, dossier)).filter((deadline) => deadline.ladder === code && deadline.ladderVersion < version);
    const ids = before.map(({ id }) => id);
    await this.alarms.disarm(tx, dossier, before);
    await dropUnfired(tx, ids);
    await setVersion(tx, ids, version);
    const after = before.map((deadline) => ({ ...deadline, ladderVersion: version }));
    await this.alarms.rearm(tx, [{ head, deadlines: after.filter(({ state }) => state !== 'stopped'), stops: await stopsOf(tx, [dossier]) }], doing.at);
    await this.ledger.append(tx, dossier, after.map((deadline, i) => ladderChanged(doing, deadline, before[i]!.ladderVersion, document)));
  }
}

const viewOf = ({ code, version, name, rungs, quiet, digest, validFrom, document, changedBy, changedAt }: LadderVersion, running: ReadonlyMap<string, number>): LadderView => ({
  code, version, name, rungs, quiet, digest, document, changedBy, validFrom: toIso(validFrom), changedAt: toIso(changedAt), running: running.get(`${code}:${version}`) ?? 0,
});

export const onlyKeepers = (): Result<never> =>
  reject('not_allowed', text('Chỉ quản trị viên và trưởng bộ phận một cửa được xem và sửa bậc nhắc', 'Only administrators and heads of desks may see and change ladders'));

const inThePast = (): Result<never> =>
  reject('invalid_input', text('Ngày áp dụng không được ở trong quá khứ', 'The first day of validity must not lie in the past'), {
    errors: [{ path: 'validFrom', message: text('không được trước hôm nay', 'must not be before today') }],
  });
