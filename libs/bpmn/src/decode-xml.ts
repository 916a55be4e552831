const DECLARATION = /^(\s*<\?xml[^>]*?\sencoding\s*=\s*)(["'])([\w.:-]+)\2/;
const SNIFFED = 200;

/**
 * The text of an XML document in the encoding that its first bytes or its declaration say (XML 1.0, appendix F); UTF-8 where they say nothing.
 * What it declares afterwards is UTF-8, as it is kept. Null where it is not in that encoding, or nobody knows that.
 */
export function decodeXml(source: string | Buffer): string | null {
  if (typeof source === 'string') return declaringUtf8(source);
  try {
    return declaringUtf8(new TextDecoder(encodingOf(source), { fatal: true, ignoreBOM: true }).decode(source));
  } catch {
    return null;
  }
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return DECLARATION.exec(bytes.toString('latin1', 0, SNIFFED).replace(/^ï»¿/, ''))?.[3] ?? 'utf-8';
}

const declaringUtf8 = (text: string): string => {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const rest = text.slice(mark.length);
  const declared = DECLARATION.exec(rest)?.[3];
  return declared === undefined || /^utf-?8$/i.test(declared) ? text : rest.replace(DECLARATION, '$1$2UTF-8$2');
};
