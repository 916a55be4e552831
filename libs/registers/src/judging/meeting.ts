import { type Text, localDate, text } from '#kernel';
import { type ChangedFact, type Finding, type ImportedRecord, changedFacts } from './record.js';

/** A dossier of that code which is here already. */
export interface Known {
  code: string;
  source: string;
  sourceCode: string;
  version: number;
  /** As it stands now. */
  record: ImportedRecord;
  /** As a register had it last; differs from `record` once people have gone on by hand. */
  imported: ImportedRecord;
  advancedAt: Date | null;
}

/** What becomes of a row that is sound in itself. */
export type Meeting = { verdict: 'new' } | { verdict: 'known' } | { verdict: 'corrects'; changed: ChangedFact[] } | { verdict: 'refused'; reason: Text };

const NATIONAL = /^\d{3}\.\d{2}\.\d{2,3}\.[A-Z]\d{2}-\d{6}-\d{3,6}$/;

/** Its code among all dossiers here: the national one is one of a kind; any other is told by whose register it stands in. */
export const ownCode = (source: string, sourceCode: string): string => (NATIONAL.test(sourceCode) ? sourceCode : `${source}~${sourceCode.replaceAll('_', '__').replaceAll('/', '_')}`);

/** A register may add and correct; it never undoes what officers did here, nor touches what runs in a procedure. */
export function meet(record: ImportedRecord, source: string, known: Known | undefined, runsHere: boolean): Meeting {
  if (!known) return runsHere ? refused('Mã này là hồ sơ đang được xử lý trong phần mềm', 'A dossier of this code is handled here') : { verdict: 'new' };
  if (known.source !== source) return refused(`Hồ sơ này đã được nhập từ sổ của cơ quan khác (${known.source})`, `This dossier came from the register of another agency (${known.source})`);
  const changed = changedFacts(known.imported, record);
  if (changed.length === 0) return { verdict: 'known' };
  if (known.advancedAt && (record.state !== known.record.state || record.settledAt !== known.record.settledAt)) {
    return refused(`Hồ sơ đã được cập nhật bằng tay ngày ${localDate(known.advancedAt)}; sổ này ghi khác`, `It was updated by hand on ${localDate(known.advancedAt)}; this register says otherwise`);
  }
  return { verdict: 'corrects', changed };
}

const refused = (vi: string, en: string): Meeting => ({ verdict: 'refused', reason: text(vi, en) });

/** Old and new of everything that a correction changes. */
export function changesOf(before: ImportedRecord, after: ImportedRecord, changed: readonly ChangedFact[]): Finding[] {
  return changed.map((fact) => {
    const [was, is] = [written(before, fact), written(after, fact)];
    return { severity: 'change', field: FIELD_OF[fact], message: text(`${FACT_NAMES[fact].vi}: ${was ?? '(trống)'} → ${is ?? '(trống)'}`, `${FACT_NAMES[fact].en}: ${was ?? '(empty)'} → ${is ?? '(empty)'}`) };
  });
}

export function written(record: ImportedRecord, fact: ChangedFact): string | null {
  if (fact === 'applicant') return [record.applicant.name, record.applicant.address, record.applicant.phone].filter(Boolean).join(', ') || null;
  const value = record[fact];
  if (value === null) return null;
  return fact.endsWith('At') ? `${String(value).slice(11, 16)} ${String(value).slice(0, 10).split('-').reverse().join('/')}` : String(value);
}

const FIELD_OF = {
  procedure: 'procedure', procedureName: 'procedure', field: 'field', applicant: 'applicant', agency: 'agency', holder: 'holder', officer: 'officer', channel: 'channel', state: 'state', receivedAt: 'received', dueAt: 'due', stoppedAt: 'stopped',
  settledAt: 'settled', returnedAt: 'returned', outcome: 'outcome', claimedOutcome: 'outcome', attributed: 'attributed', fee: 'fee', note: 'note',
} as const satisfies Record<ChangedFact, Finding['field']>;

export const FACT_NAMES: Record<ChangedFact, Text> = {
  procedure: text('Mã thủ tục', 'Procedure'), procedureName: text('Tên thủ tục', 'Name of the procedure'), field: text('Lĩnh vực', 'Field'), applicant: text('Người nộp', 'Applicant'), agency: text('Cơ quan tiếp nhận', 'Received at'),
  holder: text('Cơ quan đang giữ', 'Held by'), officer: text('Người tiếp nhận', 'Officer'), channel: text('Hình thức nộp', 'Channel'), state: text('Trạng thái', 'State'), receivedAt: text('Ngày nhận', 'Received'), dueAt: text('Ngày hẹn trả', 'Due'),
  stoppedAt: text('Tạm dừng từ', 'Stopped since'), settledAt: text('Ngày có kết quả', 'Settled'), returnedAt: text('Ngày trả', 'Returned'), outcome: text('Đúng hay trễ hạn', 'On time or late'), claimedOutcome: text('Sổ tự ghi', 'The register says'),
  attributed: text('Cơ quan làm trễ', 'Late because of'), fee: text('Phí, lệ phí', 'Fee'), note: text('Ghi chú', 'Note'),
};
