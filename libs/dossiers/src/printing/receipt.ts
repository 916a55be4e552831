import type { Applicant } from '#contract';
import { type Budget, writtenBudget } from '#kernel';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type Letterhead, type PaperLine, line, paperTable, qr, sheet, signatures, writtenInstant } from './sheet.js';

/** Everything that form 01 says. */
export interface ReceiptFacts {
  head: Letterhead;
  applicant: Applicant;
  procedure: string;
  papers: readonly PaperLine[];
  /** Names of required papers that were not handed in. */
  missing: readonly string[];
  limit: Budget | null;
  receivedAt: Date;
  dueAt: Date | null;
  /** Why the appointment is another than the first slip said; null on the first. */
  extension: { document: string; reason: string; from: Date } | null;
  /** Four characters that open the public look-up. */
  secret: string;
  /** Address of the public look-up with code and secret, as the QR code holds it. */
  lookUp: string;
  hotline: string | null;
  clerk: string;
}

const QR_SIDE = 78;

/** Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Circular 01/2018/TT-VPCP). */
export function receipt(facts: ReceiptFacts): TDocumentDefinitions {
  const { applicant } = facts;
  return sheet('Giấy tiếp nhận hồ sơ và hẹn trả kết quả', facts.head, [
    { columns: [{ width: '*', stack: parties(facts) }, { width: QR_SIDE, stack: [qr(facts.lookUp, QR_SIDE)] }], columnGap: 8 },
    line('Nội dung yêu cầu giải quyết', facts.procedure),
    { text: 'Thành phần hồ sơ và số lượng mỗi loại giấy tờ:', margin: [0, 0, 0, 2] },
    facts.papers.length > 0 ? paperTable(facts.papers) : { text: 'Không có giấy tờ kèm theo.', italics: true, margin: [0, 0, 0, 3] },
    ...(facts.missing.length > 0 ? [line('Giấy tờ bắt buộc chưa nộp', facts.missing.join('; '))] : []),
    line('Thời gian giải quyết theo quy định', facts.limit ? writtenBudget(facts.limit, 'vi') : null),
    line('Thời gian nhận hồ sơ', writtenInstant(facts.receivedAt)),
    line('Thời gian hẹn trả kết quả', facts.dueAt ? writtenInstant(facts.dueAt) : null),
    ...(facts.extension ? [line('Gia hạn', `hẹn trước đây ${writtenInstant(facts.extension.from)}; theo văn bản ${facts.extension.document}: ${facts.extension.reason}`)] : []),
    line('Nhận kết quả tại', facts.head.office),
    tracking(facts),
    signatures([
      { title: 'NGƯỜI NỘP HỒ SƠ', name: applicant.submittedBy || applicant.name },
      { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', name: facts.clerk },
    ]),
  ]);
}

function parties({ head, applicant }: ReceiptFacts): Content[] {
  return [
    line('Mã hồ sơ', head.code),
    line('Tiếp nhận hồ sơ của', applicant.name),
    ...(applicant.submittedBy ? [line('Người nộp', applicant.submittedBy)] : []),
    ...(applicant.idNumber ? [line('Số định danh/CCCD', applicant.idNumber)] : []),
    line('Địa chỉ', applicant.address),
    line('Số điện thoại', applicant.phone),
    ...(applicant.email ? [line('Thư điện tử', applicant.email)] : []),
  ];
}

const tracking = (facts: ReceiptFacts): Content => ({
  table: {
    widths: ['*'],
    body: [[{
      stack: [
        { text: ['Tra cứu hồ sơ: quét mã QR, hoặc nhập mã hồ sơ và khóa tra cứu ', { text: facts.secret, bold: true, fontSize: 11, characterSpacing: 1.5 }] },
        { text: new URL(facts.lookUp).origin + new URL(facts.lookUp).pathname, style: 'small' },
        ...(facts.hotline ? [{ text: ['Đường dây nóng: ', { text: facts.hotline, bold: true }] }] : []),
      ],
    }]],
  },
  margin: [0, 4, 0, 0],
});
