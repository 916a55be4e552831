import { setTimeout as pause } from 'node:timers/promises';
import type { Model } from './model.js';
import { type ClientParts, PersistentClient } from './persistent-client.js';
import type { ChaosPostgres } from './postgres.js';
import type { Random } from './random.js';

export interface Kind {
  /** Procedure and variant. */
  name: string;
  procedure: string;
  data: Record<string, unknown>;
  papers: string[];
}

interface Listed {
  id: string;
  dossier: string;
  procedure: string;
  element: string;
}

const DESKS = ['xa-khanh-phu', 'xa-khanh-trung'];
const AT_ONCE = 8;
/** Share of commands sent twice at the same time: a reception with one key, a completion with two. */
const DOUBLED = 0.1;
const LEFT_ALONE = new Set(['clock_stopped']);

/** The agencies at work: desks that receive, officers that complete what is in their inbox, stops made and ended. */
export class Office {
  readonly #clients = new Map<string, PersistentClient>();
  readonly #officers = new Map<string, Promise<void>>();
  readonly #orders = new Map<string, Promise<object>>();
  #over = false;
  #loops: Promise<void>[] = [];
  readonly failures: unknown[] = [];

  constructor(
    private readonly parts: { clients: ClientParts; model: Model; postgres: ChaosPostgres; random: Random; password: string },
  ) {}

  as(username: string): PersistentClient {
    const client = this.#clients.get(username) ?? new PersistentClient(this.parts.clients, username, this.parts.password);
    this.#clients.set(username, client);
    return client;
  }

  open(): void {
    this.#over = false;
    this.#loops = [this.#loop(() => this.#callOfficers()), this.#loop(() => this.#resumeStopped())];
  }

  async close(): Promise<void> {
    this.#over = true;
    await Promise.all([...this.#loops, ...this.#officers.values()]);
    this.#officers.clear();
  }

  /** Stops clocks of random dossiers by hand from now on; {@link open}'s own loop ends the stops. */
  stopClocks(): void {
    this.#loops.push(this.#loop(() => this.#stopOne()));
  }

  async receive(kind: Kind): Promise<string> {
    const { model, random } = this.parts;
    const agency = random.pick(DESKS) ?? '';
    const body = { procedure: kind.procedure, agency, applicant: { name: `Người ${model.received.size + 1}` }, data: kind.data, papers: kind.papers };
    const key = crypto.randomUUID();
    const desk = this.as(`${agency}.tiep-nhan`);
    const answers = await Promise.all((random.happens(DOUBLED) ? [1, 2] : [1]).map(() => desk.post('/dossiers', body, key)));
    const codes = new Set(answers.map(({ status, body: { code } }) => (status === 201 ? (code as string) : `${status} ${code}`)));
    const [code = ''] = codes;
    if (codes.size > 1) model.faults.push(`one key of a reception was answered with ${[...codes].join(' and ')}`);
    if (answers[0]?.status !== 201) throw new Error(`a reception of ${kind.name} was refused: ${JSON.stringify(answers[0]?.body)}`);
    model.receive(code, kind.name);
    return code;
  }

  #loop(work: () => Promise<void>): Promise<void> {
    const run = async (): Promise<void> => {
      while (!this.#over) {
        await work();
        await pause(150);
      }
    };
    return run().catch((error: unknown) => void this.failures.push(error));
  }

  async #callOfficers(): Promise<void> {
    const rows = await this.parts.postgres.ask<{ username: string }>(`select distinct agency || '.' || role as username from task where state in ('open', 'claimed')`);
    for (const { username } of rows) if (!this.#officers.has(username)) this.#officers.set(username, this.#loop(() => this.#emptyInbox(this.as(username))));
  }

  async #emptyInbox(officer: PersistentClient): Promise<void> {
    const { status, body } = await officer.get('/tasks?limit=100');
    if (status !== 200) throw new Error(`${officer.username} has no inbox: ${JSON.stringify(body)}`);
    const todo = (body.items as Listed[]).values();
    const lane = async (): Promise<void> => {
      for (const task of todo) if (!this.#over && !this.parts.model.completed.has(task.id)) await this.#complete(officer, task);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  async #complete(officer: PersistentClient, task: Listed): Promise<void> {
    const { model, random } = this.parts;
    const order = await this.#orderFor(officer, task);
    const answers = await Promise.all((random.happens(DOUBLED) ? [1, 2] : [1]).map(() => officer.post(`/tasks/${task.id}/complete`, order)));
    for (const { status, body } of answers) {
      if (status === 200) model.complete(task.id, task.dossier);
      else if (status !== 409) model.faults.push(`${task.element} of ${task.dossier} was refused: ${status} ${JSON.stringify(body)}`);
      else if (!LEFT_ALONE.has(body.code) && answers.length === 1 && !model.completed.has(task.id)) model.count(`refused alone: ${body.code}`);
    }
  }

  /** What the step asks for, answered with what its form offers; the same for every dossier of the procedure. */
  #orderFor(officer: PersistentClient, { id, procedure, element }: Listed): Promise<object> {
    const step = `${procedure} ${element}`;
    const known = this.#orders.get(step);
    if (known) return known;
    const asked = officer.get(`/tasks/${id}`).then(({ body: { form, requires } }) => ({ data: offered(form), papers: requires.papers, ...(requires.opinion && { opinion: 'Đồng ý' }) }));
    this.#orders.set(step, asked);
    return asked;
  }

  async #resumeStopped(): Promise<void> {
    const { postgres } = this.parts;
    const rows = await postgres.ask<{ dossier: string; agency: string }>('select distinct dossier, agency from deadline_stop s join dossier d on d.code = s.dossier where s.ended_at is null limit 100');
    const todo = rows.values();
    const lane = async (): Promise<void> => {
      for (const { dossier, agency } of todo) if (!this.#over) await this.as(`${agency}.tiep-nhan`).post(`/dossiers/${dossier}/resume`, { evidence: 'Giấy nộp tiền' });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  async #stopOne(): Promise<void> {
    const { model, postgres, random } = this.parts;
    const open = await postgres.ask<{ code: string; agency: string }>('select code, agency from dossier where ended_at is null and resolved_at is null order by random() limit 1');
    const dossier = open.filter(({ code }) => model.received.has(code))[0];
    if (!dossier) return;
    const { status } = await this.as(`${dossier.agency}.tiep-nhan`).post(`/dossiers/${dossier.code}/stop`, { reason: 'khảo sát', kind: 'site_survey', evidence: 'biên bản' });
    if (status === 200) model.stop(dossier.code);
    await pause(random.between(0, 500));
  }
}

/** Defaults first, then examples. */
const offered = ({ properties = {} }: { properties?: Record<string, { default?: unknown; examples?: unknown[] }> }): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).flatMap(([name, field]) => (field.default !== undefined ? [[name, field.default]] : field.examples?.length ? [[name, field.examples[0]]] : [])));
