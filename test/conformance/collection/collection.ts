import { parseBpmn, prove } from '#bpmn';
import { diagram, end, script, start } from '../engine/diagram.js';
import { type Given, Play, compiled } from '../engine/play.js';

/** A script task that writes its name into the variable `trail` (`log` is a function of FEEL). */
export const log = (id: string, inner = '', attributes = ''): string =>
  script(id, `{ trail: append(if trail = null then [] else trail, "${id}") }`, `scriptFormat="feel"${attributes ? ` ${attributes}` : ''}`).replace('</bpmn:scriptTask>', `${inner}</bpmn:scriptTask>`);

/** A small process of its own: what lies between the start `s` and the end `e` says the flows itself. */
export const between = (...parts: string[]): string => start('s') + parts.join('') + end('e');

export interface Case extends Given {
  /** What is done from outside once the instance waits. */
  tell?: (run: Play) => void;
  /** Logs that are right, each its entries in order. */
  traces: string[];
  status?: 'completed' | 'failed' | 'running';
}

/** One feature: its model passes the proof and, hot and recovered after every step, gives one of the right logs. */
export function runs(name: string, model: string, cases: Record<string, Case>): void {
  const xml = model.startsWith('<?xml') ? model : diagram(model);
  describe(name, () => {
    it('is published', async () => expect(await errorsOf(xml)).toEqual([]));

    it.each(Object.entries(cases))('%s', async (_, { tell, traces, status = 'completed', ...given }) => {
      const process = await compiled(xml);
      const [hot, cold] = [false, true].map((isCold) => {
        const run = new Play(process, given, isCold);
        tell?.(run);
        return run;
      }) as [Play, Play];
      expect(traces).toContain(((hot.variables['trail'] as string[] | undefined) ?? []).join(' '));
      expect(hot.status).toBe(status);
      expect(cold.log).toEqual(hot.log);
    });
  });
}

/** One feature that is left out: its model is refused, and the finding names the element. */
export function refused(name: string, model: string, element: string, rule?: string): void {
  it(`${name}: refused`, async () => {
    const found = await errorsOf(model.startsWith('<?xml') ? model : diagram(model));
    expect(found.filter((error) => error.endsWith(` ${element}`) && (!rule || error.startsWith(rule)))).not.toEqual([]);
  });
}

async function errorsOf(xml: string): Promise<string[]> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) return [`malformed ${parsed.rejection.message.en}`];
  return prove(parsed.value).filter(({ severity }) => severity === 'error').map(({ rule, element }) => `${rule} ${element}`);
}
