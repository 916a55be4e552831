import type { DraftView, DrawnIsoTableView, ForeignImportView, UnreadCell } from '#contract';
import { post } from '../../../api/client.js';

/** Documents of elsewhere, made into a drawing by the server: ISO tables, diagrams of other tools. */

/** A table as cells of a spreadsheet, or as the file of an ISO procedure. */
export function readTable(table: File | string, of: Pick<DraftView, 'code' | 'name'>, key: string): Promise<DrawnIsoTableView> {
  const search = new URLSearchParams({ code: of.code, name: of.name });
  return post<DrawnIsoTableView>(`/iso-tables?${search}`, typeof table === 'string' ? new Blob([table], { type: 'text/tab-separated-values' }) : fileForm(table), key);
}

function fileForm(file: File): FormData {
  const form = new FormData();
  form.append('file', file, file.name);
  return form;
}

export const importDiagram = (xml: string, key: string): Promise<ForeignImportView> => post<ForeignImportView>('/imports', xml, key);

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
