import { type LandFacts, landStage } from './land-stage.js';

const facts = (given: Partial<LandFacts>): LandFacts => ({ stops: [], holders: [{ kind: 'land_registry', acknowledged: true }], forms: ['kiem-tra-ho-so'], ...given });

describe('the stage of a land dossier', () => {
  it.each<[string, Partial<LandFacts>, string]>([
    ['at the tax branch, which has not acknowledged it', { holders: [{ kind: 'tax', acknowledged: false }], forms: ['thong-bao-thue'] }, 'sent_to_tax'],
    ['at the tax branch, which has', { holders: [{ kind: 'tax', acknowledged: true }], forms: ['nghia-vu-tai-chinh'] }, 'at_tax'],
    ['stopped until the citizen pays, whoever has it', { stops: ['payment'], holders: [{ kind: 'tax', acknowledged: false }], forms: ['kiem-tra-nop'] }, 'awaiting_payment'],
    ['stopped for a supplement', { stops: ['supplement'], forms: [] }, 'elsewhere'],
    ['paid, to be printed', { forms: ['in-giay-chung-nhan'] }, 'to_print'],
    ['paid, the change to be written', { forms: ['ghi-bien-dong'] }, 'to_print'],
    ['posted', { holders: [{ kind: 'commune', acknowledged: true }], forms: ['niem-yet'] }, 'posting'],
    ['measured while another office gives its opinion', { forms: ['y-kien-xay-dung', 'trich-do'] }, 'survey'],
    ['at a step that is none of these', { forms: ['phieu-chuyen'] }, 'checking'],
    ['at a step without a form', { forms: [null] }, 'checking'],
    ['nowhere', { holders: [], forms: [] }, 'elsewhere'],
  ])('%s', (_, given, stage) => {
    expect(landStage(facts(given))).toBe(stage);
  });
});
