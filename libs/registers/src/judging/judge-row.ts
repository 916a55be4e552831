import type { Directory } from '#access';
import type { WorkingCalendar } from '#calendar';
import type { RegisterField, RegisterMapping } from '#contract';
import { type Text, text, toIso } from '#kernel';
import { folded } from '../folding.js';
import type { SheetLine } from '../reading/sheet.js';
import { judgeInstants, judgeState } from './judge-instants.js';
import { channelOf, feeOf, outcomeOf, stateOf } from './read-words.js';
import type { Channel, Finding, ImportedRecord } from './record.js';
import { Row, about } from './row.js';

/** A procedure of ours, for finding it by code or name. */
export interface KnownProcedure {
  code: string;
  name: Text;
  field: string | null;
}

/** All that rows are judged by. */
export interface Judging {
  agency: string;
  /** Whose dossiers the register may hold: the agency and those below it. */
  within: ReadonlySet<string>;
  mapping: RegisterMapping;
  columns: ReadonlyMap<RegisterField, number>;
  directory: Directory;
  agencies: ReadonlyMap<string, string>;
  procedures: ReadonlyMap<string, KnownProcedure>;
  calendars: ReadonlyMap<string, WorkingCalendar>;
  now: Date;
}

export const columnsOf = ({ columns }: RegisterMapping): Map<RegisterField, number> => new Map(Object.entries(columns).map(([index, field]) => [field, Number(index)]));

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,59}$/u;

/** The row in our words, or null with every reason why not. Knows nothing of other rows. */
export function judgeRow({ cells }: SheetLine, judging: Judging): { record: ImportedRecord | null; findings: Finding[] } {
  const row = new Row(cells, judging.columns);
  const sourceCode = codeOf(row);
  const agency = agencyOf(row, 'agency', judging) ?? judging.agency;
  if (!judging.within.has(agency)) row.refuse('agency', about('agency', row.get('agency'), 'không thuộc phạm vi của sổ này', 'is not within the reach of this register'));
  const calendar = judging.calendars.get(agency) ?? judging.calendars.get(judging.agency)!;
  const at = judgeInstants(row, calendar, judging.now);
  const { state, settled, stopped } = judgeState(row, stateIn(row, judging), at);
  const more = detailsOf(row, judging);
  const holder = agencyOf(row, 'holder', judging);
  const attributed = agencyOf(row, 'attributed', judging);
  if (row.has('due') && !at.due && row.get('due') === '') row.warn('due', text('Không có ngày hẹn trả: hồ sơ không tính hạn', 'No day of return was promised: the dossier has no limit'));
  if (row.refused || sourceCode === null || !at.received) return { record: null, findings: row.findings };
  const outcome = settled && calendar.classify(settled, at.due, 'half_day');
  const claimed = claimedOf(row, outcome, settled !== null);
  return {
    record: {
      sourceCode, ...more, agency, holder: settled ? null : (holder ?? agency), state, receivedAt: toIso(at.received), dueAt: at.due && toIso(at.due), stoppedAt: stopped && toIso(stopped),
      settledAt: settled && toIso(settled), returnedAt: at.returned && toIso(at.returned), outcome, claimedOutcome: claimed, attributed,
    },
    findings: row.findings,
  };
}

function codeOf(row: Row): string | null {
  const code = row.get('code').replace(/\s+/g, '').toUpperCase();
  if (code === '') return row.refuse('code', text('Thiếu mã hồ sơ', 'The code of the dossier is missing'));
  return CODE.test(code) ? code : row.refuse('code', about('code', row.get('code'), 'mã chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch chéo, dài nhất 60', 'a code has letters, digits, dots, hyphens and slashes, at most 60'));
}

/** By the mapping, the code or the name; null where the column is empty or the word has no meaning, which is said. */
function agencyOf(row: Row, field: 'agency' | 'holder' | 'attributed', { mapping, agencies, directory }: Judging): string | null {
  const cell = row.get(field);
  if (cell === '') return null;
  const found = mapping.agencies[cell] ?? (directory.get(cell.toLowerCase())?.code ?? agencies.get(agencyWords(cell)));
  if (found !== undefined && directory.get(found)) return found;
  return row.refuse(field, about(field, cell, 'chưa biết là cơ quan nào; hãy chọn ở phần "Từ ngữ của sổ"', 'no agency is known by that name; choose one under "Words of the register"'));
}

