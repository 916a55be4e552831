import { AlignmentType, Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun, VerticalMergeType } from 'docx';
import ExcelJS from 'exceljs';

type Cells = readonly (string | number | null)[];

/** A workbook of one sheet; `merges` as `A1:C1`. */
export async function sheetOf(rows: readonly Cells[], merges: readonly string[] = [], change: (workbook: ExcelJS.Workbook) => void = () => undefined): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Quy trình');
  for (const row of rows) sheet.addRow([...row]);
  for (const range of merges) sheet.mergeCells(range);
  change(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export interface WordCell {
  text: string;
  columnSpan?: number;
  verticalMerge?: 'restart' | 'continue';
}

/** A Word document: paragraphs, then one table; a cell's lines are paragraphs of their own. */
export async function documentOf(lines: readonly string[], rows: readonly (readonly (string | WordCell)[])[]): Promise<Buffer> {
  const cellOf = (cell: string | WordCell): TableCell => {
    const { text, columnSpan, verticalMerge } = typeof cell === 'string' ? { text: cell } : cell;
    return new TableCell({
      children: text.split('\n').map((line) => new Paragraph({ children: [new TextRun(line)] })),
      ...(columnSpan ? { columnSpan } : {}),
      ...(verticalMerge ? { verticalMerge: verticalMerge === 'restart' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE } : {}),
    });
  };
  const table = new Table({ rows: rows.map((row) => new TableRow({ children: row.map(cellOf) })) });
  const paragraphs = lines.map((line) => new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(line)] }));
  return Packer.toBuffer(new Document({ sections: [{ children: [...paragraphs, table] }] }));
}
