import { type Result, type Text, ok, reject, text } from '#kernel';
import { DmnModdle } from 'dmn-moddle';
import { type ModdleElement, list, one, string } from '../document.js';
import { type Vocabulary, guardXml } from '../xml-guard.js';
import {
  type Aggregation, type Decision, type DecisionFlaw, type DecisionTable, HIT_POLICIES, type HitPolicy, type LiteralExpression, type TableRule, VALUE_TYPES, type ValueType,
} from './decision.js';

export const DMN_NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** Editions whose decisions, tables and expressions are written as in DMN 1.3. */
const ALIKE = /https?:\/\/www\.omg\.org\/spec\/DMN\/(20180521|20211108|20230324)\/MODEL\//g;

const DMN: Vocabulary = {
  name: 'DMN',
  roots: [DMN_NAMESPACE],
  known: new Set([
    DMN_NAMESPACE,
    'https://www.omg.org/spec/DMN/20191111/DMNDI/',
    'http://www.omg.org/spec/DMN/20180521/DI/',
    'http://www.omg.org/spec/DMN/20180521/DC/',
    'http://www.omg.org/spec/DD/20100524/DI',
    'http://www.w3.org/2001/XMLSchema-instance',
    'http://www.w3.org/2000/xmlns/',
    'http://www.w3.org/XML/1998/namespace',
    'http://bpmn.io/schema/dmn/biodi/2.0',
  ]),
};

export interface DmnFile {
  decisions: Decision[];
  flaws: DecisionFlaw[];
}

/** Reads a DMN document behind the same guard as a diagram. Refuses what cannot be read safely or is no DMN; the rest are flaws. */
export async function readDmn(key: string, source: string): Promise<Result<DmnFile>> {
  const guarded = guardXml(source.replace(ALIKE, DMN_NAMESPACE), DMN);
  if (!guarded.ok) return guarded;
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(guarded.value.xml.replace(/^\uFEFF/, ''));
    const reader = new Reader(key);
    const decisions = list(rootElement as ModdleElement, 'drgElement').filter(({ $type }) => $type === 'dmn:Decision').flatMap((element) => reader.decision(element));
    for (const { message } of warnings) reader.flaw('decision-malformed', null, null, unread(message));
    if (decisions.length === 0 && reader.flaws.length === 0) reader.flaw('decision-malformed', null, null, text('Tệp không có quyết định nào.', 'The file has no decision.'));
    return ok({ decisions, flaws: reader.flaws });
  } catch (fault) {
    const detail = (fault as Error).message.split('\n')[0] ?? '';
    return reject('malformed', text(`Không đọc được DMN: ${detail}`, `The DMN cannot be read: ${detail}`));
  }
}

function unread(message: string): Text {
  const detail = message.split('\n').map((line) => line.trim()).filter((line) => !/^(line|column):/.test(line)).join('; ');
  return text(`Nội dung không thuộc DMN: ${detail}.`, `Content that is not DMN: ${detail}.`);
}

class Reader {
  readonly flaws: DecisionFlaw[] = [];

  constructor(private readonly key: string) {}

  flaw(rule: string, decision: string | null, number: number | null, message: Text): void {
    this.flaws.push({ rule, severity: 'error', at: { key: this.key, decision, rule: number }, message });
  }

