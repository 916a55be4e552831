import type { AlertState, GuardCode, GuardOwner, Severity } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Facts } from './rule.js';

export interface NewAlert {
  id: string;
  rule: GuardCode;
  ruleVersion: number;
  key: string;
  /** Null for what concerns many dossiers. */
  dossier: string | null;
  agency: string;
  severity: Severity;
  owner: GuardOwner;
  persons: string[];
  facts: Facts;
  evidence: number[];
  happenedAt: Date;
  foundAt: Date;
}

export interface Alert extends Omit<NewAlert, 'key'> {
  state: AlertState;
  assignee: string | null;
  reason: string | null;
  document: string | null;
  measures: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  version: number;
}

export interface Question {
  id: string;
  alert: string;
  dossier: string | null;
  username: string;
  question: string;
  askedBy: string;
  askedAt: Date;
  answer: string | null;
  answeredAt: Date | null;
}

/** Whose alerts: null for all agencies; what is assigned to the reader comes on top, what concerns the reader stays away. */
export interface AlertReach {
  agencies: readonly string[] | null;
  me: string;
}

export interface AlertFilter {
  rule?: GuardCode | undefined;
  severity?: Severity | undefined;
  state?: AlertState | undefined;
  agency?: string | undefined;
  person?: string | undefined;
  dossier?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface RuleCount {
  rule: GuardCode;
  open: number;
  explained: number;
  confirmed: number;
  reviewed: number;
}

const ALERT = `a.id, a.rule, a.rule_version as "ruleVersion", a.dossier, a.agency, a.severity, a.owner, a.persons, a.facts, a.evidence, a.happened_at as "happenedAt", a.found_at as "foundAt", a.state, a.assignee, a.reason,
  a.document, a.measures, a.decided_by as "decidedBy", a.decided_at as "decidedAt", a.reviewed_by as "reviewedBy", a.reviewed_at as "reviewedAt", a.version`;
const QUESTION = `q.id, q.alert, a.dossier, q.username, q.question, q.asked_by as "askedBy", q.asked_at as "askedAt", q.answer, q.answered_at as "answeredAt"`;
const REACHED = `(($1::text[] is null or a.agency = any($1) or a.assignee = $2) and not $2 = any(a.persons))`;

/** Rows of alerts, and the questions put about them. */
@Injectable()
export class AlertsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Makes it, or adds to the evidence of one that grew (a burst that goes on) while nobody has decided on it. Null when there was nothing to write. */
  async keep(tx: EntityManager, alert: NewAlert): Promise<{ id: string; fresh: boolean } | null> {
    const [row] = await tx.query<{ id: string; fresh: boolean }[]>(
      `insert into alert (id, rule, rule_version, key, dossier, agency, severity, owner, persons, facts, evidence, happened_at, found_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (rule, key) do update set evidence = excluded.evidence, facts = excluded.facts, version = alert.version + 1
         where alert.state = 'open' and cardinality(excluded.evidence) > cardinality(alert.evidence)
       returning id, (xmax = 0) as fresh`,
      [alert.id, alert.rule, alert.ruleVersion, alert.key, alert.dossier, alert.agency, alert.severity, alert.owner, alert.persons, JSON.stringify(alert.facts), alert.evidence, alert.happenedAt, alert.foundAt],
    );
    return row ?? null;
  }

  async find(id: string, tx?: EntityManager): Promise<Alert | null> {
    const rows = await (tx ?? this.database).query<AlertRow[]>(`select ${ALERT} from alert a where a.id = $1${tx ? ' for update' : ''}`, [id]);
    return rows[0] ? alertOf(rows[0]) : null;
  }

  async list({ agencies, me }: AlertReach, filter: AlertFilter, after: { at: Date; id: string } | null, limit: number): Promise<Alert[]> {
    const given: unknown[] = [agencies, me];
    const and = (sql: string, value: unknown): string => (value === undefined || value === null ? '' : ` and ${sql.replace('?', `$${given.push(value)}`)}`);
    const where = [
      and('a.rule = ?', filter.rule), and('a.severity = ?', filter.severity), and('a.state = ?', filter.state), and('a.agency = ?', filter.agency), and('? = any(a.persons)', filter.person),
      and('a.dossier = ?', filter.dossier), and('a.happened_at >= ?', filter.from), and('a.happened_at < ?', filter.to),
    ].join('');
    const page = after ? ` and (a.happened_at, a.id) < ($${given.push(after.at)}, $${given.push(after.id)})` : '';
    const rows = await this.database.query<AlertRow[]>(`select ${ALERT} from alert a where ${REACHED}${where}${page} order by a.happened_at desc, a.id desc limit ${limit}`, given);
    return rows.map(alertOf);
  }

