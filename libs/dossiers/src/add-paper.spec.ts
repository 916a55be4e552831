import { text as readText } from 'node:stream/consumers';
import { AddPaper, type Upload } from './add-paper.js';
import { DossierViews } from './dossier-views.js';
import { DESK, Town, codeOf, must, officer } from './town.fixture.js';

describe('adding papers', () => {
  let town: Town;
  let papers: AddPaper;
  const police = officer('ca-a', 'chuyen-vien');
  const scan = (name = 'don.pdf'): Upload => ({ name, type: 'application/pdf', content: Buffer.from('%PDF-1.4') });
  beforeAll(async () => {
    town = await Town.open();
    papers = town.rooms.get(AddPaper);
  });
  afterAll(() => town.close());

  const listed = async (code: string, principal = DESK): Promise<[string, boolean][]> =>
    (must(await town.rooms.get(DossierViews).get(principal, code, 'vi')).papers ?? []).map((paper) => [paper.code, paper.hasFile]);

  it('keeps the file and hands it out to whom sees the paper', async () => {
    const code = await town.receive({ papers: [] });

    const paper = must(await papers.add({ principal: DESK }, code, 'them', scan('C:\\quét\\thêm.pdf')));
    expect(paper).toMatchObject({ code: 'them', name: 'Tờ them', direction: 'in', fileName: 'thêm.pdf', hasFile: true, compartment: null });

    const file = must(await papers.file(DESK, code, paper.id));
    expect([file.name, file.type, file.size, await readText(file.content)]).toEqual(['thêm.pdf', 'application/pdf', 8, '%PDF-1.4']);
    expect(codeOf(await papers.file(officer('huyen', 'quan-tri'), code, paper.id))).toBe('not_found');
    expect(codeOf(await papers.file(officer('xa-b', 'tiep-nhan'), code, paper.id))).toBe('not_found');
    expect((await town.kinds(code)).at(-1)).toBe('paper.added');
  });

  it('puts the scan to the paper that was listed at reception, once', async () => {
    const code = await town.receive({ papers: ['don'] });

    must(await papers.add({ principal: DESK }, code, 'don', scan()));
    expect(await listed(code)).toEqual([['don', true]]);

    must(await papers.add({ principal: DESK }, code, 'don', scan('hai.pdf')));
    expect(await listed(code)).toHaveLength(2);
  });

  it('keeps what the police add among the police, in the ledger too', async () => {
    const code = await town.receive({ papers: ['don'] });
    await town.reaches(code, 'ca-a');

    const paper = must(await papers.add({ principal: police }, code, { code: 'tang-thu', name: 'Kết quả tra cứu tàng thư' }, scan()));

    expect(paper.compartment).toBe('police');
    expect(await listed(code)).toEqual([['don', false]]);
    expect(await listed(code, police)).toEqual([['don', false], ['tang-thu', true]]);
    expect(codeOf(await papers.file(DESK, code, paper.id))).toBe('not_found');
    expect(codeOf(await papers.file(police, code, paper.id))).toBe('ok');
    const [entry] = await town.query<{ data: object }>(`select data from ledger_entry where dossier = $1 and kind = 'paper.added'`, [code]);
    expect(JSON.stringify(entry?.data)).not.toMatch(/tang-thu|tàng thư/);
  });

  it('is refused to strangers, supervisors, for ended dossiers and for programs', async () => {
    const code = await town.receive();
    expect(codeOf(await papers.add({ principal: officer('xa-b', 'tiep-nhan') }, code, 'them'))).toBe('not_found');
    expect(codeOf(await papers.add({ principal: officer('huyen', 'lanh-dao') }, code, 'them'))).toBe('not_allowed');
    expect(codeOf(await papers.add({ principal: DESK }, code, 'them', { ...scan(), type: 'application/x-msdownload' }))).toBe('unsupported_media_type');
    expect(codeOf(await papers.add({ principal: DESK }, code, { code: 'them', file: 'khong-phai-digest' }))).toBe('invalid_input');

    await town.query('update dossier set state = 7, ended_at = now() where code = $1', [code]);
    expect(codeOf(await papers.add({ principal: DESK }, code, 'them'))).toBe('invalid_state');
  });
});
