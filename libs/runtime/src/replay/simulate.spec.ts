import { type WorkingCalendar, buildCalendar } from '#calendar';
import fc from 'fast-check';
import type { Act, Beginning, Course, Stand, Thing } from './course.js';
import { type Draws, type Houses, type Receipt, type Settings, type Simulated, simulate } from './simulate.js';

const HOUR = 3_600_000;
const HOURS = [1, 2, 3, 4, 5].flatMap((weekday) => [['07:00', '11:30'], ['13:30', '17:00']].map(([opens, closes]) => ({ weekday, opens: opens!, closes: closes!, validFrom: '2016-01-01', validTo: null })));
const OFFICE = buildCalendar({ openingHours: HOURS, days: [{ date: '2026-03-05', kind: 'off', confirmed: true, name: { vi: 'Nghỉ', en: 'Off' } }], closures: [] });

interface Step {
  name: string;
  agency: string;
  hours: number;
  kind?: 'user' | 'message';
  stop?: boolean;
}

const thingOf = ({ name, agency, kind = 'user', stop = false }: Step, key: string): Thing => ({
  key, element: name, drawn: name, kind, step: { element: name, name: { vi: name, en: name }, agency, role: 'r', budget: null, opinion: false, signature: false, papersIn: [], papersOut: [], form: null, ladder: null },
  form: null, relation: agency, dueIn: null, guards: false, stop: stop ? 'supplement' : null, message: kind === 'message' ? name : null,
});

/** Stages one after the other; all steps of a stage at once. */
class Stages implements Course {
  constructor(private readonly stages: readonly (readonly Step[])[]) {}

  begin(_: Beginning): Stand {
    return this.#at(0, this.stages[0]!.map((_, index) => index));
  }

  go(from: Stand, key: string, _: Act): Stand {
    const { stage, left } = from as Stand & { stage: number; left: number[] };
    const rest = left.filter((index) => `${stage}:${index}` !== key);
    return rest.length > 0 ? this.#at(stage, rest) : this.#at(stage + 1, this.stages[stage + 1]?.map((_, index) => index) ?? []);
  }

  #at(stage: number, left: number[]): Stand {
    const things = left.map((index) => thingOf(this.stages[stage]![index]!, `${stage}:${index}`));
    const over = stage >= this.stages.length ? ('ended' as const) : null;
    return { things, over, resolved: over !== null, stopped: things.some(({ stop }) => stop !== null), stage, left } as Stand;
  }
}

const housesOf = (officers: number, calendar: WorkingCalendar = OFFICE): Houses => ({ deskOf: ({ relation }) => ({ agency: relation!, role: 'r' }), calendarOf: () => calendar, officersAt: () => officers });

/** No luck in it: every step takes what it takes, hands on it all the time. */
const certain = (stages: readonly (readonly Step[])[]): Draws => {
  const hours = new Map(stages.flat().map(({ name, hours: count }) => [name, count * HOUR]));
  return { work: ({ element }) => ({ total: hours.get(element)!, hands: hours.get(element)! }), acknowledgement: () => 0, arrival: ({ element }) => hours.get(element)!, data: () => ({}) };
};

const receipt = (at: string, agency = 'a'): Receipt => ({ at: new Date(`2026-03-${at}+07:00`), agency, territory: 't', data: {} });

