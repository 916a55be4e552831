import { buildCalendar } from '#calendar';
import { endClock, startClock } from './clock.js';
import type { Deadline } from './deadlines.repository.js';
import { chargedFrom } from './leg-clock.js';
import type { DossierLeg } from './legs.repository.js';
import { OFFICE_2026, at, office } from './office-2026.fixture.js';
import { type DossierTimes, latenessAt } from './times.js';

/* Cases counted by hand: three working days (24 hours) from Monday 02/03 07:00, so due on Wednesday 04/03 17:00 where nothing stops. */

const HOUR = 3_600_000;
const CALENDARS = new Map(['mc', 'thue', 'vpdk'].map((agency) => [agency, office]));

type Stop = { from: Date; to: Date | null };
const stop = (from: string, to: string | null): Stop => ({ from: at(from), to: to === null ? null : at(to) });

/** Taken up as soon as it came, unless said otherwise. */
function leg(agency: string, from: string, to: string | null, budget: number, more: Partial<DossierLeg> = {}): DossierLeg {
  return {
    id: agency + from, dossier: 'D', agency, handedBy: null, enteredAt: at(from), acknowledgedAt: at(from), acknowledgedBy: 'x', leftAt: to === null ? null : at(to), budgetMs: budget * HOUR, usedMs: null, overrunMs: 0,
    acknowledgeMs: 2 * HOUR, ...more,
  };
}

function times(legs: DossierLeg[], { stops = [], settled, ...rest }: { stops?: Stop[]; settled?: string } & Partial<DossierTimes> = {}): DossierTimes {
  const running = startClock(office, { budget: { amount: 3, unit: 'working_day' }, convention: 'exact', startedAt: at('02/03 07:00') }, []);
  const clock = settled === undefined ? running : endClock(office, running, stops, at(settled));
  const deadline: Deadline = { id: 'd', subjectKind: 'dossier', subjectRef: 'D', dossier: 'D', agency: 'mc', role: null, ladder: 'mac-dinh', ladderVersion: 1, ...clock };
  return { deadline, stops, legs, ...rest };
}

const told = (known: DossierTimes, now = '30/03 09:00'): { overrun: number; shares: [string, number][] } => {
  const { overrunMs, shares } = latenessAt(CALENDARS, known, at(now));
  return { overrun: overrunMs / HOUR, shares: shares.map((share) => [share.agency, share.overrunMs / HOUR]) };
};

describe('whose a lateness is', () => {
  it('adds up the stays of one agency: the desk two and four over, the tax branch two over, of four late', () => {
    const legs = [leg('mc', '02/03 07:00', '02/03 15:00', 4), leg('thue', '02/03 15:00', '03/03 17:00', 8), leg('mc', '03/03 17:00', '05/03 11:00', 8)];

    expect(told(times(legs, { settled: '05/03 11:00' }))).toEqual({ overrun: 4, shares: [['mc', 3], ['thue', 1]] });
  });

  it('does not count what stood: a day in which the citizen paid leaves the tax branch within its time', () => {
    const legs = [leg('mc', '02/03 07:00', '02/03 15:00', 4), leg('thue', '02/03 15:00', '03/03 17:00', 8), leg('mc', '03/03 17:00', '06/03 09:00', 8)];

    expect(told(times(legs, { settled: '06/03 09:00', stops: [stop('03/03 07:00', '03/03 17:00')] }))).toEqual({ overrun: 2, shares: [['mc', 2]] });
  });

  it('charges waiting for acknowledgement to who is waited for, from the third hour on', () => {
    // 15:00 to 17:00 are the two hours, then two days of one.
    const legs = [leg('mc', '02/03 07:00', '02/03 15:00', 8), leg('thue', '02/03 15:00', '04/03 17:00', 8, { acknowledgedAt: at('04/03 16:00') }), leg('vpdk', '04/03 17:00', '05/03 17:00', 7)];

// Eight hours over and one, of eight late: 426 2/3 and 53 1/3 minutes.
    expect(told(times(legs, { settled: '05/03 17:00' }))).toEqual({ overrun: 8, shares: [['thue', 427 / 60], ['vpdk', 53 / 60]] });
  });

  it('stands while the clock does, also with the hand-over not acknowledged', () => {
    const waiting = leg('thue', '02/03 15:00', '04/03 17:00', 8, { acknowledgedAt: null });

    expect(chargedFrom(office, waiting, [stop('02/03 16:00', '03/03 17:00')], at('04/03 17:00'))).toEqual(at('04/03 08:00'));
  });

  it('counts a stay that is not over until the result was there, and no longer', () => {
    const legs = [leg('mc', '02/03 07:00', '03/03 07:00', 8), leg('vpdk', '03/03 07:00', null, 8)];

    expect(told(times(legs, { settled: '05/03 09:00' }), '30/03 09:00')).toEqual({ overrun: 2, shares: [['vpdk', 2]] });
  });

  it('grows while the dossier is open, at the agency that has it', () => {
    const open = times([leg('mc', '02/03 07:00', '03/03 09:00', 8), leg('vpdk', '03/03 09:00', null, 16)]);

    expect(told(open, '04/03 17:00')).toEqual({ overrun: 0, shares: [] });
    expect(told(open, '05/03 09:00')).toEqual({ overrun: 2, shares: [['mc', 2]] });
    expect(told(open, '05/03 11:00')).toEqual({ overrun: 4, shares: [['mc', 2], ['vpdk', 2]] });
  });

  it('is that of the holder at the due instant where every stay kept its budget', () => {
    const legs = [leg('mc', '02/03 07:00', '03/03 17:00', 16), leg('thue', '03/03 17:00', '05/03 09:00', 16)];

    expect(told(times(legs, { settled: '05/03 09:00' }))).toEqual({ overrun: 2, shares: [['thue', 2]] });
  });

  it('stays as it was settled when the calendar changes afterwards', () => {
    const legs = [leg('mc', '02/03 07:00', '05/03 09:00', 24, { usedMs: 26 * HOUR, overrunMs: 2 * HOUR })];
    const changed = buildCalendar({ ...OFFICE_2026, days: [...OFFICE_2026.days, { date: '2026-03-03', kind: 'off', confirmed: true, name: { vi: 'Nghỉ', en: 'Off' } }] });

    const { late, overrunMs, shares } = latenessAt(new Map([['mc', changed]]), times(legs, { settled: '05/03 09:00' }), at('30/03 09:00'));
    expect([late, overrunMs, shares.map(({ agency }) => agency)]).toEqual([true, 2 * HOUR, ['mc']]);
  });
});
