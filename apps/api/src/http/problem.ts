import type { Problem } from '#contract';
import type { Language, Rejection, RejectionCode, Result } from '#kernel';

const STATUS: Record<RejectionCode, number> = {
  malformed: 400,
  invalid_input: 400,
  agency_not_found: 400,
  opinion_missing: 400,
  paper_missing: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  not_allowed: 403,
  same_person: 403,
  not_found: 404,
  invalid_state: 409,
  already_done: 409,
  already_claimed: 409,
  clock_stopped: 409,
  clock_running: 409,
  not_effective: 409,
  agency_closed: 409,
  apology_missing: 409,
  calendar_exhausted: 409,
  clock_moves_back: 409,
  not_simulated: 409,
  report_does_not_reconcile: 409,
  stale_version: 412,
  too_large: 413,
  unsupported_media_type: 415,
  blocking_findings: 422,
  idempotency_mismatch: 422,
  version_required: 428,
  too_many_requests: 429,
};

const TITLE: Record<number, { vi: string; en: string }> = {
  400: { vi: 'Yêu cầu chưa đúng', en: 'Bad request' },
  401: { vi: 'Chưa đăng nhập', en: 'Not signed in' },
  403: { vi: 'Không có quyền', en: 'Not allowed' },
  404: { vi: 'Không tìm thấy', en: 'Not found' },
  409: { vi: 'Trạng thái không cho phép', en: 'The state does not allow it' },
  412: { vi: 'Dữ liệu đã thay đổi', en: 'Changed in the meantime' },
  413: { vi: 'Dữ liệu quá lớn', en: 'Too large' },
  415: { vi: 'Kiểu dữ liệu không hỗ trợ', en: 'Unsupported media type' },
  422: { vi: 'Không thể chấp nhận', en: 'Cannot be accepted' },
  428: { vi: 'Thiếu phiên bản', en: 'Version required' },
  429: { vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
  500: { vi: 'Lỗi hệ thống', en: 'Internal error' },
};

/** A refusal on its way out of a controller. */
export class RefusedError extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.message.en);
    this.name = 'RefusedError';
  }
}

/** The value of a result, or the refusal thrown for the filter. */
export function answer<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RefusedError(result.rejection);
}

export function problemOf(status: number, code: string, detail: string, language: Language): Problem {
  return { type: `urn:lienthong:problem:${code}`, title: (TITLE[status] ?? TITLE[500])?.[language] ?? '', status, detail, code };
}

/** Findings inside `details` carry both languages; the reader gets one. */
export function rejectionProblem(rejection: Rejection, language: Language): Problem & Record<string, unknown> {
  const problem = problemOf(STATUS[rejection.code], rejection.code, rejection.message[language], language);
  const errors = rejection.errors?.map((e) => ({ path: e.path, message: e.message[language] }));
  return { ...problem, ...(errors ? { errors } : {}), ...(localised(rejection.details ?? {}, language) as Record<string, unknown>) };
}

function localised(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((v) => localised(v, language));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const entries = Object.entries(value);
  if (entries.length === 2 && 'vi' in value && 'en' in value) return (value as Record<string, unknown>)[language];
  return Object.fromEntries(entries.map(([k, v]) => [k, localised(v, language)]));
}
