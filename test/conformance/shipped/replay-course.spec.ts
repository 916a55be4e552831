import { Chance } from '#kernel';
import type { Part } from '../../../libs/runtime/src/trial/dry-run.js';
import { type Act, EngineCourse, type Stand, type Thing } from '../../../libs/runtime/src/replay/course.js';
import { valuesOf } from '../../../libs/runtime/src/replay/draws.js';
import { type Loaded, load, readFolder, shippedCodes } from './library.js';

/*
 * Replays send thousands of dossiers over ways that are worked out once. Whoever goes a known way must find exactly what they would have
 * found alone.
 */

const NOW = new Date('2026-03-02T08:00:00+07:00');
const WAYS = 12;
const MOVES = 40;

const loaded = new Map<string, Loaded>();
beforeAll(async () => {
  for (const code of shippedCodes()) loaded.set(code, await load(readFolder(code)));
});

const partOf = ({ model, process }: Loaded): Part => ({ model, compiled: process, called: (code) => (loaded.has(code) ? partOf(loaded.get(code)!) : null) });

const shown = ({ things, over, resolved, stopped }: Stand): object => ({ over, resolved, stopped, things: things.map(({ key, kind, relation, dueIn, guards, stop }) => ({ key, kind, relation, dueIn, guards, stop })) });

function actOn({ kind, form }: Thing, chance: Chance): Act {
  if (kind === 'timer') return { kind };
  const data = form ? valuesOf(form, () => true, chance) : {};
  return kind === 'user' || kind === 'job' ? { kind: 'complete', data } : { kind: 'message', data };
}

describe.each(shippedCodes().filter((code) => !code.endsWith('-chung')))('%s', (code) => {
  it('is the same over known ways as alone', () => {
    const part = partOf(loaded.get(code)!);
    const shared = new EngineCourse(part, undefined, true);
    for (let way = 0; way < WAYS; way++) {
      const chance = new Chance(way % 4);
      const alone = new EngineCourse(part, undefined, false);
      const form = part.model.forms['tiep-nhan'];
      const variables = { ...(form ? valuesOf(form, () => true, new Chance(1)) : {}), dossier: { code: '', agency: 'xa-khanh-phu', territory: 'xa-khanh-phu', channel: 'direct', papers: [], missingPapers: [] } };
      let [one, other]: [Stand | null, Stand | null] = [shared.begin({ variables, at: NOW }), alone.begin({ variables, at: NOW })];
      for (let move = 0; one && other && one.things.length > 0 && move < MOVES; move++) {
        expect(shown(one)).toEqual(shown(other));
        const thing: Thing = chance.pick(one.things);
        const act = actOn(thing, chance);
        [one, other] = [shared.go(one, thing.key, act, NOW), alone.go(other, thing.key, act, NOW)];
      }
      expect(one === null).toBe(other === null);
    }
  });
});
