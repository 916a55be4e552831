import type { IsoColumn, IsoTableRow, StopKind, UnreadCell } from '#contract';
import { plain } from './plain.js';
import { type Paper, isFilled, readPapers } from './read-papers.js';
import { readResponsible } from './read-responsible.js';
import { readTime } from './read-time.js';
import { readWays } from './read-ways.js';
import { type Vocabulary, agencyName, roleName } from './vocabulary.js';

/** A row as it stands in a sheet or document; `papers` where one column holds forms and results. */
export type TextRow = Record<Exclude<IsoColumn, 'number'>, string> & { number: string; papers: string };

export interface ReadRows {
  rows: IsoTableRow[];
  unread: UnreadCell[];
}

const MAX_NAME = 200;

/** Reads the words of a table into rows; what could not be read is listed, never guessed in silence. */
export function readRows(source: readonly TextRow[], vocabulary: Vocabulary): ReadRows {
  const reader = new Reader(vocabulary);
  const rows = source.map((row, index) => reader.row(row, index));
  return { rows: linked(rows, reader.unread), unread: reader.unread };
}

class Reader {
  readonly unread: UnreadCell[] = [];
  readonly #taken = new Set<string>();
  #agency: string | null = null;

  constructor(private readonly vocabulary: Vocabulary) {}

  row(source: TextRow, index: number): IsoTableRow {
    const number = this.#number(source.number, index);
    const miss = (column: IsoColumn, text: string, reason: string | null): void => {
      if (reason) this.unread.push({ row: number, column, element: elementOf(number), text: text.slice(0, 300), reason });
    };
    const told = readWays([source.activity, source.note].filter(Boolean).join('\n'));
    for (const sentence of told.unread) miss('activity', sentence, 'không đọc được chuyển tới bước nào');
    const who = readResponsible(source.responsible, this.vocabulary, this.#agency);
    miss('responsible', source.responsible, who.doubt);
    const { time, doubt } = readTime(source.time);
    miss('time', source.time, doubt);
    this.#agency = who.agency ?? this.#agency;
    const [forms, results] = papersOf(source);
    const isChoice = told.activity === '' || (told.ways.length > 1 && /\?$/.test(told.activity));
    const name = told.activity || 'Xem xét';
    return {
      number, element: elementOf(number), kind: who.citizen ? 'wait' : isChoice ? 'choice' : 'step',
      activity: name.slice(0, MAX_NAME),
      responsible: { agency: who.agency, role: who.role, names: this.#names(who, source.responsible) },
      time, forms, results, form: null,
      note: source.activity.length > MAX_NAME || told.ways.length > 0 ? source.activity.slice(0, 2000) : '',
      stop: who.citizen ? stopOf(name) : null,
      ways: told.ways, branch: null,
    };
  }

  #number(source: string, index: number): string {
    const said = plain(source).replace(/^(buoc|b)\s*/, '').replace(/[.):,;\s]+$/, '').replace(/\s+/g, '');
    const number = /^\d{1,3}([a-z](\.\d{1,3})?|\.\d{1,3})?$/.test(said) && !this.#taken.has(said) ? said : this.#free(index + 1);
    this.#taken.add(number);
    return number;
  }

  #free(from: number): string {
    let number = from;
    while (this.#taken.has(String(number))) number++;
    return String(number);
  }

  #names({ agency, role, citizen }: ReturnType<typeof readResponsible>, said: string): string[] {
    if (citizen || agency === null) return said.trim() ? [said.trim().replace(/\s+/g, ' ').slice(0, 300)] : [];
    return [agencyName(this.vocabulary, agency, 'vi'), ...(role === null ? [] : [roleName(this.vocabulary, role, 'vi')])];
  }
}

export const elementOf = (number: string): string => `Buoc_${number.replace('.', '_')}`;

function papersOf({ forms, results, papers }: TextRow): [Paper[], Paper[]] {
  const mixed = readPapers(papers);
  return [[...readPapers(forms), ...mixed.filter(isFilled)], [...readPapers(results), ...mixed.filter((paper) => !isFilled(paper))]];
}

function stopOf(activity: string): { kind: StopKind; evidence: string } {
  const text = plain(activity);
  if (/bo sung|hoan thien|hoan chinh/.test(text)) return { kind: 'supplement', evidence: 'form-02' };
  if (/nop tien|nghia vu tai chinh|le phi|nop thue|thanh toan|phi\b/.test(text)) return { kind: 'payment', evidence: 'tax-notice' };
  if (/xac nhan|dong y/.test(text)) return { kind: 'citizen_confirmation', evidence: 'van-ban-xac-nhan' };
  return { kind: 'other', evidence: 'giay-bao' };
}

/** A way to a row that is not there is listed and left out. */
function linked(rows: readonly IsoTableRow[], unread: UnreadCell[]): IsoTableRow[] {
  const numbers = new Set(rows.map(({ number }) => number));
  const tracks = (to: string): string[] => (numbers.has(to) ? [to] : rows.map(({ number }) => number).filter((number) => new RegExp(`^${to}[a-z](\\.1)?$`).test(number)));
  return rows.map((row) => ({
    ...row,
    ways: row.ways.flatMap((way) => {
      const to = way.to.flatMap(tracks);
      if (way.to.length === 0 || to.length > 0) return [{ ...way, to }];
      unread.push({ row: row.number, column: 'activity', element: row.element, text: `${way.when} → ${way.to.join(', ')}`, reason: 'không có bước này trong bảng' });
      return [];
    }),
  }));
}
