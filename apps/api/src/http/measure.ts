import type { Metrics } from '#platform';
import type { NextFunction, Request, Response } from 'express';

/** Times every answer by its route, never by its address: codes of dossiers are no labels. */
export const measure =
  (metrics: Metrics) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const end = metrics.http.startTimer();
    response.once('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      end({ method: request.method, route: typeof route === 'string' ? route : 'other', status: String(response.statusCode) });
    });
    next();
  };
