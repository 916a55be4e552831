import { plainPrefixes } from './plain-prefixes.js';

/** What a document is made of, as far as it matters here: what is skipped, tags with their quoted values, characters by number. */
const TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<[^!?/][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>|&#\w+;/g;
const TAG = /^<[^!?]/;
const ATTRIBUTE = /([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')/g;
/** Characters beyond the first plane, by number. */
const FAR = /&#(?:x0*([1-9a-f][0-9a-f]{4,5})|0*([1-9]\d{4,6}));/gi;
/** What names an element of the document. */
const NAMING = /^(id|default|bpmnElement|calledElement|(?!structureRef)\w*Refs?)$/;
const NAMING_TEXT = /(<(?:[\w.-]+:)?(?:incoming|outgoing|(?!structureRef)\w+Refs?)(?:\s[^<>]*)?>)([^<>&]+)(?=<\/)/g;

/**
 * A well-formed document as every reader of XML takes it, meaning the same (XML 1.0, 2.3 and 3.3.3; XML Schema 1, 3.2.18 and 3.3.8): no space
 * around the `=` of attributes, none around ids and what refers to them, names of the document's own namespace without its prefix,
 * characters beyond the first plane written out, no second name for a namespace that prefixes are used for, and no
 * prefix that the reader has for itself. Mostly that is what it is already.
 */
export function plainXml(xml: string): string {
  const own = ownPrefixes(xml);
  const named = (value: string): string => local(value.trim(), own);
  return plainPrefixes(withoutSecondName(xml))
    .replace(TOKEN, (token) => (TAG.test(token) ? plainTag(token, named) : withFar(token)))
    .replace(NAMING_TEXT, (_, tag: string, value: string) => tag + (tag.endsWith('/>') ? value : named(value)));
}

const plainTag = (tag: string, named: (value: string) => string): string =>
  withFar(tag).replace(ATTRIBUTE, (_, name: string, quoted: string) => `${name}=${NAMING.test(name) ? quoted[0] + named(quoted.slice(1, -1)) + quoted[0] : quoted}`);

/** A character by number is never within what is skipped: a token that is no tag is one alone. */
const withFar = (token: string): string =>
  token.startsWith('<!') || token.startsWith('<?') ? token : token.replace(FAR, (_, hex: string | undefined, decimal: string | undefined) => written(hex ? Number.parseInt(hex, 16) : Number(decimal)));

const written = (code: number): string => (code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : `&#${code};`);

function local(name: string, own: ReadonlySet<string>): string {
  const [, prefix = '', rest = ''] = /^([\w.-]+):(.+)$/.exec(name) ?? [];
  return own.has(prefix) ? rest : name;
}

/** Prefixes of the namespace that the document's own names are in. */
function ownPrefixes(xml: string): ReadonlySet<string> {
  const root = rootTag(xml);
  const target = valuesOf(root).get('targetNamespace');
  return new Set(target ? [...valuesOf(root)].filter(([name, value]) => name.startsWith('xmlns:') && value === target).map(([name]) => name.slice('xmlns:'.length)) : []);
}

/** A default namespace that no element is in, and that has a prefix too: readers that keep one name would take it for the name of attributes. */
function withoutSecondName(xml: string): string {
  const root = rootTag(xml);
  const values = valuesOf(root);
  const uri = values.get('xmlns');
  const isSecond = uri !== undefined && /^<[\w.-]+:/.test(root) && [...values].some(([name, value]) => name.startsWith('xmlns:') && value === uri) && !/<[\w.-]+[\s/>]/.test(withoutText(xml));
  return isSecond ? xml.replace(root, () => root.replace(/\sxmlns\s*=\s*("[^"]*"|'[^']*')/, '')) : xml;
}

const withoutText = (xml: string): string => xml.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, '');

function rootTag(xml: string): string {
  for (const [token] of xml.matchAll(TOKEN)) if (TAG.test(token)) return token;
  return '';
}

const valuesOf = (tag: string): Map<string, string> => new Map([...tag.matchAll(ATTRIBUTE)].map(([, name = '', quoted = '']) => [name, quoted.slice(1, -1)]));
