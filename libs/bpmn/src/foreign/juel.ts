import { feelError } from '../feel.js';

type Token = { kind: 'name' | 'number' | 'text' | 'word' | 'sign'; value: string };

const TOKEN = /\s*(?:([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(-?\d+(?:\.\d+)?)|'([^'\\]*)'|"([^"\\]*)"|(==|!=|<=|>=|&&|\|\||[<>!()]))/y;
const WORDS: Record<string, string> = { and: '&&', or: '||', not: '!', eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=' };
const COMPARE: Record<string, string> = { '==': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

/**
 * A JUEL condition (`${…}`, `#{…}`) in FEEL, if it means provably the same: comparisons of a variable with a value, joined by and, or, not.
 * Null for everything else: methods, arithmetic, `empty`, comparisons of two variables. A variable alone is compared with true, because
 * FEEL, unlike JUEL, takes nothing but true for true.
 */
export function juelToFeel(source: string): string | null {
  const inside = /^\s*[$#]\{([^{}]*)\}\s*$/.exec(source)?.[1];
  const tokens = inside === undefined ? null : tokensOf(inside);
  if (!tokens) return null;
  const parser = new Parser(tokens);
  const feel = parser.any();
  return feel !== null && parser.isDone && feelError(feel) === null ? `=${feel}` : null;
}

function tokensOf(source: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const match = TOKEN.exec(source);
    if (!match) return null;
    const [, name, number, single, double, sign] = match;
    if (name !== undefined && name in WORDS) tokens.push({ kind: 'sign', value: WORDS[name] as string });
    else if (name !== undefined) tokens.push({ kind: /^(true|false|null)$/.test(name) ? 'word' : 'name', value: name });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
    else tokens.push({ kind: 'text', value: JSON.stringify(single ?? double ?? '') });
  }
  return tokens;
}

class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isDone(): boolean {
    return this.#at === this.tokens.length;
  }

  any(): string | null {
    return this.#joined('||', ' or ', () => this.#joined('&&', ' and ', () => this.#one()));
  }

  #joined(sign: string, word: string, next: () => string | null): string | null {
    const parts = [next()];
    while (this.#takes(sign)) parts.push(next());
    return parts.includes(null) ? null : parts.join(word);
  }

  #one(): string | null {
    if (this.#takes('!')) {
      const inner = this.#one();
      return inner && `not(${inner})`;
    }
    if (this.#takes('(')) {
      const inner = this.any();
      return inner !== null && this.#takes(')') ? `(${inner})` : null;
    }
    const name = this.tokens[this.#at++];
    if (name?.kind !== 'name') return null;
    const sign = this.tokens[this.#at];
    const operator = sign?.kind === 'sign' ? COMPARE[sign.value] : undefined;
    if (!operator) return `${name.value} = true`;
    this.#at++;
    const value = this.tokens[this.#at++];
    const isOrder = /[<>]/.test(operator);
    if (!value || value.kind === 'name' || value.kind === 'sign' || (isOrder && value.kind !== 'number')) return null;
    return `${name.value} ${operator} ${value.value}`;
  }

  #takes(sign: string): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    this.#at++;
    return true;
  }
}
