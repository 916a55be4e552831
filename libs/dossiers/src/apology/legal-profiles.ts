import { canAdminister } from '#access';
import type { ConfirmProfile, FormPurpose, LegalProfiles as View, UseProfile } from '#contract';
import { type Clock, type Language, type Result, type Text, localDate, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { CLOCK } from '#platform';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface ProfileForm {
  number: string;
  title: Text;
}

interface Profile {
  code: string;
  name: Text;
  basis: string;
  forms: Partial<Record<FormPurpose, ProfileForm>>;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  confirmation: string | null;
}

interface Use {
  profile: string;
  from: Date;
  document: string;
  by: string;
  at: Date;
}

/** Which set of forms holds from when. The profile in force at receipt goes with the dossier to its end. */
@Injectable()
export class LegalProfiles {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async inForce(at: Date, tx: EntityManager = this.database.manager): Promise<string> {
    const [row] = await tx.query<{ profile: string }[]>('select profile from legal_profile_use where valid_from <= $1 order by valid_from desc, seq desc limit 1', [at]);
    if (!row) throw new Error(`no legal profile holds at ${at.toISOString()}`);
    return row.profile;
  }

  /** The form of a profile that serves the purpose; null where it has none. */
  async form(profile: string, purpose: FormPurpose, tx?: EntityManager): Promise<ProfileForm | null> {
    return (await this.#all(tx)).find(({ code }) => code === profile)?.forms[purpose] ?? null;
  }

  async formOf(profile: string, purpose: FormPurpose, tx?: EntityManager): Promise<ProfileForm> {
    const form = await this.form(profile, purpose, tx);
    if (!form) throw new Error(`profile ${profile} has no form for ${purpose}`);
    return form;
  }

  async list(language: Language): Promise<View> {
    const uses = await this.database.query<Use[]>('select profile, valid_from as "from", document, decided_by as "by", decided_at as "at" from legal_profile_use order by valid_from desc, seq desc');
    const running = new Map((await this.database.query<{ profile: string; n: number }[]>(RUNNING)).map(({ profile, n }) => [profile, n]));
    const profiles = (await this.#all()).map(({ code, name, basis, forms, confirmedBy, confirmedAt, confirmation }) => ({
      code, name: name[language], basis, running: running.get(code) ?? 0,
      confirmed: confirmedBy !== null && confirmedAt !== null ? { by: confirmedBy, at: toIso(confirmedAt), document: confirmation ?? '' } : null,
      forms: Object.entries(forms).map(([purpose, form]) => ({ purpose: purpose as FormPurpose, ...form })).sort((a, b) => a.number.localeCompare(b.number)),
    }));
    return { inForce: await this.inForce(this.clock.now()), profiles, uses: uses.map(({ from, at, ...use }) => ({ ...use, from: toIso(from), at: toIso(at) })) };
  }

  /** From a day on; what was received before keeps its profile. */
  async use(ctx: CommandContext, { profile, from, document }: UseProfile, language: Language): Promise<Result<View>> {
    const done = await this.commands.run(ctx, async (tx, at, { username, agency }) => {
      if (!canAdminister(ctx.principal)) return ONLY_ADMINISTRATORS;
      if (!(await this.#all(tx)).some(({ code }) => code === profile)) return wrong('profile', text(`Không có bộ biểu mẫu "${profile}"`, `There is no profile "${profile}"`));
      if (from < localDate(at)) return wrong('from', text('không được trước hôm nay', 'must not be before today'));
      const validFrom = from === localDate(at) ? at : new Date(`${from}T00:00:00+07:00`);
      await tx.query('insert into legal_profile_use (profile, valid_from, document, decided_by, decided_at) values ($1, $2, $3, $4, $5)', [profile, validFrom, document, username, at]);
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: username, agency, kind: 'directory.changed', data: { legalProfile: profile, from: toIso(validFrom), document } }]);
      return ok({ profile });
    });
    return done.ok ? ok(await this.list(language)) : done;
  }

  /** Somebody has compared the list of forms with the text it is taken from. */
  async confirm(ctx: CommandContext, code: string, { document }: ConfirmProfile, language: Language): Promise<Result<View>> {
    const done = await this.commands.run(ctx, async (tx, at, { username, agency }) => {
      if (!canAdminister(ctx.principal)) return ONLY_ADMINISTRATORS;
      const known = (await this.#all(tx)).find((one) => one.code === code);
      if (!known) return reject('not_found', text(`Không có bộ biểu mẫu "${code}"`, `There is no profile "${code}"`));
      if (known.confirmedBy !== null) return reject('already_done', text('Bộ biểu mẫu này đã được đối chiếu', 'This set of forms was confirmed already'));
      await tx.query('update legal_profile set confirmed = true, confirmed_by = $2, confirmed_at = $3, confirmation = $4 where code = $1', [code, username, at, document]);
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: username, agency, kind: 'directory.changed', data: { legalProfile: code, confirmed: true, document } }]);
      return ok({ code });
    });
    return done.ok ? ok(await this.list(language)) : done;
  }

  #all(tx: EntityManager = this.database.manager): Promise<Profile[]> {
    return tx.query(`select code, jsonb_build_object('vi', name_vi, 'en', name_en) as name, basis, forms, confirmed_by as "confirmedBy", confirmed_at as "confirmedAt", confirmation from legal_profile order by code`);
  }
}

const RUNNING = `select d.legal_profile as profile, count(*)::int as n from deadline l join dossier d on d.code = l.dossier where l.ended_at is null and l.subject_kind = 'dossier' group by 1`;

const wrong = (path: string, message: Text): Result<never> => reject('invalid_input', text(`Trường "${path}": ${message.vi}`, `Field "${path}": ${message.en}`), { errors: [{ path, message }] });

const ONLY_ADMINISTRATORS = reject('not_allowed', text('Chỉ quản trị viên được đổi bộ biểu mẫu', 'Only an administrator may change the set of forms'));
