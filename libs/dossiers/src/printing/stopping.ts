import type { Applicant } from '#contract';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type Letterhead, addressed, contact, sheet, signatures } from './sheet.js';

/** Everything that the notice of stopping says. */
export interface StoppingFacts {
  title: string;
  head: Letterhead;
  applicant: Applicant;
  procedure: string;
  reason: string;
  hotline: string | null;
  officer: string;
}

/** Form 05 of the profile of 2025: the agency stops processing the dossier. */
export function stopping({ title, ...facts }: StoppingFacts): TDocumentDefinitions {
  const { applicant, head } = facts;
  return sheet(title, head, [
    ...addressed(head, applicant, facts.procedure),
    { text: `${head.office} thông báo dừng giải quyết hồ sơ này với lý do cụ thể như sau:`, margin: [0, 2, 0, 3] },
    { text: facts.reason, bold: true, margin: [8, 0, 0, 4] },
    ...contact(facts.hotline),
    signatures([{ title: 'NGƯỜI THÔNG BÁO', name: facts.officer }]),
  ]);
}
