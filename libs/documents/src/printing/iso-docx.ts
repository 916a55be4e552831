import { AlignmentType, Document, Footer, Header, HeadingLevel, ImageRun, Packer, PageBreak, PageNumber, PageOrientation, Paragraph, type ISectionOptions, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import type { Facts } from '../facts.js';
import { type Section, basisText, formsOf, sectionsOf, timeText } from '../sections.js';
import { type DocumentHead, headOf } from './head.js';
import { MARKS, printedRow, writtenDay } from './layout.js';
import { platesOf } from './plates.js';

type Block = Paragraph | Table;

/** One white point: what a program shows that cannot draw SVG. */
const BLANK = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==', 'base64');

/** The ISO document for a word processor; the same reading as the printed one, the diagram as vector images. */
export function isoDocx(facts: Facts): Promise<Buffer> {
  const head = headOf(facts);
  const frame = framed(facts, head);
  const sections: ISectionOptions[] = [
    { ...frame, properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1100, bottom: 1000, left: 1100, right: 900 } } }, children: [...front(facts, head), new Paragraph({ children: [new PageBreak()] }), ...body(facts)] },
    ...(facts.drawing ? [{ ...frame, properties: { page: { size: { width: 11906, height: 16838, orientation: PageOrientation.LANDSCAPE } } }, children: diagram(facts) }] : []),
  ];
  const document = new Document({ title: `${head.number} ${head.name}`, creator: head.office || head.authority, styles: { default: { document: { run: { font: 'Times New Roman', size: 24 } } } }, sections });
  return Packer.toBuffer(document);
}

function framed(facts: Facts, head: DocumentHead): Pick<ISectionOptions, 'headers' | 'footers'> {
  const mark = MARKS[facts.state];
  return {
    headers: {
      default: new Header({
        children: [
          new Paragraph({ children: [new TextRun({ text: `${head.number} · Lần ban hành ${head.issue}`, size: 18 })], alignment: AlignmentType.RIGHT }),
          ...(mark ? [new Paragraph({ children: [new TextRun({ text: mark, bold: true, size: 52, color: 'BBBBBB' })], alignment: AlignmentType.CENTER })] : []),
        ],
      }),
    },
    footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ size: 18, children: ['Trang ', PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES] })] })] }) },
  };
}

const line = (text: string, more: { bold?: boolean; centred?: boolean; size?: number } = {}): Paragraph =>
  new Paragraph({ ...(more.centred && { alignment: AlignmentType.CENTER }), spacing: { after: 60 }, children: [new TextRun({ text, ...(more.bold && { bold: true }), ...(more.size && { size: more.size }) })] });

const lines = (text: string): Paragraph[] => text.split('\n').filter(Boolean).map((one) => line(one));

const heading = (text: string, inner = false): Paragraph =>
  new Paragraph({ heading: inner ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_1, spacing: { before: 160, after: 60 }, children: [new TextRun({ text, bold: true, color: '000000', size: inner ? 24 : 26, font: 'Times New Roman' })] });

function table(widths: readonly number[], head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string, at: number, bold: boolean): TableCell =>
    new TableCell({ width: { size: widths[at] ?? 10, type: WidthType.PERCENTAGE }, margins: { left: 80, right: 80 }, ...(bold && { shading: { fill: 'E9EEF0' } }), children: text.split('\n').map((one) => new Paragraph({ children: [new TextRun({ text: one, size: 21, ...(bold && { bold: true }) })], ...(bold && { alignment: AlignmentType.CENTER }) })) });
  const row = (cells: readonly string[], isHead: boolean): TableRow => new TableRow({ tableHeader: isHead, cantSplit: true, children: cells.map((text, at) => cell(text, at, isHead)) });
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [row(head, true), ...rows.map((cells) => row(cells, false))] });
}

