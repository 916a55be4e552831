import type { SendMessage } from '#contract';
import { type Clock, type FieldError, type Principal, ROLE, type Result, holds, ok, reject, text } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JobScopes } from '../jobs/job-scopes.js';
import type { StepBy } from '../step-by.js';
import { Openings } from './openings.js';
import { type StartPlace, StartsRepository } from './starts.repository.js';

/** A message that begins a dossier: where, what it says of it, and in the name of which agency its sender acts. */
export interface Begun extends StartPlace {
  start: { agency: string; applicant: NonNullable<NonNullable<SendMessage['start']>['applicant']> } & NonNullable<SendMessage['start']>;
  acting: string;
}

/** Topic of the scope under which software of an agency may open dossiers of a procedure. */
export const startScope = (procedure: string): string => `start:${procedure}`;

/** What begins by a message: the starts of procedures in force, and the dossiers that already began under its key. */
@Injectable()
export class BeginByMessage {
  constructor(
    @Inject(StartsRepository) private readonly starts: StartsRepository,
    @Inject(Openings) private readonly openings: Openings,
    @Inject(JobScopes) private readonly scopes: JobScopes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Starts that the message suffices for; empty for a message that no procedure in force begins by. */
  places(name: string): Promise<StartPlace[]> {
    return this.starts.beganBy('message', name, this.clock.now());
  }

  openUnder(name: string, key: string, tx?: EntityManager): Promise<string | null> {
    return this.starts.openUnder(name, key, tx);
  }

  /** Settled before anything is written: which procedure, whether all is said, whether the sender may. */
  async settle(principal: Principal, { name, start = {} }: SendMessage, places: readonly StartPlace[]): Promise<Result<Begun>> {
    const fitting = places.filter(({ procedure }) => start.procedure === undefined || procedure === start.procedure);
    const procedures = [...new Set(fitting.map(({ procedure }) => procedure))];
    const [place] = fitting;
    const { agency, applicant } = start;
    const errors = [
      ...(agency === undefined ? [missing('start.agency', 'cơ quan tiếp nhận', 'the receiving agency')] : []),
      ...(applicant === undefined ? [missing('start.applicant', 'người nộp hồ sơ', 'the applicant')] : []),
      ...(procedures.length === 1 ? [] : [whichProcedure(name, places)]),
    ];
    if (!place || agency === undefined || applicant === undefined || errors.length > 0) {
      return reject('invalid_input', text(`Thông điệp "${name}" mở hồ sơ mới: hãy nêu đủ thông tin trong "start"`, `The message "${name}" opens a dossier: say in "start" what it needs`), { errors });
    }
    const acting = await this.#acting(principal, place.procedure, agency);
    return acting === null ? notAllowed(place.procedure) : ok({ ...place, start: { ...start, agency, applicant }, acting });
  }

  /** In the name of the agency that receives, whoever told it. Refusals name the fields as the message has them. */
  async open(tx: EntityManager, { procedure, revision, element, start, acting }: Begun, { name, correlationKey: key, payload = {} }: SendMessage, message: string, by: StepBy): Promise<Result<string>> {
    const { agency, applicant, data = {}, papers, territory, channel } = start;
    const given = { ...(papers && { papers }), ...(territory !== undefined && { territory }), ...(channel && { channel }) };
    const opened = await this.openings.open(tx, { procedure, revision, element, agency, applicant, data, payload, started: { by: 'message', name, message, key, agency: acting }, key, by: { at: by.at, actor: { ...by.actor, agency } }, ...given });
    if (opened.ok || !opened.rejection.errors) return opened;
    const errors = opened.rejection.errors.map(({ path, ...rest }) => ({ path: path === 'correlationKey' ? path : `start.${path}`, ...rest }));
    return { ok: false, rejection: { ...opened.rejection, errors } };
  }

  /** Software by a scope of its agency, an officer by the reception of the agency that is to receive. */
  async #acting(principal: Principal, procedure: string, agency: string): Promise<string | null> {
    if (holds(principal, agency, ROLE.reception)) return agency;
    return (await this.scopes.agenciesFor(principal, [startScope(procedure)])).get(startScope(procedure)) ?? null;
  }
}

const missing = (path: string, vi: string, en: string): FieldError => ({ path, message: text(`Thiếu ${vi}`, `${en} is missing`.replace(/^t/, 'T')) });

function whichProcedure(name: string, places: readonly StartPlace[]): FieldError {
  const codes = [...new Set(places.map(({ procedure }) => procedure))].join(', ');
  return { path: 'start.procedure', message: text(`Thông điệp "${name}" mở hồ sơ của: ${codes}. Hãy chọn một`, `The message "${name}" opens dossiers of: ${codes}. Choose one`) };
}

const notAllowed = (procedure: string): Result<never> =>
  reject(
    'not_allowed',
    text(
      `Chỉ cán bộ tiếp nhận của cơ quan nhận hồ sơ, hoặc phần mềm có phạm vi "${startScope(procedure)}", được mở hồ sơ bằng thông điệp`,
      `Only a reception officer of the receiving agency, or software with the scope "${startScope(procedure)}", may open a dossier by a message`,
    ),
  );
