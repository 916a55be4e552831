import { byTimeLeft, formatLength, timeLeftText, urgency } from './time-left.js';

const now = new Date('2026-02-12T09:00:00+07:00');
const due = (dueAt: string | null, state: string | null = 'running') => ({ dueAt, startedAt: '2026-02-02T09:00:00+07:00', state });

describe('urgency', () => {
  it('is late from the instant itself, also before the server has said so', () => {
    expect(urgency(due('2026-02-12T09:00:00+07:00'), now)).toBe('late');
    expect(urgency(due('2026-02-12T09:00:01+07:00'), now)).toBe('today');
  });

  it('knows the day in Vietnam, not the day of the machine', () => {
    expect(urgency(due('2026-02-12T23:59:00+07:00'), now)).toBe('today');
    expect(urgency(due('2026-02-13T00:30:00+07:00'), now)).toBe('near');
  });

  it('is near when a fifth of the time or less remains', () => {
    expect(urgency(due('2026-02-14T09:00:00+07:00'), now)).toBe('near');
    expect(urgency(due('2026-02-26T09:00:00+07:00'), now)).toBe('ok');
  });

  it('does not run where the clock is stopped, met or absent', () => {
    expect(urgency(due('2026-02-11T09:00:00+07:00', 'stopped'), now)).toBe('stopped');
    expect(urgency(due('2026-02-11T09:00:00+07:00', 'met'), now)).toBe('met');
    expect(urgency(due(null, null), now)).toBe('none');
  });

  it('stays late once missed, even where the due date lies ahead', () => {
    expect(urgency(due('2026-02-20T09:00:00+07:00', 'missed'), now)).toBe('late');
  });
});

describe('wording', () => {
  it('names the two largest units', () => {
    expect(formatLength(51 * 3_600_000, 'vi')).toBe('2 ngày 3 giờ');
    expect(formatLength(-90 * 60_000, 'en')).toBe('1 h 30 min');
    expect(formatLength(24 * 3_600_000, 'en')).toBe('1 day');
    expect(formatLength(5_000, 'vi')).toBe('1 phút');
  });

  it('says the state in words', () => {
    expect(timeLeftText(due('2026-02-12T07:00:00+07:00'), now, 'vi')).toBe('Quá hạn 2 giờ');
    expect(timeLeftText(due('2026-02-12T16:30:00+07:00'), now, 'en')).toBe('Due today 16:30');
    expect(timeLeftText(due('2026-02-26T10:00:00+07:00'), now, 'vi')).toBe('Còn 14 ngày 1 giờ');
  });
});

describe('byTimeLeft', () => {
  it('puts late first, then by instant, then stopped, then without deadline', () => {
    const tasks = [due(null, null), due('2026-02-20T09:00:00+07:00'), due('2026-02-11T09:00:00+07:00', 'stopped'), due('2026-02-13T09:00:00+07:00'), due('2026-02-12T08:00:00+07:00')];
    expect(tasks.toSorted(byTimeLeft(now)).map((t) => t.dueAt?.slice(8, 10) ?? '-')).toEqual(['12', '13', '20', '11', '-']);
  });
});
