import { readBundle } from '#bpmn';
import type { NewContent } from '#runtime';
import type { Request } from 'express';
import { refuseUnfit } from './contract.pipe.js';
import { answer } from './problem.js';

/** What a raw body is: a document, or a bundle, which may bring texts that no JSON body brought in. */
export function uploaded(request: Request, body: Buffer): NewContent {
  if (!request.is('application/zip')) return { bpmn: body };
  const { content } = answer(readBundle(body));
  refuseUnfit({ forms: content.forms, scenarios: content.scenarios });
  return content;
}
