import ExcelJS from 'exceljs';
import { REGISTER_FIELDS } from '#contract';
import { type Language, text } from '#kernel';
import type { StoredRow } from './imports.repository.js';
import { FIELD_NAMES } from './reading/titles.js';

export interface PrintedSheet {
  name: string;
  content: Buffer;
}

/** A row that shows how each column is filled in; the importer would refuse it for its code, so that it never becomes a dossier. */
const EXAMPLE: Record<(typeof REGISTER_FIELDS)[number], string> = {
  code: '(ví dụ) 000.08.31.H32-260302-0001', procedure: 'Đăng ký khai sinh', field: 'Hộ tịch', applicant: 'Nguyễn Văn A', address: 'Thôn Giang Biên, xã Khánh Phú', phone: '0912345678', agency: 'UBND xã Khánh Phú', holder: 'UBND xã Khánh Phú',
  officer: 'Trần Thị B', channel: 'Trực tiếp', state: 'Đang xử lý', received: '02/03/2026 08:15', due: '06/03/2026 17:00', stopped: '', settled: '', returned: '', outcome: '', attributed: '', fee: '8.000', note: '',
};

const HELP: readonly string[] = [
  'Bắt buộc: Mã hồ sơ, Ngày nhận. Cột nào không có thì bỏ trống hoặc xóa cột.',
  'Ngày: 31/12/2026 hoặc 31/12/2026 16:30. Không có giờ: ngày nhận tính từ giờ mở cửa, các ngày khác đến giờ đóng cửa.',
  'Trạng thái: Đang xử lý, Chờ bổ sung, Chờ thực hiện nghĩa vụ tài chính, Đã có kết quả, Đã trả kết quả, Từ chối, Rút hồ sơ, Dừng xử lý.',
  'Hình thức nộp: Trực tiếp, Trực tuyến, Bưu chính.',
  'Hồ sơ đã kết thúc phải có Ngày có kết quả; đúng hay trễ hạn tính theo ngày giờ, không theo cột tự ghi.',
  'Cơ quan làm trễ: chỉ ghi khi có căn cứ; bỏ trống thì hệ thống ghi "không rõ (nhập từ sổ)".',
];

export async function templateSheet(language: Language): Promise<PrintedSheet> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(text('Sổ theo dõi hồ sơ', 'Register')[language], { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(REGISTER_FIELDS.map((field) => FIELD_NAMES[field][language]));
  sheet.addRow(REGISTER_FIELDS.map((field) => EXAMPLE[field])).font = { italic: true, color: { argb: 'FF5F6B7A' } };
  dress(sheet);
  const help = book.addWorksheet(text('Hướng dẫn', 'Guide')[language]);
  HELP.forEach((line) => help.addRow([line]));
  help.getColumn(1).width = 120;
  return printed(book, 'mau-so-theo-doi-ho-so');
}

/** The file's own columns and rows, with the line and the reasons before them: its head is found again when it is uploaded. */
export async function registerSheet(name: string, titles: readonly string[], rows: readonly StoredRow[], language: Language): Promise<PrintedSheet> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(text('Dòng cần sửa', 'Rows to mend')[language], { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...titles, text('Dòng trong tệp gốc', 'Line of the file')[language], text('Lý do', 'Reasons')[language]]);
  for (const { line, cells, findings } of rows) {
    const reasons = findings.filter(({ severity }) => severity === 'refusal').map(({ message }) => message[language]).join('; ');
    sheet.addRow([...titles.map((_, index) => cells[index] ?? ''), line, reasons]);
  }
  dress(sheet);
  sheet.getColumn(titles.length + 2).width = 80;
  return printed(book, name);
}

function dress(sheet: ExcelJS.Worksheet): void {
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).alignment = { wrapText: true, vertical: 'middle' };
  sheet.columns.forEach((column) => (column.width = 20));
}

const printed = async (book: ExcelJS.Workbook, name: string): Promise<PrintedSheet> => ({ name: `${name}.xlsx`, content: Buffer.from(await book.xlsx.writeBuffer()) });
