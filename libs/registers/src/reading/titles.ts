import type { RegisterField } from '#contract';
import { type Text, text } from '#kernel';
import { folded } from '../folding.js';

/** What each column is called in the template, and how a sheet of our own names it. */
export const FIELD_NAMES: Record<RegisterField, Text> = {
  code: text('Mã hồ sơ', 'Dossier code'),
  procedure: text('Tên thủ tục hành chính', 'Procedure'),
  field: text('Lĩnh vực', 'Field'),
  applicant: text('Tên cá nhân, tổ chức', 'Person or organisation'),
  address: text('Địa chỉ', 'Address'),
  phone: text('Số điện thoại', 'Telephone'),
  agency: text('Cơ quan tiếp nhận', 'Received at'),
  holder: text('Cơ quan đang giữ hồ sơ', 'Held by'),
  officer: text('Người tiếp nhận', 'Officer'),
  channel: text('Hình thức nộp', 'Channel'),
  state: text('Trạng thái', 'State'),
  received: text('Ngày nhận', 'Received'),
  due: text('Ngày hẹn trả', 'Due'),
  stopped: text('Ngày tạm dừng', 'Stopped'),
  settled: text('Ngày có kết quả', 'Settled'),
  returned: text('Ngày trả kết quả', 'Returned'),
  outcome: text('Kết quả đúng hạn, trễ hạn', 'On time or late'),
  attributed: text('Cơ quan làm trễ', 'Late because of'),
  fee: text('Phí, lệ phí', 'Fee'),
  note: text('Ghi chú', 'Note'),
};

/** As officers shorten words in the heads of their registers. */
const SHORT: Record<string, string> = {
  hs: 'ho so', tthc: 'thu tuc hanh chinh', tt: 'thu tuc', kq: 'ket qua', kqgq: 'ket qua giai quyet', gq: 'giai quyet', cq: 'co quan', dv: 'don vi', sdt: 'so dien thoai', dt: 'dien thoai', ngd: 'nguoi', tn: 'tiep nhan', cb: 'can bo',
  cccd: 'can cuoc', lv: 'linh vuc', tc: 'to chuc', cn: 'ca nhan', dc: 'dia chi', bp: 'bo phan', ht: 'hinh thuc',
};

export const titleWords = (title: string): string => folded(title).split(' ').map((word) => SHORT[word] ?? word).join(' ');

/** The first pattern that fits decides; what is said more closely stands before what is said more loosely. */
const PATTERNS: readonly (readonly [RegisterField, RegExp])[] = [
  ['code', /^(ma|so) (so )?(bien nhan|ho so)( tthc)?$|^ma (so )?ho so|^so ho so|^ma (so )?bien nhan|^so bien nhan|^dossier code|^ma ho so tthc/],
  ['attributed', /(co quan|don vi) (lam|gay|de) (tre|qua han)|nguyen nhan (tre|qua han)|^late because/],
  ['outcome', /(dung|tre|qua|som|truoc) han|tinh trang (thoi )?han|^on time/],
  ['stopped', /(ngay|thoi diem|thoi gian).*(tam dung|yeu cau bo sung|bo sung|dung tinh)|^stopped/],
  ['due', /(ngay|thoi gian|thoi han|thoi diem|han).*hen|^hen tra|^han (tra|giai quyet|xu ly)|ngay (den|het) han|(^| )hen tra|^due/],
  ['returned', /(ngay|thoi gian|thoi diem).*(tra|nhan) ket qua|ngay tra|ngay.*giao ket qua|^tra ket qua|^returned/],
  ['settled', /(ngay|thoi gian|thoi diem).*(co ket qua|giai quyet xong|hoan thanh|ket thuc|xu ly xong|giai quyet)|^co ket qua|^settled/],
  ['received', /(ngay|thoi gian|thoi diem).*(nhan|nop|tiep nhan)|^(ngay thang nam )?(tiep )?nhan( ho so)?$|^received$/],
  ['channel', /hinh thuc|cach (thuc )?(nop|nhan|tiep nhan)|phuong thuc (nop|tiep nhan)|kenh|^channel/],
  ['state', /trang thai|tinh trang|^state/],
  ['fee', /le phi|^phi|so tien|^fee/],
  ['phone', /dien thoai|di dong|^(tele)?phone|^telephone/],
  ['address', /dia chi|noi (o|cu tru)|^address/],
  ['officer', /(nguoi|can bo|cong chuc|chuyen vien).*(nhan|thu ly|xu ly|giai quyet|phu trach)|^(can bo|cong chuc|chuyen vien)|^officer/],
  ['holder', /(co quan|don vi|bo phan|phong).*(dang|giu|giai quyet|xu ly|thu ly|chu tri)|^held by/],
  ['agency', /(co quan|don vi|noi|bo phan).*(tiep nhan|nhan)|^received at|^(co quan|don vi)$/],
  ['field', /^linh vuc|^field$/],
  ['procedure', /thu tuc|noi dung (yeu cau|cong viec|giai quyet)|loai ho so|cong viec|^procedure/],
  ['applicant', /(ten|ho ten|ho va ten).*(ca nhan|to chuc|nguoi|cong dan|chu ho so)|chu ho so|nguoi nop|ho (va )?ten|^ca nhan|^to chuc|cong dan|^person/],
  ['note', /ghi chu|^note/],
];

/** The number of the row, by any of its names. */
const ORDER = /^(s?tt|so tt|tt so|(so )?thu tu|no)$/;

export function fieldOf(title: string): RegisterField | null {
  if (ORDER.test(folded(title))) return null;
  const words = titleWords(title);
  return words === '' ? null : (PATTERNS.find(([, pattern]) => pattern.test(words))?.[0] ?? null);
}
