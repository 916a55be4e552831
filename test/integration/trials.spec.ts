import type { TrialAction, TrialView } from '#contract';
import { readFile } from 'node:fs/promises';
import * as d from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * A draft stepped through before it is issued: whatever was done comes with each request, and nothing is stored.
 */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.moveTo('2026-03-02T08:00:00+07:00');
});
afterAll(() => product.close());

const AT = '2026-03-02T08:00:00+07:00';

const trial = (bpmn: string, actions: TrialAction[] = [], more: object = {}, who: string = WHO.designer) =>
  product.as(who).post('/trials', { bpmn, forms: {}, decisions: {}, agency: 'xa-khanh-phu', receivedAt: AT, actions, ...more });
const run = async (bpmn: string, actions: TrialAction[] = [], more: object = {}): Promise<TrialView> => (await trial(bpmn, actions, more)).expect(200) as TrialView;
const complete = (wait: string, data: Record<string, unknown> = {}): TrialAction => ({ kind: 'complete', wait, data });

const FORM = { type: 'object', properties: { dat: { type: 'boolean', title: 'Đạt', default: true } }, required: ['dat'], additionalProperties: false };

const CHOICE = d.procedure(
  'chay-thu',
  d.start('s') + d.user('xem', { name: 'Xem hồ sơ', form: 'xem', budget: 2 }) + d.element('exclusiveGateway', 'g', '', 'default="g_tra"') +
    d.user('thue', { name: 'Tính thuế', agency: 'tax', role: 'chuyen-vien', budget: 1 }) + d.end('tra') + d.end('xong') +
    d.chain('s', 'xem', 'g') + d.flow('g', 'thue', '=dat') + d.flow('g', 'tra') + d.chain('thue', 'xong'),
  { forms: { xem: FORM }, limit: 5 },
);

describe('POST /trials', () => {
  it('begins at the receipt, with the agency and the due instant of the first step', async () => {
    const view = await run(CHOICE);
    expect(view).toMatchObject({ status: 'running', now: AT, dueAt: '2026-03-09T08:00:00+07:00', late: false, stopped: false });
    expect(view.waits).toMatchObject([{ wait: 'xem:1', kind: 'user', element: 'xem', agency: { code: 'xa-khanh-phu' }, role: { code: 'tiep-nhan' }, dueAt: '2026-03-04T08:00:00+07:00', form: FORM }]);
    expect(view.log.map(({ event, name }) => [event, name])).toEqual([['received', 'Thử nghiệm chay-thu'], ['opened', 'Xem hồ sơ']]);
  });

  it('goes the way that the data says, with the defaults of the form', async () => {
    expect((await run(CHOICE, [complete('xem:1')])).waits).toMatchObject([{ element: 'thue', agency: { code: 'ct-khanh-vinh' } }]);
    const refused = await run(CHOICE, [complete('xem:1', { dat: false })]);
    expect(refused).toMatchObject({ status: 'ended', end: 'tra', waits: [], taken: ['s_xem', 'xem_g', 'g_tra'] });
  });

  it('answers the same for the same, and an undone action leaves no trace', async () => {
    const actions = [complete('xem:1'), { kind: 'advance' as const, by: 'P1D' }];
    const [one, two] = [await run(CHOICE, actions), await run(CHOICE, actions)];
    expect(two).toEqual(one);
    expect(await run(CHOICE, [])).toEqual(await run(CHOICE));
  });

  it('stores nothing', async () => {
    const before = await product.countRows();
    await run(CHOICE, [complete('xem:1'), complete('thue:1')]);
    expect(await product.countRows()).toEqual(before);
  });

  it('names the field of a wrong form under its action, and the intake form where its data is wrong', async () => {
    const { errors } = (await trial(CHOICE, [complete('xem:1', { dat: 'có' })])).expect(400);
    expect(errors).toMatchObject([{ path: 'actions.0.data.dat' }]);
    const asks = d.procedure('co-don', d.start('s') + d.user('a') + d.end('e') + d.chain('s', 'a', 'e'), { forms: { 'tiep-nhan': { type: 'object', required: ['thua'], properties: { thua: { type: 'string' } } } } });
    const intake = (await trial(asks)).expect(400);
    expect(intake).toMatchObject({ errors: [{ path: 'data.thua' }], intake: { required: ['thua'] } });
  });

  it('refuses what does not wait, an unknown agency, and what only others may do', async () => {
    expect((await trial(CHOICE, [complete('thue:1')])).refusal).toBe('409 invalid_state');
    expect((await trial(CHOICE, [{ kind: 'message', wait: 'xem:1' }])).refusal).toBe('409 invalid_state');
    expect((await trial(CHOICE, [], { agency: 'khong-co' })).refusal).toBe('400 agency_not_found');
    expect((await trial(CHOICE, [], {}, WHO.desk)).refusal).toBe('403 not_allowed');
    expect((await trial(CHOICE, [], {}, WHO.checker)).status).toBe(200);
    expect((await trial('<bpmn', [])).refusal).toBe('400 malformed');
  });
});

