import type { PaperSpec, ProcessModel, StepSpec } from '#contract';
import { type Language, type Text, text, writtenBudget } from '#kernel';
import { digestOf } from '../digest.js';
import { type BpmnDocument, type ModdleElement, eventDefinition, is, isInterrupting, list, one, string } from '../document.js';
import { type Vocabulary, agencyName, roleName } from '../table/vocabulary.js';

/** A revision to be compared: its document, and the model as it was stored with it. */
export interface DiffSide {
  document: BpmnDocument;
  model: ProcessModel;
  /** DMN documents by key; compared where both sides bring theirs. */
  decisions?: Record<string, string>;
}

export interface DiffWords {
  language: Language;
  vocabulary?: Vocabulary | undefined;
}

/** What is said of an element, by attribute, in words that a reader compares; `key` tells whether it is the same. */
export type Facts = Map<string, { label: string; value: string; key: string }>;

const LABELS: Record<string, Text> = {
  type: text('Loại', 'Kind'), name: text('Tên', 'Name'), nameEn: text('Tên tiếng Anh', 'English name'), lane: text('Làn', 'Lane'), agency: text('Cơ quan', 'Agency'),
  role: text('Vị trí', 'Role'), budget: text('Thời gian', 'Time'), opinion: text('Phải có ý kiến', 'Opinion needed'), signature: text('Phải ký', 'Signature needed'),
  form: text('Biểu mẫu', 'Form'), ladder: text('Bậc nhắc', 'Escalation ladder'), papersIn: text('Giấy tờ cần có', 'Papers needed'), papersOut: text('Kết quả', 'Papers made'),
  milestone: text('Trạng thái hồ sơ', 'State of the dossier'), stop: text('Dừng tính hạn', 'Stops the clock'), call: text('Quy trình được gọi', 'Called procedure'),
  message: text('Chờ thông điệp', 'Awaits the message'), signal: text('Chờ tín hiệu', 'Awaits the signal'), correlation: text('Khóa thông điệp', 'Key of the message'),
  job: text('Việc của phần mềm', 'Work of software'), condition: text('Điều kiện', 'Condition'), isDefault: text('Nhánh mặc định', 'Default branch'), timer: text('Hẹn giờ', 'Timer'),
  script: text('Tính toán', 'Script'), loop: text('Lặp', 'Repetition'), note: text('Ghi chú', 'Note'), interrupting: text('Ngắt bước', 'Interrupts'), from: text('Từ', 'From'),
  to: text('Đến', 'To'), field: text('Lĩnh vực', 'Field'), level: text('Cấp', 'Level'), legalLimit: text('Thời hạn giải quyết', 'Legal limit'), basis: text('Căn cứ', 'Basis'),
  convention: text('Cách tính hạn', 'Counting of time'), paper: text('Thành phần hồ sơ', 'Paper'), result: text('Kết quả thủ tục', 'Result'), decision: text('Bảng quyết định', 'Decision'), other: text('Khác', 'Other'),
};

export const labelOf = (attribute: string, language: Language): string => {
  const [name = '', detail] = attribute.split('.');
  return [LABELS[name]?.[language] ?? name, detail].filter(Boolean).join(' ');
};

class Gathering {
  readonly facts: Facts = new Map();

  constructor(readonly words: DiffWords) {}

  say(attribute: string, value: string | null | undefined, key = value): void {
    const said = value?.trim();
    if (said) this.facts.set(attribute, { label: labelOf(attribute, this.words.language), value: said, key: key?.trim() ?? said });
  }

  flag(attribute: string, value: boolean): void {
    if (value) this.say(attribute, this.words.language === 'vi' ? 'có' : 'yes');
  }
}

/** Of the procedure as a whole. */
export function procedureFacts({ model, decisions = {} }: DiffSide, words: DiffWords): Facts {
  const gathering = new Gathering(words);
  const { language } = words;
  gathering.say('name', model.name.vi);
  if (model.name.en !== model.name.vi) gathering.say('nameEn', model.name.en);
  gathering.say('field', model.field);
  gathering.say('level', model.level);
  gathering.say('legalLimit', model.legalLimit && writtenBudget(model.legalLimit, language));
  gathering.say('basis', model.basis && basisOf(model.basis, language));
  gathering.say('convention', countedAs(model, language));
  gathering.say('ladder', model.ladder);
  if (model.acknowledge !== undefined) gathering.say('acknowledge', writtenBudget({ amount: model.acknowledge, unit: 'working_hour' }, language));
  for (const { code, name, budget } of model.extensions ?? []) gathering.say(`extension.${code}`, `${name[language]}: ${writtenBudget(budget, language)}`);
  for (const paper of model.papers) gathering.say(`paper.${paper.code}`, paperOf(paper, language));
  for (const { code, name } of model.results) gathering.say(`result.${code}`, name[language]);
  for (const [key, dmn] of Object.entries(decisions)) gathering.say(`decision.${key}`, digestOf(dmn).slice(0, 12));
  for (const [key, schema] of Object.entries(model.forms)) gathering.say(`form.${key}`, formOf(schema, language));
  return gathering.facts;
}

