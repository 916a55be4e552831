import { Agencies } from '#access';
import type { ScanPeriod, ScanView } from '#contract';
import { type Clock, type Ids, type Principal, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { CLOCK, IDS, WakeUps } from '#platform';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AlertAuthority } from './alert-authority.js';

/** Wake-up kind; the ref is `ledger`, `sweep`, `dossier:<code>` or `period:<scan>`. */
export const GUARD = 'reports.guards';

interface Scan {
  id: string;
  from: Date;
  to: Date;
  state: ScanView['state'];
  cursor: string | null;
  done: number;
  total: number;
  found: number;
  requestedBy: string;
  requestedAt: Date;
}

const SCAN = `id, starts_at as "from", ends_at as "to", state, cursor, done, total, found, requested_by as "requestedBy", requested_at as "requestedAt"`;

/** Dossiers that were open at some instant of the period, or were received in it. */
const OF_PERIOD = 'received_at < $2 and (ended_at is null or ended_at >= $1)';

const DAY = 86_400_000;

/** Looking through a period by hand, after a rule was changed: every dossier that was open then, in parts, with progress. */
@Injectable()
export class GuardScans {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(AlertAuthority) private readonly authority: AlertAuthority,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async begin(ctx: CommandContext, { from, to }: ScanPeriod): Promise<Result<ScanView>> {
    const begun = await this.commands.run(ctx, async (tx, at, { username }) => {
      if (!(await this.authority.mayScan(ctx.principal))) return onlyHeads();
      const [first, last] = [new Date(`${from}T00:00:00+07:00`), new Date(new Date(`${to}T00:00:00+07:00`).getTime() + DAY)];
      if (last <= first) return wrong('to', 'không được trước ngày bắt đầu', 'must not come before the first day');
      if (first > at) return wrong('from', 'không được ở tương lai', 'must not lie in the future');
      const id = this.ids.uuid();
      await tx.query(
        `insert into guard_scan (id, starts_at, ends_at, state, total, requested_by, requested_at) select $3, $1, $2, 'waiting', count(*), $4, $5 from dossier where ${OF_PERIOD}`,
        [first, last, id, username, at],
      );
      await this.wakeUps.schedule(tx, { kind: GUARD, ref: `period:${id}`, dueAt: at });
      return ok(id);
    });
    return begun.ok ? this.get(ctx.principal, begun.value) : begun;
  }

  async get(principal: Principal, id: string): Promise<Result<ScanView>> {
    if (!(await this.authority.mayScan(principal))) return onlyHeads();
    const [scan] = await this.database.query<Scan[]>(`select ${SCAN} from guard_scan where id = $1`, [id]);
    return scan ? ok(await this.#view(scan)) : reject('not_found', text(`Không có lần quét ${id}`, `No scan ${id}`));
  }

  /** The next dossiers; true while there are more. */
  async step(tx: EntityManager, id: string, limit: number, examine: (codes: readonly string[]) => Promise<number>): Promise<boolean> {
    const [scan] = await tx.query<Scan[]>(`select ${SCAN} from guard_scan where id = $1 for update`, [id]);
    if (!scan || scan.state === 'done') return false;
    const rows = await tx.query<{ code: string }[]>(`select code from dossier where ${OF_PERIOD} and code > $3 order by code limit $4`, [scan.from, scan.to, scan.cursor ?? '', limit]);
    const found = await examine(rows.map(({ code }) => code));
    const over = rows.length < limit;
    const done = scan.done + rows.length;
    await tx.query('update guard_scan set state = $2, cursor = $3, done = $4, total = greatest(total, $4), found = found + $5, ended_at = $6 where id = $1', [
      id, over ? 'done' : 'running', rows.at(-1)?.code ?? scan.cursor, done, found, over ? this.clock.now() : null,
    ]);
    return !over;
  }

  async #view({ id, from, to, state, done, total, found, requestedAt, requestedBy }: Scan): Promise<ScanView> {
    return { id, from: localDate(from), to: localDate(new Date(to.getTime() - DAY)), state, done, total: state === 'done' ? done : total, found, at: toIso(requestedAt), by: await this.agencies.personName(requestedBy) };
  }
}

const wrong = (path: string, vi: string, en: string): Result<never> => reject('invalid_input', text('Kỳ quét chưa đúng', 'The period is not valid'), { errors: [{ path, message: text(vi, en) }] });

const onlyHeads = (): Result<never> =>
  reject('not_allowed', text('Chỉ lãnh đạo huyện và trưởng Bộ phận Một cửa huyện được quét lại', 'Only the leadership of the district and the head of its desk may scan a period'));
