import type { Principal } from '#kernel';
import { DossierViews } from './dossier-views.js';
import { APPLICANT, DESK, Town, codeOf, must, officer, pathsOf } from './town.fixture.js';

describe('who sees what of a dossier', () => {
  let town: Town;
  let views: DossierViews;
  let code: string;

  beforeAll(async () => {
    town = await Town.open();
    views = town.rooms.get(DossierViews);
    code = await town.receive({ papers: ['ct01'] });
    await town.reaches(code, 'ca-a');
    await town.reaches(code, 'thue');
  });
  afterAll(() => town.close());

  const see = async (principal: Principal): Promise<object> => {
    const view = must(await views.get(principal, code, 'vi'));
    return { name: view.applicant?.name ?? null, data: view.data !== null, papers: view.papers?.map((paper) => paper.code) ?? null, missing: view.missingPapers, secret: view.secret !== null };
  };
  const open = { name: APPLICANT.name, data: true, papers: [], missing: ['don'], secret: false };

  it.each<[string, Principal, object]>([
    ['the desk that received it', DESK, { ...open, secret: true }],
    ['a colleague of that agency', officer('xa-a', 'chuyen-vien'), { ...open, secret: true }],
    ['an agency that it has reached', officer('thue', 'chuyen-vien'), open],
    ['the police that it has reached', officer('ca-a', 'chuyen-vien'), { ...open, papers: ['ct01'] }],
    ['the leadership of the district', officer('huyen', 'lanh-dao'), open],
    ['the administrator', officer('huyen', 'quan-tri'), { name: null, data: false, papers: null, missing: null, secret: false }],
  ])('%s', async (_who, principal, sight) => {
    expect(await see(principal)).toEqual(sight);
  });

  it('is nothing for an agency that has no business with it, exactly as for a code that does not exist', async () => {
    const stranger = await views.get(officer('xa-b', 'tiep-nhan'), code, 'vi');
    const unknown = await views.get(DESK, '000.01.24.H32-260212-9999', 'vi');

    expect([codeOf(stranger), codeOf(unknown)]).toEqual(['not_found', 'not_found']);
    expect(JSON.stringify(stranger).replaceAll(code, '#')).toBe(JSON.stringify(unknown).replaceAll('000.01.24.H32-260212-9999', '#'));
  });

  it('comes in the language of the reader', async () => {
    expect(must(await views.get(DESK, code, 'en'))).toMatchObject({ procedureName: 'A simple procedure', stateName: 'Accepted' });
  });
});

describe('list of dossiers', () => {
  let town: Town;
  let views: DossierViews;
  const codes: string[] = [];
  const ask = async (principal: Principal, filter: object = {}) => must(await views.list(principal, { limit: 50, ...filter }, 'vi'));
  const names = async (principal: Principal, filter: object = {}): Promise<unknown[]> => (await ask(principal, filter)).items.map((item) => item.applicantName);

  beforeAll(async () => {
    town = await Town.open();
    views = town.rooms.get(DossierViews);
    const clerks = [DESK, DESK, officer('xa-b', 'tiep-nhan')];
    for (const [index, name] of ['Nguyễn Thị Đào', 'Trần Văn Ưng', 'Cao 100% Là'].entries()) {
      await town.at(`2026-02-12T09:0${index}:00+07:00`);
      codes.push(await town.receive({ applicant: { name }, agency: index < 2 ? 'xa-a' : 'xa-b' }, clerks[index]));
    }
    await town.reaches(codes[2]!, 'thue');
  });
  afterAll(() => town.close());

  it('shows the newest first, only what concerns the agencies of the reader', async () => {
    expect(await names(DESK)).toEqual(['Trần Văn Ưng', 'Nguyễn Thị Đào']);
    expect(await names(officer('thue', 'chuyen-vien'))).toEqual(['Cao 100% Là']);
    expect(await names(officer('ca-a', 'chuyen-vien'))).toEqual([]);
    expect(await names(officer('huyen', 'lanh-dao'))).toHaveLength(3);
    expect(await names(officer('huyen', 'quan-tri'))).toEqual([null, null, null]);
  });

  it('finds names without accents and codes in part', async () => {
    const all = officer('huyen', 'lanh-dao');

    expect(await names(all, { q: 'dao' })).toEqual(['Nguyễn Thị Đào']);
    expect(await names(all, { q: 'TRẦN van ung'.normalize('NFD') })).toEqual(['Trần Văn Ưng']);
    expect(await names(all, { q: '100%' })).toEqual(['Cao 100% Là']);
    expect(await names(all, { q: codes[0]!.slice(-8).toLowerCase() })).toContain('Nguyễn Thị Đào');
    expect(await names(officer('huyen', 'quan-tri'), { q: 'dao' })).toEqual([]);
  });

  it('filters by agency and state', async () => {
    const all = officer('huyen', 'lanh-dao');

    expect(await names(all, { agency: 'xa-b' })).toEqual(['Cao 100% Là']);
    expect(await names(all, { state: 9 })).toEqual([]);
  });

  it('names the agencies that hold each', async () => {
    expect((await ask(officer('thue', 'chuyen-vien'))).items[0]).toMatchObject({ holders: ['thue'], deadlineState: null });
  });

  it('turns pages without missing or repeating one', async () => {
    const all = officer('huyen', 'lanh-dao');
    const first = await ask(all, { limit: 2 });
    const second = await ask(all, { limit: 2, after: first.next });

    expect([...first.items, ...second.items].map((item) => item.code)).toEqual([codes[2], codes[1], codes[0]]);
    expect(second.next).toBeNull();
  });

  it('refuses a cursor that is none', async () => {
    expect(pathsOf(await views.list(DESK, { limit: 5, after: 'abc' }, 'vi'))).toEqual(['after']);
  });
});
