import { isoTable, longestPath } from '#bpmn';
import { Agencies } from '#access';
import type { Finding, FindingCounts, LongestPath, ProofView } from '#contract';
import { type Clock, HOURS_PER_WORKING_DAY, type Language, type Principal, type Result, ok } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { findingView } from '../procedure-views.js';
import { type Examined, type NewContent, Procedures } from '../procedures.js';
import { vocabularyOf } from '../vocabulary.js';
import { DraftDoor } from './draft-door.js';

/**
 * Markings that are looked at while somebody draws: more than any procedure of a hundred elements that can be issued needs, and what
 * cannot be told by then (two tokens at one step, again and again) is told when it is handed in.
 */
const LIVE_STATES = 5_000;

/** The proof of what is being drawn, against the directory and the procedures in force; nothing is stored. */
@Injectable()
export class Proofs {
  constructor(
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  examine(content: NewContent): Promise<Result<Examined>> {
    return this.procedures.examine(content, this.clock.now(), undefined, { maxStates: LIVE_STATES });
  }

  async prove(principal: Principal, content: NewContent, language: Language): Promise<Result<ProofView>> {
    const refused = await this.door.refuseStranger(principal);
    if (refused) return refused;
    const examined = await this.examine(content);
    if (!examined.ok) return examined;
    const { document, model, findings, component } = examined.value;
    const vocabulary = vocabularyOf(await this.agencies.directory());
    return ok({
      findings: findings.map((one) => findingView(one, language)),
      table: isoTable(document, { model, vocabulary, component, language }),
      longestPath: pathView(longestPath(document, model, component)),
    });
  }
}

const pathView = ({ elements, used, limit }: LongestPath): ProofView['longestPath'] =>
  elements.length === 0 ? null : { elements: elements.map(({ element }) => element), used: used > 0 ? workingDays(used) : null, limit: limit === null ? null : workingDays(limit) };

const workingDays = (hours: number) => ({ amount: Math.round((hours / HOURS_PER_WORKING_DAY) * 100) / 100, unit: 'working_day' as const });

export function countsOf(findings: readonly Finding[]): FindingCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
