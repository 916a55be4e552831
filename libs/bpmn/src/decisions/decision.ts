import type { Text } from '#kernel';

/** Data types of FEEL that inputs and outputs can have; `any` where a table names none. */
export const VALUE_TYPES = ['any', 'string', 'number', 'boolean', 'date', 'time', 'dateTime', 'dayTimeDuration', 'yearMonthDuration'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export interface InputClause {
  label: string;
  expression: string;
  type: ValueType;
  /** Unary tests that say which values can occur; null where any of the type can. */
  allowed: string | null;
}

export interface OutputClause {
  name: string;
  type: ValueType;
  /** As written: a list of literals, in the order of their priority; null where any value of the type may be given. */
  allowed: string | null;
  /** Given where no rule hits. */
  otherwise: string | null;
}

export interface TableRule {
  /** From 1, as people count. */
  number: number;
  inputs: string[];
  outputs: string[];
}

export interface DecisionTable {
  kind: 'table';
  hitPolicy: HitPolicy;
  aggregation: Aggregation | null;
  inputs: InputClause[];
  outputs: OutputClause[];
  rules: TableRule[];
}

export interface LiteralExpression {
  kind: 'literal';
  expression: string;
}

/** One decision of a DMN document, with nothing of its drawing. */
export interface Decision {
  /** Key of the file it stands in. */
  key: string;
  id: string;
  name: string;
  /** The name under which its value is known to decisions that require it. */
  variable: string;
  type: ValueType;
  /** Ids of the decisions it needs, in the order written. */
  requires: string[];
  logic: DecisionTable | LiteralExpression;
}

/** Where in the decisions something is wrong or could not be decided. */
export interface DecisionPlace {
  key: string;
  decision: string | null;
  rule: number | null;
}

/** Something that is wrong in a decision. */
export interface DecisionFlaw {
  rule: string;
  severity: 'error' | 'warning';
  at: DecisionPlace;
  message: Text;
}

/** The decisions of one procedure, as those see them who ask. */
export interface Decisions {
  /** What is wrong in them, whoever uses them. */
  readonly flaws: readonly DecisionFlaw[];
  /** The decision that a task names; null where there is none, or more than one. */
  find(ref: string): Decision | null;
}

export const isSingleHit = ({ hitPolicy }: DecisionTable): boolean => ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY'].includes(hitPolicy);
