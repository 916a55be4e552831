import type { Answer } from './client.js';
import { and, boundary, caught, chain, duration, element, end, message, messageRoot, procedure, start, user } from './diagram.js';
import { type TestProduct, WHO } from './product.js';
import { openWithSoftware, software } from './software.js';

/* Stepping in: dossiers held where they stand, and tokens moved by two persons. */

const TAX = 'bhxh-khanh-vinh';
const LEADER = 'xa-khanh-phu.lanh-dao';
const LINE = procedure('mot-hang', start('s') + user('a') + user('b') + user('c') + end('e') + chain('s', 'a', 'b', 'c', 'e'));
const TIMED = procedure(
  'co-hen', start('s') + user('a') + boundary('hen', 'a', duration('P2D'), false) + user('nhac') + user('b') + end('e') + chain('s', 'a', 'b', 'e') + chain('hen', 'nhac', 'e'),
);
const BRANCHES = procedure('hai-nhanh', start('s') + and('f') + user('a') + user('b') + and('j') + user('c') + end('e') + chain('s', 'f', 'a', 'j', 'c', 'e') + chain('f', 'b', 'j'));
const JOB = procedure('may-lam', start('s') + element('serviceTask', 'may') + user('b') + end('e') + chain('s', 'may', 'b', 'e'));
const MESSAGE = procedure('cho-tin', start('s') + caught('cho', message('tin')) + user('b') + end('e') + chain('s', 'cho', 'b', 'e'), { roots: messageRoot('tin') });

let product: TestProduct;
beforeAll(async () => {
  product = await openWithSoftware({ [TAX]: ['may'] });
  for (const xml of [LINE, TIMED, BRANCHES, MESSAGE, JOB]) await product.publish(xml);
});
afterAll(() => product.close());

const kindsOf = async (code: string): Promise<string[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items.map(({ kind }: { kind: string }) => kind);
};
const suspend = (subject: string, ref: string, by: string = WHO.administrator, reason = 'Chờ thanh tra'): Promise<Answer> => product.as(by).post('/suspensions', { subject, ref, reason });
const resume = (id: string, by: string = WHO.administrator, reason = 'Đã xong'): Promise<Answer> => product.as(by).send('DELETE', `/suspensions/${id}`, { reason });
const tryComplete = async (code: string, element: string): Promise<Answer> => {
  const task = (await product.tasks(code)).find((one) => one.element === element);
  return product.as(WHO.desk).post(`/tasks/${task?.id}/complete`, { opinion: 'Đồng ý' });
};

