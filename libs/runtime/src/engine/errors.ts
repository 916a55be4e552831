import { UndecidedError } from '#bpmn';
import { type Text, ToldError, text } from '#kernel';

/** A fault of the diagram or of its data: it fails the instance, and no error event of the diagram catches it. */
export class ExecutionFault extends Error {
  constructor(
    readonly element: string,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** No condition holds and there is no default flow (BPMN 2.0.2, 13.4.2 and 13.4.3: an exception). */
export class NoFlowTakenError extends ExecutionFault {
  constructor(element: string, name: string | undefined) {
    super(element, `No outgoing flow of ${name ? `"${name}" ` : ''}<${element}> can be taken: no condition holds and there is no default flow.`);
  }
}

/** A FEEL expression that cannot be parsed. */
export class ExpressionError extends ExecutionFault {
  constructor(element: string, expression: string, cause: unknown) {
    super(element, `The expression "${expression}" of <${element}> cannot be evaluated: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** A decision without a result for this data. `reason` is told to people, in both languages. */
export class NotDecidedError extends ExecutionFault {
  readonly reason: Text | null;

  constructor(element: string, cause: unknown) {
    super(element, `<${element}> is not decided: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.reason = cause instanceof UndecidedError ? cause.reason : null;
  }
}

/** A timer that gives no instant. */
export class InvalidTimerError extends ExecutionFault {
  constructor(element: string, kind: string, expression: string, value: unknown) {
    const given = value === expression ? '' : ` gives ${JSON.stringify(value) ?? 'nothing'}, which`;
    super(element, `The ${kind} "${expression}" of <${element}>${given} is not a valid timer value.`);
  }
}

/** A multi-instance activity without a usable collection or cardinality. */
export class InvalidLoopError extends ExecutionFault {
  constructor(element: string, expression: string, value: unknown, limit: number) {
    const given = Array.isArray(value) ? `a list of ${value.length}` : (JSON.stringify(value) ?? 'nothing');
    super(element, `The multi-instance expression "${expression}" of <${element}> gives ${given}, not a list or a count of ${limit} at most.`);
  }
}

/** A script in another language than FEEL. */
export class UnsupportedScriptError extends ExecutionFault {
  constructor(element: string, format: string | undefined) {
    super(element, `The script of <${element}> is in "${format ?? 'no format'}"; only FEEL is run.`);
  }
}

/** The diagram holds an element that cannot be run; publication should have refused it. */
export class UnsupportedElementError extends Error {
  constructor(
    readonly element: string,
    readonly type: string,
  ) {
    super(`<${element}> (${type}) cannot be run.`);
    this.name = 'UnsupportedElementError';
  }
}

/** A step that entered more elements than any sound procedure does: an endless loop without anything to wait for. */
export class StepTooLongError extends ToldError {
  constructor(
    readonly element: string,
    readonly limit: number,
  ) {
    super(text(
      `Một bước đã đi qua hơn ${limit} phần tử, cuối cùng là <${element}>: sơ đồ lặp mãi mà không chờ gì.`,
      `One step entered more than ${limit} elements, the last of them <${element}>: the diagram loops without waiting.`,
    ));
  }
}

/** A saved state of an unknown version, of another process, or without what it should have. */
export class UnknownStateError extends ToldError {}
