import { TOPIC } from '#contract';
import { type ModdleElement, is, list, one, string } from '../document.js';
import { feelError } from '../feel.js';
import { isDuration } from '../iso-time.js';
import { schemaOfFields, schemaOfFormJs } from './foreign-form.js';
import { type ForeignWord, childrenOf } from './foreign-words.js';
import type { Outcome, Translation } from './translation.js';

export type Meaning = (translation: Translation, element: ModdleElement, word: ForeignWord) => Outcome;

const isCode = (text: string): boolean => /^[$#]\{|^=/.test(text.trim());
const because = (reason: string): Meaning => () => ({ reason });

export const NO_MEANING: Meaning = (_, __, { vendor }) => (vendor === 'bizagi' || vendor === 'signavio' ? { reason: 'hình thức hoặc ghi chú của công cụ vẽ; giữ nguyên trong tệp' } : { reason: 'không có nghĩa ở đây; giữ nguyên trong tệp' });

const CODE = because('mã của công cụ khác không chạy ở đây; việc phần mềm làm qua iso:job');
const LISTENER = because('trình nghe của công cụ khác không chạy ở đây');
const ENGINE = because('cách chạy của công cụ khác; ở đây mỗi bước là một giao dịch');

const assigned: Meaning = (translation, element, { value }) => translation.assign(element, value.split(',')[0] ?? '');

const assignment: Meaning = (translation, element, { attributes }) => {
  const said = attributes['candidateGroups'] ?? attributes['assignee'] ?? attributes['candidateUsers'];
  return said ? translation.assign(element, said.split(',')[0] ?? '') : null;
};

/** Date of an instant has no meaning for a procedure; a duration is a budget. */
const due = (translation: Translation, element: ModdleElement, said: string): Outcome => {
  const duration = /P(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?/.exec(said)?.[0] ?? '';
  const [, days] = /^P(\d+)D$/.exec(duration) ?? [];
  const [, hours] = /^PT(\d+)H$/.exec(duration) ?? [];
  if (!isDuration(duration) || (!days && !hours) || !is(element, 'UserTask')) return { reason: 'hạn không phải một khoảng ngày hoặc giờ; hãy nhập thời hạn của bước' };
  const budget = days ? { budget: days, unit: 'calendar_day' } : { budget: hours, unit: 'working_hour' };
  translation.iso(element, 'Step', budget);
  return { to: `iso:step budget="${budget.budget}" unit="${budget.unit}"` };
};

const fields: Meaning = (translation, element, word) => {
  const schema = schemaOfFields(word.name === 'formProperty' ? siblings(element, word) : childrenOf(word, 'formField'));
  if (word.name === 'formProperty' && siblings(element, word)[0]?.attributes['id'] !== word.attributes['id']) return null;
  return schema ? { to: translation.form(element, schema) } : { reason: 'biểu mẫu không có trường nào đọc được' };
};

/** Flowable writes each field as an extension element of its own. */
const siblings = (element: ModdleElement, { said }: ForeignWord): ForeignWord[] =>
  list(one(element, 'extensionElements'), 'values').filter((value) => value.$type === said).map((value) => {
    const { $children = [], ...rest } = value as ModdleElement & { $children?: ModdleElement[] };
    const attributes = Object.fromEntries(Object.entries({ ...rest, ...(value.$attrs ?? {}) }).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    const children = $children.map((child): ForeignWord => ({ vendor: 'camunda', name: child.$type.replace(/^.*:/, ''), said: child.$type, value: '', attributes: Object.fromEntries(Object.entries({ ...child, ...(child.$attrs ?? {}) }).filter((entry): entry is [string, string] => typeof entry[1] === 'string')), children: [] }));
    return { vendor: 'camunda', name: 'formProperty', said, value: '', attributes, children };
  });

const formKey: Meaning = (translation, element, { value, attributes }) => {
  const key = value || (attributes['formKey'] ?? attributes['formId'] ?? '');
  const kept = translation.kept.get(key.replace(/^camunda-forms:bpmn:/, ''));
  const schema = kept === undefined ? null : schemaOfFormJs(kept);
  return schema ? { to: translation.form(element, schema) } : { reason: 'biểu mẫu nằm ngoài tài liệu; hãy tạo biểu mẫu cho bước này' };
};

const topic = (translation: Translation, element: ModdleElement, said: string, rest: Record<string, string> = {}): Outcome => {
  if (isCode(said) || !TOPIC.test(said)) return { reason: 'chủ đề của việc không phải một tên' };
  translation.iso(element, 'Job', { topic: said, ...rest });
  return { to: `iso:job topic="${said}"` };
};

const retryCycle: Meaning = (translation, element, { value }) => {
  const [, retries, backoff] = /^R(\d+)\/(P\S+)$/.exec(value) ?? [];
  if (!retries || !backoff || !isDuration(backoff) || !is(element, 'ServiceTask', 'SendTask', 'BusinessRuleTask')) return { reason: 'chu kỳ thử lại không đọc được' };
  translation.iso(element, 'Job', { retries, backoff });
  return { to: `iso:job retries="${retries}" backoff="${backoff}"` };
};

/** Lists are read by FEEL, with or without the expression marks of the other tool. */
const collection = (said: string): string | null => {
  const name = said.replace(/^[$#]\{\s*([A-Za-z_][\w.]*)\s*\}$/, '$1').replace(/^=/, '').trim();
  return feelError(name) === null ? `=${name}` : null;
};

const loop = (element: ModdleElement, values: Record<string, string | undefined>): Outcome => {
  const list = values['collection'] === undefined ? undefined : collection(values['collection']);
  if (list === null) return { reason: 'danh sách không phải tên biến hay biểu thức FEEL' };
  const said = Object.entries({ ...values, ...(list === undefined ? {} : { collection: list }) }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  for (const [name, value] of said) element[name] = value;
  return { to: said.map(([name, value]) => `iso:${name}="${value}"`).join(' ') };
};

const loopOf = (element: ModdleElement): ModdleElement => (is(element, 'MultiInstanceLoopCharacteristics') ? element : (one(element, 'loopCharacteristics') ?? element));

/** Data is flat here and seen by every step: a mapping of a name to itself says nothing, any other has no place. */
const mappings: Meaning = (_, __, word) => {
  const flat = word.children.every(({ attributes, value }) => (attributes['source'] ?? value).replace(/^[$#]\{(.*)\}$|^=(.*)$/, '$1$2').trim() === (attributes['target'] ?? attributes['name']));
  return flat ? { to: 'dữ liệu chung của hồ sơ' } : { reason: 'dữ liệu hồ sơ dùng chung cho mọi bước, không đổi tên biến vào ra' };
};

const decision = (translation: Translation, element: ModdleElement, ref: string | undefined, result: string | undefined): Outcome => {
  if (!ref || isCode(ref)) return { reason: 'tên quyết định không phải một mã' };
  translation.iso(element, 'Decision', { ref, ...(result ? { result } : {}) });
  return { to: `iso:decision ref="${ref}"` };
};

const subscription: Meaning = (translation, element, { attributes }) => {
  const key = attributes['correlationKey'];
  if (!key) return { reason: 'không nêu khoá' };
  const catching: ModdleElement[] = [];
  const seek = (scope: ModdleElement): void => {
    for (const child of list(scope, 'flowElements')) {
      if (list(child, 'eventDefinitions').some((definition) => one(definition, 'messageRef') === element) || one(child, 'messageRef') === element) catching.push(child);
      seek(child);
    }
  };
  for (const root of list(translation.definitions, 'rootElements')) seek(root);
  for (const one of catching) translation.iso(one, 'Correlation', { key });
  return catching.length > 0 ? { to: `iso:correlation key="${key}" (${catching.map(({ id }) => id).join(', ')})` } : { reason: 'không phần tử nào chờ thông điệp này' };
};

const called: Meaning = (_, element, { attributes }) => {
  const id = attributes['processId'];
  if (!id) return { reason: 'không nêu quy trình được gọi' };
  element['calledElement'] = id;
  return { to: `calledElement="${id}"` };
};

const script: Meaning = (_, element, { attributes }) => {
  const { expression = '', resultVariable } = attributes;
  if (!resultVariable || feelError(expression) !== null) return { reason: 'kịch bản không phải FEEL' };
  Object.assign(element, { scriptFormat: 'feel', script: `{ ${resultVariable}: ${expression.replace(/^=/, '')} }` });
  return { to: `script (FEEL) ${resultVariable}` };
};

/** By the local name of the word; Camunda 7, Flowable and Activiti share theirs. */
export const MEANINGS: Record<string, Meaning> = {
  assignee: assigned, candidateGroups: assigned, candidateUsers: assigned, assignmentDefinition: assignment,
  dueDate: (translation, element, { value }) => due(translation, element, value),
  taskSchedule: (translation, element, { attributes }) => due(translation, element, attributes['dueDate'] ?? ''),
  followUpDate: because('ngày nhắc tính theo thang nhắc việc của thủ tục'), priority: because('mức ưu tiên tính theo hạn'), priorityDefinition: because('mức ưu tiên tính theo hạn'),
  formKey, formRef: formKey, formDefinition: formKey, formData: fields, formProperty: fields, userTaskForm: () => null, userTask: () => null,
  topic: (translation, element, { value }) => topic(translation, element, value),
  type: (_, element, { value }) => (value === 'external' || value === 'external-worker' ? null : { reason: `kiểu việc «${value}» của công cụ khác (${element.$type})` }),
  taskDefinition: (translation, element, { attributes }) => topic(translation, element, attributes['type'] ?? '', /^\d+$/.test(attributes['retries'] ?? '') ? { retries: attributes['retries'] ?? '' } : {}),
  taskHeaders: because('tham số cố định của việc; phần mềm nhận việc tự giữ'), failedJobRetryTimeCycle: retryCycle,
  collection: (_, element, { value }) => loop(loopOf(element), { collection: value }), elementVariable: (_, element, { value }) => loop(loopOf(element), { elementVariable: value }),
  loopCharacteristics: (_, element, { attributes }) => loop(loopOf(element), { collection: attributes['inputCollection'], elementVariable: attributes['inputElement'], outputCollection: attributes['outputCollection'] }),
  inputOutput: mappings, ioMapping: mappings, in: because('quy trình được gọi thấy mọi dữ liệu của hồ sơ'), out: because('quy trình được gọi trả lại mọi dữ liệu của mình'),
  decisionRef: (translation, element, { value }) => decision(translation, element, value, string({ $type: '', ...element.$attrs }, 'camunda:resultVariable')),
  calledDecision: (translation, element, { attributes }) => decision(translation, element, attributes['decisionId'], attributes['resultVariable']),
  mapDecisionResult: because('kết quả quyết định thành các biến cùng tên'), resultVariable: (_, element) => (is(element, 'BusinessRuleTask') ? null : { reason: 'kết quả của mã không chạy ở đây' }),
  subscription, calledElement: called, script,
  class: CODE, delegateExpression: CODE, expression: CODE, connector: CODE, field: CODE,
  executionListener: LISTENER, executionListeners: LISTENER, taskListener: LISTENER, taskListeners: LISTENER,
  asyncBefore: ENGINE, asyncAfter: ENGINE, async: ENGINE, exclusive: ENGINE, jobPriority: ENGINE,
  historyTimeToLive: because('lưu giữ theo quy định của sản phẩm'), versionTag: because('số lần ban hành do sản phẩm giữ'), candidateStarterGroups: because('ai được mở hồ sơ tính theo vị trí tiếp nhận'), candidateStarterUsers: because('ai được mở hồ sơ tính theo vị trí tiếp nhận'),
  initiator: because('người nộp hồ sơ do sản phẩm giữ'), executionPlatform: () => null, executionPlatformVersion: () => null,
};
