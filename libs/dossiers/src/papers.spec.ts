import type { ProcessModel } from '#contract';
import { missingPapers, settlePapers } from './papers.js';

const paper = (code: string, more = {}) => ({ code, name: { vi: `Tờ ${code}`, en: code }, originals: 1, copies: 2, required: true, compartment: null, ...more });
const model = {
  papers: [paper('don'), paper('ct01', { compartment: 'police' }), paper('them', { required: false })],
  steps: { sign: { papersOut: [paper('giay-chung-nhan')] } },
} as unknown as ProcessModel;

describe('papers handed in', () => {
  it('take name, counts and compartment from the procedure when only the code is given', () => {
    expect(settlePapers(model, ['don', { code: 'ct01' }])).toEqual([
      { code: 'don', name: 'Tờ don', originals: 1, copies: 2, compartment: null, file: null },
      { code: 'ct01', name: 'Tờ ct01', originals: 1, copies: 2, compartment: 'police', file: null },
    ]);
  });

  it('keep the counts and name that were given', () => {
    expect(settlePapers(model, [{ code: 'don', name: 'Đơn viết tay', copies: 3 }])[0]).toMatchObject({ name: 'Đơn viết tay', originals: 0, copies: 3 });
  });

  it('are kept although the procedure does not know them', () => {
    expect(settlePapers(model, ['la-thu'])[0]).toMatchObject({ code: 'la-thu', name: 'la-thu', originals: 1, copies: 0 });
  });

  it('are named as the step that makes them says', () => {
    expect(settlePapers(model, ['giay-chung-nhan'])[0]?.name).toBe('Tờ giay-chung-nhan');
  });
});

describe('missing papers', () => {
  it('are the required ones that nobody handed in', () => {
    expect(missingPapers(model, [])).toEqual(['don', 'ct01']);
    expect(missingPapers(model, ['ct01', 'la-thu'])).toEqual(['don']);
    expect(missingPapers(model, ['ct01', 'don'])).toEqual([]);
  });
});
