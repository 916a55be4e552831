import { Agencies, canSignApology, supervisedAgencies } from '#access';
import type { ApologyList, ApologyState, ApologyView, DomainEvents, DraftApology } from '#contract';
import { type Language, type Principal, type Result, ROLE, type Text, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { type CommandContext, Commands, Procedures, refuseStale, unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DossierAccessCheck } from '../dossier-access.js';
import { IssueForm } from '../issue-form.js';
import { ApologiesRepository, type ApologyRow } from './apologies.repository.js';
import { LegalProfiles } from './legal-profiles.js';

const SHOWN = 200;

type Work = (tx: EntityManager, apology: ApologyRow, facts: Parameters<Parameters<Commands['onDossier']>[2]>) => Promise<Result<void>>;

/** The apology of a dossier: drafted by the agency that answers for the delay, signed by its head, and sent in the same moment; once. */
@Injectable()
export class WriteApology {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(ApologiesRepository) private readonly apologies: ApologiesRepository,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(IssueForm) private readonly forms: IssueForm,
    @Inject(LegalProfiles) private readonly profiles: LegalProfiles,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  /** Reason and new appointment as they will be sent. */
  async draft(ctx: CommandContext, code: string, { reason, appointment }: DraftApology, language: Language): Promise<Result<ApologyView>> {
    const done = await this.#onOpen(ctx, code, async (tx, apology, [, head, at, actor]) => {
      if (!mayDraft(ctx.principal, apology.agency) && !(await this.#maySign(ctx.principal, apology.agency))) return onlyThe(await this.agencies.nameOf(apology.agency, 'vi'), await this.agencies.nameOf(apology.agency, 'en'));
      const wrong = wrongAppointment(new Date(appointment), apology, at);
      if (wrong) return wrong;
      await this.apologies.update(tx, { ...apology, reason, appointmentAt: new Date(appointment), draftedBy: actor.username, draftedAt: at });
      await this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: apology.agency, kind: 'apology.drafted', data: { reason, appointment } }]);
      return ok(undefined);
    });
    return done.ok ? this.get(ctx.principal, code, language) : done;
  }

  /** Signs what was drafted, issues the form, tells the citizen, and puts the new appointment beside the old. */
  async sign(ctx: CommandContext, code: string, language: Language): Promise<Result<ApologyView>> {
    const done = await this.#onOpen(ctx, code, async (tx, apology, [, head, at, actor]) => {
      const { agency, reason, appointmentAt, dueAt } = apology;
      if (!(await this.#maySign(ctx.principal, agency))) return onlyTheHead(await this.agencies.nameOf(agency, 'vi'), await this.agencies.nameOf(agency, 'en'));
      const wrong = wrongAppointment(appointmentAt, apology, at);
      if (wrong) return wrong;
      const by = { at, actor: { username: actor.username, agency } };
      const form = await this.profiles.formOf(apology.legalProfile, 'apology', tx);
      const issued = await this.forms.issue(tx, { ...head, agency }, form.number as '04', { reason, agency, dueAt: toIso(dueAt), appointment: toIso(appointmentAt) }, by, false);
      await this.apologies.update(tx, { ...apology, state: 'sent', signedBy: actor.username, sentAt: at });
      await this.apologies.setAppointment(tx, code, appointmentAt);
      await this.ledger.append(tx, code, [
        { at, actor: actor.username, agency, kind: 'apology.sent', data: { agency, reason, dueAt: toIso(dueAt), appointment: toIso(appointmentAt), form: `form-${form.number}`, number: issued.number, profile: apology.legalProfile } },
      ]);
      await this.events.publish(tx, 'apology.sent', { dossier: head, ...by, agency, reason, dueAt, appointment: appointmentAt });
      return ok(undefined);
    });
    return done.ok ? this.get(ctx.principal, code, language) : done;
  }

  async get(principal: Principal, code: string, language: Language): Promise<Result<ApologyView>> {
    const found = await this.apologies.find(code);
    if (!found) return noApology(code);
    const seen = await this.access.see(principal, { code, agency: found.desk });
    return seen.ok ? ok(await this.#view(principal, found, language)) : seen;
  }

  /** Supervisors see those of all agencies, everybody else those of the own ones. */
  async list(principal: Principal, state: ApologyState, language: Language): Promise<Result<ApologyList>> {
    const all = supervisedAgencies(principal, await this.agencies.kindsOf(principal)) === 'all';
    const rows = await this.apologies.list(state, all ? null : [...new Set(principal.positions.map(({ agency }) => agency))], SHOWN);
    return ok({ items: await Promise.all(rows.map((row) => this.#view(principal, row, language))) });
  }

  #onOpen(ctx: CommandContext, code: string, work: Work): Promise<Result<void>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const seen = await this.access.see(ctx.principal, head, tx);
      if (!seen.ok) return unknownDossier(code);
      const apology = await this.apologies.find(code, tx);
      if (!apology) return noApology(code);
      const stale = refuseStale(ctx, apology.version);
      if (stale) return stale;
      if (apology.state !== 'open') return reject(apology.state === 'sent' ? 'already_done' : 'invalid_state', CLOSED[apology.state]);
      return work(tx, apology, [tx, head, at, actor]);
    });
  }

  async #maySign(principal: Principal, agency: string): Promise<boolean> {
    return canSignApology(principal, agency, await this.agencies.kindsOf(principal));
  }

  async #view(principal: Principal, row: ApologyRow, language: Language): Promise<ApologyView> {
    const open = row.state === 'open';
    const maySign = await this.#maySign(principal, row.agency);
    return {
      dossier: row.dossier, procedureName: (await this.procedures.nameOf(row.procedure, row.revision))[language], agency: row.agency, agencyName: await this.agencies.nameOf(row.agency, language),
      desk: row.desk, deskName: await this.agencies.nameOf(row.desk, language), state: row.state, stateName: STATES[row.state][language],
      title: (await this.profiles.formOf(row.legalProfile, 'apology')).title[language], profile: row.legalProfile, dueAt: toIso(row.dueAt), reason: row.reason, appointment: toIso(row.appointmentAt),
      openedAt: toIso(row.openedAt), draftedBy: row.draftedBy, draftedAt: row.draftedAt && toIso(row.draftedAt),
      signedBy: row.signedBy && (await this.agencies.personName(row.signedBy)), sentAt: row.sentAt && toIso(row.sentAt),
      maySign: open && maySign, mayDraft: open && (maySign || mayDraft(principal, row.agency)), version: row.version,
    };
  }
}

