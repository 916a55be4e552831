import type { Text } from '#kernel';
import type { FormSchema } from '../forms/form-conversion.js';
import type { Attributes, IsoType } from './iso-values.js';

/** A ready group of elements, as data: the studio draws it where the designer is at work. */
export interface Fragment {
  id: string;
  name: Text;
  hint: Text;
  parts: FragmentPart[];
  flows: FragmentFlow[];
  /** Forms that its steps take, by key; one that the draft has already stays. */
  forms?: Record<string, FormSchema>;
  /** The part that the flow before leads to; the part that it goes on from. */
  first: string;
  last: string;
}

export interface FragmentPart {
  id: string;
  type: 'UserTask' | 'CallActivity' | 'ExclusiveGateway' | 'ParallelGateway' | 'EventBasedGateway' | 'IntermediateCatchEvent' | 'EndEvent' | 'StartEvent' | 'ServiceTask';
  name: Text;
  /** Column and row of its middle, counted from the first part. */
  at: [column: number, row: number];
  iso?: Partial<Record<IsoType, IsoPart>>;
  calls?: string;
  waitsFor?: { message: string } | { duration: string } | { date: string };
}

interface IsoPart {
  attributes: Attributes;
  papersIn?: Attributes[];
  papersOut?: Attributes[];
}

export interface FragmentFlow {
  from: string;
  to: string;
  name?: Text;
  condition?: string;
  /** Of a way back: how often the proof of the limit counts it. */
  rounds?: string;
}
