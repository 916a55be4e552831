import type { Answer } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* One standard set for many agencies: adopted with permitted overrides, pinned at receipt, updated by offer. */

const AGENCY = 'xa-khanh-phu';
const LEADER = `${AGENCY}.lanh-dao`;

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
});
afterAll(() => product.close());

const line = (code: string, ...steps: Parameters<typeof user>[]): string =>
  procedure(code, start('s') + steps.map((step) => user(...step)).join('') + end('e') + chain('s', ...steps.map(([id]) => id), 'e'), { limit: 10 });
const standard = (code: string): string => line(code, ['nhan', { budget: 2 }], ['thue', { agency: 'tax', role: 'chuyen-vien', budget: 3 }], ['ky', { role: 'lanh-dao', budget: 1 }]);
const put = (code: string, body: object, by: string = LEADER, agency = AGENCY): Promise<Answer> => product.as(by).put(`/procedures/${code}/adoptions/${agency}`, { document: 'QĐ 15/QĐ-UBND', ...body });
const list = async (code: string) => (await product.as(WHO.designer).get(`/procedures/${code}/adoptions`)).expect(200).items as { agency: string; revision: number; adopted: object | null; differs: boolean; offer: object | null; kind: string }[];
const own = async (code: string, agency = AGENCY) => (await list(code)).find((one) => one.agency === agency)!;
const ledger = async (dossier: string): Promise<{ kind: string; element: string | null; data: Record<string, unknown> }[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${dossier}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items;
};

