import { type LedgerEntry, evidenceText, isMinor, sentences, stepNames } from './ledger-sentence.js';

const entry = (kind: string, kindName: string, data: Record<string, unknown>, element: string | null = null): LedgerEntry => ({
  seq: 1, at: '2026-02-12T09:00:00+07:00', actor: 'a', agency: 'chi-cuc-thue', kind, kindName, element, data, hash: '', previousHash: '',
});
const names = { agency: (code: string) => `<${code}>`, step: (element: string | null) => (element === 'tinh-thue' ? 'Tính thuế' : ''), state: (code: number) => `[${code}]` };

describe('sentences', () => {
  it('names the step from its own entry or from an earlier one of the same element', () => {
    expect(sentences(entry('task.opened', 'Giao việc', { name: { vi: 'Tính thuế', en: 'Assess tax' } }), names, 'vi').headline).toBe('Giao việc: Tính thuế');
    expect(sentences(entry('task.completed', 'Hoàn thành việc', { opinion: 'Đủ' }, 'tinh-thue'), names, 'vi')).toEqual({ headline: 'Hoàn thành việc: Tính thuế', details: ['Ý kiến: Đủ'] });
  });

  it('tells a moved due date by its old and its new instant', () => {
    const moved = entry('deadline.moved', 'Dời hạn', { from: '2026-02-26T09:00:00+07:00', to: '2026-03-02T09:00:00+07:00', reason: 'Bổ sung' });
    expect(sentences(moved, names, 'vi').details).toEqual(['Hạn 09:00 26/02/2026 đổi thành 09:00 02/03/2026', 'Lý do: Bổ sung']);
  });

  it('names states, kinds of stop and agencies instead of their codes', () => {
    expect(sentences(entry('dossier.state', 'Chuyển trạng thái', { from: 4, to: 6 }), names, 'en').headline).toBe('Chuyển trạng thái: [6]');
    expect(sentences(entry('clock.stopped', 'Clock stopped', { kind: 'payment', evidence: { number: '12/TB' } }), names, 'en')).toEqual({
      headline: 'Clock stopped: Financial obligation', details: ['Evidence: 12/TB'],
    });
    expect(sentences(entry('leg.entered', 'Đến cơ quan', { handedBy: 'xa-a' }), names, 'vi').details).toEqual(['do <xa-a> chuyển đến']);
  });

  it('says nothing of facts it does not know', () => {
    expect(sentences(entry('calendar.changed', 'Lịch', { days: [1, 2] }), names, 'vi')).toEqual({ headline: 'Lịch', details: [] });
  });
});

describe('reading the ledger', () => {
  it('collects step names in the language', () => {
    expect(stepNames([entry('task.opened', '', { name: { vi: 'Ký', en: 'Sign' } }, 'ky')], 'en').get('ky')).toBe('Sign');
  });

  it('reads evidence of every shape', () => {
    expect(evidenceText({ form: '02', papers: ['CMND', 'Sổ hộ khẩu'] })).toBe('02 · CMND, Sổ hộ khẩu');
    expect(evidenceText(null)).toBe('');
  });

  it('counts bookkeeping as minor and breaches as major', () => {
    expect(isMinor(entry('deadline.set', '', {}))).toBe(true);
    expect(isMinor(entry('deadline.missed', '', {}))).toBe(false);
  });
});
