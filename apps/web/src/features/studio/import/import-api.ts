import type { DraftView, UnreadCell } from '#contract';
import { post } from '../../../api/client.js';

/** Documents of elsewhere, made into a drawing by the server: ISO tables, diagrams of other tools. */

export interface ReadIsoTable {
  bpmn: string;
  unread: UnreadCell[];
}

export interface ImportedDiagram {
  bpmn: string;
  mapped: ImportNote[];
  dropped: ImportNote[];
}

export type ImportNote = string | { element?: string | null; message?: string; what?: string };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const TSV = 'text/tab-separated-values';

/** The browser knows the types of files by the system's register, which may lack them. */
const typeOf = ({ name }: File): string => (name.toLowerCase().endsWith('.docx') ? DOCX : XLSX);

/** A table as cells of a spreadsheet, or as the file of an ISO procedure. */
export async function readTable(table: File | string, of: Pick<DraftView, 'code' | 'name'> | null, key: string): Promise<ReadIsoTable> {
  const body = typeof table === 'string' ? new Blob([table], { type: TSV }) : new Blob([await table.arrayBuffer()], { type: typeOf(table) });
  const search = new URLSearchParams(of ? { code: of.code, name: of.name } : {});
  return post<ReadIsoTable>(`/iso-tables${search.size > 0 ? `?${search}` : ''}`, body, key);
}

export const importDiagram = (xml: string, key: string): Promise<ImportedDiagram> => post<ImportedDiagram>('/imports', xml, key);

const KEY = 'lienthong.unread.';

/** What could not be read is remembered on this device until a person has seen to it. */
export function unreadOf(draft: string): UnreadCell[] {
  try {
    return JSON.parse(localStorage.getItem(KEY + draft) ?? '[]') as UnreadCell[];
  } catch {
    return [];
  }
}

export function rememberUnread(draft: string, unread: readonly UnreadCell[]): void {
  if (unread.length === 0) return forgetUnread(draft);
  try {
    localStorage.setItem(KEY + draft, JSON.stringify(unread));
  } catch {
    // A device that keeps nothing shows them until the page is left.
  }
}

export function forgetUnread(draft: string): void {
  localStorage.removeItem(KEY + draft);
}
