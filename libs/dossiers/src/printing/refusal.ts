import type { Applicant } from '#contract';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type Letterhead, contact, line, sheet, signatures } from './sheet.js';

/** Everything that form 03 says. */
export interface RefusalFacts {
  head: Letterhead;
  applicant: Applicant;
  procedure: string;
  reason: string;
  hotline: string | null;
  officer: string;
}

/** Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ (Circular 01/2018/TT-VPCP). */
export function refusal(facts: RefusalFacts): TDocumentDefinitions {
  const { applicant } = facts;
  return sheet('Phiếu từ chối tiếp nhận giải quyết hồ sơ', facts.head, [
    line('Mã hồ sơ', facts.head.code),
    line('Tiếp nhận hồ sơ của', applicant.name),
    line('Địa chỉ', applicant.address),
    line('Số điện thoại', applicant.phone),
    line('Nội dung yêu cầu giải quyết', facts.procedure),
    {
      text: `Qua xem xét, ${facts.head.office} thông báo không tiếp nhận giải quyết hồ sơ này với lý do cụ thể như sau:`,
      margin: [0, 2, 0, 3],
    },
    { text: facts.reason, bold: true, margin: [8, 0, 0, 4] },
    ...contact(facts.hotline),
    signatures([{ title: 'NGƯỜI NỘP HỒ SƠ', name: null }, { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', name: facts.officer }]),
  ]);
}
