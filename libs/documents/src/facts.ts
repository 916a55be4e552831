import type { Drawing } from '#bpmn';
import type { DocumentControl, DocumentView, IsoTableRow, ProcessModel, RevisionState } from '#contract';

/** What a printed procedure is drawn from: the revision, what people wrote on it, and what the ledger and the directory say. */
export interface Facts {
  procedure: string;
  revision: number;
  state: RevisionState;
  version: number;
  model: ProcessModel;
  digest: string;
  draftedAt: Date;
  effectiveFrom: Date | null;
  written: DocumentControl;
  /** Table and drawing; the drawing is missing where the document has none. */
  rows: IsoTableRow[];
  drawing: Drawing | null;
  signatories: Pick<DocumentView, 'drafter' | 'checker' | 'approver'>;
  issues: DocumentView['issues'];
  /** Issue number where nobody wrote one: how often the procedure was issued before, and once more. */
  issue: number;
  /** Day of the approval, else of the draft. */
  day: string;
  /** The agency that drafts, and the one above it. */
  authority: string;
  office: string;
  /** Where dossiers are taken in, by name. */
  desks: string[];
  hotline: string | null;
}
