import { codeOf, papersText, readPapers } from './papers.js';

describe('papers in one cell', () => {
  it('are their names with semicolons between', () => {
    expect(papersText([{ code: 'hk02', name: 'Phiếu báo' }, { code: 'gks', name: '' }])).toBe('Phiếu báo; gks');
  });

  it('keep what is known of them, by name without accents or by code', () => {
    const known = [{ code: 'hk02', name: 'Phiếu báo thay đổi', compartment: 'police' }, { code: 'gks', name: 'Giấy khai sinh' }];
    expect(readPapers('phieu bao thay doi; gks', known)).toEqual(known);
  });

  it('get a code from their name where they are new, each once', () => {
    expect(readPapers('Tờ trình; Tờ trình;', [])).toEqual([{ code: 'to-trinh', name: 'Tờ trình' }]);
    expect(codeOf('Giấy chứng nhận QSDĐ (bản sao)')).toBe('giay-chung-nhan-qsdd-ban-sao');
    expect(codeOf('***')).toBe('giay-to');
  });
});
