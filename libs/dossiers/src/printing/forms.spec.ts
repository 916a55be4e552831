import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { writtenBudget } from '#kernel';
import { toPdf } from '#platform';
import { type ReceiptFacts, receipt } from './receipt.js';
import { refusal } from './refusal.js';
import { supplementRequest } from './supplement-request.js';

const head = {
  authority: 'Ủy ban nhân dân xã Cầu Bà',
  desk: 'Bộ phận Tiếp nhận và Trả kết quả',
  office: 'Bộ phận Tiếp nhận và Trả kết quả, Ủy ban nhân dân xã Cầu Bà',
  place: 'Cầu Bà',
  number: '12/BPTNTKQ',
  code: '000.24.41.H32-260212-0007',
  issuedAt: new Date('2026-02-12T09:00:00+07:00'),
};
const applicant = { name: 'Nguyễn Thị Huỳnh Ngọc Thuỷ', address: 'Thôn Đá Trắng, xã Cầu Bà', phone: '0905 123 456', idNumber: '056190001234' };
const facts: ReceiptFacts = {
  head,
  applicant,
  procedure: 'Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu',
  papers: [
    { name: 'Đơn đăng ký, cấp giấy chứng nhận (mẫu 04a/ĐK)', originals: 1, copies: 0 },
    { name: 'Giấy tờ về quyền sử dụng đất', originals: 0, copies: 2 },
  ],
  missing: ['Tờ khai lệ phí trước bạ'],
  limit: { amount: 30, unit: 'working_day' },
  receivedAt: head.issuedAt,
  dueAt: new Date('2026-04-02T09:00:00+07:00'),
  extension: null,
  secret: 'K7PX',
  lookUp: 'http://localhost:3000/tra-cuu?ma=000.24.41.H32-260212-0007&khoa=K7PX',
  hotline: '0258 3790 123',
  clerk: 'Cao Thị Hạnh',
};

/** Every word of a definition, in reading order. */
function words(content: Content | undefined | Content[]): string {
  if (content === undefined || content === null) return '';
  if (typeof content !== 'object') return String(content);
  if (Array.isArray(content)) return content.map(words).join(' ');
  const { text, stack, columns, ol, table } = content as { text?: Content; stack?: Content[]; columns?: Content[]; ol?: Content[]; table?: { body: Content[][] } };
  return [text, stack, columns, ol, table?.body.flat()].map((part) => words(part)).join(' ');
}
const said = (definition: TDocumentDefinitions): string => words(definition.content).replace(/\s+/g, ' ');
const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe('receipt, form 01', () => {
  it('says everything that the citizen has to take home', () => {
    const whole = said(receipt(facts));

    for (const expected of [
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ', 'ỦY BAN NHÂN DÂN XÃ CẦU BÀ', 'Số: 12/BPTNTKQ', head.code, applicant.name, applicant.address, facts.procedure,
      'Giấy tờ về quyền sử dụng đất 0 2', 'Giấy tờ bắt buộc chưa nộp: Tờ khai lệ phí trước bạ', '30 ngày làm việc', '09 giờ 00 phút, ngày 12 tháng 02 năm 2026',
      'Thời gian hẹn trả kết quả: 09 giờ 00 phút, ngày 02 tháng 04 năm 2026', 'K7PX', 'http://localhost:3000/tra-cuu', '0258 3790 123', 'NGƯỜI NỘP HỒ SƠ', 'Cao Thị Hạnh',
    ])
      expect(whole).toContain(expected);
  });

  it('fits on one page of A5 and embeds its font', async () => {
    const pdf = await toPdf(receipt(facts));

    expect(pages(pdf)).toBe(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 419\.53 595\.28\]/);
    expect(pdf.toString('latin1')).toContain('/FontFile2');
  });

  it('goes on to a second page with many papers', async () => {
    const papers = Array.from({ length: 25 }, (_, i) => ({ name: `Giấy tờ thứ ${i + 1}`, originals: 1, copies: 0 }));

    expect(pages(await toPdf(receipt({ ...facts, papers })))).toBe(2);
  });

  it('is the same file, byte for byte, for the same facts', async () => {
    expect((await toPdf(receipt(facts))).equals(await toPdf(receipt(facts)))).toBe(true);
  });

  it('leaves dots to write on where nothing is known', () => {
    expect(said(receipt({ ...facts, dueAt: null, applicant: { name: 'A' }, papers: [], missing: [] }))).toMatch(/hẹn trả kết quả: \.{10}/);
  });

  it('writes limits as people say them', () => {
    expect(writtenBudget({ amount: 2.5, unit: 'working_day' }, 'vi')).toBe('2,5 ngày làm việc');
    expect(writtenBudget({ amount: 1, unit: 'same_day' }, 'vi')).toBe('Trong ngày làm việc');
  });
});

describe('supplement request, form 02', () => {
  const request = supplementRequest({ head, applicant, procedure: facts.procedure, items: ['Bản sao trích đo', 'Chữ ký của vợ'], reason: 'Thiếu giấy tờ', hotline: '0258 3790 123', officer: 'Cao Thị Hạnh' });

  it('lists everything asked for, why, and that the clock stands', async () => {
    for (const expected of ['PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ', 'Bản sao trích đo Chữ ký của vợ', 'Lý do: Thiếu giấy tờ', 'tạm dừng', '0258 3790 123'])
      expect(said(request)).toContain(expected);
    expect(pages(await toPdf(request))).toBe(1);
  });
});

describe('refusal, form 03', () => {
  const slip = refusal({ head, applicant, procedure: facts.procedure, reason: 'Không thuộc thẩm quyền của xã', hotline: null, officer: 'Cao Thị Hạnh' });

  it('gives the reason', async () => {
    expect(said(slip)).toContain('PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ');
    expect(said(slip)).toContain('Không thuộc thẩm quyền của xã');
    expect(pages(await toPdf(slip))).toBe(1);
  });
});
