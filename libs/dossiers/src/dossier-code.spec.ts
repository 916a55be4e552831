import { dossierCode } from './dossier-code.js';

describe('dossier code', () => {
  it('is the unit code, the local date and the sequence of the day in four digits', () => {
    expect(dossierCode('000.24.41.H32', '2026-02-12', 7)).toBe('000.24.41.H32-260212-0007');
    expect(dossierCode('000.24.41.H32', '2026-12-31', 9999)).toBe('000.24.41.H32-261231-9999');
  });
});
