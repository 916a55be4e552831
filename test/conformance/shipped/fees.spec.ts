import fc from 'fast-check';
import { type Loaded, load, readFolder } from './library.js';

/* Fees and taxes of the library against formulas written down apart from their tables. */

const NOW = new Date('2026-03-02T08:00:00+07:00');
let karaoke: Loaded;
let land: Loaded;
let residence: Loaded;
let marriage: Loaded;
let plan: Loaded;

beforeAll(async () => {
  [karaoke, land, residence, marriage, plan] = (await Promise.all(['karaoke', 'bien-dong-dat-dai', 'thuong-tru', 'hon-nhan', 'ke-hoach-moi-truong'].map((code) => load(readFolder(code))))) as [Loaded, Loaded, Loaded, Loaded, Loaded];
});

const decide = ({ library }: Loaded, ref: string, data: Record<string, unknown>, now = NOW): unknown => library.decide(ref, data, now).value;

describe('the fee of a karaoke place', () => {
  it.each([
    ['thanh-pho', 'cap-moi', 1, 2_000_000], ['thanh-pho', 'cap-moi', 5, 10_000_000], ['thanh-pho', 'cap-moi', 6, 12_000_000], ['thanh-pho', 'cap-moi', 7, 12_000_000],
    ['noi-khac', 'cap-moi', 1, 1_000_000], ['noi-khac', 'cap-moi', 6, 6_000_000], ['noi-khac', 'cap-moi', 7, 6_000_000], ['noi-khac', 'doi-chu', 1, 500_000], ['thanh-pho', 'doi-chu', 30, 500_000],
  ])('%s, %s, %d rooms: %d đ', (diaBan, loaiDeNghi, soPhong, fee) => {
    expect(decide(karaoke, 'phi-karaoke', { diaBan, loaiDeNghi, soPhong })).toBe(fee);
  });

  it('grows by the room to its cap and never above, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.constantFrom('thanh-pho', 'noi-khac'), fc.constantFrom('cap-moi', 'doi-chu'), fc.integer({ min: 1, max: 200 }), (diaBan, loaiDeNghi, soPhong) => {
        const each = diaBan === 'thanh-pho' ? 2_000_000 : 1_000_000;
        expect(decide(karaoke, 'phi-karaoke', { diaBan, loaiDeNghi, soPhong })).toBe(loaiDeNghi === 'doi-chu' ? 500_000 : Math.min(each * soPhong, 6 * each));
      }),
    );
  });
});

describe('what a transfer of land costs', () => {
  it('is 2 % and 0.5 % of the higher price, less what kin are spared', () => {
    const price = fc.integer({ min: 1, max: 5_000_000_000 });
    fc.assert(
      fc.property(fc.constantFrom('chuyen-nhuong', 'tang-cho'), fc.constantFrom('khong', 'ruot-thit'), price, fc.integer({ min: 1, max: 20_000_000 }), fc.integer({ min: 1, max: 10_000 }), (hinhThuc, quanHe, giaHopDong, giaNhaNuoc, dienTich) => {
        const isSale = hinhThuc === 'chuyen-nhuong';
        const isKin = quanHe === 'ruot-thit';
        const base = isSale ? Math.max(giaHopDong, giaNhaNuoc * dienTich) : giaNhaNuoc * dienTich;
        const income = isKin ? 0 : isSale ? base * 0.02 : Math.max(0, base - 10_000_000) * 0.1;
        const registration = isKin && !isSale ? 0 : base * 0.005;
        const found = decide(land, 'nghia-vu-tai-chinh', { hinhThuc, quanHe, giaHopDong, giaNhaNuoc, dienTich }) as Record<string, number>;
        expect(found['giaTinhThue']).toBe(base);
        for (const [name, wanted] of [['thueTncn', income], ['lePhiTruocBa', registration], ['tongPhaiNop', income + registration]] as const) expect(Math.abs((found[name] ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('conditions', () => {
  it('of a karaoke place name exactly what is not met', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 100, noNaN: true }), fc.integer({ min: 0, max: 1000 }), fc.boolean(), fc.boolean(), fc.boolean(), (dienTichPhongNhoNhat, khoangCach, cuaKinh, chotTrong, pcccDat) => {
        const broken = [dienTichPhongNhoNhat < 20, khoangCach < 200, !cuaKinh, chotTrong, !pcccDat].filter(Boolean).length;
        expect(decide(karaoke, 'dieu-kien-karaoke', { dienTichPhongNhoNhat, khoangCach, cuaKinh, chotTrong, pcccDat })).toHaveLength(broken);
      }),
    );
  });

  it('of a marriage stand only against a marriage, and against one with somebody married by any answer', () => {
    fc.assert(
      fc.property(fc.constantFrom('ket-hon', 'khac'), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 }), fc.boolean(), fc.boolean(), fc.boolean(), fc.array(fc.boolean(), { maxLength: 4 }), (mucDich, tuoiNam, tuoiNu, canHuyetThong, tuNguyen, dangCoVoChong, answers) => {
        const isMarried = dangCoVoChong || answers.includes(true);
        const broken = mucDich === 'khac' ? 0 : [tuoiNam < 20, tuoiNu < 18, isMarried, canHuyetThong, !tuNguyen].filter(Boolean).length;
        expect(decide(marriage, 'dieu-kien-hon-nhan', { mucDich, tuoiNam, tuoiNu, canHuyetThong, tuNguyen, dangCoVoChong, cacXacMinh: answers.map((daKetHon) => ({ daKetHon })) })).toHaveLength(broken);
      }),
    );
  });
});

describe('competence follows the day', () => {
  it.each([['2025-06-30T16:59:59Z', 'huyen'], ['2025-06-30T17:00:00Z', 'xa']])('at %s of the legal profile VN-2025 it is «%s»', (instant, place) => {
    expect(decide(plan, 'tham-quyen-moi-truong', { nhomDuAn: 'dang-ky-huyen', hoSoPhapLy: 'VN-2025' }, new Date(instant))).toBe(place);
    expect(decide(plan, 'tham-quyen-moi-truong', { nhomDuAn: 'dang-ky-huyen' }, new Date(instant))).toBe('huyen');
  });
});

it.each([[true, true, 0], [true, false, 0], [false, true, 10_000], [false, false, 20_000]])('the fee of residence: exempt %s, online %s: %d đ', (dienMienLePhi, noiNopTrucTuyen, fee) => {
  expect(decide(residence, 'le-phi-cu-tru', { dienMienLePhi, noiNopTrucTuyen })).toBe(fee);
});
