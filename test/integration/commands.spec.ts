import { and, chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Commands that come twice, at once, or too late: each has its effect once. */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(procedure('hai-buoc', start('s') + user('mot') + user('hai', { agency: 'tax', role: 'chuyen-vien' }) + end('e') + chain('s', 'mot', 'hai', 'e')));
  await product.publish(
    procedure('song-song', start('s') + and('f') + user('a') + user('b') + and('j') + user('c') + end('e') + chain('s', 'f', 'a', 'j', 'c', 'e') + chain('f', 'b', 'j')),
  );
});
afterAll(() => product.close());

const desk = () => product.as(WHO.desk);
const taskOf = async (code: string, element: string) => (await product.tasks(code)).find((task) => task.element === element)!;
const kindsOf = async (code: string): Promise<string[]> => {
  const { items, verified } = (await desk().get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items.map(({ kind }: { kind: string }) => kind);
};
const count = (kinds: string[], kind: string): number => kinds.filter((one) => one === kind).length;

describe('the answer to a completed task', () => {
  const nextOf = async (code: string, element: string) => {
    const { id } = await taskOf(code, element);
    const answer = (await desk().post(`/tasks/${id}/complete`, {}, { 'idempotency-key': `tiep-${id}` })).expect(200);
    expect((await desk().post(`/tasks/${id}/complete`, {}, { 'idempotency-key': `tiep-${id}` })).expect(200).nextTasks).toEqual(answer.nextTasks);
    return answer.nextTasks;
  };

  it('names the open tasks of the dossier that the same person may work, and nobody else\'s', async () => {
    const code = await product.receive('song-song');
    const b = await taskOf(code, 'b');
    expect(await nextOf(code, 'a')).toEqual([{ id: b.id, name: 'b' }]);
    expect(await nextOf(code, 'b')).toEqual([{ id: (await taskOf(code, 'c')).id, name: 'c' }]);
    expect(await nextOf(code, 'c')).toEqual([]);

    expect(await nextOf(await product.receive('hai-buoc'), 'mot')).toEqual([]);
  });
});

describe('completing a task twice at once', () => {
  it('from two clients, twenty times over: the dossier moves once', async () => {
    for (let round = 0; round < 20; round++) {
      const code = await product.receive('hai-buoc');
      const { id } = await taskOf(code, 'mot');

      const answers = await Promise.all([desk().post(`/tasks/${id}/complete`, {}), desk().post(`/tasks/${id}/complete`, {})]);

      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect((await product.tasks(code)).map(({ element }) => element)).toEqual(['hai']);
      const kinds = await kindsOf(code);
      expect([count(kinds, 'task.completed'), count(kinds, 'task.opened')]).toEqual([1, 2]);
    }
  });

  it('with one idempotency key: both clients hear that it is done', async () => {
    const code = await product.receive('hai-buoc');
    const { id } = await taskOf(code, 'mot');

    const answers = await Promise.all([1, 2, 3].map(() => desk().post(`/tasks/${id}/complete`, {}, { 'idempotency-key': 'hoan-thanh-1' })));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(count(await kindsOf(code), 'task.completed')).toBe(1);
  });

  it('both branches of a join at once: the join passes once', async () => {
    for (let round = 0; round < 10; round++) {
      const code = await product.receive('song-song');
      const [a, b] = [await taskOf(code, 'a'), await taskOf(code, 'b')];

      const answers = await Promise.all([desk().post(`/tasks/${a.id}/complete`, {}), desk().post(`/tasks/${b.id}/complete`, {})]);

      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect((await product.tasks(code)).map(({ element }) => element)).toEqual(['c']);
    }
  });

  it('claiming at once: one of two colleagues holds it', async () => {
    const code = await product.receive('hai-buoc');
    await product.complete(code, 'mot');
    const { id } = await taskOf(code, 'hai');

    const answers = await Promise.all([1, 2, 3, 4].map(() => product.as(WHO.tax).post(`/tasks/${id}/claim`)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(count(await kindsOf(code), 'task.claimed')).toBe(2);
  });
});

describe('Idempotency-Key', () => {
  const intake = (name = 'Nguyễn Văn A'): object => ({ procedure: 'hai-buoc', agency: 'xa-khanh-phu', applicant: { name } });

  it('the same key with the same body answers with the first outcome and does nothing', async () => {
    const first = await desk().post('/dossiers', intake(), { 'idempotency-key': 'k1' });
    const before = await product.countRows();
    const again = await desk().post('/dossiers', intake(), { 'idempotency-key': 'k1' });

    expect(again.status).toBe(201);
    expect(again.body.code).toBe(first.body.code);
    expect(await product.countRows()).toEqual(before);
  });

  it('the same key at once makes one dossier', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk().post('/dossiers', intake(), { 'idempotency-key': 'k-cung-luc' })));
    expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1);
  });

  it('with another body: 422', async () => {
    await desk().post('/dossiers', intake(), { 'idempotency-key': 'k2' });
    expect((await desk().post('/dossiers', intake('Trần Thị B'), { 'idempotency-key': 'k2' })).refusal).toBe('422 idempotency_mismatch');
  });

  it('of another person is another key', async () => {
    const mine = await desk().post('/dossiers', intake(), { 'idempotency-key': 'k3' });
    const theirs = await product.as(WHO.otherDesk).post('/dossiers', { ...intake(), agency: 'xa-khanh-trung' }, { 'idempotency-key': 'k3' });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.code).not.toBe(mine.body.code);
  });

  it('of a refused command may be used again', async () => {
    expect((await desk().post('/dossiers', { ...intake(), territory: 'sao-hoa' }, { 'idempotency-key': 'k4' })).status).toBe(400);
    expect((await desk().post('/dossiers', intake(), { 'idempotency-key': 'k4' })).status).toBe(201);
  });

  it('survives a restart', async () => {
    const first = await desk().post('/dossiers', intake(), { 'idempotency-key': 'k5' });
    await product.restart();
    expect((await desk().post('/dossiers', intake(), { 'idempotency-key': 'k5' })).body.code).toBe(first.body.code);
  });
});

