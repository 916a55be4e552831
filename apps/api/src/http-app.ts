import { frameworkLog, type Platform } from '#platform';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import type { NextFunction, Request, Response } from 'express';
import express from 'express';
import expressStaticGzip from 'express-static-gzip';
import helmet from 'helmet';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { ApiModule } from './api.module.js';
import { measure } from './http/measure.js';
import { ZIP } from './http/uploaded.js';
import { openApiOf } from './openapi.js';

/** A diagram of a thousand elements is about 1 MB; more is no procedure. */
const DIAGRAM_LIMIT = '8mb';
const JSON_LIMIT = '2mb';
/** A diagram with its forms, decisions and scenarios. */
const DRAFT_LIMIT = '16mb';

/** `dist/web`, seen from `dist/apps/api/src`. */
const WEB = path.resolve(fileURLToPath(new URL('.', import.meta.url)), '../../../web');

/** The product's HTTP side over an open platform: routes, OpenAPI document and web page; not yet listening. */
export async function createHttpApp(platform: Platform): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(platform), { logger: frameworkLog(platform.log), bodyParser: false, abortOnError: false });
  app.set('trust proxy', 'loopback');
  app.disable('x-powered-by');
  app.use(measure(platform.metrics));
  app.use(helmet({ contentSecurityPolicy: { directives: POLICY }, strictTransportSecurity: platform.config.publicUrl.startsWith('https:') }));
  app.use(compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } } }));
  app.use(cookieParser());
  app.use(['/api/v1/drafts', '/api/v1/proofs'], express.json({ limit: DRAFT_LIMIT }));
  app.use('/api/v1/iso-tables', express.json({ limit: DIAGRAM_LIMIT }), express.text({ type: ['text/tab-separated-values', 'text/csv', 'text/plain'], limit: JSON_LIMIT }));
  app.use(express.json({ limit: JSON_LIMIT }));
  app.use(express.raw({ type: ['application/xml', 'text/xml', 'application/bpmn+xml', ...ZIP], limit: DIAGRAM_LIMIT }));
  app.use(refuseUnread);
  const document = openApiOf(app);
  app.use('/api/openapi.json', (_: Request, response: Response) => void response.json(document));
  serveWeb(app);
  return app;
}

/** A body that no parser took would look as if none had been sent. Scans (multipart) are read by their own route. */
function refuseUnread(request: Request, _: Response, next: NextFunction): void {
  const isSent = Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined;
  const isRead = request.body !== undefined || request.is('multipart/form-data') !== false;
  next(isSent && !isRead ? Object.assign(new Error('no parser for the content type'), { type: 'media.unsupported' }) : undefined);
}

/** bpmn-js sets styles on elements; everything else comes from this origin. */
const POLICY = {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'frame-ancestors': ["'none'"],
  'upgrade-insecure-requests': null,
};

/** Never asked of the page's files, which would answer an address that is no text by themselves. */
const NO_PAGE = /^\/(api|health|metrics)(\/|$)/;

/** The page's own routes are answered with its one document; unknown addresses under /api stay problems. */
function serveWeb(app: NestExpressApplication): void {
  if (!existsSync(path.join(WEB, 'index.html'))) return;
  const files = expressStaticGzip(WEB, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: { maxAge: '1y', immutable: true, setHeaders: (response, file) => void (file.endsWith('.html') && response.setHeader('Cache-Control', 'no-cache')) },
  });
  app.use((request: Request, response: Response, next: NextFunction) => (NO_PAGE.test(request.path) ? next() : files(request, response, next)));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !NO_PAGE.test(request.path) && request.accepts('html') === 'html';
    if (!isPage) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(path.join(WEB, 'index.html'));
  });
}
