import { juelToFeel } from './juel.js';

describe('juelToFeel', () => {
  it.each([
    ["${ketQua == 'dat'}", '=ketQua = "dat"'], ['${soNgay > 5}', '=soNgay > 5'], ['#{ok}', '=ok = true'], ['${!ok}', '=not(ok = true)'], ['${ok == true && soTien >= 1.5}', '=ok = true and soTien >= 1.5'],
    ['${a == 1 or (b != "x" and not c)}', '=a = 1 or (b != "x" and not(c = true))'], ['${hoSo.loai eq \'A\'}', '=hoSo.loai = "A"'], ['${x == null}', '=x = null'],
  ])('%s', (juel, feel) => expect(juelToFeel(juel)).toBe(feel));

  it.each(['${}', '${a.b()}', '${a + 1 > 2}', '${empty a}', '${a == b}', "${a > 'x'}", "${a == 'it\\'s'}", '${a ? b : c}', 'x > 1', '${a}${b}', '${a &&}', '${(a}', "execution.getVariable('a')", '${a == 1; b}'])('%s is not translated', (juel) => {
    expect(juelToFeel(juel)).toBeNull();
  });
});
