import { isZip, readBundle } from '#bpmn';
import type { NewContent } from '#runtime';
import type { Request } from 'express';
import { refuseUnfit } from './contract.pipe.js';
import { answer } from './problem.js';

/** As browsers call it, each by its system. */
export const ZIP = ['application/zip', 'application/x-zip-compressed'];

/** What a raw body is: a document, or a bundle, which may bring texts that no JSON body brought in. */
export function uploaded(request: Request, body: Buffer): NewContent {
  if (!isZip(body) && !request.is(ZIP)) return { bpmn: body };
  const { content } = answer(readBundle(body));
  refuseUnfit({ forms: content.forms, scenarios: content.scenarios });
  return content;
}
