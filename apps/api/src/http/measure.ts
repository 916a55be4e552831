import { type Metrics, type OpenSpan, openServerSpan } from '#platform';
import type { NextFunction, Request, Response } from 'express';

/** Times and traces every answer by its route, never by its address: codes of dossiers are no labels. */
export const measure =
  (metrics: Metrics) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const stop = metrics.http.startTimer();
    const span = openServerSpan(request.method, request.headers);
    response.once('finish', () => void stop({ method: request.method, route: routeOf(request), status: String(response.statusCode) }));
    if (!span) return next();
    response.once('close', () => endSpan(span, request, response));
    span.run(next);
  };

/** Also where the client went away before the answer. */
function endSpan(span: OpenSpan, request: Request, response: Response): void {
  const route = routeOf(request);
  const attributes = { 'http.request.method': request.method, 'http.route': route, 'http.response.status_code': response.statusCode };
  span.end(`${request.method} ${route}`, attributes, response.statusCode >= 500);
}

function routeOf(request: Request): string {
  const route = (request.route as { path?: unknown } | undefined)?.path;
  return typeof route === 'string' ? route : 'other';
}
