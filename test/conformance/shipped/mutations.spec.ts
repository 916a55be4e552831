import { parseBpmn, prove } from '#bpmn';
import { type Folder, type Loaded, load, readFolder, shippedCodes } from './library.js';
import { deviations } from './play-scenario.js';

/*
 * A change for the worse of a shipped procedure does not pass unseen: its scenarios deviate, or the proof refuses it. Mutants are made by
 * rule, so that a new procedure is held to it too.
 */

const CODES = shippedCodes().filter((code) => !code.endsWith('-chung'));
const shipped = new Map<string, Loaded>();

beforeAll(async () => {
  for (const code of shippedCodes()) shipped.set(code, await load(readFolder(code)));
});

interface Mutant {
  what: string;
  folder: Folder;
}

const withXml = (folder: Folder, what: string, xml: string): Mutant => ({ what, folder: { ...folder, xml } });

/** What the mutant gives away: a finding of the proof, or the first deviation of a scenario. */
async function caught({ folder }: Mutant): Promise<string | null> {
  const loaded = await load(folder).catch((fault: Error) => fault.message);
  if (typeof loaded === 'string') return loaded;
  const parsed = await parseBpmn(folder.xml);
  if (!parsed.ok) return parsed.rejection.code;
  const component = (code: string) => shipped.get(code)?.model ?? null;
  const found = [...loaded.findings, ...prove(parsed.value, { model: loaded.model, decisions: loaded.library, component })].find(({ severity }) => severity !== 'info');
  if (found) return found.rule;
  for (const [name, scenario] of Object.entries(folder.scenarios)) {
    const [deviation] = deviations(shipped, loaded, scenario);
    if (deviation) return `${name}: ${deviation}`;
  }
  return null;
}

/** The condition of a branch is turned round. */
const turned = (folder: Folder): Mutant[] =>
  [...folder.xml.matchAll(/<bpmn:sequenceFlow id="([^"]+)"[^>]*>(?:(?!<\/bpmn:sequenceFlow>)[\s\S])*?<bpmn:conditionExpression[^>]*>=([^<]+)</g)].map(([flow, id, condition = '']) =>
    withXml(folder, `not ${id}`, folder.xml.replace(flow, flow.replace(`>=${condition}<`, `>=not(${condition})<`))),
  );

/** Two branches of a gateway go to each other's targets. */
const swapped = (folder: Folder): Mutant[] =>
  [...folder.xml.matchAll(/<bpmn:exclusiveGateway id="([^"]+)"[^>]*default=/g)].flatMap(([, id]) => {
    const flows = [...folder.xml.matchAll(new RegExp(`<bpmn:sequenceFlow id="([^"]+)"[^>]*sourceRef="${id}" targetRef="([^"]+)"`, 'g'))];
    const [one, other] = flows;
    if (!one || !other) return [];
    const [[first, firstFlow, a = ''], [second, secondFlow, b = '']] = [one, other];
    const moved = folder.xml
      .replace(first, first.replace(`targetRef="${a}"`, `targetRef="${b}"`))
      .replace(second, second.replace(`targetRef="${b}"`, `targetRef="${a}"`))
      .replace(`<bpmn:incoming>${firstFlow}</bpmn:incoming>`, '<bpmn:incoming>@</bpmn:incoming>')
      .replace(`<bpmn:incoming>${secondFlow}</bpmn:incoming>`, `<bpmn:incoming>${firstFlow}</bpmn:incoming>`)
      .replace('<bpmn:incoming>@</bpmn:incoming>', `<bpmn:incoming>${secondFlow}</bpmn:incoming>`);
    return [withXml(folder, `swapped ${id}`, moved)];
  });

/** The default branch is taken away. */
const undefaulted = (folder: Folder): Mutant[] =>
  [...folder.xml.matchAll(/<bpmn:exclusiveGateway id="([^"]+)"[^>]*( default="[^"]+")/g)].map(([gateway, id, fallback = '']) => withXml(folder, `no default ${id}`, folder.xml.replace(gateway, gateway.replace(fallback, ''))));

/** A rule of a decision gives another value, or is gone. */
const redecided = (folder: Folder): Mutant[] =>
  Object.entries(folder.decisions).flatMap(([key, source]) => {
    const of = (what: string, changed: string): Mutant => ({ what: `${key}: ${what}`, folder: { ...folder, decisions: { ...folder.decisions, [key]: changed } } });
    const rules = [...source.matchAll(/<rule id="([^"]+)">[\s\S]*?<\/rule>/g)];
    const numbers = [...source.matchAll(/<outputEntry id="([^"]+)">\s*<text>(\d+(?:\.\d+)?)<\/text>/g)];
    return [
      ...rules.map(([rule, id]) => of(`without ${id}`, source.replace(rule, ''))),
      ...numbers.map(([entry, id, value]) => of(`${id} higher`, source.replace(entry, entry.replace(`<text>${value}<`, `<text>${Number(value) * 2 + 1}<`)))),
    ];
  });

describe.each(CODES)('%s', (code) => {
  it.each<[string, (folder: Folder) => Mutant[]]>([
    ['a condition turned round', turned],
    ['two branches swapped', swapped],
    ['a default taken away', undefaulted],
    ['a decision changed', redecided],
  ])('%s is caught', async (_, mutate) => {
    const folder = readFolder(code);
    const mutants = mutate(folder);
    expect(mutants.length > 0).toBe(mutate !== redecided || Object.keys(folder.decisions).length > 0);
    const survivors: string[] = [];
    for (const mutant of mutants) if ((await caught(mutant)) === null) survivors.push(mutant.what);
    expect(survivors).toEqual([]);
  });

  it('a budget that no longer fits is refused by the proof, the longest way being full or the budget large', async () => {
    const folder = readFolder(code);
    const { legalLimit } = (shipped.get(code) as Loaded).model;
    const [step = ''] = /<iso:step budget="[\d.]+" unit="working_day"/.exec(folder.xml) ?? [];
    expect(await caught(withXml(folder, 'longer', folder.xml.replace(step, `<iso:step budget="${Number(legalLimit?.amount) + 1}" unit="working_day"`)))).toBe('budget-exceeds-limit');
  });
});