describe('adopting the standard', () => {
  it('communes that never adopted follow the standard in force', async () => {
    await product.publish(standard('mac-nhien'));
    const items = await list('mac-nhien');
    expect(items.filter(({ kind }) => kind === 'commune')).toHaveLength(14);
    expect(items.every(({ revision, adopted, differs, offer }) => revision === 1 && adopted === null && !differs && offer === null)).toBe(true);
  });

  it('runs a dossier of the agency with its role and its shorter time, of another without; the ledger says what the standard was', async () => {
    await product.publish(standard('ap-dung'));
    const before = await product.receive('ap-dung');
    const adopted = await put('ap-dung', { revision: 1, overrides: [{ element: 'nhan', role: 'dia-chinh', budget: { amount: 1, unit: 'working_day' } }] });
    expect(adopted.expect(200)).toMatchObject({ revision: 1, differs: true, adopted: { document: 'QĐ 15/QĐ-UBND', overrides: [{ element: 'nhan', role: 'dia-chinh', standard: { role: 'tiep-nhan', budget: { amount: 2 } } }] } });
    const after = await product.receive('ap-dung');
    const elsewhere = (await product.as(WHO.otherDesk).post('/dossiers', { procedure: 'ap-dung', agency: 'xa-khanh-trung', applicant: { name: 'A' } })).expect(201).code as string;

    expect((await product.tasks(before)).map(({ role }) => role)).toEqual(['tiep-nhan']);
    expect((await product.tasks(after)).map(({ role }) => role)).toEqual(['dia-chinh']);
    expect((await product.tasks(elsewhere)).map(({ role }) => role)).toEqual(['tiep-nhan']);
    const [old, fresh] = [(await product.tasks(before))[0]!, (await product.tasks(after))[0]!];
    expect(new Date(fresh.dueAt!).getTime()).toBeLessThan(new Date(old.dueAt!).getTime());
    const entries = await ledger(after);
    expect(entries.find(({ kind }) => kind === 'dossier.received')?.data['adoption']).toMatchObject({ document: 'QĐ 15/QĐ-UBND' });
    expect(entries.find(({ kind }) => kind === 'task.opened')?.data).toMatchObject({ role: 'dia-chinh', budget: { amount: 1 }, overridden: { role: 'tiep-nhan', budget: { amount: 2, unit: 'working_day' } } });

    (await put('ap-dung', { revision: null })).expect(200);
    await product.restart();
    await product.complete(after, 'nhan');
    expect((await product.tasks(after)).map(({ element, agency }) => [element, agency])).toEqual([['thue', 'ct-khanh-vinh']]);
    expect((await product.tasks(await product.receive('ap-dung'))).map(({ role }) => role)).toEqual(['tiep-nhan']);
  });

  it('refuses what is not the agency\'s to change, each with its place and reason, and writes nothing', async () => {
    await product.publish(standard('sai'));
    const before = await product.countRows();
    const refused = await put('sai', {
      revision: 1,
      overrides: [
        { element: 'khong-co', role: 'tiep-nhan' }, { element: 'thue', budget: { amount: 1, unit: 'working_day' } }, { element: 'nhan', budget: { amount: 3, unit: 'working_day' } },
        { element: 'ky', role: 'phi-cong' }, { element: 'ky', role: 'lanh-dao' },
      ],
    });
    expect(refused.refusal).toBe('400 invalid_input');
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual(['overrides.0.element', 'overrides.1.element', 'overrides.2.budget', 'overrides.3.role', 'overrides.4.element']);
    expect((await put('sai', { revision: 1, overrides: [{ element: 'nhan' }] })).refusal).toBe('400 invalid_input');
    expect((await put('sai', { revision: 9 })).body.errors[0].path).toBe('revision');
    expect((await put('sai', { revision: 1, effectiveFrom: '2020-01-01T00:00:00+07:00' })).body.errors[0].path).toBe('effectiveFrom');
    expect((await put('sai', { revision: 1, document: ' ' })).refusal).toBe('400 invalid_input');
    expect(await product.countRows()).toEqual(before);
  });

  it('a time given where the standard gave none may not break the limit of the whole', async () => {
    const free = line('tong-2', ['a', { budget: 9 }], ['b', { budget: 1 }]).replace(/(<bpmn:userTask id="b"[\s\S]*?)budget="1" unit="working_day"/, '$1');
    await product.publish(free);
    expect((await put('tong-2', { revision: 1, overrides: [{ element: 'b', budget: { amount: 2, unit: 'working_day' } }] })).body.errors).toEqual([{ path: 'overrides', message: expect.stringContaining('vượt thời hạn') }]);
    (await put('tong-2', { revision: 1, overrides: [{ element: 'b', budget: { amount: 1, unit: 'working_day' } }] })).expect(200);
  });

  it('is decided by the agency\'s leader or an administrator, of the version they saw', async () => {
    await product.publish(standard('quyen'));
    for (const other of [WHO.desk, WHO.designer, 'xa-khanh-trung.lanh-dao']) expect((await put('quyen', { revision: 1 }, other)).refusal).toBe('403 not_allowed');
    expect((await put('quyen', { revision: 1 }, WHO.administrator, 'khong-co')).refusal).toBe('404 not_found');
    expect((await put('quyen', { revision: 1 }, WHO.administrator, 'ct-khanh-vinh')).refusal).toBe('409 invalid_state');
    expect((await put('khong-co', { revision: 1 })).refusal).toBe('404 not_found');
    (await put('quyen', { revision: 1 }, WHO.administrator)).expect(200);
    const path = `/procedures/quyen/adoptions/${AGENCY}`;
    expect((await product.as(LEADER).put(path, { revision: 1, document: 'QĐ 1' }, { 'if-match': '"0"' })).refusal).toBe('412 stale_version');
    const seen = (await product.as(LEADER).get(path)).headers.get('etag')!;
    (await product.as(LEADER).put(path, { revision: 1, document: 'QĐ 1' }, { 'if-match': seen })).expect(200);
    expect((await product.anyone.get('/procedures/quyen/adoptions')).refusal).toBe('401 not_signed_in');
    await expect(product.database.dataSource.query(`delete from adoption where procedure = 'quyen'`)).rejects.toThrow('never changed');
  });
});

