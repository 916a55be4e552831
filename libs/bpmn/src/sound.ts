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
 * Of the elements that can never run, those that could if what throws an error, an escalation or a cancellation before them did not always: the
 * normal way out of what always ends otherwise. Nothing goes wrong there.
 */
function passedBy(graph: Scope, flaws: readonly TokenFlaw[], many: boolean, bound?: number): Set<string> {
  const dead = flaws.filter(({ kind }) => kind === 'dead-element').map(({ element }) => element);
  if (dead.length === 0) return new Set();
  const net = netOf(graph, { perhaps: true });
  if (!many) reduceNet(net);
  const { idle } = exploreNet(net, { bound, many });
  return new Set(dead.filter((element) => !idle.includes(element)));
}

/**
 * Sound: no deadlock, no two tokens at one element, no element that can never run (unless {@link passedBy}), and from everywhere a way to the end. Where the
 * bound on markings is met nothing was wrong so far: a warning if at least one way to the end was seen, else an error.
 */
export function soundFindings(graph: Scope, bound?: number): Finding[] {
  const { flaws, bounded, completes, states, names, many, repeated } = playTokens(graph, bound);
  const passed = passedBy(graph, flaws, many, bound);
  const found = flaws.map((flaw, index) => ({ ...judged(flaw, names, passed.has(flaw.element)), ...storyOf(graph, flaw, many, index < MOST_WITNESSES) }));
  if (many && flaws.length === 0) found.push(...repeated.map((element) => finding('warning', 'missing-synchronisation', element, doneTwice(names.get(element) ?? element))));
  if (!bounded || flaws.length > 0) return found;
  const message = text(`Chưa chứng minh hết: đã xét ${states} trạng thái.`, `Not proven to the end: ${states} markings were examined.`);
  return [...found, finding(completes ? 'warning' : 'error', 'proof-bounded', null, message)];
}

function judged(flaw: TokenFlaw, names: ReadonlyMap<string, string>, isPassed: boolean): Finding {
  if (flaw.kind !== 'dead-element' || !isPassed) return finding('error', flaw.kind, flaw.element, wording(flaw, names));
  const name = names.get(flaw.element) ?? flaw.element;
  const message = text(`${name} không bao giờ được chạy: trước nó luôn có lỗi, leo thang hoặc huỷ đưa đi lối khác.`, `${name} can never run: before it an error, an escalation or a cancellation always leads another way.`);
  return finding('warning', 'dead-element', flaw.element, message);
}

const doneTwice = (name: string): Text =>
  text(`Nhiều thẻ cùng tới ${name}: việc ấy được làm một lần cho mỗi thẻ.`, `Several tokens come to ${name}: it is done once for each of them.`);

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
