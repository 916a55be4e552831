import { type Loaded, load, readFolder, shippedCodes } from '../conformance/shipped/library.js';
import { TestProduct } from './product.js';
import { playOverHttp } from './scenario.js';

/* Every scenario of the shipped library, over HTTP with the simulated clock: ends, values, due instants, stops and who answers for lateness. */

/** Those that a citizen hands a dossier in for. */
const CODES = shippedCodes().filter((code) => !code.endsWith('-chung') && code !== 'ban-giao-ho-so-cu-tru');

describe.each(CODES)('%s', (code) => {
  let product: TestProduct;
  let procedure: Loaded;
  beforeAll(async () => {
    procedure = await load(readFolder(code));
    product = await TestProduct.open();
    await product.moveTo('2026-03-02T08:00:00+07:00');
  });
  afterAll(() => product.close());

  it.each(Object.keys(readFolder(code).scenarios))('%s', async (name) => {
    const scenario = procedure.scenarios[name];
    if (!scenario) throw new Error(name);
    const outcome = await playOverHttp(product, procedure, scenario);

    expect(outcome).toMatchObject({ state: scenario.state, waiting: [], verified: true });
    const { variables, opinions, stopped, lateBecauseOf } = scenario.expect ?? {};
    if (variables) expect(outcome.variables).toMatchObject(variables);
    for (const [variable, said] of Object.entries(opinions ?? {})) expect((outcome.variables[variable] as { yKien: string }[]).map(({ yKien }) => yKien).sort()).toEqual([...said].sort());
    if (stopped) expect(outcome.stopped).toBe(true);
    if (lateBecauseOf) expect(outcome.lateBecauseOf).toBe(lateBecauseOf);
  });

  it('promises the instants that its scenarios name, and keeps them where nothing stops the clock', async () => {
    const dated = Object.values(procedure.scenarios).filter(({ expect: expected }) => expected?.dueAt !== undefined);
    expect(dated.length).toBeGreaterThan(0);
    for (const scenario of dated) {
      const fresh = await TestProduct.open();
      try {
        await fresh.moveTo(scenario.receivedAt ?? '');
        const { dueAt, finalDueAt } = await playOverHttp(fresh, procedure, scenario);
        expect(dueAt).toBe(scenario.expect?.dueAt);
        if (scenario.expect?.finalDueAt) expect(finalDueAt).toBe(scenario.expect.finalDueAt);
      } finally {
        await fresh.close();
      }
    }
  });
});
