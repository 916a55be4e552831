/** A pattern that cannot be searched in time linear in the text, or a search that would take too long. */
export class RegexRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RegexRefusedError';
  }
}

/** Instructions of one pattern; repetitions with counts are written out. */
const MOST_INSTRUCTIONS = 2_000;
/** Instructions looked at for one use of a pattern, which bounds instructions of the pattern times characters of the text. */
export const MOST_STEPS = 5_000_000;

type Instruction =
  | { op: 'char'; test: RegExp }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'save'; slot: number }
  | { op: 'at'; kind: '^' | '$' | '\\b' | '\\B' }
  | { op: 'found' };

/** A match: where it begins and ends, and the same of each group (-1 where a group took no part). */
export type Match = readonly number[];

interface Thread {
  at: number;
  saved: number[];
}

/**
 * Regular expressions searched without going back (K. Thompson, "Regular expression search algorithm", 1968; R. Cox, "Regular expression matching: the
 * virtual machine approach", 2009): every character of the text is looked at once by each instruction at most, so that no pattern of a diagram and no
 * text of an applicant can hold up the process. What cannot be searched so (back references, look-around) is refused.
 */
export class LinearRegex {
  readonly #program: Instruction[] = [];
  readonly #flags: string;
  readonly groups: number;
  /** Instructions looked at so far, in all searches. */
  steps = 0;

