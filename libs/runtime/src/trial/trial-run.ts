import type { Stop, WorkingCalendar } from '#calendar';
import { type JsonSchema, type TrialAction, type TrialEvent, countingOf } from '#contract';
import { type FieldError, type Rejection, type Result, type Text, ok, reject, text } from '#kernel';
import { firstDue } from '../engine/timer-due.js';
import { validateForm } from '../form.js';
import { DryRun, type Open, type Part, nameIn } from './dry-run.js';

/** Timers that may fire while the clock is moved once: a cycle of a minute over a year is not looked at by anybody. */
const FIRINGS = 500;

/** How far from its receipt, and its receipt from today, a trial may go: calendars know no more. */
export const TEN_YEARS = 10 * 365 * 86_400_000;

export interface TrialLine {
  at: Date;
  event: TrialEvent;
  name: Text;
  element: string | null;
  /** Of what is opened, to find its agency. */
  key: string | null;
  action: number;
}

/** A dossier of a draft that is stepped through: what was done, in order, from its receipt on. Gives the same for the same. */
export class TrialRun {
  readonly dry: DryRun;
  readonly log: TrialLine[] = [];
  readonly stops: Stop[] = [];
  now: Date;
  #told = 0;
  #action = 0;

  private constructor(
    private readonly part: Part,
    readonly receivedAt: Date,
  ) {
    this.now = receivedAt;
    this.dry = new DryRun(part);
  }

  static begin(part: Part, receivedAt: Date, variables: Record<string, unknown>, startEvent?: string): Result<TrialRun> {
    const run = new TrialRun(part, receivedAt);
    run.#tell('received', part.model.name, null);
    const started = run.dry.start(variables, receivedAt, startEvent);
    if (!started.ok) return started;
    run.#settle();
    return ok(run);
  }

  /** Refused with the number of the action in its paths. */
  act(action: TrialAction, index: number): Result<void> {
    this.#action = index + 1;
    const done = this.#do(action);
    this.#settle();
    return done.ok ? done : located(done.rejection, index);
  }

  dueAt(calendar: WorkingCalendar): Date | null {
    const { legalLimit } = this.part.model;
    return legalLimit && calendar.due(this.receivedAt, legalLimit, this.stops, countingOf(this.part.model));
  }