  decision(element: ModdleElement): Decision[] {
    const id = element.id ?? '';
    const logic = this.#logic(id, one(element, 'decisionLogic'));
    if (!logic) return [];
    const variable = one(element, 'variable');
    const name = element.name?.trim() || id;
    return [{ key: this.key, id, name, variable: variable?.name?.trim() || id, type: this.#type(id, variable), requires: this.#requires(id, element), logic }];
  }

  #requires(id: string, element: ModdleElement): string[] {
    if (list(element, 'knowledgeRequirement').length > 0) this.flaw('decision-unsupported', id, null, text('Mô hình tri thức (BKM) không được tính.', 'Business knowledge models are not evaluated.'));
    return list(element, 'informationRequirement').flatMap((requirement) => string(one(requirement, 'requiredDecision'), 'href')?.replace(/^.*#/, '') ?? []);
  }

  #logic(id: string, logic: ModdleElement | undefined): DecisionTable | LiteralExpression | null {
    if (logic?.$type === 'dmn:LiteralExpression') return { kind: 'literal', expression: this.#feel(id, logic) };
    if (logic?.$type === 'dmn:DecisionTable') return this.#table(id, logic);
    const kind = logic?.$type.replace('dmn:', '') ?? '–';
    this.flaw('decision-unsupported', id, null, text(`Quyết định phải là bảng hoặc biểu thức, không phải «${kind}».`, `A decision is a table or an expression, not "${kind}".`));
    return null;
  }

  #table(id: string, table: ModdleElement): DecisionTable {
    const inputs = list(table, 'input').map((input) => {
      const expression = one(input, 'inputExpression');
      const body = this.#feel(id, expression);
      return { label: string(input, 'label')?.trim() || body, expression: body, type: this.#type(id, expression), allowed: bodyOf(one(input, 'inputValues')) || null };
    });
    const outputs = list(table, 'output').map((output) => ({
      name: output.name?.trim() || string(output, 'label')?.trim() || '', type: this.#type(id, output),
      allowed: bodyOf(one(output, 'outputValues')) || null, otherwise: bodyOf(one(output, 'defaultOutputEntry')) || null,
    }));
    const rules = list(table, 'rule').map((rule, index) => this.#rule(id, rule, index + 1, inputs.length, outputs.length));
    const hitPolicy = (string(table, 'hitPolicy') ?? 'UNIQUE') as HitPolicy;
    if (!HIT_POLICIES.includes(hitPolicy)) this.flaw('decision-malformed', id, null, text(`Chính sách «${hitPolicy}» không có trong DMN.`, `There is no hit policy "${hitPolicy}".`));
    return { kind: 'table', hitPolicy, aggregation: (string(table, 'aggregation') as Aggregation | undefined) ?? null, inputs, outputs, rules };
  }

  #rule(id: string, rule: ModdleElement, number: number, inputs: number, outputs: number): TableRule {
    const read = { number, inputs: list(rule, 'inputEntry').map((entry) => bodyOf(entry) || '-'), outputs: list(rule, 'outputEntry').map(bodyOf) };
    if (read.inputs.length !== inputs || read.outputs.length !== outputs) {
      this.flaw('decision-malformed', id, number, text('Số ô của quy tắc khác số cột của bảng.', 'The rule has another number of cells than the table has columns.'));
    }
    return read;
  }

  /** FEEL is the only language that is evaluated. */
  #feel(id: string, expression: ModdleElement | undefined): string {
    const language = string(expression, 'expressionLanguage');
    if (language && !/feel/i.test(language)) this.flaw('decision-unsupported', id, null, text(`Chỉ tính FEEL, không tính «${language}».`, `Only FEEL is evaluated, not "${language}".`));
    return bodyOf(expression);
  }

  #type(id: string, element: ModdleElement | undefined): ValueType {
    const raw = string(element, 'typeRef')?.replace(/^feel:/, '') ?? 'any';
    const type = ALIASES[raw] ?? (raw as ValueType);
    if (VALUE_TYPES.includes(type)) return type;
    this.flaw('decision-unsupported', id, null, text(`Kiểu dữ liệu «${raw}» không dùng được ở đây.`, `The data type "${raw}" cannot be used here.`));
    return 'any';
  }
}

const ALIASES: Record<string, ValueType> = {
  Any: 'any', integer: 'number', long: 'number', double: 'number', 'date and time': 'dateTime', 'days and time duration': 'dayTimeDuration', 'years and months duration': 'yearMonthDuration',
};

const bodyOf = (element: ModdleElement | undefined): string => string(element, 'text')?.trim() ?? '';
