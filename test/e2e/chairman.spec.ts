import type { DossierView, TaskList } from '#contract';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { samplePassword } from '../setup/database.js';
import { DESK, PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHAIRMAN = 'ubnd-khanh-vinh.lanh-dao';
const COMMUNE = 'xa-khanh-phu.lanh-dao';
const CLERK = 'xa-khanh-phu.tiep-nhan';
const REGISTRAR = 'vpdk-khanh-vinh.chuyen-vien';

describeInBrowser('the page of who leads', () => {
  let product: RunningProduct;
  let visitor: Visitor;
  let late: string;

  beforeAll(async () => {
    product = await RunningProduct.start();
    const clerk = await Visitor.open(product.url);
    await clerk.bringSession(CLERK);
    ({ code: late } = await clerk.post<DossierView>('/dossiers', { procedure: 'thuong-tru', agency: 'xa-khanh-phu', applicant: { name: 'Mấu Thị Liên' } }));
    await clerk.post<DossierView>('/dossiers', { procedure: 'bien-dong-dat-dai', agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Mến' }, data: { soTo: 12, soThua: 345 } });
    const { items } = await clerk.get<TaskList>(`/tasks?dossier=${late}`);
    await clerk.post(`/tasks/${items[0]!.id}/claim`, {});
    await clerk.post('/simulation/clock', { advance: 'P40D' });
    await clerk.close();
  });
  afterEach(() => visitor.close());
  afterAll(() => product.stop());

  const open = async (who: string, address: string, viewport = DESK): Promise<void> => {
    visitor = await Visitor.open(product.url, viewport);
    await visitor.bringSession(who);
    await visitor.go(address);
  };
  const overflow = async (): Promise<number> => Number(await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth'));

  it('is where a leader begins, and an officer at the own work', async () => {
    visitor = await Visitor.open(product.url);
    await visitor.go('/dang-nhap');
    await visitor.fillSignIn(CHAIRMAN, samplePassword());
    await visitor.page.waitForURL('**/lanh-dao');
    await visitor.page.getByRole('heading', { name: 'Lãnh đạo', level: 1 }).waitFor();
    await visitor.page.getByRole('button', { name: 'Đăng xuất' }).click();
    await visitor.page.waitForURL('**/dang-nhap*');
    await visitor.fillSignIn(CLERK, samplePassword());
    await visitor.page.waitForURL('**/cong-viec');
  });

  it('leads from a figure to the list, and from there to the control slip of a dossier', async () => {
    await open(CHAIRMAN, '/');
    await visitor.page.getByRole('row', { name: /Mọi hồ sơ quá hạn/ }).getByRole('link', { name: /2 gộp · 2 ròng/ }).last().click();
    await visitor.page.getByText(/^2 hồ sơ quá hạn, 2 chưa xong/).waitFor();
    await visitor.page.getByRole('row', { name: new RegExp(late.replaceAll('.', '\\.')) }).getByRole('link', { name: 'Phiếu kiểm soát' }).click();
    await visitor.page.getByText(`Hồ sơ ${late}`).waitFor();
    expect(visitor.faults).toEqual([]);
  });

  it('names the agency at fault, and shows which dossiers are charged to it', async () => {
    await open(CHAIRMAN, '/lanh-dao');
    await visitor.page.getByRole('link', { name: 'Ủy ban nhân dân xã Khánh Phú' }).first().click();
    await visitor.page.getByRole('table', { name: 'Quá hạn và nguyên nhân' }).waitFor();
    expect(await visitor.page.getByLabel('Cơ quan chịu phần chậm').inputValue()).toBe('xa-khanh-phu');
    expect(await visitor.page.getByRole('table').textContent()).toContain(late);
  });

  it('fits one screen of the desk, and one page of paper', async () => {
    await open(CHAIRMAN, '/lanh-dao');
    await visitor.page.getByRole('heading', { name: 'Xu hướng và chỉ tiêu' }).waitFor();
    expect(Number(await visitor.page.evaluate('document.documentElement.scrollHeight'))).toBeLessThanOrEqual(DESK.height);
    const paper = (await visitor.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  });

  it.each([['the desk', DESK], ['a phone', PHONE]])('is accessible on %s in both languages', async (_, viewport) => {
    await open(CHAIRMAN, '/lanh-dao', viewport);
    await visitor.page.getByRole('heading', { name: 'Xu hướng và chỉ tiêu' }).waitFor();
    expect(await violations(visitor)).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await visitor.page.getByRole('button', { name: 'English' }).click();
    await visitor.page.getByRole('heading', { name: 'Trend and target' }).waitFor();
    await visitor.page.getByText('The whole district, as of', { exact: false }).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(visitor.faults).toEqual([]);
  });

  it('takes a target by its document, told as the agency’s own', async () => {
    await open(CHAIRMAN, '/lanh-dao');
    await visitor.page.getByText('Chưa giao chỉ tiêu.').waitFor();
    await visitor.page.getByRole('button', { name: 'Giao chỉ tiêu…' }).click();
    await visitor.page.getByLabel('Tỷ lệ quá hạn phải dưới (%)').fill('2');
    await visitor.page.getByLabel('Văn bản giao').fill('KH 15/KH-UBND ngày 02/01/2026');
    await visitor.page.getByRole('button', { name: 'Giao chỉ tiêu', exact: true }).click();
    await visitor.page.getByText('theo KH 15/KH-UBND ngày 02/01/2026, không phải quy định của pháp luật', { exact: false }).waitFor();
    await visitor.page.getByText('Chỉ tiêu: dưới 2%').waitFor();
  });

  it('is of the own commune for its chairman', async () => {
    await open(COMMUNE, '/lanh-dao');
    await visitor.page.getByText(/^Ủy ban nhân dân xã Khánh Phú, đến/).waitFor();
    expect(await visitor.page.getByLabel('Cơ quan', { exact: true }).count()).toBe(0);
    expect(await visitor.page.getByRole('button', { name: 'Giao chỉ tiêu…' }).count()).toBe(0);
  });

  it.each([['the desk', DESK], ['a phone', PHONE]])('gives the registry a board of its own by plot, accessible on %s', async (_, viewport) => {
    await open(REGISTRAR, '/dat-dai', viewport);
    await visitor.page.getByRole('heading', { name: 'Bảng đất đai' }).waitFor();
    await visitor.page.getByText('Lịch đo đạc thực địa').waitFor();
    expect(await violations(visitor)).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(visitor.faults).toEqual([]);
  });

  it('shows an officer nothing but the own scorecard', async () => {
    await open(CLERK, '/phieu-diem');
    await visitor.page.getByRole('heading', { name: 'Phiếu điểm của tôi' }).waitFor();
    expect(await visitor.page.getByRole('link', { name: 'Bảng điều hành' }).count()).toBe(0);
    expect(await violations(visitor)).toEqual([]);
  });
});

async function violations({ page }: Visitor): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.map(({ id, nodes }) => `${id} at ${nodes[0]?.html ?? ''}`);
}
