import { Agencies, type Directory } from '#access';
import { CalendarExhaustedError, type Stop } from '#calendar';
import type { RunTrial, TrialView, TrialWait } from '#contract';
import { type Budget, type Clock, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DraftDoor } from '../drafts/draft-door.js';
import { Proofs } from '../drafts/proofs.js';
import { intakeForm, validateForm } from '../form.js';
import { chooseStart } from '../starts/choose-start.js';
import { type Open, type Part, nameIn } from './dry-run.js';
import { errorsCaughtAt } from './errors-caught.js';
import { Parts } from './parts.js';
import { TEN_YEARS, TrialRun, formOf } from './trial-run.js';

type Received = { code: string; territory: string };

/** A draft stepped through with chosen data, on the engine of the real dossiers. Nothing is stored: all that was done comes with each request and is done again. */
@Injectable()
export class Trials {
  constructor(
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(Proofs) private readonly proofs: Proofs,
    @Inject(Parts) private readonly parts: Parts,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(principal: Principal, { bpmn, forms, decisions, ...asked }: RunTrial, language: Language): Promise<Result<TrialView>> {
    const refused = await this.door.refuseStranger(principal);
    if (refused) return refused;
    const examined = await this.proofs.examine({ bpmn: Buffer.from(bpmn, 'utf8'), ...(forms && { forms }), ...(decisions && { decisions }) });
    if (!examined.ok) return examined;
    const receivedAt = asked.receivedAt ? new Date(asked.receivedAt) : this.clock.now();
    if (Math.abs(receivedAt.getTime() - this.clock.now().getTime()) > TEN_YEARS) return farAway();
    const directory = await this.agencies.directory(receivedAt);
    const agency = directory.get(asked.agency);
    if (!agency) return unknownAgency(asked.agency);
    const part = await this.parts.ofDraft(examined.value, this.clock.now());
    if (!part.ok) return part;
    const run = this.#play(part.value, { ...asked, receivedAt }, agency);
    return run.ok ? ok(await this.#view(part.value, run.value, agency, directory, language)) : run;
  }

  #play(part: Part, { data = {}, startEvent, actions, receivedAt }: Pick<RunTrial, 'data' | 'startEvent' | 'actions'> & { receivedAt: Date }, { code, territory }: Received): Result<TrialRun> {
    const form = intakeForm(part.model);
    const valid = form ? validateForm(form, data) : ok(data);
    if (!valid.ok) return reject(valid.rejection.code, valid.rejection.message, { ...valid.rejection, details: { intake: form } });
    const start = chooseStart(part, startEvent);
    if (!start.ok) return start;
    const papers = part.model.papers.filter(({ required }) => required).map((paper) => paper.code);
    const variables = { ...valid.value, dossier: { code: 'CHAY-THU', agency: code, territory, channel: 'direct', papers, missingPapers: [] } };
    const run = TrialRun.begin(part, receivedAt, variables, start.value?.element);
    if (!run.ok) return run;
    for (const [index, action] of actions.entries()) {
      const done = run.value.act(action, index);
      if (!done.ok) return done;
    }
    return run;
  }

  async #view(part: Part, run: TrialRun, received: Received, directory: Directory, language: Language): Promise<TrialView> {
    const { dry, now, receivedAt, stops } = run;
    const calendar = await this.agencies.calendarOf(received.code);
    const dueAt = orNever(() => run.dueAt(calendar));
    const waits = await Promise.all(dry.open().map((open) => this.#wait(open, run, received, directory, language)));
    const agencyOf = new Map(waits.map(({ wait, agency }) => [wait, agency?.name ?? null]));
    return {
      now: toIso(now), receivedAt: toIso(receivedAt), status: dry.ended ? (dry.ended.status === 'failed' ? 'failed' : 'ended') : 'running', end: dry.ended?.element ?? null, state: dry.state ?? 2,
      dueAt: dueAt && toIso(dueAt), late: dueAt !== null && (dry.ended?.at ?? now) > dueAt, stopped: stops.at(-1)?.to === null, waits, variables: dry.variables, intake: intakeForm(part.model),
      log: run.log.map(({ at, event, name, element, key, action }) => ({ at: toIso(at), event, name: name[language], element, agency: agencyOf.get(key ?? '') ?? null, action })),
      taken: [...dry.taken],
    };
  }

  async #wait(open: Open, run: TrialRun, received: Received, directory: Directory, language: Language): Promise<TrialWait> {
    const { key, part, path, waiting, since } = open;
    const spec = part.model.steps[waiting.element];
    const found = spec && waiting.kind === 'user' ? agencyOf(run, open, spec.agency, received, directory) : null;
    const agency = found?.ok ? found.value : null;
    const stepDue = await this.#stepDue(agency, since, spec?.budget ?? null, run.stops);
    const host = waiting.attachedTo && run.dry.open().find((one) => one.waiting.executionId === waiting.attachedTo);
    const form = waiting.kind === 'user' ? formOf(open) : null;
    const dueAt = waiting.dueAt ?? stepDue;
    return {
      wait: key, kind: waiting.kind, element: waiting.element, drawnAt: path[0] ?? waiting.element, procedure: part.model.code, name: spec?.name[language] ?? waiting.name ?? nameIn(part, waiting.element)[language],
      since: toIso(since), guards: host ? host.waiting.element : waiting.attachedTo ? '' : null, agency: agency ? { code: agency, name: directory.get(agency)?.name[language] ?? agency } : null,
      unresolved: found && !found.ok ? found.rejection.message[language] : null,
      role: spec && waiting.kind === 'user' ? { code: spec.role, name: directory.role(spec.role)?.name[language] ?? spec.role } : null,
      budget: waiting.kind === 'user' ? (spec?.budget ?? null) : null, dueAt: dueAt && toIso(dueAt), form,
      requires: spec && waiting.kind === 'user' ? { opinion: spec.opinion, signature: spec.signature, papersOut: spec.papersOut.filter(({ required }) => required).map(({ name }) => name[language]) } : null,
      message: waiting.messageName ?? waiting.signalName ?? null, stops: part.model.stops[waiting.element]?.kind ?? null, errors: errorsCaughtAt(part.compiled, waiting.element),
    };
  }

  async #stepDue(agency: string | null, since: Date, budget: Budget | null, stops: readonly Stop[]): Promise<Date | null> {
    if (agency === null || budget === null) return null;
    const calendar = await this.agencies.calendarOf(agency);
    return orNever(() => calendar.due(since, budget, stops));
  }
}

/** As tasks are routed: an expression gives an agency's code or a relation. */
function agencyOf({ dry }: TrialRun, open: Open, relation: string, { code: receiving, territory }: Received, directory: Directory): Result<string> {
  const value = dry.evaluate(open, relation);
  const named = value === null ? null : directory.resolve(`agency:${value}`, { receiving, territory });
  return named?.ok ? named : directory.resolve(value ?? relation, { receiving, territory });
}

/** An agency that never opens has no due instants. */
function orNever(count: () => Date | null): Date | null {
  try {
    return count();
  } catch (fault) {
    if (fault instanceof CalendarExhaustedError) return null;
    throw fault;
  }
}

function farAway(): Result<never> {
  const message = text('phải trong vòng mười năm trước hoặc sau hôm nay', 'must be within ten years of today');
  return reject('invalid_input', text('Ngày tiếp nhận quá xa', 'The receipt is too far away'), { errors: [{ path: 'receivedAt', message }] });
}

const unknownAgency = (code: string): Result<never> => {
  const message = text(`Không có cơ quan "${code}"`, `There is no agency "${code}"`);
  return reject('agency_not_found', message, { errors: [{ path: 'agency', message }] });
};
