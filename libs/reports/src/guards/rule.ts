import type { Applicant, GuardCode, GuardOwner, Severity } from '#contract';
import type { Text } from '#kernel';
import type { LedgerEntry, LedgerKind } from '#ledger';
import type { History } from './history.js';

/** A number that an order may change. A switch is 0 or 1. */
export interface Threshold {
  name: string;
  label: Text;
  delivered: number;
  min: number;
  max: number;
}

export type Facts = Record<string, string | number | null>;

/** What a rule has seen, with the entries that prove it. */
export interface Found {
  /** Tells it from everything else the rule may find, in any dossier, however often it is looked at. */
  key: string;
  agency: string;
  persons: string[];
  at: Date;
  evidence: LedgerEntry[];
  facts: Facts;
}

export interface Withdrawn {
  code: string;
  applicant: Applicant;
  endedAt: Date;
}

/** The due instant in the rows against the last that the ledger tells. */
export interface DueRows {
  deadline: Date | null;
  dossier: Date | null;
  recorded: Date;
  entry: number;
}

/** What is made by which step: the papers that are the result, and whether they are signed. */
export interface ResultSpec {
  codes: string[];
  signed: boolean;
}

/** What rules ask beside the dossier's own ledger. */
export interface Asking {
  applicant(dossier: string): Promise<Applicant>;
  withdrawn(procedure: string, since: Date, until: Date): Promise<Withdrawn[]>;
  entriesOf(dossier: string): Promise<LedgerEntry[]>;
  /** Settlements by one account without a pause of `pauseMs` between two, around an entry. */
  closings(entry: LedgerEntry, pauseMs: number): Promise<LedgerEntry[]>;
  due(dossier: string): Promise<DueRows | null>;
  result(procedure: string, revision: number, code: string | null): Promise<ResultSpec>;
  /** Codes of papers by their ids: closed compartments tell only these in the ledger. Never to be shown. */
  paperCodes(dossier: string): Promise<ReadonlyMap<string, string>>;
  /** Asks to be looked at again at that instant: only then is it certain. */
  later(at: Date): void;
}

/** One detector: pure but for what it asks. What it finds is a question to people, never a verdict. */
export interface GuardRule {
  code: GuardCode;
  title: Text;
  /** What it looks for, and why that may be faking. */
  explanation: Text;
  severity: Severity;
  owner: GuardOwner;
  /** Entries that may complete what it looks for; without a fresh one of them nothing new can be found. */
  on: readonly LedgerKind[];
  thresholds: readonly Threshold[];
  find(history: History, limit: (name: string) => number, ask: Asking): Promise<Found[]> | Found[];
  /** What was seen, in a sentence, from the facts kept with the finding. */
  tell(facts: Facts): Text;
}