describe('a suspended dossier', () => {
  it('does not move and says who held it and why; afterwards it goes on', async () => {
    const code = await product.receive('mot-hang');
    const { id } = (await suspend('dossier', code)).expect(201);

    const refused = await tryComplete(code, 'a');

    expect(refused.refusal).toBe('409 invalid_state');
    expect(refused.body.detail).toContain(WHO.administrator);
    expect(refused.body.detail).toContain('Chờ thanh tra');
    expect(await product.tokens(code)).toEqual(['a']);
    expect((await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200).suspended).toEqual({ subject: 'dossier', id, reason: 'Chờ thanh tra', by: WHO.administrator });
    expect((await resume(id)).expect(200)).toMatchObject({ resumed: { by: WHO.administrator, reason: 'Đã xong' } });
    await product.complete(code, 'a');
    expect(await product.tokens(code)).toEqual(['b']);
    expect((await kindsOf(code)).filter((kind) => kind.startsWith('instance.'))).toEqual(['instance.suspended', 'instance.resumed']);
  });

  it('cannot go back to an earlier step, take a message or be suspended twice', async () => {
    const [code, waiting] = [await product.receive('mot-hang'), await product.receive('cho-tin')];
    await product.complete(code, 'a');
    for (const one of [code, waiting]) (await suspend('dossier', one)).expect(201);

    const [task] = await product.tasks(code);
    expect((await product.as(WHO.desk).post(`/tasks/${task?.id}/return`, { to: 'a', reason: 'Sai' })).refusal).toBe('409 invalid_state');
    expect((await product.as(WHO.desk).post('/messages', { name: 'tin', correlationKey: waiting })).refusal).toBe('409 invalid_state');
    expect((await suspend('dossier', code)).refusal).toBe('409 already_done');
    expect((await product.tasks(code)).map(({ element }) => element)).toEqual(['b']);
    expect(await product.tokens(waiting)).toEqual(['cho']);
  });

  it('keeps its deadline, and a timer that fell due fires when it goes on', async () => {
    const code = await product.receive('co-hen');
    const due = (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200).deadline;
    const { id } = (await suspend('dossier', code)).expect(201);
    await product.advance('P3D');
    expect(await product.tokens(code)).toEqual(['a', 'hen']);
    expect((await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200).deadline.dueAt).toBe(due.dueAt);

    (await resume(id)).expect(200);
    await product.advance('PT1S');

    expect(await product.tokens(code)).toEqual(['a', 'nhac']);
  });

  it('keeps a timer that is not due yet as it is', async () => {
    const code = await product.receive('co-hen');
    const { id } = (await suspend('dossier', code)).expect(201);
    await product.advance('P1D');
    (await resume(id)).expect(200);
    await product.advance('PT23H');
    expect(await product.tokens(code)).toEqual(['a', 'hen']);
    await product.advance('PT2H');
    expect(await product.tokens(code)).toEqual(['a', 'nhac']);
  });
});

describe('work of machines', () => {
  it('is not handed out while its dossier is suspended, and refused when it was handed out before', async () => {
    const fetch = async () => (await software(product, TAX).post('/jobs/fetch', { topics: ['may'], worker: 'w' })).expect(200).items as { id: string; dossier: string }[];
    const [held, free] = [await product.receive('may-lam'), await product.receive('may-lam')];
    const { id } = (await suspend('dossier', held)).expect(201);
    const [job] = await fetch();
    expect(job?.dossier).toBe(free);
    expect(await fetch()).toEqual([]);
    const second = (await suspend('dossier', free)).expect(201).id;
    expect((await software(product, TAX).post(`/jobs/${job?.id}/complete`, { worker: 'w' })).refusal).toBe('409 invalid_state');
    for (const one of [id, second]) (await resume(one)).expect(200);
    (await software(product, TAX).post(`/jobs/${job?.id}/complete`, { worker: 'w' })).expect(200);
    expect((await fetch()).map(({ dossier }) => dossier)).toEqual([held]);
    expect(await product.tokens(free)).toEqual(['b']);
  });
});

describe('a suspended procedure or agency', () => {
  it('holds all its dossiers and takes in none, until the last suspension ends', async () => {
    const code = await product.receive('co-hen');
    const byProcedure = (await suspend('procedure', 'co-hen', WHO.designer)).expect(201).id;
    const byAgency = (await suspend('agency', 'xa-khanh-phu')).expect(201).id;
    expect((await product.as(WHO.desk).post('/dossiers', { procedure: 'co-hen', agency: 'xa-khanh-phu', applicant: { name: 'Lê' }, data: {}, papers: [] })).refusal).toBe('409 invalid_state');
    expect((await product.as(WHO.administrator).get('/suspensions')).expect(200).items.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([byProcedure, byAgency]));
    await product.advance('P3D');

    (await resume(byProcedure, WHO.designer)).expect(200);
    await product.advance('PT1S');
    expect((await tryComplete(code, 'a')).refusal).toBe('409 invalid_state');
    expect(await product.tokens(code)).toEqual(['a', 'hen']);

    (await resume(byAgency)).expect(200);
    await product.advance('PT1S');
    expect(await product.tokens(code)).toEqual(['a', 'nhac']);
    await product.complete(code, 'a');
  });
});

