import type { ResumeClock as Order } from '#contract';
import { type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { FileStore, TransactionEvents, refuseUnknownFiles } from '#platform';
import { type CommandContext, Commands, Runtime, readHead } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DossierClock } from './dossier-clock.js';
import { DossierDoor } from './dossier-door.js';
import { type Doing, messageDelivered } from './records.js';
import { type DossierRef, refuseSettled } from './stop-clock.js';
import { type DossierStop, openStops } from './stops.repository.js';

/**
 * An officer lets the clock run again. A stop made by hand simply ends. Where the diagram waits for the citizen instead (payment,
 * resubmission), the order is the news that it has come: the message waited for is delivered, and the procedure goes on.
 */
@Injectable()
export class ResumeClock {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierDoor) private readonly door: DossierDoor,
    @Inject(DossierClock) private readonly clock: DossierClock,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  async resume(ctx: CommandContext, code: string, order: Order): Promise<Result<DossierRef>> {
    const unknown = await refuseUnknownFiles(this.files, order.papers ?? []);
    if (unknown) return unknown;
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const refused = (await this.door.refuse(tx, ctx, head)) ?? refuseSettled(head);
      if (refused) return refused;
      const doing = { dossier: head, at, actor };
      if (order.papers?.length) await this.events.publish(tx, 'papers.handed', { ...doing, papers: order.papers, direction: 'in', known: [] });
      const open = await openStops(tx, code);
      const manual = open.find(({ source }) => source === 'manual');
      if (!manual) return open[0] ? this.#deliver(tx, doing, open[0], order) : RUNNING;
      await this.clock.resume(tx, doing, [manual], order.evidence ?? null);
      return ok({ code });
    });
  }

  /** Where this wait is the only one, the stop ends here, with the evidence; else it goes on for the others. */
  async #deliver(tx: EntityManager, doing: Doing, stop: DossierStop, order: Order): Promise<Result<DossierRef>> {
    const { dossier: head, at, actor } = doing;
    const standing = await this.runtime.standingStops(tx, head.code);
    const waiting = standing.find((one) => one.message !== null && one.stop.kind === stop.kind) ?? standing.find(({ message }) => message !== null);
    if (!waiting?.message) return ENDS_BY_ITSELF;
    if (standing.length === 1) await this.clock.resume(tx, doing, [stop], order.evidence ?? null);
    const delivered = await this.runtime.deliverMessage(tx, await readHead(tx, head.code), waiting.message, order.data ?? {}, { at, actor });
    if (!delivered.ok) return delivered;
    if (delivered.value === 0) return ENDS_BY_ITSELF;
    await this.ledger.append(tx, head.code, [messageDelivered(doing, waiting.message, order.data ?? {}, order.evidence)]);
    return ok({ code: head.code });
  }
}

const RUNNING = reject('clock_running', text('Hồ sơ không tạm dừng tính hạn', 'The clock of the dossier is not stopped'));
const ENDS_BY_ITSELF = reject(
  'invalid_state',
  text('Việc tạm dừng này kết thúc cùng với bước đang chờ của quy trình', 'This stop ends with the step of the procedure that is being waited for'),
);
