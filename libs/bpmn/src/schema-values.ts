import type { SaxesTagNS } from 'saxes';

/** An attribute of BPMN whose value its schema does not have. */
export interface Misfit {
  /** The element, else the nearest around it that has an id. */
  element: string | null;
  attribute: string;
  value: string;
}

const BOOLEAN = /^(true|false)$/;
const WHOLE = /^[+-]?\d+$/;

/**
 * Kinds of attributes in the schema of BPMN 2.0 (BPMN20.xsd, Semantic.xsd). `1` and `0`, which XML Schema takes for booleans too, are asked to be
 * written out, because readers of BPMN differ over them.
 */
const VALUES: Readonly<Record<string, RegExp>> = {
  isExecutable: BOOLEAN, isClosed: BOOLEAN, isForCompensation: BOOLEAN, isInterrupting: BOOLEAN, cancelActivity: BOOLEAN, parallelMultiple: BOOLEAN, triggeredByEvent: BOOLEAN, isSequential: BOOLEAN,
  testBefore: BOOLEAN, instantiate: BOOLEAN, isCollection: BOOLEAN, isUnlimited: BOOLEAN, waitForCompletion: BOOLEAN, isImmediate: BOOLEAN, cancelRemainingInstances: BOOLEAN, mustUnderstand: BOOLEAN,
  startQuantity: WHOLE, completionQuantity: WHOLE, loopMaximum: WHOLE, capacity: WHOLE, maximum: WHOLE, minimum: WHOLE,
  gatewayDirection: /^(Unspecified|Converging|Diverging|Mixed)$/,
  eventGatewayType: /^(Exclusive|Parallel)$/,
  associationDirection: /^(None|One|Both)$/,
  ordering: /^(Parallel|Sequential)$/,
  behavior: /^(None|One|All|Complex)$/,
  processType: /^(None|Public|Private)$/,
  itemKind: /^(Information|Physical)$/,
};

export const misfitsOf = ({ attributes }: SaxesTagNS, element: string | null): Misfit[] =>
  Object.values(attributes)
    .filter(({ uri, local, value }) => uri === '' && Object.hasOwn(VALUES, local) && !VALUES[local]?.test(value.trim()))
    .map(({ local, value }) => ({ element, attribute: local, value }));
