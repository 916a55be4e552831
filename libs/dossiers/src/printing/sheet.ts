import type { Applicant } from '#contract';
import { ZONE_OFFSET_MS } from '#kernel';
import { qrCode } from '#platform';
import type { Content, StyleDictionary, TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js';

/** What stands at the head of every form of the one-stop desk. */
export interface Letterhead {
  /** The authority above the desk, e.g. the commune's People's Committee. */
  authority: string;
  /** Name of the desk, below its authority. */
  desk: string;
  /** The desk as a sentence names it, with its authority where its own name does not tell. */
  office: string;
  /** Place of issue, as written before the date. */
  place: string;
  /** Number in the register of the form, e.g. `12/BPTNTKQ`. */
  number: string;
  /** Code of the dossier. */
  code: string;
  issuedAt: Date;
}

export interface PaperLine {
  name: string;
  originals: number;
  copies: number;
}

const STYLES: StyleDictionary = {
  title: { fontSize: 12, bold: true, alignment: 'center' },
  small: { fontSize: 7.5 },
  head: { bold: true, fontSize: 8.5, fillColor: '#eeeeee' },
};

const BREATH = 3;

/** A5 upright, as the circulars print forms 01 to 05. The same facts give the same bytes: the file carries the instant of issue. */
export function sheet(title: string, head: Letterhead, content: Content[]): TDocumentDefinitions {
  return {
    pageSize: 'A5',
    pageMargins: [34, 26, 28, 30],
    info: { title: `${title} ${head.code}`, author: head.office, creator: 'Liên Thông', producer: 'Liên Thông', creationDate: head.issuedAt },
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.12 },
    styles: STYLES,
    content: [letterhead(head), { text: title.toUpperCase(), style: 'title', margin: [0, 8, 0, 6] }, ...content],
    footer: (page, pages) => ({
      columns: [{ text: `Mã hồ sơ ${head.code}` }, { text: `Trang ${page}/${pages}`, alignment: 'right' }],
      style: 'small',
      color: '#555555',
      margin: [34, 8, 28, 0],
    }),
  };
}

/** `Nhãn: giá trị`, with dots to write on where nothing is known. */
export const line = (label: string, value: string | null | undefined): Content => ({
  text: [`${label}: `, value ? { text: value, bold: true } : '..............................'],
  margin: [0, 0, 0, BREATH],
});

/** To whom a letter about a dossier goes, and what was asked for. */
export const addressed = ({ code }: Letterhead, applicant: Applicant, procedure: string): Content[] => [
  line('Kính gửi', applicant.name),
  line('Địa chỉ', applicant.address),
  line('Mã hồ sơ', code),
  line('Nội dung yêu cầu giải quyết', procedure),
];

/** Where to ask, if the agency has a number for that. */
export const contact = (hotline: string | null): Content[] => (hotline ? [line('Điện thoại liên hệ khi cần giải đáp', hotline)] : []);

/** Places to sign, side by side, each with the name printed below where it is known. */
export function signatures(places: readonly { title: string; name: string | null }[]): Content {
  return {
    columns: places.map(({ title, name }) => ({
      stack: [
        { text: title, bold: true },
        { text: '(Ký và ghi rõ họ tên)', italics: true, style: 'small' },
        { text: name ?? ' ', margin: [0, 34, 0, 0] },
      ],
      alignment: 'center',
    })),
    margin: [0, 8, 0, 0],
    unbreakable: true,
  };
}

/** Papers with their counts, numbered. */
export function paperTable(papers: readonly PaperLine[]): Content {
  const head: TableCell[] = ['TT', 'Tên giấy tờ', 'Bản chính', 'Bản sao'].map((text) => ({ text, style: 'head', alignment: 'center' }));
  const rows: TableCell[][] = papers.map((paper, index) => [
    { text: String(index + 1), alignment: 'center' },
    paper.name,
    { text: String(paper.originals), alignment: 'center' },
    { text: String(paper.copies), alignment: 'center' },
  ]);
  return { table: { headerRows: 1, dontBreakRows: true, widths: [18, '*', 46, 40], body: [head, ...rows] }, fontSize: 8.5, margin: [0, 1, 0, 5] };
}

/** Square code of `text`, drawn as lines so that any printer gives it sharp. `side` in points. */
export const qr = (text: string, side: number): Content => ({ svg: qrCode(text), fit: [side, side] });

/** `09 giờ 00 phút, ngày 12 tháng 02 năm 2026`, as the forms write an instant. */
export function writtenInstant(at: Date): string {
  const local = new Date(at.getTime() + ZONE_OFFSET_MS).toISOString();
  return `${local.slice(11, 13)} giờ ${local.slice(14, 16)} phút, ${writtenDay(at)}`;
}

/** `ngày 12 tháng 02 năm 2026`. */
export function writtenDay(at: Date): string {
  const [year, month, day] = new Date(at.getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10).split('-');
  return `ngày ${day} tháng ${month} năm ${year}`;
}

const letterhead = (head: Letterhead): Content => ({
  columns: [
    {
      width: '47%',
      stack: [
        { text: head.authority.toUpperCase() },
        { text: head.desk.toUpperCase(), bold: true },
        rule(70),
        { text: `Số: ${head.number}`, margin: [0, 2, 0, 0] },
      ],
    },
    {
      width: '53%',
      stack: [
        { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, fontSize: 8 },
        { text: 'Độc lập - Tự do - Hạnh phúc', bold: true },
        rule(96),
        { text: `${head.place}, ${writtenDay(head.issuedAt)}`, italics: true, margin: [0, 2, 0, 0] },
      ],
    },
  ],
  columnGap: 6,
  alignment: 'center',
  fontSize: 8.5,
});

const rule = (width: number): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 2, x2: width, y2: 2, lineWidth: 0.6 }],
  alignment: 'center',
});