/** `UBND xã Khánh Phú` and `Ủy ban nhân dân xã Khánh Phú` are one. */
export const agencyWords = (written: string): string => folded(written).replace(/\b(uy ban nhan dan|ubnd)\b/g, '').replace(/\s+/g, ' ').trim();

function stateIn(row: Row, { mapping }: Judging): number | null {
  const cell = row.get('state');
  if (cell === '') return null;
  const state = mapping.states[cell] ?? stateOf(cell);
  return state ?? row.refuse('state', about('state', cell, 'chưa biết là trạng thái nào; hãy chọn ở phần "Từ ngữ của sổ"', 'no state is known by that word; choose one under "Words of the register"'));
}

function channelIn(row: Row, { mapping }: Judging): Channel | null {
  const cell = row.get('channel');
  if (cell === '') {
    row.warn('channel', text('Không rõ hình thức nộp: tính là trực tiếp', 'How it was handed in is not said: counted as in person'));
    return 'direct';
  }
  const channel = mapping.channels[cell] ?? channelOf(cell);
  return channel ?? row.refuse('channel', about('channel', cell, 'chưa biết là hình thức nào; hãy chọn ở phần "Từ ngữ của sổ"', 'no channel is known by that word; choose one under "Words of the register"'));
}

type Details = Pick<ImportedRecord, 'procedure' | 'procedureName' | 'field' | 'applicant' | 'officer' | 'channel' | 'fee' | 'note'>;

function detailsOf(row: Row, judging: Judging): Details {
  const found = procedureIn(row, judging);
  const [name, address, phone] = (['applicant', 'address', 'phone'] as const).map((field) => row.get(field).slice(0, 300) || null) as [string | null, string | null, string | null];
  if (name === null) row.warn('applicant', text('Không có tên người nộp', 'The name of the applicant is missing'));
  const fee = feeOf(row.get('fee'));
  if (fee === undefined) row.warn('fee', about('fee', row.get('fee'), 'không đọc được là số tiền; bỏ trống', 'is no sum; left empty'));
  return {
    procedure: found?.code ?? null, procedureName: found ? null : row.get('procedure').slice(0, 300) || null, field: row.get('field').slice(0, 200) || (found?.field ?? null), applicant: { name, address, phone },
    officer: row.get('officer').slice(0, 200) || null, channel: channelIn(row, judging) ?? 'direct', fee: fee ?? null, note: row.get('note').slice(0, 1_000) || null,
  };
}

export const procedureWords = (written: string): string => folded(written).replace(/^(thu tuc|quy trinh)( hanh chinh)? /, '');

function procedureIn(row: Row, { mapping, procedures }: Judging): KnownProcedure | null {
  const cell = row.get('procedure');
  if (cell === '') {
    row.warn('procedure', text('Không có tên thủ tục', 'The procedure is not named'));
    return null;
  }
  const mapped = mapping.procedures[cell];
  const found = procedures.get(mapped ?? procedureWords(cell)) ?? procedures.get(cell.toLowerCase());
  if (!found) row.warn('procedure', about('procedure', cell, 'chưa gắn với thủ tục nào ở đây; giữ nguyên tên', 'is no procedure known here; the name is kept'));
  return found ?? null;
}

function claimedOf(row: Row, outcome: ImportedRecord['outcome'], settled: boolean): ImportedRecord['claimedOutcome'] {
  const cell = row.get('outcome');
  if (cell === '' || !settled) return null;
  const claimed = outcomeOf(cell);
  const late = (one: string | null): boolean => one === 'late';
  if (claimed !== null && late(claimed) !== late(outcome)) row.warn('outcome', about('outcome', cell, `theo ngày giờ thì ${late(outcome) ? 'trễ hạn' : 'không trễ hạn'}; tính theo ngày giờ`, `by its dates it was ${late(outcome) ? 'late' : 'not late'}; the dates count`));
  return claimed;
}