  constructor(pattern: string, flags = '') {
    if (/[^ism]/.test(flags)) throw new RegexRefusedError(`flags "${flags}" are not supported`);
    this.#flags = `u${[...new Set(flags)].join('')}`;
    const compiler = new Compiler(pattern, this.#flags, this.#program);
    this.groups = compiler.compile();
  }

  /** The first match at or after a position; of several there the one that the pattern prefers. */
  find(text: string, from = 0): Match | null {
    if ((text.length - from + 1) * this.#program.length > MOST_STEPS) throw new RegexRefusedError(`a text of ${text.length} characters is too long for this pattern`);
    let threads: Thread[] = [];
    let found: number[] | null = null;
    for (let position = from; position <= text.length; ) {
      const seen = new Set<number>();
      const ready: Thread[] = [];
      for (const thread of threads) this.#follow(thread.at, thread.saved, text, position, seen, ready);
      if (!found) this.#follow(0, [], text, position, seen, ready);
      const symbol = String.fromCodePoint(text.codePointAt(position) ?? 0);
      threads = [];
      for (const thread of ready) {
        const instruction = this.#program[thread.at] as Instruction;
        if (instruction.op === 'found') {
          found = thread.saved;
          break;
        }
        if (position < text.length && instruction.op === 'char' && instruction.test.test(symbol)) threads.push({ at: thread.at + 1, saved: thread.saved });
      }
      if (found && threads.length === 0) break;
      position += symbol.length;
    }
    return found;
  }

  #follow(start: number, saved: number[], text: string, position: number, seen: Set<number>, ready: Thread[]): void {
    const open: Thread[] = [{ at: start, saved }];
    for (let thread = open.pop(); thread; thread = open.pop()) {
      if (seen.has(thread.at)) continue;
      seen.add(thread.at);
      if (++this.steps > MOST_STEPS) throw new RegexRefusedError('the search takes too long');
      const { at } = thread;
      const instruction = this.#program[at] as Instruction;
      if (instruction.op === 'char' || instruction.op === 'found') ready.push(thread);
      else if (instruction.op === 'jump') open.push({ ...thread, at: instruction.to });
      else if (instruction.op === 'split') open.push({ ...thread, at: instruction.second }, { ...thread, at: instruction.first });
      else if (instruction.op === 'save') open.push({ at: at + 1, saved: set(thread.saved, instruction.slot, position) });
      else if (this.#holds(instruction.kind, text, position)) open.push({ ...thread, at: at + 1 });
    }
  }

  #holds(kind: string, text: string, position: number): boolean {
    const lines = this.#flags.includes('m');
    if (kind === '^') return position === 0 || (lines && text[position - 1] === '\n');
    if (kind === '$') return position === text.length || (lines && text[position] === '\n');
    const isWord = (at: number): boolean => /\w/.test(text[at] ?? '');
    return (isWord(position - 1) !== isWord(position)) === (kind === '\\b');
  }
}

function set(saved: number[], slot: number, position: number): number[] {
  const next = [...saved];
  next[slot] = position;
  return next;
}

const ESCAPE = /^\\(?:[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[^\d])/u;
const COUNTED = /^\{(\d+)(,?)(\d*)\}/;

class Compiler {
  #at = 0;
  #groups = 0;

  constructor(
    private readonly pattern: string,
    private readonly flags: string,
    private readonly program: Instruction[],
  ) {
    this.#check();
  }

  compile(): number {
    this.#add({ op: 'save', slot: 0 });
    this.#choice();
    if (this.#at < this.pattern.length) throw new RegexRefusedError('the pattern does not parse');
    this.#add({ op: 'save', slot: 1 });
    this.#add({ op: 'found' });
    return this.#groups;
  }

  #check(): void {
    try {
      new RegExp(this.pattern, this.flags);
    } catch {
      throw new SyntaxError(`invalid pattern ${this.pattern}`);
    }
  }

  #choice(): void {
    const start = this.program.length;
    this.#sequence();
    if (this.pattern[this.#at] !== '|') return;
    this.#at++;
    this.#insert(start, (end) => ({ op: 'split', first: start + 1, second: end + 2 }));
    const jump = this.#add({ op: 'jump', to: 0 });
    this.#choice();
    this.program[jump] = { op: 'jump', to: this.program.length };
  }

  #sequence(): void {
    while (this.#at < this.pattern.length && !'|)'.includes(this.pattern[this.#at] as string)) this.#repeated();
  }

  #repeated(): void {
    const [start, from, groups] = [this.program.length, this.#at, this.#groups];
    this.#atom();
    const after = this.#groups;
    const count = this.#count();
    if (!count) return;
    const end = this.#at;
    this.program.length = start;
    const again = (): void => {
      [this.#at, this.#groups] = [from, groups];
      this.#atom();
    };
    for (let round = 0; round < count.least; round++) again();
    if (count.most === Infinity) this.#star(again, count.lazy);
    else this.#optional(again, count.most - count.least, count.lazy);
    [this.#at, this.#groups] = [end, after];
  }

  #count(): { least: number; most: number; lazy: boolean } | null {
    const rest = this.pattern.slice(this.#at);
    const counted = COUNTED.exec(rest);
    const sign = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[rest[0] ?? ''];
    if (!counted && !sign) return null;
    this.#at += counted ? counted[0].length : 1;
    const lazy = this.pattern[this.#at] === '?';
    if (lazy) this.#at++;
    if (!counted) return { least: sign?.[0] ?? 0, most: sign?.[1] ?? 0, lazy };
    const least = Number(counted[1]);
    if (least > MOST_INSTRUCTIONS || Number(counted[3] || 0) > MOST_INSTRUCTIONS) throw new RegexRefusedError('the pattern counts too far');
    return { least, most: counted[3] ? Number(counted[3]) : counted[2] ? Infinity : least, lazy };
  }

  #star(again: () => void, lazy: boolean): void {
    const split = this.#add({ op: 'jump', to: 0 });
    again();
    this.#add({ op: 'jump', to: split });
    this.program[split] = choose(split + 1, this.program.length, lazy);
  }

  #optional(again: () => void, times: number, lazy: boolean): void {
    const splits: number[] = [];
    for (let round = 0; round < times; round++) {
      splits.push(this.#add({ op: 'jump', to: 0 }));
      again();
    }
    for (const split of splits) this.program[split] = choose(split + 1, this.program.length, lazy);
  }

  #atom(): void {
    const rest = this.pattern.slice(this.#at);
    if (rest.startsWith('(')) return this.#group(rest);
    if (/^(\^|\$|\\[bB])/.test(rest)) return this.#edge(rest);
    const escape = ESCAPE.exec(rest)?.[0];
    if (rest.startsWith('\\') && !escape) throw new RegexRefusedError('a reference back to a group is not supported');
    if (rest.startsWith('\\k')) throw new RegexRefusedError('a reference back to a group is not supported');
    const source = escape ?? (rest.startsWith('[') ? classOf(rest) : String.fromCodePoint(rest.codePointAt(0) as number));
    this.#at += source.length;
    this.#add({ op: 'char', test: new RegExp(`^(?:${source})$`, this.flags.replace('m', '')) });
  }

  #edge(rest: string): void {
    const kind = (rest.startsWith('\\') ? rest.slice(0, 2) : rest[0]) as '^';
    this.#at += kind.length;
    this.#add({ op: 'at', kind });
  }

  #group(rest: string): void {
    if (/^\(\?(?:[=!]|<[=!])/.test(rest)) throw new RegexRefusedError('looking ahead or behind is not supported');
    const [head] = /^\((?:\?:|\?<[^>]*>)?/.exec(rest) as RegExpExecArray;
    if (head === '(' && rest.startsWith('(?')) throw new RegexRefusedError('this kind of group is not supported');
    this.#at += head.length;
    const group = head === '(?:' ? 0 : ++this.#groups;
    if (group) this.#add({ op: 'save', slot: group * 2 });
    this.#choice();
    this.#at++;
    if (group) this.#add({ op: 'save', slot: group * 2 + 1 });
  }

  #add(instruction: Instruction): number {
    if (this.program.length >= MOST_INSTRUCTIONS) throw new RegexRefusedError('the pattern is too large');
    return this.program.push(instruction) - 1;
  }

  /** Puts an instruction before others; what these refer to moves with them. */
  #insert(at: number, instruction: (end: number) => Instruction): void {
    const end = this.program.length;
    for (let index = at; index < end; index++) this.program[index] = moved(this.program[index] as Instruction);
    this.#add({ op: 'found' });
    this.program.copyWithin(at + 1, at, end);
    this.program[at] = instruction(end);
  }
}

const choose = (into: number, past: number, lazy: boolean): Instruction => (lazy ? { op: 'split', first: past, second: into } : { op: 'split', first: into, second: past });

function moved(instruction: Instruction): Instruction {
  if (instruction.op === 'jump') return { op: 'jump', to: instruction.to + 1 };
  return instruction.op === 'split' ? { op: 'split', first: instruction.first + 1, second: instruction.second + 1 } : instruction;
}

/** A class of characters, from its bracket to that which closes it. */
function classOf(rest: string): string {
  for (let at = 1; at < rest.length; at++) {
    if (rest[at] === '\\') at++;
    else if (rest[at] === ']') return rest.slice(0, at + 1);
  }
  throw new RegexRefusedError('the pattern does not parse');
}
