import { Agencies, type AgencyKinds, supervisedAgencies } from '#access';
import type { SendSignal as Request, SignalView } from '#contract';
import { type Ids, type Principal, ROLE, type Result, holdsRole, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { IDS } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands } from '../commands.js';
import { type SignalRow, SignalsRepository } from './signals.repository.js';
import { SpreadSignal } from './spread-signal.js';

/** A signal sent to dossiers from outside, by those who answer for them. */
@Injectable()
export class SendSignal {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(SignalsRepository) private readonly signals: SignalsRepository,
    @Inject(SpreadSignal) private readonly spreading: SpreadSignal,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** By an administrator or the leadership of the district to all, by the leader of an agency to what that agency received. */
  async send(ctx: CommandContext, request: Request): Promise<Result<SignalView>> {
    const reach = reachOf(ctx.principal, await this.agencies.kindsOf(ctx.principal));
    if (reach !== 'all' && reach.length === 0) return notAllowed();
    const refused = (await this.#unknown(request.agencies)) ?? outOfReach(reach, request.agencies);
    if (refused) return refused;
    return this.commands.run(ctx, async (tx, at, { username: by, agency }) => {
      const signal: SignalRow = { id: this.ids.uuid(), name: request.name, data: request.data ?? {}, agencies: request.agencies ?? null, dossier: null, element: null, depth: 0, by, agency, at };
      await this.signals.insert(tx, signal);
      await this.spreading.spread(tx, signal, at);
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: by, agency, kind: 'signal.sent', data: { signal: signal.id, name: signal.name, agencies: signal.agencies, data: signal.data } }]);
      return ok(await this.#view(signal, tx));
    });
  }

  /** For who may send to all, and for who sent it; to others there is no such signal. */
  async get(principal: Principal, id: string): Promise<Result<SignalView>> {
    const signal = await this.signals.find(id);
    const seen = signal && (signal.by === principal.username || reachOf(principal, await this.agencies.kindsOf(principal)) === 'all');
    return seen ? ok(await this.#view(signal)) : reject('not_found', text(`Không có tín hiệu ${id}`, `No signal ${id}`));
  }

  async #view(signal: SignalRow, tx?: EntityManager): Promise<SignalView> {
    const { id, name, agencies, dossier, by, at } = signal;
    return { id, name, agencies, dossier, by, at: toIso(at), ...(await this.signals.progress(id, tx)) };
  }

  async #unknown(agencies: readonly string[] = []): Promise<Result<never> | null> {
    const directory = await this.agencies.directory();
    const errors = agencies.flatMap((code, at) => (directory.get(code) ? [] : [{ path: `agencies.${at}`, message: text(`Không có cơ quan "${code}"`, `There is no agency "${code}"`) }]));
    return errors[0] ? reject('agency_not_found', errors[0].message, { errors }) : null;
  }
}

/** Of those who supervise, heads of desks send no signals. */
function reachOf(principal: Principal, kinds: AgencyKinds): 'all' | string[] {
  if (principal.kind === 'system' || holdsRole(principal, ROLE.administrator)) return 'all';
  const leading = { ...principal, positions: principal.positions.filter(({ role }) => role === ROLE.leader) };
  return supervisedAgencies(leading, kinds);
}

function outOfReach(reach: 'all' | string[], agencies: readonly string[] | undefined): Result<never> | null {
  if (reach === 'all') return null;
  if (!agencies) {
    const message = text(`Hãy nêu cơ quan; bạn gửi được cho: ${reach.join(', ')}`, `Name the agencies; you may send to: ${reach.join(', ')}`);
    return reject('invalid_input', message, { errors: [{ path: 'agencies', message }] });
  }
  return agencies.every((agency) => reach.includes(agency)) ? null : notAllowed();
}

const notAllowed = (): Result<never> =>
  reject('not_allowed', text('Chỉ quản trị viên hoặc lãnh đạo được gửi tín hiệu, lãnh đạo chỉ gửi trong cơ quan mình', 'Only an administrator or a leader may send signals, a leader within the own agency'));
