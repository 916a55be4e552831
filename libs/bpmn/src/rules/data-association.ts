import { text } from '#kernel';
import { inputAssociations, outputAssociations, pathOf } from '../data/data-spec.js';
import { type ModdleElement, is, list, one, string } from '../document.js';
import { feelError } from '../feel.js';
import { isSubProcess } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

/**
 * A data association moves values from what can be read to what can be written (BPMN 2.0.2, 10.4.2): one source is copied, a transformation or
 * assignments say it in FEEL. What a sub-process gives is written inside it.
 */
export const dataAssociation: Rule = {
  id: 'data-association',
  severity: 'error',
  check: ({ nodes }) =>
    nodes.flatMap(({ element }) => [
      ...inputAssociations(element).flatMap((association) => [...check(element, association), ...(one(association, 'targetRef') ? inward(element, association) : [])]),
      ...outputAssociations(element).flatMap((association) => [...check(element, association), ...outward(element, association)]),
    ]),
};

function check(element: ModdleElement, association: ModdleElement): Flaw[] {
  const target = one(association, 'targetRef');
  const transformation = one(association, 'transformation');
  const assignments = list(association, 'assignment');
  const flaws = [transformation, ...assignments.map((assignment) => one(assignment, 'from'))].flatMap((formal, at) => (formal || at > 0 ? expression(element, formal) : []));
  if (!target) return [...flaws, at(element, text('Liên kết dữ liệu không có đích.', 'The data association has no target.'))];
  if (!transformation && assignments.length === 0 && list(association, 'sourceRef').length > 1) flaws.push(at(element, text('Liên kết dữ liệu nhiều nguồn phải có phép biến đổi.', 'A data association of several sources needs a transformation.')));
  const unseen = [target, ...list(association, 'sourceRef')].filter((item) => !isSeen(element, item));
  flaws.push(...unseen.map((item) => at(element, text(`«${item.id}» không thấy được từ đây.`, `"${item.id}" cannot be seen from here.`))));
  const lost = assignments.filter((assignment) => pathOf(assignment, target) === null);
  return [...flaws, ...lost.map(() => at(element, text('Phép gán (to) phải nêu đích của liên kết, như «tên» hoặc «tên.phần».', 'An assignment (to) names the target of its association, as "name" or "name.part".')))];
}

/** Data are seen where they stand and inside (10.4.1), those of an activity's rounds from the activity (table 10.29); stores from everywhere. */
export function isSeen(element: ModdleElement, item: ModdleElement): boolean {
  const meant = one(item, 'dataObjectRef') ?? item;
  if (is(meant, 'DataStore', 'DataStoreReference')) return true;
  const holder = is(meant.$parent, 'InputOutputSpecification', 'MultiInstanceLoopCharacteristics') ? meant.$parent?.$parent : meant.$parent;
  for (let at_: ModdleElement | undefined = element; at_; at_ = at_.$parent) if (at_ === holder) return true;
  return false;
}

function expression(element: ModdleElement, formal: ModdleElement | undefined): Flaw[] {
  const fault = feelError(string(formal, 'body') ?? '');
  return fault === null ? [] : [at(element, text(`Liên kết dữ liệu không phải FEEL hợp lệ: ${fault.vi}.`, `The data association is not valid FEEL: ${fault.en}.`))];
}

/** What goes in goes to the activity's own inputs, and does not come from what is given out. */
function inward(element: ModdleElement, association: ModdleElement): Flaw[] {
  const target = one(association, 'targetRef');
  const own = [...list(one(element, 'ioSpecification'), 'dataInputs'), ...list(element, 'dataInputs'), ...list(element, 'properties')];
  const wrong = list(association, 'sourceRef').some((source) => is(source, 'DataOutput')) ? [at(element, text('Liên kết dữ liệu vào không từ dữ liệu ra.', 'A data input association does not lead from a data output.'))] : [];
  return target && own.includes(target) ? wrong : [...wrong, at(element, text('Liên kết dữ liệu vào phải tới dữ liệu vào hoặc thuộc tính của chính phần tử.', 'A data input association leads to an input or property of its element.'))];
}

function outward(element: ModdleElement, association: ModdleElement): Flaw[] {
  const target = one(association, 'targetRef');
  const source = list(association, 'sourceRef').filter((item) => is(item, 'DataOutput'));
  const own = [...list(one(element, 'ioSpecification'), 'dataOutputs'), ...list(element, 'dataOutputs')];
  const strange = source.some((item) => !own.includes(item)) ? [at(element, text('Liên kết dữ liệu ra phải từ dữ liệu ra của chính phần tử.', 'A data output association leads from an output of its element.'))] : [];
  const wrong = is(target, 'DataInput') ? [at(element, text('Liên kết dữ liệu ra không tới dữ liệu vào.', 'A data output association does not lead to a data input.'))] : [];
  const inside = isSubProcess(element) && (source.length > 0 || one(association, 'transformation') || list(association, 'assignment').length > 0) ? [at(element, text('Quy trình con ghi dữ liệu từ bên trong, không bằng liên kết dữ liệu ra.', 'A sub-process writes data inside it, not by a data output association.'))] : [];
  return [...strange, ...wrong, ...inside];
}
