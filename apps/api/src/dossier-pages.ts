import { Agencies } from '#access';
import type { DossierView, LedgerView } from '#contract';
import { Deadlines } from '#deadlines';
import { DossierViews } from '#dossiers';
import { type Language, type Principal, type Result, ok } from '#kernel';
import { Ledger } from '#ledger';
import { Runtime, Suspend } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';

/** One dossier as its page shows it, put together from the rooms that each know a part. */
@Injectable()
export class DossierPages {
  constructor(
    @Inject(DossierViews) private readonly dossiers: DossierViews,
    @Inject(Deadlines) private readonly deadlines: Deadlines,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Suspend) private readonly suspensions: Suspend,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Agencies) private readonly agencies: Agencies,
  ) {}

  async page(me: Principal, code: string, language: Language): Promise<Result<DossierView>> {
    const base = await this.dossiers.get(me, code, language);
    if (!base.ok) return base;
    const [times, tokens, held] = await Promise.all([this.deadlines.timesOf(code, language), this.runtime.tokens(code, language), this.suspensions.holding(base.value)]);
    const suspended = held && { subject: held.subject, id: held.id, reason: held.reason, by: held.by };
    return ok({ ...base.value, ...times, tokens, suspended });
  }

  /**
   * Whoever may see the dossier may read its ledger: what happened, when, by whom, and the hashes. What was typed and handed in stays with
   * those who may see it: nothing of it for the administrator, and of what the police did or what lies in their compartment only what is
   * not theirs alone, not even the digest of a file, with which it could be put into another dossier.
   */
  async entries(me: Principal, code: string, page: { after: string | undefined; limit: number }, language: Language): Promise<Result<LedgerView>> {
    const base = await this.dossiers.get(me, code, language);
    if (!base.ok) return base;
    const read = await this.ledger.entriesOf(code, { ...page, language });
    if (!read.ok) return read;
    const visible = base.value.papers === null ? null : new Set(base.value.papers.map((p) => p.code));
    const directory = await this.agencies.directory();
    const isPolice = (agency: string | null): boolean => agency !== null && (directory.get(agency)?.kind ?? '').startsWith('police_');
    const insider = me.positions.some((p) => isPolice(p.agency));
    const items = read.value.items.map((entry) => {
      const ofCompartment = isPolice(entry.agency) || typeof entry.data['compartment'] === 'string';
      const closed = visible === null || (ofCompartment && !insider);
      return { ...entry, data: reveal(entry.data, closed, insider ? null : visible) };
    });
    return ok({ ...read.value, items });
  }
}

/** Content that people put in, as opposed to what the system says of its own doing. */
const CONTENT = ['data', 'opinion', 'papers', 'paper', 'applicant', 'file', 'name'] as const;

/** `visible`: codes of the papers that may be named; null names all. */
function reveal(data: Record<string, unknown>, closed: boolean, visible: Set<string> | null): Record<string, unknown> {
  if (closed) return Object.fromEntries(Object.entries(data).filter(([key, value]) => !(CONTENT as readonly string[]).includes(key) || isText(value)));
  const papers = data['papers'];
  if (visible === null || !Array.isArray(papers)) return data;
  return { ...data, papers: papers.filter((code) => typeof code !== 'string' || visible.has(code)) };
}

/** The bilingual name of a step is no content. */
const isText = (value: unknown): boolean => typeof value === 'object' && value !== null && 'vi' in value && 'en' in value;