describe('ETag and If-Match', () => {
  it('a task that somebody changed meanwhile: 412, and the present version works', async () => {
    const code = await product.receive('hai-buoc');
    const { id } = await taskOf(code, 'mot');
    const seen = (await desk().get(`/tasks/${id}`)).headers.get('etag')!;
    (await desk().post(`/tasks/${id}/claim`)).expect(200);

    expect((await desk().post(`/tasks/${id}/complete`, {}, { 'if-match': seen })).refusal).toBe('412 stale_version');
    expect((await desk().post(`/tasks/${id}/complete`, {}, { 'if-match': 'gì đó'.normalize('NFD').replace(/[^\x20-\x7e]/g, '') })).refusal).toBe('412 stale_version');
    const now = (await desk().get(`/tasks/${id}`)).headers.get('etag')!;
    expect((await desk().post(`/tasks/${id}/complete`, {}, { 'if-match': now })).status).toBe(200);
  });

  it('the version in the answer to an intake is the one that the next command may name', async () => {
    const received = await desk().post('/dossiers', { procedure: 'hai-buoc', agency: 'xa-khanh-phu', applicant: { name: 'Nguyễn Văn A' } });
    const { code, version } = received.expect(201);
    expect(received.headers.get('etag')).toBe(`"${version}"`);
    expect((await desk().get(`/dossiers/${code}/ledger?limit=200`)).expect(200).items).toHaveLength(version);
    (await desk().post(`/dossiers/${code}/withdraw`, { reason: 'xin rút' }, { 'if-match': `"${version}"` })).expect(200);
  });

  it.each(['stop', 'withdraw', 'messages', 'discontinue', 'refuse', 'acknowledge', 'resume'])('a dossier that changed meanwhile: %s answers 412', async (command) => {
    const code = await product.receive('hai-buoc');
    const seen = (await desk().get(`/dossiers/${code}`)).headers.get('etag')!;
    (await desk().post(`/dossiers/${code}/stop`, { reason: 'thiếu', evidence: 'form-02' })).expect(200);
    (await desk().post(`/dossiers/${code}/resume`, {})).expect(200);

    const body = command === 'messages' ? { name: 'x' } : command === 'acknowledge' || command === 'resume' ? {} : { reason: 'lý do', ...(command === 'stop' ? { evidence: 'form-02' } : {}) };
    expect((await desk().post(`/dossiers/${code}/${command}`, body, { 'if-match': seen })).refusal).toBe('412 stale_version');
  });

  it('a revision and a day of the calendar as well', async () => {
    const { code, revision } = (await product.as(WHO.designer).post('/procedures', procedure('co-etag', start('s') + user('a') + end('e') + chain('s', 'a', 'e')))).expect(201);
    const at = `/procedures/${code}/revisions/${revision}`;
    const seen = (await product.as(WHO.designer).get(at)).headers.get('etag')!;
    (await product.as(WHO.checker).post(`${at}/check`, undefined, { 'if-match': seen })).expect(200);
    expect((await product.as(WHO.chairman).post(`${at}/approve`, undefined, { 'if-match': seen })).refusal).toBe('412 stale_version');
  });
});