function front(facts: Facts, head: DocumentHead): Block[] {
  const issues = facts.issues.map(({ issue, date, note }) => [String(issue), writtenDay(date), note ?? '']);
  return [
    line(head.authority.toUpperCase(), { bold: true, centred: true }), ...(head.office ? [line(head.office, { centred: true })] : []),
    line('QUY TRÌNH', { bold: true, centred: true, size: 32 }), line(head.name.toUpperCase(), { bold: true, centred: true, size: 32 }),
    table([34, 33, 33], [`Số hiệu: ${head.number}`, `Lần ban hành: ${head.issue}`, `Ngày: ${head.day}`], []), line(''),
    table([34, 33, 33], head.signatories.map(({ title }) => title), [head.signatories.map(({ signed }) => `\n\n${signed?.name ?? ''}\n${signed?.position ?? ''}\n${signed ? writtenDay(signed.at) : ''}`)]),
    heading('Theo dõi ban hành, sửa đổi', true), table([18, 22, 60], ['Lần ban hành', 'Ngày hiệu lực', 'Nội dung'], issues.length > 0 ? issues : [['', '', 'Chưa ban hành']]),
    ...(facts.written.changeNote ? [line(`Nội dung sửa đổi lần này: ${facts.written.changeNote}`)] : []),
    line(`Mục tiêu chất lượng: ${head.objective}`),
  ];
}

function body(facts: Facts): Block[] {
  const sections = new Map(sectionsOf(facts, 'vi').map((one) => [one.section, one]));
  const written = (name: Section['section']): Block[] => {
    const section = sections.get(name);
    return section ? [heading(`${section.number}. ${section.title}`, section.number.includes('.')), ...lines(section.text)] : [];
  };
  const papers = facts.model.papers.map(({ name, originals, copies, required }, at) => [String(at + 1), name.vi, String(originals), String(copies), required ? 'Bắt buộc' : 'Nếu có']);
  const steps = facts.rows.map(printedRow).map((row) => [row.number, [row.activity, ...row.ways.map((way) => `– ${way}`)].join('\n'), row.responsible, row.time, row.papers]);
  const forms = formsOf(facts, 'vi').map(({ code, name }, at) => [String(at + 1), code, name]);
  return [
    ...written('purpose'), ...written('scope'), ...written('references'), ...written('definitions'), heading('5. Nội dung quy trình'), ...written('conditions'),
    heading('5.2. Thành phần hồ sơ', true), table([8, 50, 14, 12, 16], ['TT', 'Tên giấy tờ', 'Bản chính', 'Bản sao', 'Yêu cầu'], papers), ...written('sets'),
    heading('5.4. Thời gian xử lý', true), ...lines(timeText(facts, 'vi')), ...written('places'), ...written('fees'),
    heading('5.7. Quy trình xử lý công việc', true), table([7, 36, 22, 13, 22], ['TT', 'Trình tự', 'Trách nhiệm', 'Thời gian', 'Biểu mẫu/Kết quả'], steps),
    heading('5.8. Cơ sở pháp lý', true), ...lines(basisText(facts.model.basis, 'vi') ?? 'Quy trình chưa nêu căn cứ.'),
    heading('6. Biểu mẫu'), table([8, 28, 64], ['TT', 'Mã', 'Tên biểu mẫu'], forms), ...written('records'),
  ];
}

/** Points on paper are 4/3 pixels. */
const diagram = ({ drawing }: Facts): Block[] =>
  drawing
    ? platesOf(drawing).flatMap(({ title, svg, width, height }, at) => [
        new Paragraph({ pageBreakBefore: at > 0, children: [new TextRun({ text: title, bold: true })] }),
        new Paragraph({ children: [new ImageRun({ type: 'svg', data: Buffer.from(svg, 'utf8'), transformation: { width: Math.round((width * 4) / 3 * 0.9), height: Math.round((height * 4) / 3 * 0.9) }, fallback: { type: 'png', data: BLANK } })] }),
      ])
    : [];
