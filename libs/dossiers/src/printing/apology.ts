import type { Applicant } from '#contract';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type Letterhead, addressed, contact, line, sheet, signatures, writtenInstant } from './sheet.js';

/** Everything that form 04 says. */
export interface ApologyFacts {
  /** As the dossier's legal profile calls it. */
  title: string;
  head: Letterhead;
  applicant: Applicant;
  procedure: string;
  receivedAt: Date;
  dueAt: Date;
  appointment: Date;
  reason: string;
  hotline: string | null;
  /** Head of the agency that answers for the delay. */
  signer: string;
}

/** Form 04: apology with the new appointment (2018), or with the request for extension (2025). */
export function apology({ title, ...facts }: ApologyFacts): TDocumentDefinitions {
  const { applicant, head } = facts;
  return sheet(title, head, [
    ...addressed(head, applicant, facts.procedure),
    line('Thời gian nhận hồ sơ', writtenInstant(facts.receivedAt)),
    line('Thời gian đã hẹn trả kết quả', writtenInstant(facts.dueAt)),
    { text: `Đến nay ${head.office} chưa trả được kết quả đúng hẹn.`, margin: [0, 2, 0, 3] },
    line('Lý do', facts.reason),
    { text: 'Chúng tôi xin lỗi ông (bà) vì sự chậm trễ này và hẹn ông (bà) đến nhận kết quả vào:', margin: [0, 2, 0, 3] },
    { text: writtenInstant(facts.appointment), bold: true, alignment: 'center', margin: [0, 0, 0, 4] },
    ...contact(facts.hotline),
    signatures([{ title: 'NGƯỜI ĐỨNG ĐẦU CƠ QUAN', name: facts.signer }]),
  ]);
}
