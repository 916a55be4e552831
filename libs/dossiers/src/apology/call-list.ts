import { Agencies, supervisedAgencies } from '#access';
import type { CallList as List, CallView } from '#contract';
import { type Language, type Principal, type Result, ROLE, type Text, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { ApologiesRepository, type CallRow } from './apologies.repository.js';

export interface CallQuery {
  called: boolean;
  after?: string | undefined;
  limit: number;
}

/** Who is to be telephoned: citizens whose result is early, and officers whom a ladder wants called. Marked when it is done, with what came of it. */
@Injectable()
export class CallList {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(ApologiesRepository) private readonly apologies: ApologiesRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** Of the own desks; supervisors of all. Oldest first. */
  async list(principal: Principal, { called, after, limit }: CallQuery, language: Language): Promise<Result<List>> {
    const cursor = after === undefined ? null : cursorOf(after);
    if (cursor === undefined) return WRONG_CURSOR;
    const all = supervisedAgencies(principal, await this.agencies.kindsOf(principal)) === 'all';
    const found = await this.apologies.calls(all ? null : desksOf(principal), called, cursor, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const items = await Promise.all(page.map((row) => this.#view(principal, row, language)));
    return ok({ items, next: found.length > limit && last ? Buffer.from(`${last.openedAt.toISOString()} ${last.id}`).toString('base64url') : null });
  }

  async called(ctx: CommandContext, id: string, outcome: string, language: Language): Promise<Result<CallView>> {
    const known = await this.apologies.call(id);
    if (!known || !desksOf(ctx.principal).includes(known.agency)) return NO_CALL;
    const done = await this.commands.onDossier(ctx, known.dossier, async (tx, head, at, actor) => {
      const row = await this.apologies.call(id, tx);
      if (!row) return NO_CALL;
      if (row.calledAt) return reject('already_done', text(`Cuộc gọi này đã được ${row.calledBy} ghi nhận`, `This call was marked by ${row.calledBy}`));
      await this.apologies.setCalled(tx, id, actor.username, at, outcome);
      await this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: row.agency, kind: 'call.made', data: { kind: row.kind, ...(row.toAgency && { to: `${row.toAgency}.${row.toRole}` }), outcome } }]);
      return ok({ id });
    });
    return done.ok ? ok(await this.#view(ctx.principal, (await this.apologies.call(id))!, language)) : done;
  }

  async #view(principal: Principal, row: CallRow, language: Language): Promise<CallView> {
    const citizen = row.toAgency === null;
    const personal = principal.positions.some(({ role }) => role !== ROLE.administrator);
    const officers = row.holders.map(({ name }) => name).join(', ');
    const post = citizen ? '' : `${await this.agencies.roleName(row.toRole!, language)}, ${await this.agencies.nameOf(row.toAgency!, language)}`;
    return {
      id: row.id, dossier: row.dossier, kind: row.kind, kindName: KINDS[row.kind][language], agency: row.agency, agencyName: await this.agencies.nameOf(row.agency, language),
      who: citizen ? (personal ? row.applicantName : null) : officers ? `${officers} (${post})` : post,
      phone: citizen ? (personal ? row.applicantPhone : null) : row.holders.flatMap(({ phone }) => (phone ? [phone] : [])).join(', ') || null,
      reason: row.reason[language], openedAt: toIso(row.openedAt), calledBy: row.calledBy, calledAt: row.calledAt && toIso(row.calledAt), outcome: row.outcome,
    };
  }
}

const CALLERS: readonly string[] = [ROLE.reception, ROLE.leader, ROLE.deskHead];

const desksOf = ({ positions }: Principal): string[] => [...new Set(positions.filter(({ role }) => CALLERS.includes(role)).map(({ agency }) => agency))];

const KINDS: Record<CallRow['kind'], Text> = { early_result: text('Có kết quả sớm', 'Early result'), rung: text('Nhắc qua điện thoại', 'Reminder by telephone') };

const NO_CALL = reject('not_found', text('Không có cuộc gọi này', 'There is no such call'));
const WRONG_CURSOR = reject('invalid_input', text('Con trỏ trang không hợp lệ', 'The page cursor is not valid'), { errors: [{ path: 'after', message: text('không hợp lệ', 'is not valid') }] });

function cursorOf(cursor: string): { openedAt: Date; id: string } | undefined {
  const [, openedAt, id] = /^(\d{4}-[\d:.TZ-]+) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  return openedAt === undefined || id === undefined || Number.isNaN(Date.parse(openedAt)) ? undefined : { openedAt: new Date(openedAt), id };
}
