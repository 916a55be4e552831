import { Agencies, type Directory } from '#access';
import type { LedgerView, ProcedureHistory as View } from '#contract';
import { type Language, type Result, ok, reject, text } from '#kernel';
import { Ledger, procedureChain } from '#ledger';
import { Inject, Injectable } from '@nestjs/common';
import { RevisionsRepository } from '../revisions.repository.js';

type Entry = LedgerView['items'][number];
type Line = View['items'][number];

const PAGE = 500;

/** A procedure's life as its ledger tells it: who took which step, in which post, with what reason, over which content. */
@Injectable()
export class ProcedureHistory {
  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Agencies) private readonly agencies: Agencies,
  ) {}

  /** Newest first. */
  async of(code: string, language: Language): Promise<Result<View>> {
    if ((await this.revisions.all(code)).length === 0) return reject('not_found', text(`Không có quy trình "${code}"`, `No procedure "${code}"`));
    const directory = await this.agencies.directory();
    const items: Line[] = [];
    let verified = true;
    for (let after: string | null = '0'; after !== null; ) {
      const page: Result<LedgerView> = await this.ledger.entriesOf(procedureChain(code), { after, limit: PAGE, language });
      if (!page.ok) return page;
      items.push(...page.value.items.map((entry) => lineOf(entry, directory, language)));
      ({ verified, next: after } = page.value);
    }
    return ok({ items: items.reverse(), verified });
  }
}

interface Told {
  revision?: number;
  digest?: string;
  reason?: string;
  comment?: string;
  note?: string;
  document?: string;
  effectiveFrom?: string;
  by?: { name?: string; role?: string | null };
}

/** Entries written before names were kept take them from the directory. */
function lineOf({ seq, at, kind, kindName, actor, agency, data, hash }: Entry, directory: Directory, language: Language): Line {
  const told = data as Told;
  const office = [told.by?.role ? directory.role(told.by.role)?.name[language] : null, agency === null ? null : directory.get(agency)?.name[language]].filter(Boolean).join(', ');
  return {
    seq, at, kind, kindName, actor, agency, hash, revision: told.revision ?? null, name: told.by?.name ?? directory.person(actor)?.name ?? actor, position: office || null,
    reason: [told.reason ?? told.comment, kind === 'procedure.adopted' ? told.document : null, told.note].filter(Boolean).join(' · ') || null, digest: told.digest ?? null, effectiveFrom: told.effectiveFrom ?? null,
  };
}
