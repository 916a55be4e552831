import type { Loaded, Scenario, ScenarioStep } from '../conformance/shipped/library.js';
import { type TestProduct, WHO } from './product.js';

export interface Schema {
  required?: string[];
  properties?: Record<string, { default?: unknown; examples?: unknown[] }>;
}

/** Defaults first, then examples: what the schema itself offers for each field. */
export const offered = ({ properties = {} }: Schema): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).flatMap(([name, field]) => (field.default !== undefined ? [[name, field.default]] : field.examples?.length ? [[name, field.examples[0]]] : [])));

/** How a scenario went over HTTP, in the terms in which it says what it expects. */
export interface Outcome {
  state: number;
  waiting: string[];
  variables: Record<string, unknown>;
  dueAt: string;
  finalDueAt: string | null;
  stopped: boolean;
  /** The agency with the largest share of the lateness. */
  lateBecauseOf: string | null;
  verified: boolean;
}

/** What stops a day of the simulated clock is far off: longer than any timer of the library. */
const LONGEST_WAIT_DAYS = 70;

/** Takes a dossier of the shipped procedure through the scenario, each task by the demo account of its position, in simulated time. */
export async function playOverHttp(product: TestProduct, { code: procedure, model }: Loaded, scenario: Scenario): Promise<Outcome> {
  const desk = product.as(WHO.desk);
  const { intakeForm } = (await desk.get(`/procedures/${procedure}`)).expect(200) as { intakeForm: Schema | null };
  const data = { ...(intakeForm ? offered(intakeForm) : {}), ...scenario.data };
  const papers = model.papers.map(({ code }) => code);
  const { code } = (await desk.post('/dossiers', { procedure, agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Mến' }, data, papers })).expect(201) as { code: string };
  const before = await look(product, code);
  for (const step of scenario.steps) await take(product, code, step);
  const { state, tokens, deadline, lateness } = await look(product, code);
  const { verified } = (await product.as(WHO.administrator).get(`/dossiers/${code}/ledger?limit=1`)).expect(200) as { verified: boolean };
  const [worst] = [...lateness.shares].sort((a, b) => b.share - a.share);
  return {
    state, waiting: tokens.map(({ element }) => element), variables: await variablesOf(product, code), dueAt: before.deadline?.dueAt ?? '', finalDueAt: deadline?.dueAt ?? null,
    stopped: (deadline?.stops.length ?? 0) > 0, lateBecauseOf: lateness.late ? (worst?.agency ?? null) : null, verified,
  };
}

interface Dossier {
  state: number;
  tokens: { element: string }[];
  deadline: { dueAt: string; stops: unknown[] } | null;
  lateness: { late: boolean; shares: { agency: string; share: number }[] };
}

const look = async (product: TestProduct, code: string): Promise<Dossier> => (await product.as(WHO.administrator).get(`/dossiers/${code}`)).expect(200) as Dossier;

async function variablesOf(product: TestProduct, code: string): Promise<Record<string, unknown>> {
  const [row] = await product.database.dataSource.query<{ variables: Record<string, unknown> }[]>('select variables from instance where dossier = $1 and parent is null', [code]);
  return row?.variables ?? {};
}

async function take(product: TestProduct, code: string, { element: path, data = {}, message, timer, after, agency }: ScenarioStep): Promise<void> {
  const element = path.split('/').at(-1) ?? path;
  if (after) await product.advance(after);
  if (timer) return wait(product, code, element);
  if (message) return void (await product.as('ct-khanh-vinh.he-thong').post('/messages', { name: message, correlationKey: code, payload: data })).expect(200);
  const tasks = await product.tasks(code);
  const task = tasks.find((one) => one.element === element && (agency === undefined || one.agency === agency));
  if (!task) throw new Error(`${code} has no task at ${element}${agency ? ` of ${agency}` : ''}; there are ${tasks.map((one) => `${one.element} (${one.agency})`).join(', ')}`);
  const officer = product.as(`${task.agency}.${task.role}`);
  const { form, requires } = (await officer.get(`/tasks/${task.id}`)).expect(200) as { form: Schema; requires: { papers: string[]; opinion: boolean } };
  (await officer.post(`/tasks/${task.id}/complete`, { data: { ...offered(form), ...data }, papers: requires.papers, ...(requires.opinion && { opinion: 'Đồng ý' }) })).expect(200);
  await product.advance('PT30M');
}

/** Days pass until nothing waits at the element any more. */
async function wait(product: TestProduct, code: string, element: string): Promise<void> {
  for (let day = 0; day < LONGEST_WAIT_DAYS; day++) {
    if (!(await look(product, code)).tokens.some((token) => token.element === element)) return;
    await product.advance('P1D');
  }
  throw new Error(`${element} of ${code} still waits after ${LONGEST_WAIT_DAYS} days`);
}
