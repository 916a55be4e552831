import type { Budget, Text } from '#kernel';
import type { Severity } from './alerts.js';
import type { PaperInput } from './dossiers.js';
import type { StepOverride } from './governance.js';
import type { DeadlineSubject, Digest, RungAction } from './ladders.js';
import type { Convention, FirstDay, PaperSpec, StepSpec, StopKind, StopSpec } from './process-model.js';

/** Who did it, as the ledger keeps it: the account and the agency in whose name it acted. */
export interface Actor {
  username: string;
  agency: string | null;
}

/** The few facts of a dossier that every room needs; read once with the row lock at the start of a command. */
export interface DossierHead {
  code: string;
  procedure: string;
  revision: number;
  agency: string;
  territory: string;
  state: number;
  data: Record<string, unknown>;
  receivedAt: Date;
  ended: boolean;
  /** The decision by which the receiving agency adopted the revision, pinned at receipt; absent where it follows the standard. */
  adoption?: number | null;
}

interface Happening {
  dossier: DossierHead;
  at: Date;
  actor: Actor;
}

/** A user task that began to wait, as the runtime reports it. */
export interface TaskWaiting {
  instance: string;
  executionId: string;
  procedure: string;
  revision: number;
  element: string;
  name: Text;
  step: StepSpec;
  /** Agency code found by evaluating a FEEL relation, where the step has one. */
  agencyValue: string | null;
  /** What the receiving agency changed in the step for itself, where it works on it. */
  override?: StepOverride | null;
}

/** One step of the runtime has been taken: what waits now and did not before, what no longer waits, what was passed. */
export interface StepDone extends Happening {
  opened: TaskWaiting[];
  closed: { instance: string; executionId: string; element: string; how: 'completed' | 'cancelled' }[];
  /** Milestones passed, in order. */
  milestones: { element: string; state: number; result: string | null }[];
  /** Every stop that a waiting element asks for at the end of the step (not only the new ones). */
  standingStops: { element: string; stop: StopSpec }[];
  /** Escalations and uncaught errors worth telling. */
  escalations: { element: string; code: string | null; name: string }[];
  /** Set when the dossier's root instance ended in this step. */
  ended: { status: 'completed' | 'terminated' | 'failed' | 'cancelled'; error: string | null } | null;
}

export interface TaskFacts {
  id: string;
  element: string;
  name: Text;
  agency: string;
  role: string;
  budget: Budget | null;
  ladder: string | null;
  openedAt: Date;
  /** Completing it signs. */
  signature?: boolean;
  /** Whose diagram the step stands in: that of the dossier, or of a procedure it calls. */
  procedure?: string;
  revision?: number;
  /** The agency does over what it was given time for already: the work was sent back to it, or within it. */
  again?: boolean;
}

/** Whose doing the delay is as it stands: who used up most of the time beyond the own budget, else who holds the dossier. */
export interface Answerable {
  agency: string;
  since: Date | null;
  usedMs: number;
  budgetMs: number;
}

export interface DomainEvents {
  /** runtime → tasks, deadlines, dossiers. */
  'step.done': StepDone;
  /** tasks → deadlines, notices: a person has work; `handedBy` is the agency it came from, null at intake. */
  'task.opened': Happening & { task: TaskFacts; handedBy: string | null };
  /** tasks → deadlines: the holder took it up: the hand-over is acknowledged. */
  'task.claimed': Happening & { task: TaskFacts; assignee: string };
  /** tasks → deadlines. */
  'task.ended': Happening & { task: TaskFacts; how: 'completed' | 'cancelled' | 'returned' };
  /** tasks, deadlines → dossiers: papers came into the dossier, made by a step (`out`) or brought by the citizen (`in`). */
  'papers.handed': Happening & { papers: PaperInput[]; direction: 'in' | 'out'; known: PaperSpec[] };
  /** tasks → deadlines, after all openings and endings of a step: the agencies that hold open work of the dossier now. */
  'tasks.settled': Happening & { holders: string[] };
  /** dossiers → deadlines: the promise is made. */
  'dossier.received': Happening & { budget: Budget | null; convention: Convention; firstDay?: FirstDay | undefined; cutoff?: string | undefined; ladder: string };
  /** dossiers → deadlines, notices. */
  'dossier.state': Happening & { from: number; to: number; result: string | null };
  /** deadlines → dossiers: the citizen's due date was set or moved. */
  'deadline.moved': Happening & { from: Date | null; to: Date; reason: string; extension?: { rule: string; name: Text; document: string; reason: string } };
  /** deadlines → dossiers, notices. */
  'clock.stopped': Happening & { kind: StopKind; reason: string; evidence: unknown };
  'clock.resumed': Happening & { kind: StopKind; evidence: unknown };
  /** deadlines → notices: the due instant passed. */
  'deadline.breached': Happening & { subject: DeadlineSubject; name: Text; agency: string; dueAt: Date; answerable: Answerable };
  /** deadlines → tasks, dossiers, notices: a rung of the ladder was reached. */
  'rung.fired': Happening & {
    rung: string; action: RungAction; subject: DeadlineSubject; name: Text; agency: string; dueAt: Date;
    deadline: string;
    /** The dossier, the task, or the leg that is to be acknowledged. */
    ref: string;
    /** Those who have not asked to be reminded later. */
    recipients: { agency: string; role: string }[];
    quiet: boolean;
    digest: Digest;
    answerable: Answerable;
  };
  /** deadlines → notices: the time for which a post asked not to be reminded is over. */
  'snooze.ended': Happening & { subject: DeadlineSubject; name: Text; dueAt: Date; post: { agency: string; role: string } };
  /** deadlines → dossiers: how the promise was kept is decided. */
  'dossier.timed': Happening & { outcome: 'early' | 'on_time' | 'late' };
  /** deadlines → dossiers, notices: an agency contests its share of a lateness, takes that back, or it was decided; `answerable` is who has most of it now. */
  'attribution.contested': Happening & {
    what: 'filed' | 'withdrawn' | 'accepted' | 'rejected'; agency: string; reason: string; document: string | null;
    /** Who decides, or has decided. */
    authorities: string[];
    /** Who bears a part by the decision. */
    bearers: string[];
    answerable: Answerable;
  };
  /** runtime → tasks, deadlines, dossiers: what is open of the dossier passes from an agency that ends to the one that takes over. */
  'dossier.transferred': Happening & { from: string; to: string };
  /** registers → reports: imported dossiers came or changed. */
  'register.changed': { at: Date; codes: string[]; agencies: string[] };
  /** dossiers → notices: the reply to an online submission is nearly due, or overdue. It is no dossier yet. */
  'submission.due': { portalCode: string; agency: string; at: Date; dueAt: Date; stage: 'warning' | 'overdue' };
  /** dossiers → notices: the apology was signed, and goes to the citizen with the new appointment. */
  'apology.sent': Happening & { agency: string; reason: string; dueAt: Date; appointment: Date };
  /** reports → notices: a guard found something; told to the posts that follow it up. */
  'alert.found': { alert: string; dossier: string | null; severity: Severity; title: Text; posts: { agency: string; role: string }[]; at: Date };
  /** reports → notices: somebody is asked to explain; told to that person alone. */
  'alert.asked': { dossier: string | null; to: string; at: Date };
}
