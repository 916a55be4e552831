import { type Text, text } from '#kernel';
import type { SaxesTagNS } from 'saxes';

const BINARY: readonly [RegExp, string, string][] = [
  [/^PK\x03\x04/, 'tệp nén (zip, Word, Excel, Visio)', 'a zip archive (zip, Word, Excel, Visio)'],
  [/^\xd0\xcf\x11\xe0/, 'tệp Office hoặc Visio cũ', 'an old Office or Visio file'],
  [/^%PDF/, 'tệp PDF', 'a PDF'],
  [/^(\x89PNG|\xff\xd8\xff|GIF8)/, 'tệp ảnh', 'a picture'],
  [/^\x1f\x8b/, 'tệp nén gzip', 'a gzip archive'],
];

/** What a file is that is no text at all, by its first bytes. */
export function binaryKind(bytes: Buffer, name: string): Text | null {
  const [, vi, en] = BINARY.find(([known]) => known.test(bytes.toString('latin1', 0, 8))) ?? [];
  return vi && en ? text(`Đây là ${vi}, không phải ${name}; hãy xuất lại dưới dạng ${name}.`, `This is ${en}, not ${name}.`) : null;
}

/** Other kinds of files that people hand in, by the namespace or name of their root. */
const KINDS: readonly [RegExp, string][] = [
  [/omg\.org\/spec\/BPMN\/20100524\/MODEL/, 'BPMN 2.0'],
  [/omg\.org\/spec\/DMN/, 'DMN'],
  [/omg\.org\/spec\/CMMN/, 'CMMN'],
  [/wfmc\.org.*XPDL/i, 'XPDL'],
  [/\/wsbpel\/|bpel/i, 'BPEL'],
  [/omg\.org\/.*XMI/i, 'XMI'],
  [/omg\.org\/.*BPMN|schema\.omg\.org|bpmn/i, 'BPMN khác bản 2.0 / BPMN of another version'],
  [/schemas\.microsoft\.com\/(office\/)?visio/i, 'Visio'],
  [/www\.w3\.org\/(1999\/xhtml|2000\/svg)/, 'HTML/SVG'],
];

const ROOTS: Readonly<Record<string, string>> = { html: 'HTML/SVG', svg: 'HTML/SVG', mxfile: 'draw.io', mxgraphmodel: 'draw.io' };

/** What a document of another kind is, and what to do. */
export function otherKind(name: string, { name: root, uri }: SaxesTagNS): Text {
  const kind = KINDS.find(([known]) => known.test(uri))?.[1] ?? ROOTS[root.toLowerCase()] ?? null;
  const [vi = '', en = vi] = (kind ?? '').split(' / ');
  if (uri === '' && root === 'definitions') return text(`Không phải ${name}: <definitions> không khai báo không gian tên (xmlns) của ${name}.`, `Not ${name}: <definitions> is in no namespace (xmlns).`);
  if (kind === name) return text(`Không phải ${name}: phần tử gốc phải là <definitions>, tệp này bắt đầu bằng <${root}>.`, `Not ${name}: the root element is <${root}>, not <definitions>.`);
  return kind
    ? text(`Đây là tệp ${vi}, không phải ${name}; hãy xuất lại từ công cụ đã vẽ dưới dạng ${name}.`, `This is a file of ${en}, not ${name}: the root element is <${root}>.`)
    : text(`Không phải ${name}: phần tử gốc là <${root}>${uri && ` (${uri})`}.`, `Not ${name}: the root element is <${root}>${uri && ` (${uri})`}.`);
}

const SYNTAX: readonly [RegExp, string][] = [
  [/^unclosed tag: (.*)$/, 'thẻ <$1> không được đóng'],
  [/^unexpected close tag\.?$/, 'có thẻ đóng mà không có thẻ mở'],
  [/^unbound namespace prefix: "?(.*?)"?\.?$/, 'tiền tố «$1» chưa được khai báo (xmlns)'],
  [/^unmatched closing tag: (.*?)\.?$/, 'thẻ đóng </$1> không khớp với thẻ mở'],
  [/^undefined entity\.?$/, 'có thực thể (&…;) chưa được khai báo'],
  [/^malformed character entity\.?$/, 'ký tự viết bằng số (&#…;) bị sai'],
  [/^(attribute without value|value required)\.?$/, 'thuộc tính không có giá trị'],
  [/^(unquoted attribute value|value must be quoted)\.?$/, 'giá trị của thuộc tính không nằm trong dấu ngoặc kép'],
  [/^documents may contain only one root\.?$/, 'tệp có nhiều phần tử gốc'],
  [/XML declaration must (appear|be) at the start of the document\.?$/, 'khai báo <?xml …?> phải ở ngay đầu tệp'],
  [/^duplicate attribute: (.*?)\.?$/, 'thuộc tính «$1» được ghi hai lần'],
  [/^document must contain a root element\.?$/, 'tệp rỗng, không có phần tử nào'],
  [/^text data outside of root node\.?$/, 'có chữ nằm ngoài phần tử gốc; tệp này có thể không phải XML'],
  [/^disallowed character in (.*?)\.?$/, 'ký tự không được dùng ($1)'],
  [/^disallowed character\.?$/, 'ký tự không được dùng; tệp này có thể không phải XML'],
  [/^unexpected end\.?$/, 'tệp bị cụt'],
];

/** An `&` that begins no entity swallows what follows, so that the parser stops far behind it: where it stands, in a text outside CDATA and comments. */
export function bareAmpersand(xml: string): { line: number; column: number } | null {
  const found = [...xml.matchAll(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|&(?!(?:#\d+|#x[\da-f]+|[\w.-]+);)/gi)].find(([token]) => token === '&');
  if (!found) return null;
  const lines = xml.slice(0, found.index).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

export const AMPERSAND = text('XML không hợp lệ: dấu & phải viết là &amp;', 'Malformed XML: an ampersand is written &amp;');

/** The parser's own message begins with its position, which is carried apart. */
export const syntaxError = (fault: Error): Text => {
  const detail = fault.message.replace(/^\d+:\d+: /, '');
  const [pattern, words] = SYNTAX.find(([known]) => known.test(detail)) ?? [];
  return text(`XML không hợp lệ: ${pattern && words ? detail.replace(pattern, words) : detail}`, `Malformed XML: ${detail}`);
};
