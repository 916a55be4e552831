import { type DossierHead, SETTLED_STATES, type StopClock as Order } from '#contract';
import { type Result, ok, reject, text } from '#kernel';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DossierClock } from './dossier-clock.js';
import { DossierDoor } from './dossier-door.js';
import { STOP_NAMES, isStopKind } from './stop-names.js';
import { openStops } from './stops.repository.js';

export interface DossierRef {
  code: string;
}

/** An officer stops the dossier's clock, with the reason and the document that proves it. */
@Injectable()
export class StopClock {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierDoor) private readonly door: DossierDoor,
    @Inject(DossierClock) private readonly clock: DossierClock,
  ) {}

  /** A reason that is the code of a kind of stop names the kind; free text without a kind means a supplement. */
  stop(ctx: CommandContext, code: string, order: Order): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const refused = (await this.door.refuse(tx, ctx, head)) ?? refuseSettled(head);
      if (refused) return refused;
      if ((await openStops(tx, code)).some(({ source }) => source === 'manual')) return ALREADY_STOPPED;
      if (!hasEvidence(order.evidence)) return NO_EVIDENCE;
      await this.clock.stop(tx, { dossier: head, at, actor }, { ...kindAndReason(order), evidence: order.evidence, source: 'manual' });
      return ok({ code });
    });
  }
}

export const refuseSettled = (head: DossierHead): Result<never> | null =>
  head.ended || SETTLED_STATES.includes(head.state)
    ? reject('invalid_state', text(`Hồ sơ ${head.code} đã giải quyết xong, không còn tính hạn`, `Dossier ${head.code} is settled; its clock is over`))
    : null;

const ALREADY_STOPPED = reject('clock_stopped', text('Hồ sơ đang tạm dừng tính hạn', 'The clock of the dossier is stopped already'));
const NO_EVIDENCE = reject(
  'invalid_input',
  text('Phải có văn bản làm căn cứ tạm dừng', 'A stop needs the document that proves it'),
  { errors: [{ path: 'evidence', message: text('không được để trống', 'must not be empty') }] },
);

function kindAndReason({ reason, kind }: Order): Pick<Parameters<DossierClock['stop']>[2], 'kind' | 'reason'> {
  if (kind) return { kind, reason };
  return isStopKind(reason) ? { kind: reason, reason: STOP_NAMES[reason].vi } : { kind: 'supplement', reason };
}

const hasEvidence = (evidence: unknown): boolean =>
  typeof evidence === 'string' ? evidence.trim() !== '' : typeof evidence === 'object' && evidence !== null && Object.keys(evidence).length > 0;
