import { type Text, text } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { ReportScope } from '../table/figures.js';
import type { Names } from './definition.js';
import { type LateDossier, type Part, lateDossiers } from './lateness.js';

/** What decisions on contests made of an agency in a dossier: rid of all that was computed, or charged with more. */
type Mark = 'relieved' | 'burdened';

interface Stay {
  dossier: string;
  agency: string;
  from: Date;
}

const BEGINNING = new Date(0);

/**
 * Points of index 2 after the decisions. A stay that overran and of which the agency was relieved counts as one that took its time (1); the last
 * stay of an agency that was charged with more counts as longer (0). Every other stay keeps its points.
 */
export class DecidedPoints {
  private constructor(private readonly marks: ReadonlyMap<string, Mark>) {}

  /** By what the ledger says up to the position, of dossiers as they stood at `to`. */
  static async read(tx: EntityManager, { position, to }: Pick<ReportScope, 'position' | 'to'>, names: Names): Promise<DecidedPoints> {
    const found = await tx.query<{ dossier: string }[]>(`select distinct dossier from ledger_entry where kind = 'contest.decided' and data ->> 'outcome' = 'accepted' and position <= $1`, [position]);
    if (found.length === 0) return new DecidedPoints(new Map());
    const scope: ReportScope = { from: BEGINNING, to, by: 'agency', agencies: null, field: null, procedure: null, officer: null, dossier: null, position, page: null };
    const late = await lateDossiers(tx, scope, names, found.map(({ dossier }) => dossier));
    return new DecidedPoints(new Map(late.flatMap(marksOf)));
  }

  get dossiers(): string[] {
    return [...new Set([...this.marks.keys()].map((key) => key.split(' ')[0]!))];
  }

  /** `stays` are all of the dossier's, among which the agency's last is looked for. */
  of(points: number, stay: Stay, stays: readonly Stay[]): number {
    const mark = this.marks.get(`${stay.dossier} ${stay.agency}`);
    if (mark === 'relieved') return Math.max(points, 1);
    if (mark !== 'burdened') return points;
    return stays.some(({ dossier, agency, from }) => dossier === stay.dossier && agency === stay.agency && from > stay.from) ? points : 0;
  }
}

function marksOf({ dossier, computed, atFault }: LateDossier): [string, Mark][] {
  const of = (parts: readonly Part[], agency: string): Part | undefined => parts.find((part) => part.agency === agency);
  const agencies = [...new Set([...computed, ...atFault].map(({ agency }) => agency))].filter((agency) => agency !== '');
  return agencies.flatMap((agency): [string, Mark][] => {
    const [before, after] = [of(computed, agency), of(atFault, agency)];
    if (before && !after) return [[`${dossier} ${agency}`, 'relieved']];
    return after && after.overrunMs > (before?.overrunMs ?? -1) ? [[`${dossier} ${agency}`, 'burdened']] : [];
  });
}

/** Whose the lateness of a dossier is, as its slip tells: computed, and beside it what was decided. */
export function sharesTold({ computed, atFault, decisions, contested }: LateDossier, names: Names): Text[] {
  const told = (parts: readonly Part[], language: 'vi' | 'en'): string => parts.map(({ agency, overrunMs, share, document }) => `${names.agency(agency)[language]}${document ? `, ${document}` : ''} ${minutesTold(overrunMs)[language]} (${Math.round(share * 100)} %)`).join('; ');
  return [
    text(`Phần quá hạn tính theo chặng: ${told(computed, 'vi')}`, `Shares of the lateness as computed: ${told(computed, 'en')}`),
    ...(decisions.length > 0 ? [text(`Phần quá hạn theo quyết định (${decisions.join('; ')}): ${told(atFault, 'vi')}`, `Shares as decided (${decisions.join('; ')}): ${told(atFault, 'en')}`)] : []),
    ...(contested ? [text('Có kiến nghị về phần quá hạn đang chờ quyết định', 'A contest of a share waits for its decision')] : []),
  ];
}

const minutesTold = (ms: number): Text => text(`${Math.floor(ms / 60_000)} phút`, `${Math.floor(ms / 60_000)} min`);
