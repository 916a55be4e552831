import type { Applicant } from '#contract';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type Letterhead, line, sheet, signatures } from './sheet.js';

/** Everything that form 02 says. */
export interface SupplementFacts {
  head: Letterhead;
  applicant: Applicant;
  procedure: string;
  /** What has to be handed in or put right: complete, for it may be asked only once. */
  items: readonly string[];
  reason: string;
  hotline: string | null;
  officer: string;
}

/** Form 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Circular 01/2018/TT-VPCP). */
export function supplementRequest(facts: SupplementFacts): TDocumentDefinitions {
  const { applicant } = facts;
  return sheet('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', facts.head, [
    line('Mã hồ sơ', facts.head.code),
    line('Hồ sơ của', applicant.name),
    line('Nội dung yêu cầu giải quyết', facts.procedure),
    line('Địa chỉ', applicant.address),
    line('Số điện thoại', applicant.phone),
    { text: 'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:', margin: [0, 2, 0, 2] },
    { ol: facts.items.length > 0 ? [...facts.items] : [facts.reason], margin: [8, 0, 0, 4] },
    line('Lý do', facts.reason),
    { text: 'Thời hạn giải quyết tạm dừng từ khi có phiếu này và tính tiếp khi hồ sơ được bổ sung đầy đủ.', italics: true, margin: [0, 0, 0, 3] },
    {
      text: `Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, ông (bà) liên hệ với ${facts.head.office}${facts.hotline ? `, số điện thoại ${facts.hotline}` : ''} để được hướng dẫn.`,
    },
    signatures([{ title: 'NGƯỜI NỘP HỒ SƠ', name: null }, { title: 'NGƯỜI HƯỚNG DẪN', name: facts.officer }]),
  ]);
}
