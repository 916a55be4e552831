import { PrintForms } from './print-forms.js';
import { DESK, Town, codeOf, must, officer } from './town.fixture.js';

describe('printing the receipt', () => {
  let town: Town;
  let printing: PrintForms;
  let code: string;
  beforeAll(async () => {
    town = await Town.open();
    printing = town.rooms.get(PrintForms);
    code = await town.receive({ papers: ['don', 'ct01'] });
  });
  afterAll(() => town.close());

  it('gives one page to the desk, and the same bytes again', async () => {
    const first = must(await printing.receipt(DESK, code));
    await town.at('2026-02-20T09:00:00+07:00');
    const again = must(await printing.receipt(DESK, code));

    expect(first.name).toBe(`mau-01-${code}.pdf`);
    expect(first.content.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect(again.content.equals(first.content)).toBe(true);
  });

  it('is only for the agency that received the dossier, for the secret stands on it', async () => {
    await town.reaches(code, 'thue');

    expect(codeOf(await printing.receipt(officer('thue', 'chuyen-vien'), code))).toBe('not_allowed');
    expect(codeOf(await printing.receipt(officer('xa-b', 'tiep-nhan'), code))).toBe('not_found');
  });

  it('has no form that was not issued', async () => {
    expect([codeOf(await printing.supplementRequest(DESK, code)), codeOf(await printing.refusal(DESK, code))]).toEqual(['not_found', 'not_found']);
  });
});
