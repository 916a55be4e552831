import { type Result, ok } from '#kernel';
import { walk } from '../arrange/tree.js';
import { type ModdleElement, extension, is, list, one, string } from '../document.js';
import { editable, unreadable } from '../editable.js';
import { parseBpmn } from '../parse-bpmn.js';
import { slug } from '../read-model.js';
import { readResponsible } from '../table/read-responsible.js';
import type { Vocabulary } from '../table/vocabulary.js';
import { type ForeignWord, ForeignReader } from './foreign-words.js';
import { juelToFeel } from './juel.js';
import { MEANINGS, NO_MEANING } from './meanings.js';
import { type Outcome, Translation } from './translation.js';

export interface ForeignImport {
  bpmn: string;
  /** The tool that wrote it, as it says. */
  tool: string | null;
  mapped: { element: string | null; what: string; to: string }[];
  dropped: { element: string | null; what: string; reason: string }[];
}

/**
 * Gives what another tool wrote into a diagram a meaning here, where it has one, and lists where not and why. What the tool wrote stays in
 * the document, so that it opens there as before; only conditions that are translated are written anew. Where reading had to leave something
 * out nothing is translated: it would be lost.
 */
export async function importForeign(xml: string | Buffer, vocabulary: Vocabulary): Promise<Result<ForeignImport>> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) return parsed;
  const left = unreadable(parsed.value.findings);
  const tool = toolOf(parsed.value.definitions);
  const asItIs = (dropped: ForeignImport['dropped']): Result<ForeignImport> => ok({ bpmn: parsed.value.xml, tool, mapped: [], dropped });
  if (left.length > 0) return asItIs(left.map(({ element, message }) => ({ element, what: message.vi, reason: UNREADABLE })));
  const { moddle, definitions, write } = await editable(parsed.value);
  const { mapped, dropped } = new Import(new Translation(moddle, definitions, vocabulary)).run();
  const bpmn = await write({ format: true }).catch(() => null);
  return bpmn === null ? asItIs([{ element: null, what: tool ?? 'definitions', reason: UNWRITABLE }]) : ok({ bpmn, tool, mapped, dropped });
}

const UNWRITABLE = 'phần mở rộng của công cụ này không ghi lại được; sơ đồ được giữ nguyên, chưa có gì được dịch';

const UNREADABLE = 'nội dung không đọc được; hãy sửa trong công cụ đã vẽ rồi nhập lại, chưa có gì được dịch';

const toolOf = (definitions: ModdleElement): string | null => [string(definitions, 'exporter'), string(definitions, 'exporterVersion')].filter(Boolean).join(' ') || null;

class Import {
  readonly mapped: ForeignImport['mapped'] = [];
  readonly dropped: ForeignImport['dropped'] = [];
  readonly #reader: ForeignReader;

  constructor(private readonly translation: Translation) {
    this.#reader = new ForeignReader(translation.definitions);
  }

  run(): Pick<ForeignImport, 'mapped' | 'dropped'> {
    const { definitions } = this.translation;
    const processes = list(definitions, 'rootElements').filter((element) => is(element, 'Process'));
    for (const process of processes) for (const word of this.#reader.wordsOf(process)) if (word.name === 'userTaskForm') this.translation.kept.set(word.attributes['id'] ?? '', word.value);
    for (const process of processes) this.#declare(process);
    for (const root of list(definitions, 'rootElements')) {
      this.#translate(root);
      walk(root, (element) => void (element !== root && this.#translate(element)));
    }
    return { mapped: this.mapped, dropped: this.dropped };
  }

  #declare(process: ModdleElement): void {
    if (extension(process, 'Procedure')) return;
    const code = slug(process.name ?? process.id ?? '').slice(0, 80) || 'quy-trinh-nhap';
    this.translation.iso(process, 'Procedure', { code });
    this.mapped.push({ element: process.id ?? null, what: 'process', to: `iso:procedure code="${code}"` });
  }

  #translate(element: ModdleElement): void {
    for (const word of this.#reader.wordsOf(element)) this.#tell(element, word, (MEANINGS[word.name] ?? NO_MEANING)(this.translation, element, word));
    if (is(element, 'SequenceFlow')) this.#condition(element);
    if (is(element, 'Lane')) this.#lane(element);
    if (is(element, 'UserTask', 'ManualTask', 'Task')) this.#performers(element);
  }

  #tell(element: ModdleElement, { said, value, attributes }: ForeignWord, outcome: Outcome): void {
    if (outcome === null) return;
    const shown = value || Object.entries(attributes).map(([name, text]) => `${name}=${text}`).join(' ');
    const what = `${said}${shown && ` ${shown.slice(0, 120)}`}`;
    if ('to' in outcome) this.mapped.push({ element: owner(element), what, to: outcome.to });
    else this.dropped.push({ element: owner(element), what, reason: outcome.reason });
  }

  #condition(flow: ModdleElement): void {
    const condition = one(flow, 'conditionExpression');
    const source = (string(condition, 'body') ?? '').trim();
    if (!condition || !/^[$#]\{/.test(source)) return;
    const feel = juelToFeel(source);
    if (feel === null) return void this.dropped.push({ element: flow.id ?? null, what: source, reason: 'điều kiện không đổi được sang FEEL mà chắc chắn giữ nguyên nghĩa; hãy viết lại' });
    condition['body'] = feel;
    this.mapped.push({ element: flow.id ?? null, what: source, to: feel });
  }

  /** Tools without assignments say by lanes who works. */
  #lane(lane: ModdleElement): void {
    if (extension(lane, 'Step') || !lane.name?.trim()) return;
    const who = readResponsible(lane.name, this.translation.vocabulary, null);
    if (who.agency === null || who.role === null) return void (who.citizen || this.dropped.push({ element: lane.id ?? null, what: lane.name, reason: 'tên làn không khớp với cơ quan, vị trí nào trong danh bạ' }));
    this.translation.iso(lane, 'Step', { agency: who.agency, role: who.role });
    this.mapped.push({ element: lane.id ?? null, what: lane.name, to: `${who.agency} / ${who.role}${who.doubt ? ` (đoán: ${who.doubt})` : ' (đoán theo tên làn)'}` });
  }

  #performers(task: ModdleElement): void {
    for (const performer of list(task, 'resources')) {
      const said = string(one(one(performer, 'resourceAssignmentExpression'), 'expression'), 'body') ?? performer.name ?? one(performer, 'resourceRef')?.name;
      if (said) this.#tell(task, { vendor: 'other', name: 'performer', said: performer.$type, value: said, attributes: {}, children: [] }, this.translation.assign(task, said));
    }
  }
}

/** Of what has no id of its own, the element that it stands in. */
function owner(element: ModdleElement): string | null {
  for (let at: ModdleElement | undefined = element; at; at = at.$parent) if (at.id && !/EventDefinition$|Characteristics$/.test(at.$type)) return at.id;
  return null;
}
