import { ISO_NAMESPACE } from '#contract';

/** Prefixes that the reader of BPMN has for its own, and the namespaces that they may stand for. */
const RESERVED = new Set(['bpmn', 'bpmndi', 'dc', 'di', 'bioc', 'color', 'iso', 'xsi']);
const KNOWN = new Set([
  'http://www.omg.org/spec/BPMN/20100524/MODEL',
  'http://www.omg.org/spec/BPMN/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DC',
  'http://www.omg.org/spec/DD/20100524/DI',
  'http://bpmn.io/schema/bpmn/biocolor/1.0',
  'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
  'http://www.w3.org/2001/XMLSchema-instance',
  ISO_NAMESPACE,
]);

const DECLARED = /\sxmlns:([\w.-]+)\s*=\s*("[^"]*"|'[^']*')/g;
const TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^<>]*>|<[^!?/][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>/g;

const isTaken = (prefix: string, quoted: string): boolean => RESERVED.has(prefix) && !KNOWN.has(quoted.slice(1, -1));

/** The same document in which the reader's own prefixes stand for nobody else's namespaces (Namespaces in XML, 3): a reader by prefix would lose them. */
export function plainPrefixes(xml: string): string {
  if (![...xml.matchAll(DECLARED)].some(([, prefix = '', quoted = '']) => isTaken(prefix, quoted))) return xml;
  const scopes: ReadonlyMap<string, string>[] = [];
  return xml.replace(TOKEN, (token) => {
    if (/^<[!?]/.test(token)) return token;
    if (token.startsWith('</')) return renamed(token, scopes.pop() ?? new Map());
    const scope = new Map(scopes.at(-1));
    for (const [, prefix = '', quoted = ''] of token.matchAll(DECLARED)) scope.set(prefix, isTaken(prefix, quoted) ? `other-${prefix}` : prefix);
    if (!token.endsWith('/>')) scopes.push(scope);
    return renamed(token, scope);
  });
}

/** The names in a tag, none of what is written in its values. */
const renamed = (tag: string, scope: ReadonlyMap<string, string>): string =>
  tag.replace(/"[^"]*"|'[^']*'|(^<\/?|\sxmlns:|\s)([\w.-]+)(?=[\s:=>/])/g, (written, before: string | undefined, prefix: string | undefined, at: number) => {
    const name = before === undefined || prefix === undefined ? undefined : scope.get(prefix);
    const isPrefix = before === undefined ? false : before.endsWith('xmlns:') || tag[at + written.length] === ':';
    return name === undefined || !isPrefix ? written : before + name;
  });
