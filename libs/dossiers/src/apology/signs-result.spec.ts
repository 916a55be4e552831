import type { StepSpec } from '#contract';
import { text } from '#kernel';
import { signsResult } from './signs-result.js';

const paper = (code: string) => ({ code, name: text(code, code), originals: 1, copies: 0, required: true, compartment: null });
const step = (element: string, signature: boolean, ...papers: string[]): StepSpec => ({
  element, name: text(element, element), agency: 'receiving', role: 'lanh-dao', budget: null, opinion: false, signature, papersIn: [], papersOut: papers.map(paper), form: null, ladder: null,
});
const model = (results: string[], ...steps: StepSpec[]) => ({ results: results.map((code) => ({ code, name: text(code, code) })), steps: Object.fromEntries(steps.map((one) => [one.element, one])) });

describe('the signature of the result', () => {
  const land = model(['gcn'], step('xac-nhan', true, 'y-kien'), step('ky', true, 'gcn'), step('in', false, 'gcn'));

  it.each([['ky', true], ['xac-nhan', false], ['in', false], ['khong-co', false]])('%s: %s', (element, signs) => {
    expect(signsResult([land, land], element)).toBe(signs);
  });

  it('is any signature where none makes a result that is named', () => {
    const plain = model([], step('ky', true), step('tra', false));
    expect([signsResult([plain], 'ky'), signsResult([plain], 'tra')]).toEqual([true, false]);
  });

  it('may stand in a procedure that is called', () => {
    const [called, caller] = [model([], step('ky', true, 'gcn'), step('nhap', true)), model(['gcn'], step('nhan', false))];
    expect([signsResult([called, caller], 'ky'), signsResult([called, caller], 'nhap')]).toEqual([true, false]);
  });
});
