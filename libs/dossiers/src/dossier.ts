import type { Applicant, CHANNELS, PaperView } from '#contract';

export type Channel = (typeof CHANNELS)[number];

/** A row of `dossier`. */
export interface Dossier {
  code: string;
  secret: string;
  procedure: string;
  revision: number;
  /** By which the receiving agency follows the revision; pinned at receipt. */
  adoption?: number | null;
  agency: string;
  territory: string;
  channel: Channel;
  applicant: Applicant;
  data: Record<string, unknown>;
  state: number;
  result: string | null;
  receivedBy: string;
  receivedAt: Date;
  dueAt: Date | null;
  resolvedAt: Date | null;
  returnedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  /** The set of forms in force at receipt. */
  legalProfile: string;
  /** The new appointment of an apology, beside the due instant. */
  appointmentAt: Date | null;
  version: number;
}

/** A row of `paper`. */
export interface PaperRow {
  id: string;
  dossier: string;
  code: string;
  name: string;
  direction: PaperView['direction'];
  originals: number;
  copies: number;
  compartment: string | null;
  agency: string;
  fileDigest: string | null;
  fileName: string | null;
  fileType: string | null;
  fileSize: number | null;
  addedBy: string;
  addedAt: Date;
}