describe('who may suspend, and with what', () => {
  it.each([
    ['a clerk, a dossier', WHO.desk, 'dossier', '403 not_allowed'],
    ['a stranger, a dossier', WHO.otherDesk, 'dossier', '404 not_found'],
    ['a clerk, a procedure', WHO.desk, 'procedure', '403 not_allowed'],
    ['a clerk, the agency', WHO.desk, 'agency', '403 not_allowed'],
  ])('%s: %s', async (_, who, subject, refusal) => {
    const ref = { dossier: await product.receive('mot-hang'), procedure: 'mot-hang', agency: 'xa-khanh-phu' }[subject] ?? '';
    expect((await suspend(subject, ref, who)).refusal).toBe(refusal);
  });

  it('refuses what there is not, no reason, and what has ended', async () => {
    for (const subject of ['dossier', 'procedure', 'agency']) expect((await suspend(subject, 'khong-co')).refusal).toBe('404 not_found');
    expect((await suspend('dossier', 'x', WHO.administrator, ' ')).refusal).toBe('400 invalid_input');
    expect((await suspend('person', 'x')).refusal).toBe('400 invalid_input');
    const { id } = (await suspend('procedure', 'cho-tin')).expect(201);
    expect((await resume(id, WHO.desk)).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.administrator).send('DELETE', `/suspensions/${id}`, {})).refusal).toBe('400 invalid_input');
    (await resume(id)).expect(200);
    expect((await resume(id)).refusal).toBe('409 already_done');
    expect((await resume('6a1a64c2-7a3c-4d43-8f6b-1f2f7e6f6a11')).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).get('/suspensions')).refusal).toBe('403 not_allowed');
  });
});

