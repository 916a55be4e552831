import type { SaveDraft, SavedDraft } from '#contract';
import { ProblemError } from '../../../api/problem.js';
import { DraftKeeper, type Keeping } from './draft-keeper.js';

const saved = (version: number): SavedDraft => ({ version, updatedAt: '2026-02-12T09:00:00+07:00' }) as SavedDraft;

class Bench {
  content = 'one';
  readonly told: Keeping['state'][] = [];
  readonly sent: { version: number; bpmn: string }[] = [];
  answer: () => Promise<SavedDraft> = () => Promise.resolve(saved(this.sent.at(-1)!.version + 1));
  due: { wait: number; run: () => void } | null = null;

  readonly keeper = new DraftKeeper(3, {
    read: () => Promise.resolve<SaveDraft>({ bpmn: this.content }),
    send: (version, { bpmn }) => {
      this.sent.push({ version, bpmn });
      return this.answer();
    },
    tell: ({ state }) => this.told.push(state),
    after: (wait, run) => {
      const mine = { wait, run };
      this.due = mine;
      return () => {
        if (this.due === mine) this.due = null;
      };
    },
  });

  async ring(): Promise<void> {
    const { run } = this.due!;
    this.due = null;
    run();
    await this.keeper.save();
  }
}

describe('DraftKeeper', () => {
  it('saves two seconds after a change, over the version that was opened, whatever follows meanwhile', async () => {
    const bench = new Bench();
    bench.keeper.touch();
    const first = bench.due;
    bench.keeper.touch();
    expect(bench.due).toBe(first);
    expect(first?.wait).toBe(2_000);
    await bench.ring();
    expect(bench.sent).toEqual([{ version: 3, bpmn: 'one' }]);
    expect(bench.told).toEqual(['unsaved', 'unsaved', 'saving', 'saved']);
    expect(bench.keeper.version).toBe(4);
  });

  it('sends nothing where nothing changed', async () => {
    const bench = new Bench();
    await bench.keeper.save();
    expect(bench.sent).toEqual([]);
  });

  it('saves once more what changed while it was saving', async () => {
    const bench = new Bench();
    bench.answer = () => {
      bench.answer = () => Promise.resolve(saved(5));
      bench.content = 'two';
      bench.keeper.touch();
      return Promise.resolve(saved(4));
    };
    bench.keeper.touch();
    await bench.keeper.save();
    expect(bench.keeper.isKept).toBe(false);
    await bench.ring();
    expect(bench.sent.at(-1)).toEqual({ version: 4, bpmn: 'two' });
    expect(bench.keeper.isKept).toBe(true);
  });

  it('tries again while the line is down', async () => {
    const bench = new Bench();
    bench.answer = () => Promise.reject(new ProblemError(0, 'unreachable', ''));
    bench.keeper.touch();
    await bench.keeper.save();
    expect(bench.told.at(-1)).toBe('offline');
    expect(bench.due?.wait).toBe(5_000);
    bench.answer = () => Promise.resolve(saved(4));
    await bench.ring();
    expect(bench.told.at(-1)).toBe('saved');
  });

  it('sends nothing more once somebody else has saved', async () => {
    const bench = new Bench();
    bench.answer = () => Promise.reject(new ProblemError(412, 'stale_version', 'Lan đã lưu'));
    bench.keeper.touch();
    await bench.keeper.save();
    bench.keeper.touch();
    await bench.keeper.save();
    expect(bench.told.at(-1)).toBe('overtaken');
    expect(bench.sent).toHaveLength(1);
  });

  it('says what is refused and tries again after the next change', async () => {
    const bench = new Bench();
    bench.answer = () => Promise.reject(new ProblemError(413, 'too_large', 'Quá lớn'));
    bench.keeper.touch();
    await bench.keeper.save();
    expect(bench.told.at(-1)).toBe('refused');
    bench.keeper.touch();
    expect(bench.due?.wait).toBe(2_000);
  });
});
