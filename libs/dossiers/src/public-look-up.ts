import { Agencies } from '#access';
import type { PublicDossierView } from '#contract';
import { type Clock, type Language, type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Procedures } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AttemptLimit } from './attempt-limit.js';
import { ApologiesRepository } from './apology/apologies.repository.js';
import type { Dossier } from './dossier.js';
import { STATE } from './dossier-states.js';
import { stateName } from './dossier-views.js';
import { DossiersRepository } from './dossiers.repository.js';
import { STOP_NAMES } from './stop-names.js';
import { WhereaboutsRepository } from './whereabouts.repository.js';

/** What a citizen sees with the code and the secret of the receipt: no names of people, no accounts. */
@Injectable()
export class PublicLookUp {
  readonly #limit: AttemptLimit;

  constructor(
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(WhereaboutsRepository) private readonly whereabouts: WhereaboutsRepository,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(ApologiesRepository) private readonly apologies: ApologiesRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#limit = new AttemptLimit(clock);
  }

  /**
   * An unknown code and a wrong secret are answered alike, with `not_found`; too many of either for one code close it for a while,
   * `too_many_requests`, also for who knows the secret: four characters can be guessed by who has time.
   */
  async find(code: string, secret: string, language: Language): Promise<Result<PublicDossierView>> {
    const known = code.trim();
    if (this.#limit.isClosed(known)) return tooMany();
    const dossier = await this.dossiers.find(known);
    if (!sameSecret(secret, dossier?.secret ?? null) || !dossier) {
      this.#limit.failed(known);
      return nothingFound();
    }
    return ok(await this.#view(dossier, language));
  }

  async #view(dossier: Dossier, language: Language): Promise<PublicDossierView> {
    const name = await this.procedures.nameOf(dossier.procedure, dossier.revision);
    const holders = await this.whereabouts.holders(dossier.code);
    const [stop] = await this.whereabouts.openStops(dossier.code);
    return {
      code: dossier.code,
      procedureName: name[language],
      state: dossier.state,
      stateName: stateName(dossier.state, language),
      receivedAt: toIso(dossier.receivedAt),
      dueAt: iso(dossier.dueAt),
      appointmentAt: iso(dossier.appointmentAt),
      apology: await this.#apology(dossier.code, language),
      holders: await Promise.all(holders.map(async ({ agency, since }) => ({ agencyName: await this.agencies.nameOf(agency, language), since: toIso(since) }))),
      stopped: stop ? { kindName: STOP_NAMES[stop.kind][language], reason: stop.reason, since: toIso(stop.since) } : null,
      whatToDo: whatToDo(dossier.state, await this.agencies.nameOf(dossier.agency, language))?.[language] ?? null,
      late: await this.#isLate(dossier),
      extension: await this.#extension(dossier.code),
      excluded: (await this.whereabouts.excluded(dossier.code)).map(({ from, to, ...why }) => ({ ...why, from: toIso(from), to: toIso(to) })),
      resolvedAt: iso(dossier.resolvedAt),
      returnedAt: iso(dossier.returnedAt),
      survey: await this.#survey(dossier),
    };
  }

  async #survey({ code, state }: Dossier): Promise<PublicDossierView['survey']> {
    if (state !== STATE.resolved && state !== STATE.returned) return 'not_yet';
    return (await this.dossiers.isSurveyed(code)) ? 'answered' : 'open';
  }

  async #extension(code: string): Promise<PublicDossierView['extension']> {
    const found = await this.whereabouts.extension(code);
    return found && { ...found, from: toIso(found.from), to: toIso(found.to), at: toIso(found.at) };
  }

  async #apology(code: string, language: Language): Promise<PublicDossierView['apology']> {
    const apology = await this.apologies.find(code);
    if (!apology?.sentAt) return null;
    return { agencyName: await this.agencies.nameOf(apology.agency, language), reason: apology.reason, sentAt: toIso(apology.sentAt) };
  }

  /** As the deadline has it; running past its due instant counts before the clockwork has noticed. */
  async #isLate(dossier: Dossier): Promise<boolean> {
    const deadline = await this.whereabouts.deadline(dossier.code);
    if (!deadline) return false;
    return deadline.state === 'missed' || (deadline.state === 'running' && this.clock.now() > deadline.dueAt);
  }
}

function whatToDo(state: number, desk: string): Text | null {
  switch (state) {
    case STATE.supplement:
      return text(
        `Hãy nộp các giấy tờ còn thiếu ghi trong phiếu yêu cầu bổ sung tại ${desk}. Thời hạn giải quyết tính tiếp khi hồ sơ đã đầy đủ.`,
        `Hand in the missing papers listed in the supplement request at ${desk}. The time limit runs on once the dossier is complete.`,
      );
    case STATE.payment:
      return text(
        `Hãy nộp tiền theo thông báo đã nhận và giữ lại chứng từ. Thời hạn giải quyết tính tiếp khi cơ quan nhận được xác nhận nộp tiền. Cần hướng dẫn, liên hệ ${desk}.`,
        `Pay as the notice you received says and keep the proof. The time limit runs on once the payment is confirmed. For help ask ${desk}.`,
      );
    case STATE.resolved:
      return text(`Đã có kết quả. Hãy mang giấy tiếp nhận hồ sơ đến ${desk} để nhận.`, `The result is ready. Bring your receipt to ${desk} to collect it.`);
    default:
      return null;
  }
}

const iso = (at: Date | null): string | null => (at === null ? null : toIso(at));

/** Compares digests, in the same time whether the code exists, the length fits, or the first character does. */
function sameSecret(given: string, wanted: string | null): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given.trim().toUpperCase()), digest(wanted ?? '')) && wanted !== null;
}

const nothingFound = (): Result<never> =>
  reject('not_found', text('Không có hồ sơ với mã và khóa tra cứu này. Hãy xem lại giấy tiếp nhận.', 'There is no dossier with this code and secret. Look at your receipt again.'));

const tooMany = (): Result<never> =>
  reject('too_many_requests', text('Nhập sai quá nhiều lần. Hãy thử lại sau 15 phút.', 'Too many wrong attempts. Try again in 15 minutes.'));
