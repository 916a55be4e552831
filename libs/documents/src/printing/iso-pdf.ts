import { writtenBudget } from '#kernel';
import type { Content, TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js';
import type { Facts } from '../facts.js';
import { type Section, basisText, formsOf, sectionsOf, timeText } from '../sections.js';
import { type DocumentHead, headOf } from './head.js';
import { MARKS, STYLES, heads, paragraphs, printedRow, writtenDay } from './layout.js';
import { platesOf } from './plates.js';

const MARGINS: [number, number, number, number] = [48, 62, 40, 48];

/** The ISO document of a revision: head, signatures, issues, sections 1 to 7, the diagram as drawn. */
export function isoPdf(facts: Facts): TDocumentDefinitions {
  const head = headOf(facts);
  const mark = MARKS[facts.state];
  return {
    pageSize: 'A4',
    pageMargins: MARGINS,
    info: { title: `${head.number} ${head.name}`, author: head.office || head.authority, creator: 'Liên Thông', producer: 'Liên Thông', creationDate: facts.draftedAt },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.15 },
    styles: STYLES,
    ...(mark && { watermark: { text: mark, color: '#8a8a8a', opacity: 0.16, bold: true } }),
    header: { columns: [{ text: head.authority, width: '*' }, { text: `${head.number} · Lần ban hành ${head.issue}`, alignment: 'right', width: '*' }], style: 'small', margin: [48, 28, 40, 0] },
    footer: (page, pages) => ({ columns: [{ text: `Mã băm ${facts.digest.slice(0, 16)}` }, { text: `Trang ${page}/${pages}`, alignment: 'right' }], style: 'small', margin: [48, 14, 40, 0] }),
    content: [...front(facts, head), ...body(facts), ...diagram(facts)],
  };
}

function front(facts: Facts, head: DocumentHead): Content[] {
  return [
    { text: head.authority.toUpperCase(), bold: true, alignment: 'center' },
    ...(head.office ? [{ text: head.office, alignment: 'center' as const }] : []),
    { text: 'QUY TRÌNH', style: 'title', margin: [0, 14, 0, 2] },
    { text: head.name.toUpperCase(), style: 'title' },
    { table: { widths: ['*', '*', '*'], body: [[`Số hiệu: ${head.number}`, `Lần ban hành: ${head.issue}`, `Ngày: ${head.day}`].map((text) => ({ text, alignment: 'center' as const }))] }, margin: [0, 12, 0, 10] },
    signatures(head),
    { text: 'Theo dõi ban hành, sửa đổi', style: 'h2' },
    { table: { headerRows: 1, widths: [70, 80, '*'], body: [heads('Lần ban hành', 'Ngày hiệu lực', 'Nội dung'), ...issueRows(facts)] } },
    ...(facts.written.changeNote ? [{ text: ['Nội dung sửa đổi lần này: ', { text: facts.written.changeNote, italics: true }], margin: [0, 6, 0, 0] as [number, number, number, number] }] : []),
    { text: ['Mục tiêu chất lượng: ', { text: head.objective, italics: true }], margin: [0, 6, 0, 0] },
  ];
}

const issueRows = ({ issues }: Facts): TableCell[][] =>
  issues.length === 0 ? [[{ text: 'Chưa ban hành', colSpan: 3, alignment: 'center', italics: true }, '', '']] : issues.map(({ issue, date, note }) => [{ text: String(issue), alignment: 'center' }, { text: writtenDay(date), alignment: 'center' }, note ?? '']);

function signatures({ signatories }: DocumentHead): Content {
  const cell = (name: string, position: string | null, at: string | null): TableCell => ({
    stack: [{ text: name || ' ', bold: true }, { text: position ?? ' ', style: 'small' }, { text: at ? writtenDay(at) : ' ', style: 'small' }], alignment: 'center', margin: [0, 30, 0, 4],
  });
  return {
    table: { widths: ['*', '*', '*'], body: [heads(...signatories.map(({ title }) => title)), signatories.map(({ signed }) => cell(signed?.name ?? '', signed?.position ?? null, signed?.at ?? null))] },
    unbreakable: true, margin: [0, 0, 0, 8],
  };
}

