export { type RoleDirectory, checkRoles } from './answerable.js';
export { digestOf } from './digest.js';
export type { BpmnDocument, ModdleElement, Position } from './document.js';
export { type ExecutableSource, NotExecutableError, toExecutable } from './executable.js';
export { parseBpmn } from './parse-bpmn.js';
export { type ProveOptions, prove } from './prove.js';
export { type ReadOptions, readModel } from './read-model.js';
export { type Component, workingHours } from './timely.js';
