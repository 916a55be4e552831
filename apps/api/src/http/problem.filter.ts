import { RejectedError, text } from '#kernel';
import { LOG, type Log, isUnavailable } from '#platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Response } from 'express';
import { RefusedError, problemOf, rejectionProblem } from './problem.js';
import { type SignedRequest, languageOf } from './request.js';

/** Codes of what the body parsers throw. */
const PARSER: Record<string, { status: number; code: string; vi: string; en: string }> = {
  'entity.too.large': { status: 413, code: 'too_large', vi: 'Nội dung gửi lên quá lớn', en: 'The request body is too large' },
  'entity.parse.failed': { status: 400, code: 'malformed', vi: 'Nội dung không phải JSON hợp lệ', en: 'The body is not valid JSON' },
  'encoding.unsupported': { status: 415, code: 'unsupported_media_type', vi: 'Cách mã hoá không được hỗ trợ', en: 'The encoding is not supported' },
  'charset.unsupported': { status: 415, code: 'unsupported_media_type', vi: 'Bảng mã không được hỗ trợ, hãy dùng UTF-8', en: 'The charset is not supported, use UTF-8' },
  'media.unsupported': {
    status: 415, code: 'unsupported_media_type',
    vi: 'Kiểu nội dung không được hỗ trợ: hãy gửi JSON (application/json); sơ đồ BPMN gửi bằng application/xml',
    en: 'The content type is not supported: send JSON (application/json); a BPMN diagram goes as application/xml',
  },
  'request.aborted': { status: 400, code: 'malformed', vi: 'Yêu cầu bị ngắt giữa chừng', en: 'The request was aborted' },
  'request.size.invalid': { status: 400, code: 'malformed', vi: 'Độ dài nội dung không khớp', en: 'The length of the body does not match' },
  LIMIT_FILE_SIZE: { status: 413, code: 'too_large', vi: 'Tệp quá lớn', en: 'The file is too large' },
};

/** Turns every refusal and fault into one problem document (RFC 9457) in the reader's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<SignedRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const language = languageOf(request);
    const problem = this.#problem(error, language, request);
    if (response.headersSent) return void response.end();
    response.status(problem.status).type('application/problem+json').setHeader('Content-Language', language);
    if (problem.status === 503) response.setHeader('Retry-After', '1');
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="lienthong"');
    response.send(JSON.stringify(problem));
  }

  #problem(error: unknown, language: 'vi' | 'en', request: SignedRequest): { status: number } {
    if (error instanceof RefusedError || error instanceof RejectedError) return rejectionProblem(error.rejection, language);
    const parser = PARSER[(error as { type?: string }).type ?? ''] ?? PARSER[(error as { code?: string }).code ?? ''];
    if (parser) return problemOf(parser.status, parser.code, parser[language], language);
    const status = error instanceof HttpException ? error.getStatus() : ((error as { status?: number }).status ?? 500);
    if (status === 413) return problemOf(413, 'too_large', PARSER['entity.too.large']?.[language] ?? '', language);
    if (status === 404) return problemOf(404, 'not_found', text(`Không có địa chỉ ${request.path}`, `There is no ${request.path}`)[language], language);
    if (status >= 400 && status < 500) {
      const reason = error instanceof Error ? error.message : String(error);
      return problemOf(status, 'malformed', text(`Không đọc được yêu cầu: ${reason}`, `The request cannot be read: ${reason}`)[language], language);
    }
    this.log.error({ err: error, path: request.path }, 'a request failed');
    const gone = isUnavailable(error);
    const detail = gone
      ? text('Cơ sở dữ liệu tạm thời không sẵn sàng, hãy thử lại', 'The database is not available at the moment, try again')
      : text('Có lỗi ngoài dự kiến. Không có gì được ghi nửa chừng, hãy thử lại', 'Something unexpected failed. Nothing was half written, try again');
    return problemOf(gone ? 503 : 500, gone ? 'unavailable' : 'internal_error', detail[language], language);
  }
}
