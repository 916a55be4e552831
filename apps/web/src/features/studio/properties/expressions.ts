import type { Get, Model, Shape } from '../modeler/parts.js';

/** Expressions of the document: read as text, written as one command. An empty text takes the expression away. */

export const expressionOf = (model: Model | undefined, name: string): string => model?.get<Model | undefined>(name)?.get<string | undefined>('body') ?? '';

export function writeExpression(get: Get, shape: Shape, model: Model, name: string, body: string | undefined): void {
  get('modeling').updateModdleProperties(shape, model, { [name]: body ? expression(get, model, body) : undefined });
}

export function expression(get: Get, parent: Model, body: string): Model {
  const made = get('bpmnFactory').create('bpmn:FormalExpression', { body });
  made.$parent = parent;
  return made;
}
