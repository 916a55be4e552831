import type { RegisterField } from '#contract';
import { type Text, text } from '#kernel';
import { FIELD_NAMES } from '../reading/titles.js';
import type { Finding } from './record.js';

/** The cells of one row by field, and what is to be said of them; all of it is said, not only the first. */
export class Row {
  readonly findings: Finding[] = [];

  constructor(
    private readonly cells: readonly string[],
    private readonly columns: ReadonlyMap<RegisterField, number>,
  ) {}

  get(field: RegisterField): string {
    return this.cells[this.columns.get(field) ?? -1] ?? '';
  }

  has(field: RegisterField): boolean {
    return this.columns.has(field);
  }

  refuse(field: RegisterField | null, message: Text): null {
    this.findings.push({ severity: 'refusal', field, message });
    return null;
  }

  warn(field: RegisterField | null, message: Text): void {
    this.findings.push({ severity: 'warning', field, message });
  }

  get refused(): boolean {
    return this.findings.some(({ severity }) => severity === 'refusal');
  }
}

export const named = (field: RegisterField): Text => FIELD_NAMES[field];

/** `Ngày nhận "31/02/2026": …` */
export const about = (field: RegisterField, cell: string, vi: string, en: string): Text => text(`${named(field).vi} "${cell.slice(0, 80)}": ${vi}`, `${named(field).en} "${cell.slice(0, 80)}": ${en}`);
