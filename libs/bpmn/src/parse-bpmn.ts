import type { Finding } from '#contract';
import { type Result, type Text, ok, reject, text } from '#kernel';
import type { ModdleWarning } from 'bpmn-moddle';
import { type Arranged, arrange } from './arrange/arrange.js';
import type { Maker } from './arrange/tree.js';
import { embeddedDecisions } from './decisions/embedded.js';
import { readDecisions } from './decisions/library.js';
import { type BpmnDocument, type ModdleElement, type Position, list } from './document.js';
import { finding } from './finding.js';
import { newModdle } from './moddle.js';
import type { Misfit } from './schema-values.js';
import { guardXml } from './xml-guard.js';

/**
 * Reads a BPMN 2.0 document. Refuses (`malformed`, `too_large`) what cannot be read safely or is no BPMN; everything a designer can
 * mend in a modeler becomes a finding of the document instead.
 */
export async function parseBpmn(source: string | Buffer): Promise<Result<BpmnDocument>> {
  const guarded = guardXml(source);
  if (!guarded.ok) return guarded;
  const { xml, positions, foreign, misfits } = guarded.value;
  const parsed = await readTree(xml.replace(/^\uFEFF/, ''));
  if (!parsed.ok) return parsed;
  const { definitions, warnings } = parsed.value;
  const { process, arranged, copies, ...found } = await arrangeCopy(xml, definitions);
  if (!process) return reject('malformed', text('Tài liệu không có quy trình nào.', 'The document has no process.'), { errors: [] });
  const findings = [...warnings.map((warning) => fromWarning(warning, positions)), ...misfits.map(misfitFinding), ...foreignFindings(foreign), ...processFindings(process, found)];
  return ok({ xml, definitions, arranged, copies, process, positions, findings, decisions: await readDecisions(embeddedDecisions(process)) });
}

/** Words without which all that is run stands in one process as it is drawn. */
const ARRANGED = /eventDefinitionRef|calledElement|loopData|[cC]omplexGateway|isExecutable="true"[^]*isExecutable="true"/;

/** What is drawn stays as it is read: what is run is arranged in a tree of its own where the two differ. */
async function arrangeCopy(xml: string, drawn: ModdleElement): Promise<Arranged & { arranged: ModdleElement }> {
  const moddle = newModdle();
  const arranged = ARRANGED.test(xml) ? ((await moddle.fromXML(xml.replace(/^\uFEFF/, ''))).rootElement as ModdleElement) : drawn;
  return { arranged, ...arrange(moddle as unknown as Maker, arranged) };
}

async function readTree(xml: string): Promise<Result<{ definitions: ModdleElement; warnings: ModdleWarning[] }>> {
  try {
    const { rootElement, warnings } = await newModdle().fromXML(xml);
    return ok({ definitions: rootElement as ModdleElement, warnings });
  } catch (fault) {
    const detail = (fault as Error).message.split('\n')[0];
    return reject('malformed', text(`Không đọc được BPMN: ${detail}`, `The BPMN cannot be read: ${detail}`), { errors: [] });
  }
}

const hasElements = (process: ModdleElement): boolean => list(process, 'flowElements').length > 0;

/** What moddle could not place, told apart by whose vocabulary it belongs to. */
function fromWarning({ message, element, property, value }: ModdleWarning, positions: Map<string, Position>): Finding {
  const id = element?.id ?? owner(element) ?? elementAt(message, positions);
  const detail = message.split('\n').filter((line) => !/^\t(line|column):/.test(line)).join(';').replace(/\t|nested error/g, '').replace(/;: /, ', ');
  if (message.startsWith('unresolved reference')) {
    const severity = /^(bpmndi:|bpmn:Relationship$)/.test(element?.$type ?? '') || isType(property, value) ? 'warning' : 'error';
    return finding(severity, 'unresolved-reference', id, text(`Tham chiếu «${value}» (${property}) không có trong tài liệu.`, `Reference "${value}" (${property}) is not in the document.`));
  }
  if (element?.$type.startsWith('iso:') || /<\/?iso:/.test(message)) {
    return finding('error', 'unknown-iso', id, text(`Phần mở rộng ISO không hiểu được: ${detail}.`, `The ISO extension is not understood: ${detail}.`));
  }
  const lost = message.startsWith('unparsable content');
  return finding(lost ? 'error' : 'warning', 'unknown-content', id, text(`Nội dung không thuộc BPMN 2.0, bị bỏ qua: ${inVietnamese(detail)}.`, `Content that is not BPMN 2.0 is ignored: ${detail}.`));
}

