import { readFileSync, readdirSync } from 'node:fs';
import { type EngineState, LiveInstance } from '../../../libs/runtime/src/engine/engine.js';
import { NINE, Play, compiled } from './play.js';

/** A state that an earlier version of the engine saved, with what ends the instance. These files are never changed, only added to. */
interface Saved {
  about: string;
  diagram: string;
  variables: Record<string, unknown>;
  waiting: string[];
  state: EngineState;
  then: ({ complete: string; output?: Record<string, unknown> } | { timer: string } | { message: string } | { signal: string })[];
}

const SHELF = new URL('./fixtures/', import.meta.url);
const savedIn = (file: string): Saved => JSON.parse(readFileSync(new URL(file, SHELF), 'utf8')) as Saved;
const files = readdirSync(SHELF).filter((file) => file.endsWith('.json'));

function tell(run: Play, told: Saved['then'][number]): void {
  if ('complete' in told) run.complete(told.complete, told.output);
  else if ('timer' in told) run.timer(told.timer);
  else if ('message' in told) run.message(told.message);
  else run.signal(told.signal);
}

describe('a state saved by an earlier version', () => {
  it('is there of many kinds', () => expect(files.length).toBeGreaterThanOrEqual(12));

  it.each(files.map((file) => [savedIn(file).about, file] as const))('%s', async (_, file) => {
    const { diagram, variables, waiting, state, then } = savedIn(file);
    const process = await compiled(diagram);
    for (const cold of [false, true]) {
      const run = new Play(process, { variables }, cold);
      run.instance = LiveInstance.recover(process, JSON.parse(JSON.stringify(state)) as EngineState, { variables, now: NINE });
      expect(run.waiting).toEqual(waiting);
      for (const told of then) {
        expect(run.status).toBe('running');
        tell(run, told);
      }
      expect(run.status).toBe('completed');
    }
  });
});
