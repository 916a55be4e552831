import type { Bounds, Drawing } from '#bpmn';

/** One sheet of a drawing. */
export interface Plate {
  title: string;
  svg: string;
  width: number;
  height: number;
}

/** Points of a landscape A4 sheet that a drawing may use. */
export const SHEET = { width: 760, height: 440 };

/** Below this scale the words of a drawing cannot be read on paper. */
const READABLE = 0.5;
/** What neighbouring sheets share, in units of the drawing. */
const OVERLAP = 60;

/** A drawing too large for one sheet is shown whole and then in parts that can be read, row by row. */
export function platesOf(drawing: Drawing): Plate[] {
  const { bounds } = drawing;
  const whole = plate(drawing, bounds, 'Lưu đồ');
  if (Math.min(SHEET.width / bounds.width, SHEET.height / bounds.height) >= READABLE) return [whole];
  const parts = partsOf(bounds);
  return [{ ...whole, title: 'Lưu đồ toàn trình' }, ...parts.map((part, at) => plate(drawing, part, `Lưu đồ, phần ${at + 1}/${parts.length}`))];
}

function plate(drawing: Drawing, part: Bounds, title: string): Plate {
  const scale = Math.min(SHEET.width / part.width, SHEET.height / part.height, 1);
  return { title, svg: drawing.svg(part), width: part.width * scale, height: part.height * scale };
}

function partsOf({ x, y, width, height }: Bounds): Bounds[] {
  const columns = cut(x, width, SHEET.width / READABLE);
  const rows = cut(y, height, SHEET.height / READABLE);
  return rows.flatMap((row) => columns.map((column) => ({ x: column.from, y: row.from, width: column.length, height: row.length })));
}

function cut(from: number, length: number, most: number): { from: number; length: number }[] {
  const count = Math.max(1, Math.ceil((length - OVERLAP) / (most - OVERLAP)));
  const piece = (length + OVERLAP * (count - 1)) / count;
  return Array.from({ length: count }, (_, at) => ({ from: from + at * (piece - OVERLAP), length: piece }));
}
