import { buildCalendar } from '#calendar';
import { type LedgerLine, nothingObserved, observe } from './observe.js';

const HOUR = 3_600_000;
const OFFICE = buildCalendar({ openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:00', closes: '16:00', validFrom: '2016-01-01', validTo: null })), days: [], closures: [] });

const line = (at: string, kind: string, data: Record<string, unknown> = {}, agency = 'thue', element: string | null = 'tinh'): LedgerLine => ({ dossier: 'x', at: new Date(`2026-03-${at}:00+07:00`), kind, agency, element, data });
const seen = (...lines: LedgerLine[]) => {
  const into = nothingObserved();
  observe(into, lines, () => OFFICE);
  return into;
};

describe('observe', () => {
  it('a step took the working time from its opening to its completion, over the night', () => {
    const found = seen(line('02T15:00', 'task.opened', { task: '1' }), line('03T09:00', 'task.completed', { task: '1', data: { dat: true } }));
    expect(found.work.get('tinh thue')).toEqual([2 * HOUR]);
    expect(found.work.get('tinh')).toEqual([2 * HOUR]);
    expect(found.data.get('tinh')).toEqual([{ dat: true }]);
  });

  it('from the claim where it says when the work began, not where it comes with the completion', () => {
    const claimed = (at: string) => seen(line('02T08:00', 'task.opened', { task: '1' }), line(at, 'task.claimed', { task: '1' }), line('02T12:00', 'task.completed', { task: '1' })).work.get('tinh');
    expect(claimed('02T11:00')).toEqual([HOUR]);
    expect(claimed('02T11:58')).toEqual([4 * HOUR]);
  });

  it('a hand-over acknowledged by itself is waiting for it; one acknowledged by taking up the work is none', () => {
    const itself = seen(line('02T08:00', 'leg.entered'), line('02T08:00', 'task.opened', { task: '1' }), line('02T09:00', 'leg.acknowledged'), line('02T12:00', 'task.completed', { task: '1' }));
    expect(itself.acknowledgement.get('thue')).toEqual([HOUR]);
    expect(itself.work.get('tinh')).toEqual([3 * HOUR]);
    const byClaim = seen(line('02T08:00', 'leg.entered'), line('02T08:00', 'task.opened', { task: '1' }), line('02T09:00', 'task.claimed', { task: '1' }), line('02T09:00', 'leg.acknowledged'), line('02T12:00', 'task.completed', { task: '1' }));
    expect(byClaim.acknowledgement.get('thue')).toEqual([0]);
    expect(byClaim.work.get('tinh')).toEqual([3 * HOUR]);
  });

  it('stops last from their beginning, messages come after what was done before', () => {
    const found = seen(
      line('02T08:00', 'task.opened', { task: '1' }), line('02T10:00', 'task.completed', { task: '1' }), line('02T10:00', 'clock.stopped', { kind: 'payment' }),
      line('05T10:00', 'message.delivered', { name: 'da-nop' }), line('05T10:00', 'clock.resumed', { kind: 'payment', stoppedAt: '2026-03-02T10:00:00+07:00' }),
    );
    expect(found.stops.get('payment')).toEqual([72 * HOUR]);
    expect(found.messages.get('da-nop')).toEqual([72 * HOUR]);
  });
});
