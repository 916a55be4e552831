/** Small letters without accents, words parted by one space, no other signs: `Ngày, tháng HẸN trả` and `ngay thang hen tra` are one. */
export const folded = (written: string): string =>
  written.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