const WARNINGS: readonly [RegExp, string][] = [
  [/^unparsable content <([^>]*)> detected, illegal ID <(.*)>$/, 'phần tử <$1> có mã định danh «$2» không hợp lệ (mã bắt đầu bằng chữ hoặc «_», không có dấu cách)'],
  [/^unparsable content <([^>]*)> detected, unrecognized element <.*>$/, 'phần tử <$1> không được đặt ở đây'],
  [/^unparsable content <([^>]*)> detected, unknown type <(.*)>$/, 'phần tử <$1> mang kiểu «$2» không có'],
  [/^unparsable content <([^>]*)> detected, (.*)$/, 'phần tử <$1> không đọc được ($2)'],
  [/^unknown attribute <(.*)>$/, 'thuộc tính «$1»'],
];

/** What moddle says of content that it cannot place. */
function inVietnamese(detail: string): string {
  const [pattern, words] = WARNINGS.find(([known]) => known.test(detail)) ?? [];
  return pattern && words ? detail.replace(pattern, words) : detail;
}

/** Where an item definition is meant, many write the type itself. Items only say of which kind data are, so that nothing is lost without. */
const isType = (property = '', value = ''): boolean => ITEM.test(property) && TYPE.test(value);

const ITEM = /^bpmn:(structureRef|itemRef|itemSubjectRef)$/;
const TYPE = /^([\w-]+:|java\.(lang|util)\.)?(string|boolean|integer|int|long|short|decimal|double|float|number|date|dateTime|time|duration|anyType|object)$/i;

/** The nearest ancestor with an id: extension elements have none of their own. */
function owner(element: ModdleWarning['element']): string | null {
  for (let at: ModdleElement | undefined = element; at; at = at.$parent) if (at.id) return at.id;
  return null;
}

/** What could not be parsed has no element; it stands in the last one that began before it. Moddle counts from 0. */
function elementAt(message: string, positions: Map<string, Position>): string | null {
  const [, line, column] = /line: (\d+)\s+column: (\d+)/.exec(message)?.map(Number) ?? [];
  if (line === undefined || column === undefined) return null;
  const before = [...positions].filter(([, at]) => at.line - 1 < line || (at.line - 1 === line && at.column - 1 <= column));
  return before.at(-1)?.[0] ?? null;
}

const misfitFinding = ({ element, attribute, value }: Misfit): Finding =>
  finding('error', 'attribute-value', element, text(`Giá trị ${attribute}="${value}" không có trong BPMN 2.0.`, `BPMN 2.0 has no ${attribute}="${value}".`));

const foreignFindings = (foreign: Set<string>): Finding[] =>
  [...foreign].sort().map((uri) =>
    finding('info', 'foreign-extension', null, text(`Phần mở rộng của công cụ khác (${uri}) được giữ nguyên và bỏ qua.`, `The extension of another tool (${uri}) is kept and ignored.`)),
  );

/** Which of several is meant to run nobody can tell where none is marked. */
const unmarked = ({ id }: ModdleElement): Text =>
  text(`Không quy trình nào được đánh dấu chạy được (isExecutable) mà có nhiều quy trình, như «${id}»; hãy đánh dấu những quy trình chạy.`, `No process is marked executable (isExecutable) and there are several, as "${id}"; mark those that run.`);

function processFindings(process: ModdleElement, { idle, unfit }: Pick<Arranged, 'idle' | 'unfit'>): Finding[] {
  const isGuess = process['isExecutable'] !== true;
  const left = idle.filter((other) => other['isExecutable'] === true || hasElements(other));
  return [
    ...left.map((other) =>
      finding(
        other['isExecutable'] === true || isGuess ? 'error' : 'info',
        'one-process',
        other.id ?? null,
        isGuess ? unmarked(other) : text(`Chỉ quy trình «${process.id}» được chạy; «${other.id}» không được chạy.`, `Only process "${process.id}" is run; "${other.id}" is not.`),
      ),
    ),
    ...unfit.map(({ element, vi, en }) => finding('error', 'one-process', element.id ?? null, text(vi, en))),
  ];
}
