import { language } from '../../../i18n/language.js';
import { translate } from '../../../i18n/words.js';
import { type Get, type Shape, is, modelOf, processOf } from '../modeler/parts.js';
import type { Group } from './entry-types.js';
import { flowGroups } from './flow-groups.js';
import { generalGroup } from './general-group.js';
import { processGroups } from './process-groups.js';
import { repeatGroups } from './repeat-groups.js';
import { laneGroups, stepGroups } from './step-groups.js';
import type { Surroundings } from './surroundings.js';
import { triggerGroups } from './trigger-groups.js';
import type { Subject } from './subject.js';
import { propertyWords } from './words.js';

/** Fills the properties panel with what the ISO extension and the executable subset know, in the reader's language. */
export class IsoProperties {
  static readonly $inject = ['propertiesPanel', 'injector', 'surroundings'];

  constructor(
    panel: { registerProvider(provider: IsoProperties): void },
    private readonly injector: { get(name: string): unknown },
    private readonly surroundings: Surroundings,
  ) {
    panel.registerProvider(this);
  }

  getGroups(shape: Shape): (groups: Group[]) => Group[] {
    const get = ((part: string) => this.injector.get(part)) as Get;
    const subject: Subject = { get, shape, model: modelOf(shape), surroundings: this.surroundings, t: (key, values) => translate(propertyWords, language(), key, values) };
    return (groups) => [...groups, ...groupsOf(subject)];
  }
}

const ROOTS = ['bpmn:Process', 'bpmn:Collaboration'];

function groupsOf(subject: Subject): Group[] {
  const { shape, get } = subject;
  if (shape.type === 'label' || is(shape, 'bpmn:TextAnnotation')) return [];
  const home = processOf(get);
  if (home && (home.shape === shape || ROOTS.includes(shape.type))) return processGroups({ ...subject, model: home.process }, home.shape);
  if (is(shape, 'bpmn:Lane')) return laneGroups(subject);
  if (is(shape, 'bpmn:SequenceFlow')) return flowGroups(subject);
  return [generalGroup(subject), ...stepGroups(subject), ...triggerGroups(subject), ...repeatGroups(subject)];
}
