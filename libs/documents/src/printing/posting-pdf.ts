import { writtenBudget } from '#kernel';
import { qrCode } from '#platform';
import type { Column, Content, TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js';
import type { Facts } from '../facts.js';
import { basisText, sectionsOf, timeText } from '../sections.js';
import { headOf } from './head.js';
import { MARKS, STYLES, heads, paragraphs, printedRow, writtenDay } from './layout.js';

const QR_SIDE = 92;

/** The sheet on the wall: what to bring, how long, how much, where, and what happens then, in letters that can be read standing. */
export function postingPdf(facts: Facts, lookUp: string): TDocumentDefinitions {
  const head = headOf(facts);
  const mark = MARKS[facts.state];
  const texts = new Map(sectionsOf(facts, 'vi').map(({ section, text }) => [section, text]));
  const basis = basisText(facts.model.basis, 'vi');
  return {
    pageSize: 'A4', pageMargins: [44, 40, 44, 44],
    info: { title: `Niêm yết ${head.name}`, author: head.authority, creator: 'Liên Thông', producer: 'Liên Thông', creationDate: facts.draftedAt },
    defaultStyle: { font: 'Roboto', fontSize: 11.5, lineHeight: 1.2 },
    styles: { ...STYLES, h2: { fontSize: 13, bold: true, color: '#0f5c63', margin: [0, 9, 0, 3] } },
    ...(mark && { watermark: { text: mark, color: '#8a8a8a', opacity: 0.16, bold: true } }),
    footer: (page, pages) => ({ columns: [{ text: `${head.number} · Lần ban hành ${head.issue}${facts.effectiveFrom ? ` · Hiệu lực từ ${writtenDay(facts.effectiveFrom)}` : ''}` }, { text: `${page}/${pages}`, alignment: 'right' }], style: 'small', margin: [44, 12, 44, 0] }),
    content: [
      { text: head.authority.toUpperCase(), bold: true, alignment: 'center', fontSize: 11 },
      { text: 'NIÊM YẾT CÔNG KHAI THỦ TỤC HÀNH CHÍNH', alignment: 'center', margin: [0, 2, 0, 8] },
      { text: head.name, style: 'title', fontSize: 19 },
      { columns: [{ width: '*', stack: [{ text: 'Thời gian giải quyết', style: 'h2' }, { text: facts.model.legalLimit ? writtenBudget(facts.model.legalLimit, 'vi') : 'Chưa nêu', fontSize: 22, bold: true }, { text: timeText(facts, 'vi').replace(/^[^.]*\.\s*/, ''), style: 'small' }] }, lookUpBox(lookUp)], columnGap: 16, margin: [0, 8, 0, 0] },
      { text: 'Giấy tờ cần mang theo', style: 'h2' }, papers(facts), { text: `Số lượng: ${texts.get('sets') ?? ''}` },
      { text: 'Lệ phí', style: 'h2' }, ...paragraphs(texts.get('fees') ?? ''),
      { text: 'Nơi nộp hồ sơ và nhận kết quả', style: 'h2' }, ...places(texts.get('places') ?? '', facts.hotline),
      { text: 'Các bước thực hiện', style: 'h2' }, { ol: steps(facts) },
      { text: 'Căn cứ', style: 'h2' }, ...paragraphs(basis ?? 'Quy trình chưa nêu căn cứ.'),
    ],
  };
}

const lookUpBox = (lookUp: string): Column => ({ width: 150, stack: [{ svg: qrCode(lookUp), fit: [QR_SIDE, QR_SIDE], alignment: 'center' }, { text: 'Quét mã để tra cứu hồ sơ', alignment: 'center', bold: true, fontSize: 10 }, { text: lookUp, style: 'small', alignment: 'center' }] });

function papers({ model }: Facts): Content {
  if (model.papers.length === 0) return { text: 'Không cần giấy tờ kèm theo.' };
  const rows = model.papers.map(({ name, originals, copies, required }, at): TableCell[] => [
    { text: String(at + 1), alignment: 'center' }, `${name.vi}${required ? '' : ' (nếu có)'}`, { text: [originals > 0 ? `${originals} bản chính` : '', copies > 0 ? `${copies} bản sao` : ''].filter(Boolean).join(', '), alignment: 'center' },
  ]);
  return { table: { headerRows: 1, dontBreakRows: true, widths: [26, '*', 130], body: [heads('TT', 'Giấy tờ', 'Số bản'), ...rows] }, margin: [0, 0, 0, 4] };
}

function places(text: string, hotline: string | null): Content[] {
  return [...paragraphs(text), ...(hotline ? [{ text: ['Đường dây nóng: ', { text: hotline, bold: true }] }] : [])];
}

/** What a citizen meets: work of people, waits and the return; choices and software stay inside. */
const steps = ({ rows }: Facts): Content[] =>
  rows.filter(({ kind }) => kind !== 'choice' && kind !== 'software').map((row) => ({ ...printedRow(row), ...(row.kind === 'call' && { responsible: '' }) })).map(({ activity, responsible, time }) => ({ text: [{ text: activity, bold: true }, [responsible, time].filter(Boolean).map((part) => ` – ${part}`).join('')], margin: [0, 0, 0, 2] }));