describe('an update of the standard', () => {
  it('is offered with what changes and which overrides still fit; until it is taken over the adopted revision runs', async () => {
    await product.publish(standard('cap-nhat'));
    (await put('cap-nhat', { revision: 1, overrides: [{ element: 'nhan', budget: { amount: 1, unit: 'working_day' } }, { element: 'ky', budget: { amount: 0.5, unit: 'working_day' } }] })).expect(200);
    await product.advance('PT1H');
    await product.publish(line('cap-nhat', ['nhan', { budget: 0.5 }], ['ky', { role: 'lanh-dao', budget: 1 }]));

    expect(await own('cap-nhat')).toMatchObject({ revision: 1, standard: 2, differs: true, offer: { revision: 2, refused: null } });
    expect(await own('cap-nhat', 'xa-khanh-trung')).toMatchObject({ revision: 2, offer: null });
    const { items } = (await product.as(LEADER).get('/procedures/cap-nhat/adoptions/offers')).expect(200);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ agency: AGENCY, from: 1, to: 2, overrides: [{ element: 'nhan', fits: false, reason: expect.stringContaining('dài hơn') }, { element: 'ky', fits: true, reason: null }] });
    expect(items[0].diff.rows.map(({ element, change }: { element: string; change: string }) => [element, change])).toEqual([['nhan', 'changed'], ['thue', 'removed'], ['ky', 'moved']]);
    const stepsAt = async (agency: string) => (await product.anyone.get(`/procedures/cap-nhat?agency=${agency}`)).expect(200).table.map(({ element }: { element: string }) => element);
    expect([await stepsAt(AGENCY), await stepsAt('xa-khanh-trung')]).toEqual([['nhan', 'thue', 'ky'], ['nhan', 'ky']]);
    const running = await product.receive('cap-nhat');
    expect((await product.as(WHO.desk).get(`/dossiers/${running}`)).body.revision).toBe(1);

    expect((await product.as(LEADER).post(`/procedures/cap-nhat/adoptions/${AGENCY}/decline`, { revision: 2 })).refusal).toBe('400 invalid_input');
    expect((await product.as(LEADER).post(`/procedures/cap-nhat/adoptions/${AGENCY}/decline`, { revision: 1, reason: 'x' })).refusal).toBe('409 invalid_state');
    (await product.as(LEADER).post(`/procedures/cap-nhat/adoptions/${AGENCY}/decline`, { revision: 2, reason: 'Chờ đủ người' })).expect(200);
    expect(await own('cap-nhat')).toMatchObject({ revision: 1, offer: { refused: { reason: 'Chờ đủ người' } } });

    (await put('cap-nhat', { revision: 2, overrides: [{ element: 'ky', budget: { amount: 0.5, unit: 'working_day' } }] })).expect(200);
    expect(await own('cap-nhat')).toMatchObject({ revision: 2, offer: null, differs: true });
    expect((await product.as(WHO.desk).get(`/dossiers/${await product.receive('cap-nhat')}`)).body.revision).toBe(2);
    const told = (await product.as(WHO.designer).get('/procedures/cap-nhat/history')).expect(200);
    expect(told.verified).toBe(true);
    expect(told.items.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['procedure.adopted', 'procedure.offer-declined', 'procedure.superseded']));
  });

  it('from a later day holds from that day; a withdrawn revision holds for nobody', async () => {
    await product.publish(standard('ve-sau'));
    const now = (await product.anyone.get('/simulation/clock')).body.now as string;
    const later = (days: number): string => new Date(new Date(now).getTime() + days * 86_400_000).toISOString();
    (await put('ve-sau', { revision: 1, effectiveFrom: later(3), overrides: [{ element: 'nhan', role: 'dia-chinh' }] })).expect(200);
    expect(await own('ve-sau')).toMatchObject({ adopted: null, upcoming: { revision: 1 } });
    expect((await product.tasks(await product.receive('ve-sau'))).map(({ role }) => role)).toEqual(['tiep-nhan']);
    await product.moveTo(later(4));
    expect((await product.tasks(await product.receive('ve-sau'))).map(({ role }) => role)).toEqual(['dia-chinh']);
    (await product.as(WHO.chairman).post('/procedures/ve-sau/revisions/1/withdraw', { reason: 'Sai căn cứ' })).expect(200);
    expect((await product.as(WHO.desk).post('/dossiers', { procedure: 've-sau', agency: AGENCY, applicant: { name: 'A' } })).refusal).toBe('409 not_effective');
    await product.publish(standard('ve-sau'));
    expect((await product.as(WHO.desk).get(`/dossiers/${await product.receive('ve-sau')}`)).body.revision).toBe(2);
    expect(await own('ve-sau')).toMatchObject({ revision: 2, adopted: null });
  });
});
