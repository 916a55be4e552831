import type { DossierHead } from '#contract';
import { type Ids, localDate } from '#kernel';
import { Ledger } from '#ledger';
import { IDS, write } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { By } from './change-state.js';
import { nextFormNumber } from './counters.js';

/** Forms that this room issues: receipt, supplement request, refusal, apology, and by the profile of 2025 the notice of stopping. */
export type FormCode = '01' | '02' | '03' | '04' | '05';

/** A form as it stands in the register of the receiving agency. */
export interface IssuedForm {
  id: string;
  form: FormCode;
  number: string;
  data: Record<string, unknown>;
  issuedBy: string;
  issuedAt: Date;
}

/** Gives a printed form its number and writes it down. What the form says is kept as it was said; the sheet is drawn when asked for. */
@Injectable()
export class IssueForm {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** `handed`: given to the citizen at the desk in the same moment. `recorded`: what the ledger keeps of it besides its number. */
  async issue(tx: EntityManager, head: DossierHead, form: FormCode, data: Record<string, unknown>, by: By, handed: boolean, recorded: Record<string, unknown> = {}): Promise<IssuedForm> {
    const number = await nextFormNumber(tx, form, head.agency, localDate(by.at));
    const issued: IssuedForm = { id: this.ids.uuid(), form, number, data, issuedBy: by.actor.username, issuedAt: by.at };
    await write(
      tx,
      `insert into form_issued (id, dossier, form, number, data, issued_by, issued_at, delivered_at, delivered_how) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [issued.id, head.code, form, number, JSON.stringify(data), issued.issuedBy, by.at, handed ? by.at : null, handed ? 'direct' : null],
    );
    await this.ledger.append(tx, head.code, [
      { at: by.at, actor: by.actor.username, agency: by.actor.agency, kind: 'form.issued', data: { form: `form-${form}`, number, delivered: handed, ...recorded } },
    ]);
    return issued;
  }

  /** The latest of its kind, or null when none was issued. */
  async latest(dossier: string, form: FormCode, tx: EntityManager = this.database.manager): Promise<IssuedForm | null> {
    const rows = await tx.query<IssuedForm[]>(
      `select id, form, number, data, issued_by as "issuedBy", issued_at as "issuedAt" from form_issued where dossier = $1 and form = $2 order by issued_at desc, id desc limit 1`,
      [dossier, form],
    );
    return rows[0] ?? null;
  }
}
