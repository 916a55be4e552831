import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface MessageRow {
  id: string;
  sender: string;
  messageId: string | null;
  name: string;
  key: string;
  payload: Record<string, unknown>;
  state: 'buffered' | 'delivered' | 'expired';
  outcome: 'delivered' | 'buffered' | 'started';
  dossier: string | null;
  catchers: number;
  receivedAt: Date;
  expiresAt: Date | null;
}

/** A waiting element that takes a message: by the dossier's code always, by its own key where it has one. */
export interface Catcher {
  name: string;
  key: string | null;
}

export type Buffered = Pick<MessageRow, 'id' | 'name' | 'key' | 'payload' | 'messageId' | 'sender'>;

const COLUMNS = `id, sender, message_id as "messageId", name, key, payload, state, outcome, dossier, catchers, received_at as "receivedAt", expires_at as "expiresAt"`;

/** Every query on messages and on what waits for them. */
@Injectable()
export class MessagesRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** What the sender's id has come to before; waits for nobody. */
  async findSent(sender: string, messageId: string, tx?: EntityManager): Promise<MessageRow | null> {
    const [row] = await this.#db(tx).query<MessageRow[]>(`select ${COLUMNS} from message_buffer where sender = $1 and message_id = $2`, [sender, messageId]);
    return row ?? null;
  }

  /** False when the sender's id is known: the first message with it stands. Waits for one that is just being written. */
  async insert(tx: EntityManager, row: MessageRow): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into message_buffer (id, sender, message_id, name, key, payload, state, outcome, dossier, catchers, received_at, expires_at, ended_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $7 = 'delivered' then $11::timestamptz end)
       on conflict (sender, message_id) where message_id is not null do nothing returning id`,
      [row.id, row.sender, row.messageId, row.name, row.key, JSON.stringify(row.payload), row.state, row.outcome, row.dossier, row.catchers, row.receivedAt, row.expiresAt],
    );
    return rows.length === 1;
  }

  async setCatchers(tx: EntityManager, id: string, catchers: number): Promise<void> {
    await tx.query('update message_buffer set catchers = $2 where id = $1', [id, catchers]);
  }

  async setDossier(tx: EntityManager, id: string, dossier: string): Promise<void> {
    await tx.query('update message_buffer set dossier = $2 where id = $1', [id, dossier]);
  }

  /**
   * Messages kept for the catchers that begin to wait in this transaction, oldest first, locked. For each own key of a catcher an
   * advisory lock is taken that a sender takes too before it buffers, so that neither misses the other; in order, against deadlocks.
   */
  async keptFor(tx: EntityManager, dossier: string, catchers: readonly Catcher[], at: Date): Promise<Buffered[]> {
    const own = catchers.filter((catcher): catcher is { name: string; key: string } => catcher.key !== null);
    const distinct = new Map(own.map((catcher) => [`${catcher.name}\n${catcher.key}`, catcher]));
    for (const [, { name, key }] of [...distinct].sort(([a], [b]) => (a < b ? -1 : 1))) await this.lockKey(tx, name, key);
    const wanted = [...catchers.map(({ name }) => ({ name, key: dossier })), ...own];
    return tx.query(
      `select id, name, key, payload, message_id as "messageId", sender from message_buffer
       where state = 'buffered' and (expires_at is null or expires_at > $2)
         and (key, name) in (select w.key, w.name from jsonb_to_recordset($1::jsonb) as w(key text, name text))
       order by received_at, id for update`,
      [JSON.stringify(wanted), at],
    );
  }

  async lockKey(tx: EntityManager, name: string, key: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 11))', [`${name}\n${key}`]);
  }

  async markDelivered(tx: EntityManager, id: string, dossier: string, catchers: number, at: Date): Promise<void> {
    await tx.query(`update message_buffer set state = 'delivered', dossier = $2, catchers = $3, ended_at = $4 where id = $1`, [id, dossier, catchers, at]);
  }

  /** The message, when nothing has taken it. */
  async expire(tx: EntityManager, id: string, at: Date): Promise<Buffered | null> {
    const [rows] = await tx.query<[Buffered[], number]>(
      `update message_buffer set state = 'expired', ended_at = $2 where id = $1 and state = 'buffered' returning id, name, key, payload, message_id as "messageId", sender`,
      [id, at],
    );
    return rows[0] ?? null;
  }

  async waitsInDossier(tx: EntityManager, dossier: string, name: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`select 1 from waiting where dossier = $1 and kind = 'message' and name = $2 limit 1`, [dossier, name]);
    return rows.length > 0;
  }

  /** Dossiers in which an element waits for the message by this key of its own. */
  async dossiersByKey(name: string, key: string, tx?: EntityManager): Promise<string[]> {
    const rows = await this.#db(tx).query<{ dossier: string }[]>(
      `select distinct dossier from waiting where kind = 'message' and detail ? 'key' and detail ->> 'key' = $2 and name = $1 order by dossier limit 2`,
      [name, key],
    );
    return rows.map(({ dossier }) => dossier);
  }

  catchersByKey(tx: EntityManager, dossier: string, name: string, key: string): Promise<{ instance: string; executionId: string }[]> {
    return tx.query(
      `select instance, execution_id as "executionId" from waiting where dossier = $1 and kind = 'message' and name = $2 and detail ->> 'key' = $3 order by since, execution_id`,
      [dossier, name, key],
    );
  }

  async isDossier(code: string): Promise<boolean> {
    return (await this.database.query<unknown[]>('select 1 from dossier where code = $1', [code])).length > 0;
  }

  /** The first of the agencies that received the dossier or has had work of it. */
  async involved(tx: EntityManager, dossier: string, agencies: readonly string[]): Promise<string | null> {
    const [row] = await tx.query<{ agency: string }[]>(
      `select agency from (select agency from dossier where code = $1 union select agency from task where dossier = $1) as had where agency = any($2) order by agency limit 1`,
      [dossier, agencies],
    );
    return row?.agency ?? null;
  }

  #db(tx?: EntityManager): EntityManager {
    return tx ?? this.database.manager;
  }
}
