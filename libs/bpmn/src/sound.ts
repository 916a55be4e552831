import type { Finding } from '#contract';
import { type Text, text } from '#kernel';
import { finding } from './finding.js';
import { type Exploration, type TokenFlaw, exploreNet } from './explore-net.js';
import type { Scope } from './graph.js';
import { reduceNet } from './reduce-net.js';
import { netOf } from './token-net.js';
import { drawnWay, witnessOf } from './witness.js';

/**
 * Plays the token game of the graph, every condition and every event being possible. Where two tokens meet it is played again, whole,
 * with elements taking several that pass them on as each would go alone; if two meet elsewhere too, the place where they met first is told.
 */
export function playTokens(graph: Scope, bound?: number): Exploration & { names: ReadonlyMap<string, string>; many: boolean } {
  const net = netOf(graph);
  reduceNet(net);
  const alone = exploreNet(net, { bound });
  if (!meet(alone)) return { ...alone, names: net.names, many: false };
  const together = exploreNet(netOf(graph), { bound, many: true });
  return meet(together) ? { ...alone, names: net.names, many: false } : { ...together, names: net.names, many: true };
}

const meet = ({ flaws }: Exploration): boolean => flaws.some(({ kind }) => kind === 'missing-synchronisation');

/**
 * Sound: no deadlock, no two tokens at one element, no element that can never run, and from everywhere a way to the end. Where the
 * bound on markings is met nothing was wrong so far: a warning if at least one way to the end was seen, else an error.
 */
export function soundFindings(graph: Scope, bound?: number): Finding[] {
  const { flaws, bounded, completes, states, names, many } = playTokens(graph, bound);
  const found = flaws.map((flaw, index) => ({ ...finding('error', flaw.kind, flaw.element, wording(flaw, names)), ...storyOf(graph, flaw, many, index < MOST_WITNESSES) }));
  if (!bounded || found.length > 0) return found;
  const message = text(`Chưa chứng minh hết: đã xét ${states} trạng thái.`, `Not proven to the end: ${states} markings were examined.`);
  return [finding(completes ? 'warning' : 'error', 'proof-bounded', null, message)];
}

/** Whoever has seen so many counter-examples has enough to mend. */
const MOST_WITNESSES = 10;

function storyOf(graph: Scope, flaw: TokenFlaw, many: boolean, isPlayed: boolean): Pick<Finding, 'path' | 'witness'> {
  if (flaw.kind === 'dead-element') return { path: drawnWay(graph, flaw.element) };
  const witness = isPlayed ? witnessOf(netOf(graph), flaw, many) : null;
  return { path: flaw.trace, ...(witness ? { witness } : {}) };
}

function wording({ kind, element, trace, missing }: TokenFlaw, names: ReadonlyMap<string, string>): Text {
  const name = names.get(element) ?? element;
  const way = trace.map((id) => names.get(id) ?? id).join(' → ');
  const flows = missing.join(', ');
  const tail = { vi: way ? ` Đường đi: ${way}.` : '', en: way ? ` The way there: ${way}.` : '' };
  const said: Record<TokenFlaw['kind'], Text> = {
    deadlock: flows
      ? text(`${name} chờ mãi luồng ${flows} không bao giờ tới.`, `${name} waits for ever for flow ${flows}, which never comes.`)
      : text(`Quy trình kẹt ở ${name}.`, `The process is stuck at ${name}.`),
    'missing-synchronisation': text(`Hai thẻ cùng tới ${name}: các nhánh song song chưa được hợp lại.`, `Two tokens meet at ${name}: parallel branches are not joined before it.`),
    'dead-element': text(`${name} không bao giờ được chạy.`, `${name} can never run.`),
    'cannot-complete': text(`Tới ${name} thì không còn đường nào dẫn tới kết thúc.`, `From ${name} no way leads to the end any more.`),
  };
  return text(said[kind].vi + tail.vi, said[kind].en + tail.en);
}
