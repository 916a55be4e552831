import type { Get, Model, Shape } from '../modeler/parts.js';
import type { Surroundings } from './surroundings.js';
import type { propertyWords } from './words.js';

/** What a group of fields is made from: the element, what may be done, the texts. */
export interface Subject {
  get: Get;
  shape: Shape;
  model: Model;
  surroundings: Surroundings;
  t: (key: keyof typeof propertyWords.vi, values?: Record<string, string | number>) => string;
}