function body(facts: Facts): Content[] {
  const sections = new Map(sectionsOf(facts, 'vi').map((one) => [one.section, one]));
  const written = (name: Section['section']): Content[] => {
    const section = sections.get(name);
    return section ? [{ text: `${section.number}. ${section.title}`, style: section.number.includes('.') ? 'h2' : 'h1', headlineLevel: 1 }, ...paragraphs(section.text)] : [];
  };
  const basis = basisText(facts.model.basis, 'vi');
  const forms = formsOf(facts, 'vi');
  return [
    { ...(written('purpose')[0] as object), pageBreak: 'before' } as Content, ...written('purpose').slice(1), ...written('scope'), ...written('references'), ...written('definitions'),
    { text: '5. Nội dung quy trình', style: 'h1' },
    ...written('conditions'),
    { text: '5.2. Thành phần hồ sơ', style: 'h2' }, papersTable(facts),
    ...written('sets'),
    { text: '5.4. Thời gian xử lý', style: 'h2' }, ...paragraphs(timeText(facts, 'vi')),
    ...written('places'), ...written('fees'),
    { text: '5.7. Quy trình xử lý công việc', style: 'h2' }, stepsTable(facts),
    { text: '5.8. Cơ sở pháp lý', style: 'h2' }, ...paragraphs(basis ?? 'Quy trình chưa nêu căn cứ.'),
    { text: '6. Biểu mẫu', style: 'h1' },
    forms.length > 0 ? { table: { headerRows: 1, widths: [24, 130, '*'], dontBreakRows: true, body: [heads('TT', 'Mã', 'Tên biểu mẫu'), ...forms.map(({ code, name }, at): TableCell[] => [{ text: String(at + 1), alignment: 'center' }, code, name])] }, fontSize: 9 } : { text: 'Không có.' },
    ...written('records'),
  ];
}

function papersTable({ model: { papers } }: Facts): Content {
  if (papers.length === 0) return { text: 'Quy trình không yêu cầu giấy tờ.' };
  const rows = papers.map(({ name, originals, copies, required }, at): TableCell[] => [
    { text: String(at + 1), alignment: 'center' }, name.vi, { text: String(originals), alignment: 'center' }, { text: String(copies), alignment: 'center' }, { text: required ? 'Bắt buộc' : 'Nếu có', alignment: 'center' },
  ]);
  return { table: { headerRows: 1, dontBreakRows: true, widths: [24, '*', 54, 46, 56], body: [heads('TT', 'Tên giấy tờ', 'Bản chính', 'Bản sao', ''), ...rows] }, fontSize: 9 };
}

function stepsTable(facts: Facts): Content {
  const rows = facts.rows.map(printedRow).map((row): TableCell[] => [
    { text: row.number, alignment: 'center' }, { stack: [row.activity, ...row.ways.map((way) => ({ text: `– ${way}`, fontSize: 8, color: '#333333' }))] }, row.responsible, { text: row.time, alignment: 'center' }, row.papers,
  ]);
  const { legalLimit } = facts.model;
  return {
    stack: [
      { table: { headerRows: 1, dontBreakRows: true, widths: [26, '*', 104, 66, 110], body: [heads('TT', 'Trình tự', 'Trách nhiệm', 'Thời gian', 'Biểu mẫu/Kết quả'), ...rows] }, fontSize: 9 },
      ...(legalLimit ? [{ text: `Tổng thời gian không quá ${writtenBudget(legalLimit, 'vi')}; các bước song song được tính đồng thời.`, style: 'small', margin: [0, 2, 0, 0] as [number, number, number, number] }] : []),
    ],
  };
}

/** On landscape sheets of their own. */
const diagram = ({ drawing }: Facts): Content[] =>
  drawing ? platesOf(drawing).map(({ title, svg, width, height }): Content => ({ stack: [{ text: title, style: 'h2' }, { svg, width, height }], pageBreak: 'before', pageOrientation: 'landscape' })) : [];
