import type { FindingView } from '#contract';

/** A problem document of RFC 9457 as the API answers it. `status` 0: the server was not reached. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: readonly { path: string; message: string }[] = [],
    readonly findings: readonly FindingView[] = [],
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
  }

  /** Whether it is unknown if the command was carried out: sending it again with the same key is safe and right. */
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 502;
  }

  /** The message for one field, by its dotted path as it was sent. */
  at(path: string): string | undefined {
    return this.errors.find((error) => error.path === path)?.message;
  }
}

export const problemOf = (error: unknown): ProblemError =>
  error instanceof ProblemError ? error : new ProblemError(0, 'unreachable', error instanceof Error ? error.message : String(error));
