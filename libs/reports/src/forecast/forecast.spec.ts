import { Chance } from '#kernel';
import fc from 'fast-check';
import { type Course, asOf, isBroken } from './course.js';
import { Durations, shrunk } from './durations.js';
import { FEWEST_CASES, type Foretold, foretell, standingOf } from './foretell.js';
import { Model } from './model.js';
import { HOUR, NIGHT, after, always, course, life, visit } from './past.fixture.js';
import { qualityOf } from './quality.js';

const SEED = 7;

function learnt(courses: readonly Course[]): Model {
  const model = new Model(always);
  for (const one of courses) model.learn(one);
  return model;
}

const past = (count: number, seed = 1): Course[] => {
  const chance = new Chance(seed);
  return Array.from({ length: count }, (_, i) => life(`Q${seed}-${i}`, chance, after(i)));
};

const chanceOf = (model: Model, known: Course, at: Date, dueAt: Date): Foretold => foretell(model, standingOf(known, at, dueAt, always)!, SEED);

describe('a forecast', () => {
  const model = learnt(past(600));

  it('says as often as it happens: dossiers at any point of a course with branches and a loop', () => {
    const chance = new Chance(99);
    const trials = Array.from({ length: 1_500 }, (_, i) => {
      const whole = life(`T${i}`, chance, NIGHT);
      const at = after(chance.between(0, 40));
      const dueAt = after(chance.between(30, 80));
      const standing = standingOf(asOf(whole, at), at, dueAt, always);
      return standing && { chance: foretell(model, standing, SEED).chance!, late: whole.settledAt! > dueAt };
    }).filter((one) => one !== null);

    const { bins, skill, auc } = qualityOf(trials);

    expect(trials.length).toBeGreaterThan(600);
    for (const { count, foretold, late } of bins.filter((bin) => bin.count >= 40)) expect(Math.abs(late / count - foretold)).toBeLessThan(0.05 + 2.5 * Math.sqrt((foretold * (1 - foretold)) / count));
    expect(skill!).toBeGreaterThan(0.25);
    expect(auc!).toBeGreaterThan(0.78);
  });

  it('knows the chance of a single step to within its draws', () => {
    const even = learnt(Array.from({ length: 400 }, (_, i) => course(`E${i}`, [visit('only', NIGHT, after((i + 0.5) / 10))])));
    const { chance, cases, reason } = chanceOf(even, course('now', [visit('only', NIGHT, null)], { settledAt: null }), after(10), after(30));

    // Between 0 and 40 hours, evenly, and more than ten: a third of those are left.
    expect(chance!).toBeCloseTo(1 / 3, 1);
    expect(cases).toBe(400);
    expect(reason).toMatchObject({ step: 'only', agency: 'xa' });
    expect(reason!.spends / HOUR).toBeCloseTo(25, 0);
  });

  it('never falls while a dossier waits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 60 }), (limit, first, later) => {
        const waiting = course('W', [visit('receive', after(-3), NIGHT), visit('decide', NIGHT, null)], { settledAt: null });
        const dueAt = after(Math.max(limit, first + later + 1));
        const [sooner, then] = [chanceOf(model, waiting, after(first), dueAt), chanceOf(model, waiting, after(first + later), dueAt)];
        expect(then.chance!).toBeGreaterThanOrEqual(sooner.chance!);
      }),
      { numRuns: 60 },
    );
  });

  it('never rises with more time left, and is never 0 or 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 300 }), (limit, more) => {
        const waiting = course('L', [visit('receive', NIGHT, null)], { settledAt: null });
        const [short, long] = [chanceOf(model, waiting, NIGHT, after(limit)).chance!, chanceOf(model, waiting, NIGHT, after(limit + more)).chance!];
        expect(long).toBeLessThanOrEqual(short);
        expect(long).toBeGreaterThan(0);
        expect(short).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });

  it('of an instant is the same whatever comes after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 500 }), (which, hours, shift) => {
        const whole = past(600)[which]!;
        const at = after(hours, whole.receivedAt);
        const later = (date: Date | null): Date | null => (date !== null && date > at ? after(shift, date) : date);
        const other: Course = { ...whole, settledAt: later(whole.settledAt), visits: whole.visits.map((one) => ({ ...one, openedAt: later(one.openedAt)!, endedAt: later(one.endedAt) })), stops: [{ from: after(1, at), to: null }] };
        expect(standingOf(asOf(other, at), at, after(90, whole.receivedAt), always)).toEqual(standingOf(asOf(whole, at), at, after(90, whole.receivedAt), always));
      }),
      { numRuns: 100 },
    );
  });

  it('is the same for the same seed, and another for another dossier', () => {
    const [one, other] = ['A', 'B'].map((code) => course(code, [visit('receive', NIGHT, null)], { settledAt: null }));
    const of = (which: Course): number => chanceOf(model, which, NIGHT, after(40)).chance!;

    expect(of(one!)).toBe(of(one!));
    expect(Math.abs(of(one!) - of(other!))).toBeLessThan(0.1);
  });

  it('is not given without history: no cases, a new step, a way nobody went', () => {
    const now = course('N', [visit('receive', NIGHT, null)], { settledAt: null });
    const unknown = { chance: null, reason: null };

    expect(chanceOf(learnt([]), now, NIGHT, after(9))).toEqual({ ...unknown, cases: 0 });
    expect(chanceOf(learnt(past(FEWEST_CASES - 1)), now, NIGHT, after(9))).toEqual({ ...unknown, cases: FEWEST_CASES - 1 });
    expect(chanceOf(model, course('N', [visit('new', NIGHT, null)], { settledAt: null }), NIGHT, after(9))).toEqual({ ...unknown, cases: 0 });
    expect(chanceOf(learnt(past(FEWEST_CASES)), now, NIGHT, after(9)).chance).not.toBeNull();
  });

  it('learns nothing from courses that contradict themselves', () => {
    const broken = [
      course('ended-before', [visit('receive', after(5), after(1))]),
      course('never', [visit('receive', new Date(NaN), after(1))]),
      course('opened-before', [visit('receive', after(-9), after(1))], { receivedAt: NIGHT }),
      course('too-long', Array.from({ length: 300 }, (_, i) => visit('receive', after(i), after(i + 1)))),
      course('open', [visit('receive', NIGHT, null)], { settledAt: null }),
    ];
    const poisoned = learnt([...broken, ...past(50)]);

    expect(broken.filter(isBroken)).toHaveLength(4);
    expect([poisoned.courses, poisoned.skipped]).toEqual([50, 5]);
    const now = course('N', [visit('receive', NIGHT, null)], { settledAt: null });
    expect(chanceOf(poisoned, now, NIGHT, after(40))).toEqual(chanceOf(learnt(past(50)), now, NIGHT, after(40)));
  });

  it('has no standing without a limit, when settled, and when late already; a clock that stands keeps what it had', () => {
    const open = course('S', [visit('receive', NIGHT, null)], { settledAt: null });

    expect(standingOf(open, after(1), null, always)).toBeNull();
    expect(standingOf({ ...open, settledAt: after(1) }, after(1), after(9), always)).toBeNull();
    expect(standingOf(open, after(10), after(9), always)).toBeNull();
    expect(standingOf({ ...open, stops: [{ from: after(4), to: null }] }, after(10), after(9), always)).toMatchObject({ left: 5 * HOUR, open: [{ spent: 4 * HOUR }] });
  });

  it('waits on with what is between two steps', () => {
    const paused = learnt(Array.from({ length: 100 }, (_, i) => course(`P${i}`, [visit('send', NIGHT, after(1)), visit('answer', after(2 + i / 10), after(3 + i / 10))])));
    const now = course('N', [visit('send', NIGHT, after(1))], { settledAt: null });

    // The pause is 1 to 11 hours, six have passed, the answer takes one.
    const { chance } = chanceOf(paused, now, after(7), after(10));
    expect(chance!).toBeGreaterThan(0.3);
    expect(chance!).toBeLessThan(0.8);
  });
});

