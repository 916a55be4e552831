import type { CheckReport, CheckedReport, PrintedRow } from '#contract';
import { type Language, type Result, ok, reject, text } from '#kernel';
import { Injectable } from '@nestjs/common';
import { checkPrinted } from './printed-figures.js';
import { readSheet } from './read-sheet.js';

/** Goes over figures that somebody else printed: for officers who are sent a report on paper or as a spreadsheet. Stores nothing. */
@Injectable()
export class CheckFigures {
  typed({ rows, total }: CheckReport, language: Language): CheckedReport {
    return checked(rows, total ?? null, [], language);
  }

  async uploaded(file: Uint8Array, language: Language): Promise<Result<CheckedReport>> {
    const read = await readSheet(file, language);
    if (!read.ok) return read;
    const { rows, total, unread } = read.value;
    return rows.length + unread.length === 0 ? reject('invalid_input', EMPTY, { errors: [{ path: 'file', message: EMPTY }] }) : ok(checked(rows, total, unread, language));
  }
}

function checked(rows: PrintedRow[], total: PrintedRow | null, unread: CheckedReport['unread'], language: Language): CheckedReport {
  const { judged, findings } = checkPrinted(rows, total, language);
  return { rows, total, judged, findings, unread, holds: findings.length === 0 && unread.length === 0 && judged > 0 };
}

const EMPTY = text('Tệp không có dòng số liệu nào.', 'The file has no rows of figures.');
