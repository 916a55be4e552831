import type { ColumnType, ReportGrouping, ReportKind, ReportParameters } from '#contract';
import { type Text } from '#kernel';

/** A cell keeps both languages where it is a text of ours; null where nothing is known. */
export type Cell = string | number | Text | null;

export interface Column {
  key: string;
  name: Text;
  /** The head over several columns. */
  group?: Text;
  type: ColumnType;
  /** Columns that this one is the sum of, in every row and in the total: an identity, and a formula in the sheet. */
  adds?: readonly string[];
  /** Other sums that it must equal as well. */
  equals?: readonly (readonly string[])[];
  /** What is left of a column when another is taken off it: an identity, and a formula in the sheet. */
  less?: { from: string; what: string };
  /** Not on the official form: stands beside this column of it, under the table or to its right. */
  apart?: string;
  /** A share of two other columns: a formula in the sheet, and not added up. */
  ratio?: { part: string; whole: string };
  /** In the total line: the rows added up. */
  summed?: boolean;
}

export interface Row {
  key: string;
  cells: readonly Cell[];
}

/** What a report consists of, before it is named, checked and signed with its digest. */
export interface Figures {
  columns: readonly Column[];
  rows: readonly Row[];
  /** Counted on its own where it can be, so that a row that is missing shows. */
  total: readonly Cell[] | null;
  notes?: readonly Text[];
  /** Identities beyond those that the columns declare. */
  identities?: readonly { name: Text; faults: readonly string[] }[];
  /** Cursor of the rest. */
  next?: string | null;
}

/** Which part of the ledger a report is made from. */
export interface ReportScope {
  from: Date;
  to: Date;
  by: ReportGrouping;
  /** Only dossiers that these agencies received; null for all. */
  agencies: readonly string[] | null;
  field: string | null;
  procedure: string | null;
  officer: string | null;
  channel?: string | null;
  dossier: string | null;
  position: number;
  /** Of a long report: rows after this cursor, at most so many. */
  page: { after: string | null; limit: number } | null;
}

export interface ReportTable extends Figures {
  kind: ReportKind;
  title: Text;
  form: Text | null;
  unit: Text;
  /** Whose report it is. */
  agency: Text;
  parameters: ReportParameters;
  position: number;
  digest: string;
  checked: readonly CheckedIdentity[];
}

export interface CheckedIdentity {
  name: Text;
  holds: boolean;
  faults: readonly string[];
}
