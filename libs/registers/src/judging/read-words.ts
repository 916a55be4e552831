import type { Channel } from './record.js';
import { folded } from '../folding.js';

/** National states by the words of registers, closest first. */
const STATES: readonly (readonly [number, RegExp])[] = [
  [3, /khong (duoc )?tiep nhan|tu choi/],
  [7, /rut( ho so)?/],
  [5, /bo sung/],
  [6, /nghia vu tai chinh|nop thue|nop (phi|le phi|tien)|cho thue/],
  [10, /da tra|tra ket qua|da nhan ket qua|da giao/],
  [8, /dung (xu ly|giai quyet)|^dung$|tra lai|khong du dieu kien|^huy/],
  [4, /dang|cho (ky|duyet|xu ly|giai quyet|tham dinh|xac minh)|chua (giai quyet|xu ly|co ket qua|xong)/],
  [9, /co ket qua|(da|hoan thanh|hoan tat) ?(giai quyet|xu ly)?( xong)?( (dung|tre|qua|som|truoc) han)?$|xu ly xong|giai quyet xong|cho tra/],
  [1, /moi (dang ky|nop)|cho tiep nhan/],
  [2, /tiep nhan|moi nhan/],
];

export function stateOf(written: string): number | null {
  if (/^([1-9]|10)$/.test(written)) return Number(written);
  const words = folded(written);
  return STATES.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

const CHANNELS: readonly (readonly [Channel, RegExp])[] = [
  ['post', /buu (chinh|dien|cuc|ta)|bcci|^post/],
  ['online', /truc tuyen|qua mang|cong (dich vu|dvc)|dvc|online|muc (do )?[34]|toan trinh|mot phan|dien tu|internet/],
  ['direct', /truc tiep|mot cua|tai (bo phan|quay|cho|ubnd|trung tam)|^direct|giay/],
];

export const channelOf = (written: string): Channel | null => CHANNELS.find(([, pattern]) => pattern.test(folded(written)))?.[0] ?? null;

const OUTCOMES: readonly (readonly ['early' | 'on_time' | 'late', RegExp])[] = [
  ['late', /tre|qua han|khong dung han|^late/], ['early', /truoc|som|^early/], ['on_time', /dung|trong han|^on time/],
];

/** What the register itself says of its punctuality. */
export const outcomeOf = (written: string): 'early' | 'on_time' | 'late' | null => OUTCOMES.find(([, pattern]) => pattern.test(folded(written)))?.[0] ?? null;

/** `1.200.000 đ`, `1,200,000`, `0`; nothing where the fee is waived; undefined where it is no sum. */
export function feeOf(written: string): number | null | undefined {
  if (/khong|mien/.test(folded(written))) return 0;
  const digits = written.replace(/(đồng|dong|vnđ|vnd|đ|d|₫)\.?$/i, '').replace(/[\s]/g, '').replace(/[.,](?=\d{3}(\D|$))/g, '');
  if (digits === '' || digits === '-') return null;
  return /^\d{1,12}([.,]\d{1,2})?$/.test(digits) ? Number(digits.replace(',', '.')) : undefined;
}
