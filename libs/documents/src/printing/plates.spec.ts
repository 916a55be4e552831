import type { Bounds, Drawing } from '#bpmn';
import { SHEET, platesOf } from './plates.js';

const drawing = (bounds: Bounds): Drawing => ({ bounds, svg: (part = bounds) => JSON.stringify(part) });
const parts = (bounds: Bounds): Bounds[] => platesOf(drawing(bounds)).slice(1).map(({ svg }) => JSON.parse(svg) as Bounds);

describe('sheets of a drawing', () => {
  it('a small one stands on one sheet, never larger than drawn', () => {
    const [only, ...more] = platesOf(drawing({ x: 0, y: 0, width: 400, height: 200 }));
    expect(more).toEqual([]);
    expect(only).toMatchObject({ title: 'Lưu đồ', width: 400, height: 200 });
  });

  it('a long one is shown whole, then in parts that can be read and that leave nothing out', () => {
    const bounds = { x: 160, y: 80, width: 4000, height: 1340 };
    const plates = platesOf(drawing(bounds));
    expect(plates.every(({ width, height }) => width <= SHEET.width + 1e-6 && height <= SHEET.height + 1e-6)).toBe(true);
    const cut = parts(bounds);
    expect(cut.every(({ width, height }) => SHEET.width / width >= 0.5 - 1e-9 && SHEET.height / height >= 0.5 - 1e-9)).toBe(true);
    expect(Math.min(...cut.map(({ x }) => x))).toBe(bounds.x);
    expect(Math.max(...cut.map(({ x, width }) => x + width))).toBeCloseTo(bounds.x + bounds.width);
    expect(Math.max(...cut.map(({ y, height }) => y + height))).toBeCloseTo(bounds.y + bounds.height);
  });
});
