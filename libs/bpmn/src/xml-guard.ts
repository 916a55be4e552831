import { ISO_NAMESPACE } from '#contract';
import { type FieldError, type Result, type Text, ok, reject, text } from '#kernel';
import { type SaxesTagNS, SaxesParser } from 'saxes';
import type { Position } from './document.js';
import { decodeXml } from './decode-xml.js';
import { AMPERSAND, bareAmpersand, binaryKind, otherKind, syntaxError } from './file-words.js';
import { plainXml } from './plain-xml.js';
import { type Misfit, misfitsOf } from './schema-values.js';

export const MAX_BPMN_BYTES = 4 * 1024 * 1024;
/** Characters that the parser has read at the start of a tag besides its name: `<` and the one after the name. */
const OPENING = 2;
const MAX_DEPTH = 100;
const MAX_ELEMENTS = 50_000;

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const LOOP = /^(standardLoop|multiInstanceLoop)Characteristics$/;
/** Parts that an element has once at most. */
const SINGLE = new Set([
  'extensionElements', 'conditionExpression', 'ioSpecification', 'script', 'completionCondition', 'loopCondition', 'loopCardinality', 'loopDataInputRef', 'loopDataOutputRef', 'inputDataItem',
  'outputDataItem', 'condition', 'timeDate', 'timeDuration', 'timeCycle', 'activationCondition', 'transformation', 'from', 'to', 'childLaneSet', 'dataState', 'operationRef', 'resourceRef',
  'inMessageRef', 'outMessageRef', 'participantMultiplicity', 'messagePath', 'dataPath',
]);
const KNOWN = new Set([
  BPMN,
  ISO_NAMESPACE,
  'http://www.omg.org/spec/BPMN/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DC',
  'http://www.w3.org/2001/XMLSchema-instance',
  'http://www.w3.org/2000/xmlns/',
  'http://www.w3.org/XML/1998/namespace',
  'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
  'http://bpmn.io/schema/bpmn/biocolor/1.0',
]);

/** What a kind of document is rooted in, and whose words it may use; everything else is another tool's. */
export interface Vocabulary {
  name: string;
  roots: readonly string[];
  known: ReadonlySet<string>;
}

const BPMN_VOCABULARY: Vocabulary = { name: 'BPMN 2.0', roots: [BPMN], known: KNOWN };

export interface GuardedXml {
  /** As `plainXml` writes it. */
  xml: string;
  positions: Map<string, Position>;
  /** Namespaces of other tools, by URI; their contents are kept and ignored. */
  foreign: Set<string>;
  /** Attributes whose values the schema does not have. */
  misfits: Misfit[];
}

/** Stops the parser at the first thing that is not allowed; carries the wording for both languages. */
class Refused extends Error {
  constructor(readonly reason: Text) {
    super(reason.en);
  }
}

/**
 * Reads the document once before anything else sees it: well-formed, of bearable size, without document type, entities or
 * processing instructions, rooted in the vocabulary's `definitions`, ids unique. Refuses with `malformed` (or `too_large`), the error placed by
 * `line:column`.
 */
export function guardXml(source: string | Buffer, vocabulary: Vocabulary = BPMN_VOCABULARY): Result<GuardedXml> {
  if (Buffer.byteLength(source) > MAX_BPMN_BYTES) return tooLarge(text('Tệp lớn hơn 4 MB.', 'The file is larger than 4 MB.'));
  const binary = typeof source === 'string' ? null : binaryKind(source, vocabulary.name);
  if (binary) return malformed(binary, { line: 1, column: 1 });
  const decoded = decodeXml(source);
  if (decoded === null) return malformed(text('Không đọc được bảng mã của tệp.', 'The file is no text in the encoding that it declares.'), { line: 1, column: 1 });
  const first = read(decoded, vocabulary);
  const plain = first.ok ? plainXml(decoded) : decoded;
  return plain === decoded ? first : read(plain, vocabulary);
}

function read(xml: string, vocabulary: Vocabulary): Result<GuardedXml> {
  const guard = new Guard(vocabulary);
  const fault = guard.read(xml.replace(/^\uFEFF/, ''));
  return fault ? malformed(fault.reason, fault.position) : ok({ xml, positions: guard.positions, foreign: guard.foreign, misfits: guard.misfits });
}