function countedAs({ convention, firstDay, cutoff }: ProcessModel, language: Language): string | null {
  const said = [
    convention === 'end_of_day' && text('cuối ngày thứ n', 'end of the nth day'),
    convention === 'half_day' && text('cuối buổi làm việc', 'end of a half-day session'),
    firstDay && (firstDay === 'counted' ? text('tính cả ngày nhận', 'the day of receipt counted') : text('không tính ngày nhận', 'the day of receipt not counted')),
    cutoff !== undefined && text(`trong ngày nếu nhận đến ${cutoff}`, `same day when received by ${cutoff}`),
  ].filter((one) => one !== false && one !== undefined);
  return said.length === 0 ? null : said.map((one) => one[language]).join(', ');
}

const basisOf = ({ text: cited, confirmed }: NonNullable<ProcessModel['basis']>, language: Language): string =>
  confirmed ? cited : `${cited} (${text('chưa đối chiếu văn bản', 'not yet checked against the text')[language]})`;

function paperOf({ name, originals, copies, required }: PaperSpec, language: Language): string {
  const counts = language === 'vi' ? `${originals} bản chính, ${copies} bản sao` : `${originals} original(s), ${copies} copy(ies)`;
  return `${name[language]} – ${counts}${required ? '' : text(', không bắt buộc', ', optional')[language]}`;
}

/** The names of its fields; two forms of the same fields are told apart by their digests. */
function formOf(schema: Record<string, unknown>, language: Language): string {
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Record<string, unknown>>);
  const names = fields.map(([key, field]) => [language === 'en' ? field['x-title-en'] : null, field['title']].find((name) => typeof name === 'string') ?? key);
  return `${names.join(', ')} [${digestOf(JSON.stringify(schema)).slice(0, 6)}]`;
}

/** Of one element of the diagram. */
export function elementFacts(side: DiffSide, element: ModdleElement, lane: string | null, words: DiffWords): Facts {
  const gathering = new Gathering(words);
  const { model } = side;
  const id = element.id ?? '';
  gathering.say('name', element.name);
  gathering.say('lane', lane);
  const step = model.steps[id];
  if (step) sayStep(gathering, step, model);
  const milestone = model.milestones[id];
  gathering.say('milestone', milestone && [milestone.state, milestone.result].filter((part) => part !== null).join(' · '));
  const stop = model.stops[id];
  gathering.say('stop', stop && [stop.kind, stop.evidence].filter(Boolean).join(' · '));
  gathering.say('call', model.calls[id]);
  gathering.say('message', model.messages[id]);
  gathering.say('signal', model.signals[id]);
  gathering.say('correlation', model.correlations?.[id]);
  const job = model.jobs?.[id];
  gathering.say('job', job && `${job.topic} · ${job.retries}`);
  sayDrawn(gathering, element);
  return gathering.facts;
}

function sayStep(gathering: Gathering, step: StepSpec, model: ProcessModel): void {
  const { language, vocabulary } = gathering.words;
  if (step.name.en !== step.name.vi) gathering.say('nameEn', step.name.en);
  gathering.say('agency', agencyName(vocabulary, step.agency, language));
  gathering.say('role', roleName(vocabulary, step.role, language));
  gathering.say('budget', step.budget && writtenBudget(step.budget, language));
  gathering.flag('opinion', step.opinion);
  gathering.flag('signature', step.signature);
  gathering.say('form', step.form);
  gathering.say('ladder', step.ladder);
  const known = new Map([...model.papers, ...Object.values(model.steps).flatMap(({ papersOut }) => papersOut)].map(({ code, name }) => [code, name[language]]));
  gathering.say('papersIn', step.papersIn.map((code) => known.get(code) ?? code).join('; '));
  gathering.say('papersOut', step.papersOut.map(({ name }) => name[language]).join('; '));
}

function sayDrawn(gathering: Gathering, element: ModdleElement): void {
  const definition = eventDefinition(element);
  gathering.say('condition', string(one(element, 'conditionExpression'), 'body'));
  if (is(element, 'SequenceFlow', 'MessageFlow')) {
    gathering.say('from', calledOf(one(element, 'sourceRef')), one(element, 'sourceRef')?.id);
    gathering.say('to', calledOf(one(element, 'targetRef')), one(element, 'targetRef')?.id);
    gathering.flag('isDefault', one(one(element, 'sourceRef'), 'default') === element);
  }
  gathering.say('timer', ['timeDuration', 'timeDate', 'timeCycle'].map((kind) => string(one(definition, kind), 'body')).find(Boolean));
  gathering.say('script', string(element, 'script'));
  if (is(element, 'BoundaryEvent')) gathering.flag('interrupting', isInterrupting(element));
  const loop = one(element, 'loopCharacteristics');
  if (loop) gathering.say('loop', [loop.$type.replace('bpmn:', ''), loop['isSequential'] === true ? 'sequential' : '', string(loop, 'collection')].filter(Boolean).join(' · '));
  gathering.say('note', list(element, 'documentation').map((one) => string(one, 'text') ?? '').join('\n'));
}

/** A flow without a name is called by its ends. */
export const calledOf = (element: ModdleElement | undefined): string => element?.name?.trim() || (is(element, 'SequenceFlow', 'MessageFlow') ? `${calledOf(one(element, 'sourceRef'))} → ${calledOf(one(element, 'targetRef'))}` : (element?.id ?? ''));