describe('a modification', () => {
  const request = (code: string, body: object, by: string = WHO.administrator): Promise<Answer> => product.as(by).post(`/dossiers/${code}/modifications`, { reason: 'Chuyển nhầm', ...body });
  const confirm = (id: string, by: string = LEADER): Promise<Answer> => product.as(by).post(`/modifications/${id}/confirm`);

  it('moves the token when another person confirms, with the task and its deadline', async () => {
    const code = await product.receive('mot-hang');
    const { id, state } = (await request(code, { cancel: ['a'], start: ['c'] })).expect(201);
    expect(state).toBe('requested');
    expect(await product.tokens(code)).toEqual(['a']);
    expect((await confirm(id, WHO.administrator)).refusal).toBe('403 same_person');
    const waitsFor = async (account: string): Promise<boolean> => (await product.as(account).get('/modifications')).expect(200).items.some((one: { id: string }) => one.id === id);
    expect(await Promise.all([LEADER, WHO.administrator, WHO.desk, WHO.otherDesk].map(waitsFor))).toEqual([true, true, false, false]);

    expect((await confirm(id)).expect(200)).toMatchObject({ state: 'executed', requested: { by: WHO.administrator }, decided: { by: LEADER } });

    expect(await product.tokens(code)).toEqual(['c']);
    const tasks = await product.tasks(code);
    expect(tasks.map(({ element }) => element)).toEqual(['c']);
    expect(tasks[0]?.dueAt).not.toBeNull();
    expect((await kindsOf(code)).filter((kind) => /modif|task\.|deadline\.cancelled/.test(kind))).toEqual(['task.opened', 'modification.requested', 'instance.modified', 'task.cancelled', 'task.opened', 'deadline.cancelled']);
    expect((await confirm(id)).refusal).toBe('409 already_done');
    expect(await waitsFor(LEADER)).toBe(false);
    await product.restart();
    await product.complete(code, 'c');
    expect(await product.tokens(code)).toEqual([]);
  });

  it('can be refused, and then moves nothing', async () => {
    const code = await product.receive('mot-hang');
    const { id } = (await request(code, { cancel: ['a'], start: ['b'] })).expect(201);
    expect((await product.as(LEADER).post(`/modifications/${id}/refuse`, {})).refusal).toBe('400 invalid_input');
    expect((await product.as(LEADER).post(`/modifications/${id}/refuse`, { reason: 'Không cần' })).expect(200)).toMatchObject({ state: 'refused', decided: { reason: 'Không cần' } });
    expect((await confirm(id)).refusal).toBe('409 already_done');
    expect(await product.tokens(code)).toEqual(['a']);
    expect((await product.as(LEADER).get(`/dossiers/${code}/modifications`)).expect(200).items).toMatchObject([{ id, state: 'refused' }]);
  });

  it('is refused at confirmation when the dossier has moved meanwhile', async () => {
    const code = await product.receive('mot-hang');
    const { id } = (await request(code, { cancel: ['a'], start: ['c'] })).expect(201);
    await product.complete(code, 'a');
    expect((await confirm(id)).refusal).toBe('409 invalid_state');
    expect(await product.tokens(code)).toEqual(['b']);
  });

  it('is confirmed once by two who do it at the same time', async () => {
    const code = await product.receive('mot-hang');
    const { id } = (await request(code, { start: ['c'] }, LEADER)).expect(201);
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(id, WHO.administrator)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await product.tokens(code)).toEqual(['a', 'c']);
  });

  it.each([
    ['nothing', {}, '409 invalid_state'],
    ['an element that does not wait', { cancel: ['c'], start: ['b'] }, '400 invalid_input'],
    ['an element that there is not', { start: ['khong-co'] }, '409 invalid_state'],
    ['the start event', { start: ['s'] }, '409 invalid_state'],
    ['to end the dossier', { cancel: ['a'] }, '409 invalid_state'],
    ['a procedure that does not run', { cancel: ['a'], start: ['b'], procedure: 'hai-nhanh' }, '409 invalid_state'],
    ['no reason', { cancel: ['a'], start: ['b'], reason: '' }, '400 invalid_input'],
    ['too much', { start: Array.from({ length: 51 }, () => 'b') }, '400 invalid_input'],
  ])('of %s is refused', async (_, body, refusal) => {
    const code = await product.receive('mot-hang');
    expect((await request(code, body)).refusal).toBe(refusal);
    expect(await product.tokens(code)).toEqual(['a']);
  });

  it('that leaves a join without its branches is refused', async () => {
    const code = await product.receive('hai-nhanh');
    await product.complete(code, 'a');
    expect((await request(code, { cancel: ['b'] })).refusal).toBe('409 invalid_state');
    expect((await request(code, { start: ['j'] })).refusal).toBe('409 invalid_state');
  });

  it('is for those with the right, and of a dossier that is not suspended', async () => {
    const code = await product.receive('mot-hang');
    const { id } = (await request(code, { cancel: ['a'], start: ['b'] })).expect(201);
    expect((await request(code, { start: ['b'] }, WHO.desk)).refusal).toBe('403 not_allowed');
    expect((await request(code, { start: ['b'] }, WHO.otherDesk)).refusal).toBe('404 not_found');
    expect((await confirm(id, WHO.desk)).refusal).toBe('403 not_allowed');
    expect((await confirm(id, WHO.otherDesk)).refusal).toBe('404 not_found');
    expect((await product.as(WHO.otherDesk).get(`/dossiers/${code}/modifications`)).refusal).toBe('404 not_found');
    expect((await request('khong-co', { start: ['b'] })).refusal).toBe('404 not_found');
    expect((await confirm('6a1a64c2-7a3c-4d43-8f6b-1f2f7e6f6a11')).refusal).toBe('404 not_found');
    (await suspend('dossier', code)).expect(201);
    expect((await confirm(id)).refusal).toBe('409 invalid_state');
    expect((await request(code, { start: ['b'] })).refusal).toBe('409 invalid_state');
  });
});