function settled(stages: readonly (readonly Step[])[], receipts: readonly Receipt[], officers = 1, more: Partial<Settings> = {}): Simulated {
  const run = simulate({ receipts, course: new Stages(stages), draws: certain(stages), houses: housesOf(officers), variablesOf: () => ({}), limit: { amount: 1, unit: 'working_day' }, convention: 'exact', seed: 's', ...more });
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

const hoursOf = (ms: number): number => ms / HOUR;

describe('without chance, as counted by hand', () => {
  it('one officer takes three dossiers of four hours one after the other, over noon and night', () => {
    const found = settled([[{ name: 'xem', agency: 'a', hours: 4 }]], [receipt('02T08:00:00'), receipt('02T08:00:00'), receipt('02T08:00:00')]);
    expect(found.dossiers.map(({ net, late }) => [hoursOf(net!), late])).toEqual([[4, false], [8, false], [12, true]]);
    expect(found.elements.get('xem')).toEqual({ passes: 3, queue: 12 * HOUR, work: 12 * HOUR, acknowledgement: 0, waiting: 0 });
    expect([...found.desks.values()]).toEqual([{ agency: 'a', role: 'r', officers: 1, hands: 12 * HOUR, work: 12 * HOUR }]);
  });

  it('three officers take them at once', () => {
    const found = settled([[{ name: 'xem', agency: 'a', hours: 4 }]], Array.from({ length: 3 }, () => receipt('02T08:00:00')), 3);
    expect(found.dossiers.map(({ net }) => hoursOf(net!))).toEqual([4, 4, 4]);
    expect(found.elements.get('xem')!.queue).toBe(0);
  });

  it('what comes in the night waits for the morning, and a day off does not count', () => {
    const found = settled([[{ name: 'xem', agency: 'a', hours: 10 }]], [receipt('03T20:00:00')]);
    expect(hoursOf(found.dossiers[0]!.net!)).toBe(10);
    expect(found.elements.get('xem')!.queue).toBe(0);
  });

  it('an officer whose hands are free takes the next, while the first dossier still lies', () => {
    const stages = [[{ name: 'xem', agency: 'a', hours: 4 }]];
    const found = settled(stages, [receipt('02T07:00:00'), receipt('02T07:00:00')], 1, { draws: { ...certain(stages), work: () => ({ total: 4 * HOUR, hands: HOUR }) } });
    expect(found.dossiers.map(({ net }) => hoursOf(net!))).toEqual([4, 5]);
  });

  it('a hand-over to another agency is acknowledged first, one inside an agency is not', () => {
    const stages = [[{ name: 'xem', agency: 'a', hours: 1 }], [{ name: 'ky', agency: 'a', hours: 1 }], [{ name: 'thue', agency: 'b', hours: 1 }]];
    const found = settled(stages, [receipt('02T07:00:00')], 1, { draws: { ...certain(stages), acknowledgement: () => HOUR / 2 } });
    expect(hoursOf(found.dossiers[0]!.net!)).toBe(3.5);
    expect(found.agencies.get('a')!.acknowledgement).toBe(0);
    expect(found.agencies.get('b')!.acknowledgement).toBe(HOUR / 2);
  });

  it('the time for which the clock stands makes nobody late', () => {
    const stages = [[{ name: 'xem', agency: 'a', hours: 2 }], [{ name: 'bo-sung', agency: 'a', hours: 72, kind: 'message' as const, stop: true }], [{ name: 'lai', agency: 'a', hours: 2 }]];
    const found = settled(stages, [receipt('09T07:00:00')]);
    expect(found.dossiers).toEqual([{ end: 'ended', net: 4 * HOUR, late: false }]);
    expect(found.citizen.waiting).toBe(OFFICE.measure(new Date('2026-03-09T09:00:00+07:00'), new Date('2026-03-12T09:00:00+07:00')));
  });

  it('a step that finds no agency keeps its dossier for ever, and is told', () => {
    const found = settled([[{ name: 'xem', agency: 'a', hours: 1 }]], [receipt('02T07:00:00')], 1, { houses: { ...housesOf(1), deskOf: () => null } });
    expect(found.dossiers).toEqual([{ end: 'unfinished', net: null, late: true }]);
  });
});

describe('whatever comes', () => {
  const step = fc.record({ agency: fc.constantFrom('a', 'b'), hours: fc.integer({ min: 1, max: 30 }) });
  const stagesOf = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }).map((stages) => stages.map((one, stage) => one.map((drawn, index) => ({ ...drawn, name: `${stage}-${index}` }))));
  const receiptsOf = fc.array(fc.integer({ min: 0, max: 30 * 24 }), { minLength: 1, maxLength: 25 }).map((hours) => hours.sort((a, b) => a - b).map((hour) => ({ at: new Date(Date.parse('2026-03-01T00:00:00+07:00') + hour * HOUR), agency: 'a', territory: 't', data: {} })));
  const lucky = (stages: readonly (readonly Step[])[]): Draws => ({
    ...certain(stages), acknowledgement: (_, chance) => Math.round(chance.between(0, HOUR)),
    work: ({ element }, _, chance) => {
      const total = Math.round(chance.between(0.2, 1.8) * stages.flat().find(({ name }) => name === element)!.hours * HOUR);
      return { total, hands: Math.round(total * chance.next()) };
    },
  });

  it('every dossier ends, no officer has hands on two things at once, and nobody works outside the opening hours', () => {
    fc.assert(fc.property(stagesOf, receiptsOf, fc.integer({ min: 1, max: 3 }), (stages, receipts, officers) => {
      const busy = new Map<string, { from: Date; to: Date }[]>();
      const found = settled(stages, receipts, officers, { draws: lucky(stages), onBusy: ({ agency, role, officer, from, to }) => void busy.set(`${agency} ${role} ${officer}`, [...(busy.get(`${agency} ${role} ${officer}`) ?? []), { from, to }]) });
      expect(found.dossiers).toHaveLength(receipts.length);
      expect(found.dossiers.every(({ end, net }) => end === 'ended' && net! > 0)).toBe(true);
      expect([...busy.keys()].every((key) => Number(key.split(' ')[2]) < officers)).toBe(true);
      for (const stretches of busy.values()) {
        const inOrder = stretches.toSorted((a, b) => a.from.getTime() - b.from.getTime() || a.to.getTime() - b.to.getTime());
        for (const [index, { from, to }] of inOrder.entries()) {
          expect(OFFICE.isOpen(from)).toBe(true);
          expect(OFFICE.sessionOf(to)).not.toBeNull();
          if (index > 0) expect(from.getTime()).toBeGreaterThanOrEqual(inOrder[index - 1]!.to.getTime());
        }
      }
    }), { numRuns: 60, seed: 11 });
  });

  it('the same seed gives the same, another one another', () => {
    fc.assert(fc.property(stagesOf, receiptsOf, (stages, receipts) => {
      const told = (seed: string): string => JSON.stringify([settled(stages, receipts, 2, { draws: lucky(stages), seed })].map(({ dossiers, elements, agencies }) => [dossiers, [...elements], [...agencies]]));
      expect(told('1')).toBe(told('1'));
      expect(told('2')).not.toBe(told('1'));
    }), { numRuns: 20, seed: 12 });
  });

  it('nothing is spent that no dossier had: with one at a time, queue and work make up its time', () => {
    fc.assert(fc.property(receiptsOf, fc.integer({ min: 1, max: 12 }), (receipts, hours) => {
      const found = settled([[{ name: 'xem', agency: 'a', hours }]], receipts);
      const net = found.dossiers.reduce((sum, one) => sum + one.net!, 0);
      const { queue, work } = found.elements.get('xem')!;
      expect(queue + work).toBe(net);
    }), { numRuns: 40, seed: 13 });
  });
});
