import { samplePassword } from '../setup/database.js';
import { Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

/*
 * The main job in the browser: an officer signs in, takes in a dossier, works its first step; the citizen looks it up.
 */

describeInBrowser('an officer at the desk', () => {
  let product: RunningProduct;
  let officer: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
    officer = await Visitor.open(product.url);
  });
  afterAll(async () => {
    await officer.close();
    await product.stop();
  });

  it('is sent to sign in, told of a wrong password, and comes back to the page asked for', async () => {
    const { page } = officer;
    await officer.go('/ho-so?trangThai=4');
    await page.waitForURL('**/dang-nhap?toi=*');

    await officer.fillSignIn('xa-khanh-phu.tiep-nhan', 'khong-phai');
    await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor();

    await officer.fillSignIn('xa-khanh-phu.tiep-nhan', samplePassword());
    await page.waitForURL('**/ho-so?trangThai=4');
  });

  it('receives a dossier, works its first step and hands it on; the citizen sees where it is', async () => {
    const { page } = officer;
    await officer.go('/tiep-nhan');
    await page.getByLabel('Tìm thủ tục').fill('quyen su dung dat lan dau');
    await page.getByRole('button', { name: 'Đăng ký và cấp Giấy chứng nhận quyền sử dụng đất lần đầu' }).click();
    await page.getByLabel('Họ và tên').fill('Cao Là Y');
    for (const box of await page.getByRole('checkbox', { name: /bắt buộc/ }).all()) await box.check();
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
    await page.getByText('Đã tiếp nhận hồ sơ').waitFor();
    const [code, secret] = await page.getByRole('definition').allTextContents();

    await officer.go('/cong-viec');
    await page.getByLabel('Tìm nhanh').fill('cao la y');
    await page.getByRole('button', { name: /^Nhận việc/ }).click();
    await page.getByRole('cell', { name: 'Tôi' }).waitFor();
    await page.getByRole('heading', { name: 'Công việc của tôi' }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByLabel('Ý kiến (bút phê)').fill('Hồ sơ đủ thành phần');
    for (const paper of await page.getByRole('group', { name: 'Giấy tờ phải có khi hoàn thành' }).getByRole('checkbox').all()) await paper.check();
    await page.getByRole('button', { name: 'Hoàn thành bước' }).click();
    await page.waitForURL('**/cong-viec');

    await officer.go(`/ho-so/${code}`);
    await page.getByText('Hồ sơ đang ở đây').first().waitFor();
    await page.getByText('Chuỗi sổ cái còn nguyên vẹn').waitFor();
    expect(await page.locator('.bjs-powered-by').isVisible()).toBe(true);
    expect(await page.getByText(/Hoàn thành việc: Kiểm tra thành phần hồ sơ/).count()).toBe(1);

    const citizen = await Visitor.open(product.url);
    await citizen.go(`/tra-cuu?ma=${code}&khoa=${secret}`);
    await citizen.page.getByText(/Hồ sơ đang ở Chi nhánh Văn phòng Đăng ký đất đai/).waitFor();
    await citizen.go(`/tra-cuu?ma=${code}&khoa=AAAA`);
    await citizen.page.getByText(/Không tìm thấy hồ sơ/).waitFor();
    expect(citizen.faults).toEqual([]);
    await citizen.close();
    expect(officer.faults).toEqual([]);
  });

  it('of the district is asked for the commune, names it and receives', async () => {
    const district = await Visitor.open(product.url);
    await district.bringSession('mc-khanh-vinh.tiep-nhan');
    const { page } = district;
    await district.go('/tiep-nhan?thuTuc=hon-nhan');
    await page.getByLabel('Họ và tên').fill('Hà Thị Bưởi');
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
    await page.getByText(/Hãy chọn xã, thị trấn/).waitFor();
    await page.getByLabel('Xã, thị trấn nơi giải quyết').selectOption({ label: 'Ủy ban nhân dân xã Khánh Phú' });
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
    await page.getByText('Đã tiếp nhận hồ sơ').waitFor();
    expect(district.faults).toEqual([]);
    await district.close();
  });

  it('reads the page and the server in English after the switch, also after a reload', async () => {
    const { page } = officer;
    await officer.go('/lich');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('New Year').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Working calendars' }).waitFor();
    await page.getByRole('button', { name: 'Tiếng Việt' }).click();
    await page.getByText('Tết Dương lịch').first().waitFor();
  });

  it('signs out and cannot come back by the address', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL('**/dang-nhap');
    await officer.go('/cong-viec');
    await page.waitForURL('**/dang-nhap?toi=*');
  });
});
