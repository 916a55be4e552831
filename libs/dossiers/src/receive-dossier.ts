import { Agencies } from '#access';
import { CalendarExhaustedError } from '#calendar';
import { type DomainEvents, type DossierHead, type ReceiveDossier as Request, countingOf } from '#contract';
import { type Ids, type Language, type Principal, RejectedError, type Result, localDate, ok, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { type Beginning, type CommandContext, Commands, type Opening, Openings, Runtime, type StepBy, byDesk, holdNew, isPlain, readHead } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Admission, AdmitDossier } from './admit-dossier.js';
import { LegalProfiles } from './apology/legal-profiles.js';
import type { By } from './change-state.js';
import { nextDossierCode } from './counters.js';
import type { Dossier } from './dossier.js';
import { STATE } from './dossier-states.js';
import { type DossierBase, DossierViews } from './dossier-views.js';
import { DossiersRepository } from './dossiers.repository.js';
import { IssueForm } from './issue-form.js';
import { missingPapers } from './papers.js';

/** Characters of the look-up secret on the receipt. */
const SECRET_LENGTH = 4;

/**
 * Takes a dossier in: code, secret, papers, deadline, receipt and the first step of its procedure, all in one transaction. Required
 * papers that are missing do not hinder it: the desk is told and asks for them once, in writing.
 */
