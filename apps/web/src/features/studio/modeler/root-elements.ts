import type { Get, Model } from './parts.js';

export function definitionsOf(get: Get): Model {
  let model = get('canvas').getRootElement().businessObject;
  while (model.$parent && model.$type !== 'bpmn:Definitions') model = model.$parent;
  return model;
}

/** The message, signal, error or escalation of that name in the document; a new one where there is none. */
export function rootNamed(get: Get, type: string, by: string, name: string): Model {
  const definitions = definitionsOf(get);
  const all = definitions.get<Model[]>('rootElements');
  const known = all.find((element) => element.$type === type && element.get(by) === name);
  if (known) return known;
  const made = get('bpmnFactory').create(type, by === 'name' ? { name } : { name, [by]: name });
  made.$parent = definitions;
  get('modeling').updateModdleProperties(get('canvas').getRootElement(), definitions, { rootElements: [...all, made] });
  return made;
}
