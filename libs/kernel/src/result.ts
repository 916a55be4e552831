import { type Text, text } from './text.js';

/**
 * Why a command was refused. A closed list: clients may switch on it, and `apps/api` maps each to one HTTP status.
 * A refusal is a value that a person can act on; a fault is an exception.
 */
export const REJECTION_CODES = [
  'malformed', 'invalid_input', 'not_signed_in', 'wrong_credentials', 'not_allowed', 'not_found',
  'invalid_state', 'already_done', 'already_claimed', 'same_person', 'clock_stopped', 'clock_running',
  'stale_version', 'too_large', 'too_many_requests', 'blocking_findings', 'idempotency_mismatch',
  'unsupported_media_type', 'report_does_not_reconcile', 'paper_missing', 'opinion_missing', 'apology_missing', 'not_effective',
  'agency_not_found', 'agency_closed', 'calendar_exhausted', 'clock_moves_back', 'not_simulated', 'version_required',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

/** One wrong field of the input: `path` in dotted form as the client sent it, `''` for the whole body. */
export interface FieldError {
  path: string;
  message: Text;
}

export interface Rejection {
  code: RejectionCode;
  message: Text;
  errors?: FieldError[];
  /** Extra members of the problem document, e.g. `findings` of a refused diagram. */
  details?: Record<string, unknown>;
}

export type Result<T> = { ok: true; value: T } | { ok: false; rejection: Rejection };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const reject = (code: RejectionCode, message: Text, rest: Omit<Rejection, 'code' | 'message'> = {}): { ok: false; rejection: Rejection } => ({
  ok: false,
  rejection: { code, message, ...rest },
});

/** A fault that people read of, as in an incident: it says what is wrong in both languages. */
export class ToldError extends Error {
  constructor(readonly told: Text, options?: ErrorOptions) {
    super(told.en, options);
    this.name = new.target.name;
  }
}

/** What a fault says: in both languages where it knows them, else the same in both. */
export function toldBy(fault: unknown): Text {
  if (fault instanceof ToldError) return fault.told;
  if (fault instanceof RejectedError) return fault.rejection.message;
  const said = fault instanceof Error ? fault.message : String(fault);
  return text(said, said);
}

/** Carries a refusal through code that cannot return one (a callback of a library); turned back into a value at the room's door. */
export class RejectedError extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.message.en);
    this.name = 'RejectedError';
  }
}