  async countOpen({ agencies, me }: AlertReach): Promise<number> {
    const [row] = await this.database.query<{ n: number }[]>(`select count(*)::int as n from alert a where ${REACHED} and a.state = 'open'`, [agencies, me]);
    return row?.n ?? 0;
  }

  countByRule({ agencies, me }: AlertReach): Promise<RuleCount[]> {
    return this.database.query(
      `select a.rule, (count(*) filter (where a.state = 'open'))::int as open, (count(*) filter (where a.state = 'explained'))::int as explained, (count(*) filter (where a.state = 'confirmed'))::int as confirmed,
         (count(*) filter (where a.reviewed_by is not null))::int as reviewed
       from alert a where ${REACHED} group by a.rule`,
      [agencies, me],
    );
  }

  /** By the Monday of the week, in the zone of the product. */
  countByWeek({ agencies, me }: AlertReach, since: Date): Promise<{ rule: GuardCode; week: string; found: number }[]> {
    return this.database.query(
      `select a.rule, to_char(date_trunc('week', a.happened_at at time zone 'Asia/Ho_Chi_Minh'), 'YYYY-MM-DD') as week, count(*)::int as found from alert a
       where ${REACHED} and a.happened_at >= $3 group by 1, 2`,
      [agencies, me, since],
    );
  }

  async save(tx: EntityManager, alert: Alert): Promise<void> {
    await tx.query(
      `update alert set state = $2, assignee = $3, reason = $4, document = $5, measures = $6, decided_by = $7, decided_at = $8, reviewed_by = $9, reviewed_at = $10, version = version + 1 where id = $1`,
      [alert.id, alert.state, alert.assignee, alert.reason, alert.document, alert.measures, alert.decidedBy, alert.decidedAt, alert.reviewedBy, alert.reviewedAt],
    );
  }

  async insertQuestion(tx: EntityManager, { id, alert, username, question, askedBy, askedAt }: Omit<Question, 'dossier' | 'answer' | 'answeredAt'>): Promise<void> {
    await tx.query('insert into alert_question (id, alert, username, question, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6)', [id, alert, username, question, askedBy, askedAt]);
  }

  questionsOf(alert: string): Promise<Question[]> {
    return this.database.query(`select ${QUESTION} from alert_question q join alert a on a.id = q.alert where q.alert = $1 order by q.asked_at, q.id`, [alert]);
  }

  questionsTo(username: string): Promise<Question[]> {
    return this.database.query(`select ${QUESTION} from alert_question q join alert a on a.id = q.alert where q.username = $1 order by q.answered_at is not null, q.asked_at desc limit 200`, [username]);
  }

  async question(tx: EntityManager, id: string): Promise<Question | null> {
    const rows = await tx.query<Question[]>(`select ${QUESTION} from alert_question q join alert a on a.id = q.alert where q.id = $1 for update of q`, [id]);
    return rows[0] ?? null;
  }

  async answer(tx: EntityManager, id: string, answer: string, at: Date): Promise<void> {
    await tx.query('update alert_question set answer = $2, answered_at = $3 where id = $1', [id, answer, at]);
  }

  /** The entries that prove something, as far as their dossiers go. */
  async evidence(positions: readonly number[]): Promise<{ position: number; dossier: string; seq: number; at: Date; kind: string; actor: string; agency: string | null; element: string | null }[]> {
    const rows = await this.database.query<{ position: string; dossier: string; seq: number; at: Date; kind: string; actor: string; agency: string | null; element: string | null }[]>(
      'select position, dossier, seq, at, kind, actor, agency, element from ledger_entry where position = any($1) order by at, position',
      [positions],
    );
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }
}

type AlertRow = Omit<Alert, 'evidence'> & { evidence: string[] };

/** Positions come as texts, for they are big. */
const alertOf = (row: AlertRow): Alert => ({ ...row, evidence: row.evidence.map(Number) });