  #do(action: TrialAction): Result<void> {
    switch (action.kind) {
      case 'advance':
        return this.#advanceBy(action.by);
      case 'signal':
        this.#tell('signal', text(action.name, action.name), null);
        return this.dry.signal(action.name, action.data ?? {}, this.now);
      default:
        return this.#onWait(action);
    }
  }

  #advanceBy(duration: string): Result<void> {
    const due = firstDue('timeDuration', duration, this.now);
    if (due) return this.#advance(due.at);
    return reject('invalid_input', text('Không tính tới thời điểm xa như vậy', 'No instant as far away as that is counted'), { errors: [wrong('by', 'quá xa', 'too far')] });
  }

  #onWait(action: Extract<TrialAction, { wait: string }>): Result<void> {
    const open = this.dry.open().find(({ key }) => key === action.wait);
    const fits = open && FITTING[action.kind].includes(open.waiting.kind);
    if (!open || !fits) return reject('invalid_state', text(`"${action.wait}" không còn chờ việc này; bản nháp có thể đã đổi`, `"${action.wait}" does not wait for this any more; the draft may have changed`), { errors: [wrong('wait', 'không còn chờ việc này', 'does not wait for this')] });
    if (action.kind === 'timer') return this.#advance(open.waiting.dueAt ?? this.now, open.key);
    if (action.kind === 'message') {
      const name = open.waiting.messageName ?? open.waiting.signalName ?? '';
      this.#tell(open.waiting.kind === 'condition' ? 'condition' : 'message', name ? text(name, name) : nameIn(open.part, open.waiting.element), open);
      if (open.waiting.kind === 'signal') return this.dry.signal(name, action.data ?? {}, this.now);
      if (open.waiting.kind === 'condition') return this.dry.apply(open.key, () => ({ kind: 'condition', variables: action.data ?? {} }), this.now);
      return this.dry.apply(open.key, ({ executionId }) => ({ kind: 'message', name, executionId, payload: action.data ?? {} }), this.now);
    }
    if (action.kind === 'fail') {
      this.#tell('job_failed', text(action.code, action.code), open);
      return this.dry.apply(open.key, ({ executionId }) => ({ kind: 'fail', executionId, code: action.code, message: action.message ?? action.code }), this.now);
    }
    return this.#complete(open, action.data ?? {});
  }

  #complete(open: Open, data: Record<string, unknown>): Result<void> {
    const form = formOf(open);
    const valid = form ? validateForm(form, data) : ok(data);
    if (!valid.ok) return valid;
    return this.dry.apply(open.key, ({ executionId }) => ({ kind: 'complete', executionId, output: valid.value }), this.now);
  }

  /** Everything due on the way fires at its own instant, in order; where one is named, it is fired even if it was due before. */
  #advance(to: Date, named?: string): Result<void> {
    const until = Math.max(to.getTime(), this.now.getTime());
    if (until > this.receivedAt.getTime() + TEN_YEARS) return reject('invalid_state', text('Chỉ chạy thử được trong vòng mười năm từ ngày tiếp nhận', 'A trial goes no further than ten years from its receipt'));
    for (let fired = 0; ; fired++) {
      const due = this.dry.open().filter(({ waiting }) => waiting.dueAt && waiting.dueAt.getTime() <= until).sort(byDue);
      const next = due.find(({ key }) => key === named && due[0]!.waiting.dueAt!.getTime() === to.getTime()) ?? due[0];
      if (!next) break;
      if (fired === FIRINGS) return reject('invalid_state', text(`Quá ${FIRINGS} lần hẹn giờ trên đường; hãy tiến từng chặng ngắn hơn`, `More than ${FIRINGS} timers on the way: move in shorter stretches`));
      this.now = new Date(Math.max(this.now.getTime(), next.waiting.dueAt!.getTime()));
      this.#tell('timer', nameIn(next.part, next.waiting.element), next);
      const done = this.dry.apply(next.key, ({ executionId }) => ({ kind: 'timer', executionId }), this.now);
      this.#settle();
      if (!done.ok) return done;
      if (next.key === named) return ok(undefined);
    }
    this.now = new Date(until);
    return ok(undefined);
  }

  #settle(): void {
    const news = this.dry.happened.slice(this.#told);
    this.#told = this.dry.happened.length;
    const keys = new Map(this.dry.open().map((open) => [`${open.path[0] ?? open.waiting.element} ${open.since.getTime()}`, open.key]));
    for (const { at, what, name, element, kind } of news) {
      if (what === 'cancelled' && kind === undefined && this.dry.ended) continue;
      this.log.push({ at, event: what, name, element, key: what === 'opened' ? (keys.get(`${element} ${at.getTime()}`) ?? null) : null, action: this.#action });
    }
    this.#watchClock();
  }

  #watchClock(): void {
    const last = this.stops.at(-1);
    const stands = last?.to === null;
    const kind = this.dry.stop();
    if (kind && !stands) {
      this.stops.push({ from: this.now, to: null });
      this.#tell('stopped', text(kind, kind), null);
    }
    if (!kind && stands) {
      last.to = this.now;
      this.#tell('resumed', text('', ''), null);
    }
  }

  #tell(event: TrialEvent, name: Text, open: Open | null): void {
    this.log.push({ at: this.now, event, name, element: open && (open.path[0] ?? open.waiting.element), key: open?.key ?? null, action: this.#action });
  }
}

const FITTING: Record<'complete' | 'fail' | 'message' | 'timer', readonly Open['waiting']['kind'][]> = { complete: ['user', 'job'], fail: ['user', 'job'], message: ['message', 'signal', 'condition'], timer: ['timer'] };

export const formOf = ({ part, waiting }: Open): JsonSchema | null => part.model.forms[part.model.steps[waiting.element]?.form ?? ''] ?? null;

const byDue = (a: Open, b: Open): number => a.waiting.dueAt!.getTime() - b.waiting.dueAt!.getTime() || (a.key < b.key ? -1 : 1);

const wrong = (path: string, vi: string, en: string): FieldError => ({ path, message: text(vi, en) });

const located = (rejection: Rejection, index: number): Result<never> => ({
  ok: false,
  rejection: { ...rejection, ...(rejection.errors && { errors: rejection.errors.map(({ path, message }) => ({ path: `actions.${index}.${path}`, message })) }) },
});
