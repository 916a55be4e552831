import { type Language, type Text, text } from '#kernel';
import type { SettlementRow } from '#contract';

/** The figures of one row, by the columns of Biểu 06/VPCP/KSTT. Unit: dossiers. */
export type SettlementFigures = Pick<SettlementRow, 'key' | 'received' | 'settled' | 'pending' | 'imported' | 'net' | 'excused'>;

/** Open dossiers that passed in the period from an agency that ended to the one that took over. */
export interface Passage {
  from: string;
  to: string;
  document: string;
  dossiers: number;
}

export interface SettlementTable {
  rows: readonly SettlementFigures[];
  /** Counted on its own, over everything: not the sum of the rows. */
  total: SettlementFigures;
  /** Column 11 of the period before, by row key, counted on its own, with what has passed to and from the row since; null where there was none to compare with. */
  pendingBefore: ReadonlyMap<string, number> | null;
  /** By which documents late dossiers are excused, and how many each. */
  documents?: readonly { document: string; dossiers: number }[];
  passages?: readonly Passage[];
  /** How many dossiers carried over have come from agencies outside of the report, less those that left it. */
  passed?: number;
}

export interface Identity {
  /** In the column numbers of the form. */
  name: string;
  holds: boolean;
  /** Keys of the rows at fault; {@link TOTAL_KEY} for the total line. */
  faults: string[];
}

export const TOTAL_KEY = 'total';

type Rule = (figures: SettlementFigures) => boolean;

const WITHIN_A_ROW: Record<string, Rule> = {
  '3 = 4 + 5 + 6': ({ received }) => received.total === received.online + received.direct + received.carriedOver,
  '7 = 8 + 9 + 10': ({ settled }) => settled.total === settled.early + settled.onTime + settled.late,
  '11 = 12 + 13': ({ pending }) => pending.total === pending.inTime + pending.late,
  '3 = 7 + 11': ({ received, settled, pending }) => received.total === settled.total + pending.total,
  '10 = 10a + 10b': ({ settled, net, excused }) => settled.late === excused.settledLate + net.settledLate,
  '13 = 13a + 13b': ({ pending, net, excused }) => pending.late === excused.pendingLate + net.pendingLate,
};

/** What the official form's own arithmetic consists of. The others concern the figures beside it. */
export const OF_THE_FORM: ReadonlySet<string> = new Set(['3 = 4 + 5 + 6', '7 = 8 + 9 + 10', '11 = 12 + 13', '3 = 7 + 11', 'Σ = total', '6 = 11 (n − 1)']);

/**
 * What a settlement table must satisfy before it may be shown (the statistics form's own arithmetic), every identity with the rows that
 * break it. Pure; the figures may come from anywhere.
 */
export function checkIdentities(table: SettlementTable): Identity[] {
  const lines = [...table.rows, table.total];
  const within = Object.entries(WITHIN_A_ROW).map(([name, rule]) => identity(name, lines.filter((line) => !rule(line)).map(({ key }) => key)));
  const before = table.pendingBefore === null ? [] : [identity('6 = 11 (n − 1)', carriedOverFaults(table.rows, table.pendingBefore))];
  return [...within, identity('Σ = total', sumHolds(table) ? [] : [table.total.key]), ...before];
}

const IN_WORDS: Readonly<Record<string, Text>> = {
  '3 = 4 + 5 + 6': text('tổng nhận = trực tuyến + trực tiếp, bưu chính + kỳ trước', 'received = online + direct and post + carried over'),
  '7 = 8 + 9 + 10': text('đã giải quyết = trước hạn + đúng hạn + quá hạn', 'settled = early + on time + late'),
  '11 = 12 + 13': text('đang giải quyết = trong hạn + quá hạn', 'pending = in time + late'),
  '3 = 7 + 11': text('tổng nhận = đã giải quyết + đang giải quyết', 'received = settled + pending'),
  '10 = 10a + 10b': text('đã giải quyết quá hạn: gộp = trừ bất khả kháng + ròng', 'settled late: gross = excused + net'),
  '13 = 13a + 13b': text('đang giải quyết quá hạn: gộp = trừ bất khả kháng + ròng', 'pending late: gross = excused + net'),
  '7 ≤ 3': text('không thể giải quyết nhiều hơn số nhận', 'no more can be settled than was received'),
  '3 = 7 / 7 %': text('số nhận tính từ số đã giải quyết và tỷ lệ in kèm', 'received, as the rate printed with what was settled implies'),
  '8 % + 9 % + 10 % = 100 %': text('ba tỷ lệ cộng lại là 100 %', 'the three rates add up to 100 %'),
  '7 % = 7 / 3': text('tỷ lệ giải quyết', 'rate of settlement'), '8 % = 8 / 7': text('tỷ lệ trước hạn', 'rate of early ones'), '9 % = 9 / 7': text('tỷ lệ đúng hạn', 'rate of those on time'), '10 % = 10 / 7': text('tỷ lệ quá hạn', 'rate of late ones'),
  'Σ = total': text('cộng các dòng = tổng cộng', 'sum of the rows = total'),
  '6 = 11 (n − 1)': text('kỳ trước chuyển qua = đang giải quyết cuối kỳ trước', 'carried over = pending at the end of the period before'),
};

/** The identity as a reader checks it: the form's column numbers and what stands in them. */
export function identityName(name: string, language: Language): string {
  const words = IN_WORDS[name];
  return words ? `${name}: ${words[language]}` : name;
}

const identity = (name: string, faults: string[]): Identity => ({ name, holds: faults.length === 0, faults });

/** A dossier pending before that no row carries over is at fault as well, hence both sides' keys. */
function carriedOverFaults(rows: readonly SettlementFigures[], before: ReadonlyMap<string, number>): string[] {
  const carried = new Map(rows.map(({ key, received }) => [key, received.carriedOver]));
  return [...new Set([...carried.keys(), ...before.keys()])].filter((key) => (carried.get(key) ?? 0) !== (before.get(key) ?? 0));
}

function sumHolds({ rows, total }: SettlementTable): boolean {
  const figures = rows.map(numbersOf);
  return numbersOf(total).every((value, column) => value === figures.reduce((sum, row) => sum + row[column]!, 0));
}

const numbersOf = ({ received, settled, pending, net, excused }: SettlementFigures): number[] => [
  received.total, received.online, received.direct, received.carriedOver,
  settled.total, settled.early, settled.onTime, settled.late,
  pending.total, pending.inTime, pending.late,
  net.settledLate, net.pendingLate, excused.settledLate, excused.pendingLate,
];
