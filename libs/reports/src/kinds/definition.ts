import type { EntityManager } from 'typeorm';
import type { ReportFilter, ReportGrouping, ReportKind } from '#contract';
import type { WorkingCalendar } from '#calendar';
import { type Text, text } from '#kernel';
import type { CheckedIdentity, Column, Figures, ReportScope } from '../table/figures.js';

/** What reports call things by. */
export interface Names {
  agency(code: string): Text;
  procedure(code: string): Text;
  person(username: string): string;
  kindOf(agency: string): string | null;
  calendarOf(agency: string): Promise<WorkingCalendar>;
}

/** Figures of a kind whose identities and digest are made in its own way. */
export interface OwnFigures extends Figures {
  checked?: CheckedIdentity[];
  digest?: string;
  /** Number of the form where it follows from what is told, such as the legal profile of a dossier. */
  form?: Text;
}

/** One kind of report. A new report is a file with one of these, and its line in the catalogue. */
export interface ReportDefinition {
  kind: ReportKind;
  title: Text;
  /** Number of the official form, where there is one. */
  form: Text | null;
  unit: Text;
  /** Ways to arrange it, the usual one first; none where every row is a thing of its own. */
  groupings: readonly ReportGrouping[];
  /** What it may be narrowed down by; a report about one dossier by nothing. */
  filters: readonly ReportFilter[];
  /** Worth looking at as a chart. */
  charted?: boolean;
  /** Rows are many: read in pages, made in parts. */
  paged?: boolean;
  /** Only what agencies of this kind answer for. */
  agencyKind?: string;
  /** Asks what registers of other systems do not tell: their dossiers are left out. */
  withoutImported?: boolean;
  /** About one dossier, for whoever may see that dossier. */
  perDossier?: boolean;
  read(tx: EntityManager, scope: ReportScope, names: Names): Promise<OwnFigures>;
}

export const DOSSIERS = text('hồ sơ', 'dossiers');
export const ALL_FILTERS: readonly ReportFilter[] = ['agency', 'field', 'procedure', 'officer', 'channel'];

export const NAMED_BY: Record<ReportGrouping, Text> = {
  agency: text('Cơ quan', 'Agency'), field: text('Lĩnh vực', 'Field'), procedure: text('Thủ tục', 'Procedure'), officer: text('Người tiếp nhận', 'Received by'), month: text('Tháng', 'Month'),
};

export const keyColumn = (by: ReportGrouping): Column => ({ key: 'name', name: NAMED_BY[by], type: 'text' });

/** A key of a grouping as people call it. */
export function keyName(by: ReportGrouping, key: string, names: Names): Text {
  switch (by) {
    case 'agency': return key === '' ? text('Không rõ cơ quan', 'Agency unknown') : names.agency(key);
    case 'field': return key === '' ? text('Chưa phân lĩnh vực', 'No field') : text(key, key);
    case 'procedure': return names.procedure(key);
    case 'officer': return text(names.person(key), names.person(key));
    case 'month': return text(`Tháng ${key.slice(5)}/${key.slice(0, 4)}`, `${key.slice(5)}/${key.slice(0, 4)}`);
  }
}