const mayDraft = (principal: Principal, agency: string): boolean => principal.positions.some((held) => held.agency === agency && held.role !== ROLE.administrator);

function wrongAppointment(appointment: Date, { dueAt }: Pick<ApologyRow, 'dueAt'>, at: Date): Result<never> | null {
  if (appointment > at && appointment > dueAt) return null;
  const message = text('ngày hẹn lại phải sau bây giờ và sau hạn cũ', 'the new appointment must lie in the future, after the old date');
  return reject('invalid_input', text('Ngày hẹn lại chưa đúng', 'The new appointment is not valid'), { errors: [{ path: 'appointment', message }] });
}

const STATES: Record<ApologyState, Text> = {
  open: text('Cần ký', 'To be signed'), sent: text('Đã gửi', 'Sent'), not_needed: text('Không cần nữa', 'No longer called for'), missing: text('Trả muộn, không xin lỗi', 'Settled late without one'),
};
const CLOSED = { sent: text('Hồ sơ này đã xin lỗi và hẹn lại một lần, không hẹn lại nữa', 'The dossier was apologised for already; there is one new appointment at most'), not_needed: STATES.not_needed, missing: STATES.missing };

const noApology = (code: string): Result<never> => reject('not_found', text(`Hồ sơ ${code} không có việc xin lỗi`, `No apology is called for in dossier ${code}`));
const onlyThe = (vi: string, en: string): Result<never> => reject('not_allowed', text(`Chỉ cán bộ của ${vi} soạn văn bản này`, `Only officers of ${en} draft this`));
const onlyTheHead = (vi: string, en: string): Result<never> => reject('not_allowed', text(`Chỉ người đứng đầu ${vi} ký văn bản này`, `Only the head of ${en} signs this`));