class Guard {
  constructor(private readonly vocabulary: Vocabulary) {}

  readonly positions = new Map<string, Position>();
  readonly foreign = new Set<string>();
  readonly misfits: Misfit[] = [];
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  #opened: Position = { line: 1, column: 1 };
  /** Per open element: the parts of it that there is one of. */
  readonly #singles: Set<string>[] = [];
  /** Per open element: its id. */
  readonly #ids: (string | null)[] = [];
  #depth = 0;
  #elements = 0;

  read(xml: string): { reason: Text; position: Position } | null {
    this.#listen();
    try {
      this.#parser.write(xml).close();
      return null;
    } catch (fault) {
      if (fault instanceof Refused) return { reason: fault.reason, position: this.#position() };
      const ampersand = bareAmpersand(xml);
      return ampersand ? { reason: AMPERSAND, position: ampersand } : { reason: syntaxError(fault as Error), position: this.#position() };
    }
  }

  #listen(): void {
    this.#parser.on('doctype', () => {
      throw new Refused(text('Không nhận khai báo kiểu tài liệu (DTD) hay thực thể.', 'Document type (DTD) and entity declarations are not accepted.'));
    });
    this.#parser.on('processinginstruction', ({ target }) => {
      throw new Refused(text(`Không nhận chỉ thị xử lý <?${target}?>.`, `Processing instruction <?${target}?> is not accepted.`));
    });
    this.#parser.on('opentagstart', ({ name }) => {
      const { line, column } = this.#position();
      const start = column - name.length - OPENING;
      this.#opened = start > 0 ? { line, column: start } : { line: line - 1, column: 1 };
    });
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('closetag', () => {
      this.#depth--;
      this.#singles.pop();
      this.#ids.pop();
    });
  }

  #open(tag: SaxesTagNS): void {
    if (++this.#elements > MAX_ELEMENTS || ++this.#depth > MAX_DEPTH) {
      throw new Refused(text('Sơ đồ quá lớn hoặc lồng quá sâu.', 'The diagram is too large or nested too deeply.'));
    }
    const { name, roots, known } = this.vocabulary;
    if (this.#elements === 1 && (!roots.includes(tag.uri) || tag.local !== 'definitions')) {
      throw new Refused(otherKind(name, tag));
    }
    this.#countSingles(tag);
    this.#ids.push(tag.attributes['id']?.value ?? null);
    if (!known.has(tag.uri)) this.foreign.add(tag.uri);
    else this.#register(tag);
    if (tag.uri === BPMN) this.misfits.push(...misfitsOf(tag, this.#ids.findLast((id) => id !== null) ?? null));
    for (const { uri } of Object.values(tag.attributes)) if (uri && !known.has(uri)) this.foreign.add(uri);
  }

  /** Of two parts of which an element has one reading would keep the last in silence. */
  #countSingles({ uri, local }: SaxesTagNS): void {
    const single = uri === BPMN ? (LOOP.test(local) ? 'loop' : SINGLE.has(local) ? local : null) : null;
    const siblings = this.#singles.at(-1);
    if (single && siblings?.has(single)) {
      throw new Refused(single === 'loop' ? text('Một công việc chỉ lặp theo một cách.', 'An activity repeats in one way only.') : text(`<${local}> chỉ có một lần.`, `There is one <${local}> only.`));
    }
    if (single) siblings?.add(single);
    this.#singles.push(new Set());
  }

  #register(tag: SaxesTagNS): void {
    const id = tag.attributes['id']?.value;
    if (id === undefined) return;
    if (this.positions.has(id)) throw new Refused(text(`Mã định danh «${id}» bị trùng.`, `Duplicate id "${id}".`));
    this.positions.set(id, this.#opened);
  }

  #position(): Position {
    return { line: this.#parser.line, column: this.#parser.column + 1 };
  }
}

function malformed(reason: Text, { line, column }: Position) {
  const errors: FieldError[] = [{ path: `${line}:${column}`, message: reason }];
  const message = text(`Không đọc được sơ đồ (dòng ${line}, cột ${column}): ${reason.vi}`, `The diagram cannot be read (line ${line}, column ${column}): ${reason.en}`);
  return reject('malformed', message, { errors, details: { line, column } });
}

const tooLarge = (message: Text) => reject('too_large', message);
