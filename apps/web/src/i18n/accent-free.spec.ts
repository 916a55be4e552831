import { fold, matches } from './accent-free.js';

describe('search without accents', () => {
  it('folds every Vietnamese letter, đ too', () => {
    expect(fold('Đăng ký Quyền sử dụng ĐẤT')).toBe('dang ky quyen su dung dat');
  });

  it('finds the words in any order, typed with or without accents', () => {
    expect(matches('dat dang ky', 'Đăng ký đất đai lần đầu')).toBe(true);
    expect(matches('đất', 'dang ky dat dai')).toBe(true);
  });

  it('does not find what is not there, and looks at every text given', () => {
    expect(matches('ket hon', 'Đăng ký đất đai', null)).toBe(false);
    expect(matches('lan dat', 'Nguyễn Thị Lan', 'Đất đai')).toBe(true);
  });
});