describe('durations', () => {
  it('outlast what was spent already, and more spent never gives less', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 30 }), fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 300 }), (values, chance, spent, more) => {
        const durations = new Durations(values.map((value) => ({ value: value * HOUR, weight: 1 })));
        const [one, other] = [durations.draw(chance, spent * HOUR), durations.draw(chance, (spent + more) * HOUR)];
        expect(one).toBeGreaterThanOrEqual(spent * HOUR);
        expect(other).toBeGreaterThanOrEqual(one - 1e-3);
      }),
    );
  });

  it('lean on wider knowledge where the narrow one is small, and on the budget where there is none', () => {
    const mean = (durations: Durations): number => Array.from({ length: 200 }, (_, i) => durations.draw((i + 0.5) / 200)).reduce((sum, ms) => sum + ms, 0) / 200 / HOUR;
    const wide = Array.from({ length: 100 }, () => 10 * HOUR);

    expect(mean(shrunk([[20 * HOUR], wide], null))).toBeCloseTo(11.4, 0);
    expect(mean(shrunk([Array.from({ length: 95 }, () => 20 * HOUR), wide], null))).toBeCloseTo(19.5, 0);
    expect(mean(shrunk([], { amount: 2, unit: 'working_day' }))).toBeGreaterThan(10);
    expect(() => new Durations([])).toThrow(RangeError);
  });
});

describe('quality', () => {
  it('counts error, skill, order and tens of per cent', () => {
    const trials = [...Array.from({ length: 8 }, () => ({ chance: 0.1, late: false })), { chance: 0.9, late: true }, { chance: 0.9, late: true }];

    expect(qualityOf(trials)).toMatchObject({ count: 10, late: 2, auc: 1, top: { count: 1, late: 1 } });
    expect(qualityOf(trials).brier).toBeCloseTo(0.01);
    expect(qualityOf(trials).skill).toBeCloseTo(1 - 0.01 / 0.16);
    expect(qualityOf(trials).bins.filter(({ count }) => count > 0)).toEqual([
      { from: 0.1, count: 8, foretold: expect.closeTo(0.1), late: 0 }, { from: 0.9, count: 2, foretold: expect.closeTo(0.9), late: 2 },
    ]);
    expect(qualityOf([{ chance: 0.5, late: true }, { chance: 0.5, late: false }])).toMatchObject({ auc: 0.5 });
    expect(qualityOf([])).toMatchObject({ count: 0, brier: null, skill: null, auc: null, top: { count: 0, late: 0 } });
    expect(qualityOf([{ chance: 0.5, late: true }])).toMatchObject({ skill: null, auc: null });
  });
});