it('goes no further than ten years', async () => {
  const paths = ((await trial(CHOICE, [], { receivedAt: '9999-12-31T23:59:59Z' })).expect(400) as { errors: { path: string }[] }).errors.map(({ path }) => path);
  expect(paths).toEqual(['receivedAt']);
  expect((await trial(CHOICE, [{ kind: 'advance', by: 'P11Y' }])).refusal).toBe('409 invalid_state');
});

describe('waits of a trial', () => {
  const WAITING = d.procedure(
    'cho-nop',
    d.start('s') + d.eventGateway('g') + d.stopsUntil('nop', 'da-nop', 'payment', 'tax-notice') + d.caught('het', d.duration('P10D')) + d.element('serviceTask', 'tinh', '', 'name="Tính"') +
      d.boundary('loi', 'tinh', d.error('hong')) + d.end('huy') + d.end('tinhHong') + d.end('e') + d.chain('s', 'g', 'nop', 'tinh', 'e') + d.chain('g', 'het', 'huy') + d.flow('loi', 'tinhHong'),
    { roots: d.messageRoot('da-nop') + d.errorRoot('hong', 'HONG'), limit: 5 },
  );

  it('the clock of the dossier stands while the citizen is waited for', async () => {
    const waiting = await run(WAITING);
    expect(waiting).toMatchObject({ stopped: true, dueAt: null });
    const paid = await run(WAITING, [{ kind: 'advance', by: 'P2D' }, { kind: 'message', wait: 'nop:1' }]);
    expect(paid).toMatchObject({ stopped: false, now: '2026-03-04T08:00:00+07:00', dueAt: '2026-03-11T08:00:00+07:00' });
    expect(paid.log.map(({ event }) => event)).toEqual(['received', 'opened', 'opened', 'stopped', 'message', 'completed', 'cancelled', 'opened', 'resumed']);
  });

  it('a timer fires at its own instant when the clock passes it, or is sent for', async () => {
    const passed = await run(WAITING, [{ kind: 'advance', by: 'P20D' }]);
    expect(passed).toMatchObject({ status: 'ended', end: 'huy', now: '2026-03-22T08:00:00+07:00' });
    expect(passed.log.find(({ event }) => event === 'timer')?.at).toBe('2026-03-12T08:00:00+07:00');
    expect(await run(WAITING, [{ kind: 'timer', wait: 'het:1' }])).toMatchObject({ status: 'ended', end: 'huy', now: '2026-03-12T08:00:00+07:00' });
  });

  it('work of software ends well or in an error that the diagram catches', async () => {
    const paid: TrialAction = { kind: 'message', wait: 'nop:1' };
    expect((await run(WAITING, [paid])).waits).toMatchObject([{ wait: 'tinh:1', kind: 'job', errors: ['HONG'] }]);
    expect(await run(WAITING, [paid, { kind: 'fail', wait: 'tinh:1', code: 'HONG' }])).toMatchObject({ status: 'ended', end: 'tinhHong' });
    expect(await run(WAITING, [paid, complete('tinh:1')])).toMatchObject({ status: 'ended', end: 'e' });
  });
});

it('a shipped procedure goes through the common intake that it calls', async () => {
  const xml = await readFile('processes/thuong-tru/thuong-tru.bpmn', 'utf8');
  const view = (await product.as(WHO.designer).post('/trials', { bpmn: xml, agency: 'xa-khanh-phu', receivedAt: AT, actions: [] })).expect(200) as TrialView;
  expect(view.waits[0]).toMatchObject({ procedure: 'tiep-nhan-chung', agency: { code: 'xa-khanh-phu' } });
  expect(view.waits[0]!.drawnAt).not.toBe(view.waits[0]!.element);
});