@Injectable()
export class ReceiveDossier implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(AdmitDossier) private readonly admission: AdmitDossier,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(DossierViews) private readonly views: DossierViews,
    @Inject(IssueForm) private readonly forms: IssueForm,
    @Inject(LegalProfiles) private readonly profiles: LegalProfiles,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Openings) private readonly openings: Openings,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.openings.register((tx, opening) => this.#open(tx, opening));
  }

  /** How the dossier stands is read after the commit: its version is the end of its ledger, which is written last. */
  async receive(ctx: CommandContext, input: Request, language: Language): Promise<Result<DossierBase>> {
    const taken = await this.commands.run(ctx, async (tx, at) => {
      const code = await this.receiveIn(tx, ctx.principal, input, at);
      return code.ok ? ok({ code: code.value }) : code;
    });
    return taken.ok ? this.views.get(ctx.principal, taken.value.code, language) : taken;
  }

  /** The same within a command under way. Gives the dossier's code. */
  async receiveIn(tx: EntityManager, officer: Principal, input: Request, at: Date): Promise<Result<string>> {
    const admitted = await this.admission.admit({ officer }, input, at, tx);
    if (!admitted.ok) return admitted;
    const { start, agency } = admitted.value;
    const beginning = start && !isPlain(start) ? { start, started: byDesk(start) } : null;
    return this.#take(tx, admitted.value, input, { at, actor: { username: officer.username, agency: agency.code } }, beginning);
  }

  /** What an event opens, in the transaction of the event; the agency itself applies where nobody else does. */
  async #open(tx: EntityManager, { procedure, revision, element, agency, applicant, data, payload, started, key, by, ...rest }: Opening): Promise<Result<string>> {
    const self = { name: await this.agencies.nameOf(agency, 'vi') };
    const input: Request = { procedure, agency, applicant: applicant ?? self, data, channel: 'online', startEvent: element, ...rest };
    const admitted = await this.admission.admit({ revision, unattended: applicant === null }, input, by.at, tx);
    if (!admitted.ok) return admitted;
    const { start } = admitted.value;
    if (!start) throw new Error(`revision ${procedure}/${revision} has no start ${element}`);
    return this.#take(tx, admitted.value, input, by, { start, started, ...(key === undefined ? {} : { key }) }, payload);
  }

  /** Gives the dossier's code. */
  async #take(tx: EntityManager, admission: Admission, input: Request, by: By & StepBy, beginning: Beginning | null, payload: Record<string, unknown> = {}): Promise<Result<string>> {
    const code = await nextDossierCode(tx, admission.agency.unitCode, localDate(by.at));
    if (!code.ok) return code;
    const dossier = this.#dossier(code.value, admission, input, by, await this.profiles.inForce(by.at, tx));
    const head = await this.#write(tx, dossier, admission, by, waitedSince(input));
    const started = await this.#start(tx, head, dossier, { ...admission, data: { ...admission.data, ...payload } }, by, beginning);
    return started.ok ? code : started;
  }

  #dossier(code: string, { procedure, revision, adoption, agency, territory, data }: Admission, input: Request, { at, actor }: By, legalProfile: string): Dossier {
    return {
      code, secret: this.ids.secret(SECRET_LENGTH), procedure, revision, adoption: adoption?.seq ?? null, agency: agency.code, territory, channel: input.channel ?? 'direct',
      applicant: input.applicant, data, state: STATE.accepted, result: null, receivedBy: actor.username, receivedAt: at,
      dueAt: null, resolvedAt: null, returnedAt: null, endedAt: null, endReason: null, legalProfile, appointmentAt: null, version: 1,
    };
  }

  async #write(tx: EntityManager, dossier: Dossier, { model, papers, adoption }: Admission, by: By, waited: Record<string, unknown>): Promise<DossierHead> {
    await this.dossiers.insert(tx, dossier);
    const head = await readHead(tx, dossier.code);
    holdNew(tx, { ...head });
    // Listed as they were handed in: papers of one instant are told apart by their ids only.
    const ids = papers.map(() => this.ids.uuid()).sort();
    await this.dossiers.addPapers(
      tx,
      papers.map(({ file, ...paper }, index) => ({
        ...paper, id: ids[index] ?? this.ids.uuid(), dossier: dossier.code, direction: 'in', agency: dossier.agency, fileDigest: file, fileName: null, fileType: null, fileSize: null,
        addedBy: dossier.receivedBy, addedAt: by.at,
      })),
    );
    // What lies in a closed compartment is not even counted where others read.
    const open = papers.filter(({ compartment }) => compartment === null).map(({ code, originals, copies }) => ({ code, originals, copies }));
    await this.ledger.append(tx, dossier.code, [
      {
        at: by.at, actor: by.actor.username, agency: by.actor.agency, kind: 'dossier.received',
        data: {
          procedure: dossier.procedure, revision: dossier.revision, agency: dossier.agency, field: model.field, channel: dossier.channel,
          dueAt: await this.#due(dossier, model), budget: model.legalLimit, papers: open,
          ...(adoption && { adoption: { adoption: adoption.seq, document: adoption.document } }),
          ...waited,
        },
      },
    ]);
    return head;
  }

  /** The promise is made, put on paper, and the work begins. */
  async #start(tx: EntityManager, received: DossierHead, { code, channel }: Dossier, { model, agency, territory, data, papers }: Admission, by: By & StepBy, beginning: Beginning | null): Promise<Result<void>> {
    const budget = { budget: model.legalLimit, ...countingOf(model), ladder: model.ladder };
    await this.events.publish(tx, 'dossier.received', { dossier: received, at: by.at, actor: by.actor, ...budget });
    const codes = papers.map((paper) => paper.code);
    const missing = missingPapers(model, codes);
    const [head, written] = await Promise.all([readHead(tx, code), this.dossiers.find(code, tx)]);
    await this.forms.issue(tx, head, '01', { dueAt: written?.dueAt ?? null, missing }, by, channel === 'direct');
    return this.runtime.start(tx, head, by, { ...data, dossier: { code, agency: agency.code, territory, channel, papers: codes, missingPapers: missing } }, beginning);
  }

  async #due({ agency, receivedAt }: Dossier, model: Admission['model']): Promise<string | null> {
    if (!model.legalLimit) return null;
    try {
      return toIso((await this.agencies.calendarOf(agency)).due(receivedAt, model.legalLimit, [], countingOf(model)));
    } catch (error) {
      if (error instanceof CalendarExhaustedError) throw new RejectedError(noCalendar(agency));
      throw error;
    }
  }
}

/** What shows that the citizen was there before: the ticket of the queue, the first scan. */
function waitedSince({ ticket, papers = [] }: Request): Record<string, unknown> {
  const scans = papers.flatMap((paper) => (typeof paper === 'string' || paper.scannedAt === undefined ? [] : [new Date(paper.scannedAt)])).sort((a, b) => a.getTime() - b.getTime());
  return { ...(ticket && { ticket: { number: ticket.number, at: toIso(new Date(ticket.at)) } }), ...(scans[0] && { firstScanAt: toIso(scans[0]) }) };
}

const noCalendar = (agency: string): RejectedError['rejection'] => ({
  code: 'calendar_exhausted',
  message: text(`Cơ quan "${agency}" chưa có lịch làm việc đến hạn trả kết quả`, `The agency "${agency}" has no working calendar up to the due date`),
});

