/** Words of SVG: the few that a BPMN drawing needs, with every text escaped. */

export interface Point {
  x: number;
  y: number;
}

export interface Bounds extends Point {
  width: number;
  height: number;
}

type Value = string | number | undefined;

export const node = (name: string, attributes: Record<string, Value>, content = ''): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [`${key}="${typeof value === 'number' ? round(value) : escape(value)}"`]));
  return `<${[name, ...written].join(' ')}${content ? `>${content}</${name}>` : '/>'}`;
};

export const INK = '#22242a';
const STROKE = { fill: 'none', stroke: INK, 'stroke-width': 1.4 } as const;

export const circle = ({ x, y }: Point, r: number, more: Record<string, Value> = {}): string => node('circle', { cx: x, cy: y, r, ...STROKE, ...more });
export const path = (d: string, more: Record<string, Value> = {}): string => node('path', { d, ...STROKE, ...more });
export const rectangle = (bounds: Bounds, more: Record<string, Value> = {}): string => node('rect', { ...bounds, ...STROKE, ...more });
export const polyline = (points: readonly Point[], more: Record<string, Value> = {}): string => path(points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' '), more);
export const polygon = (points: readonly Point[], more: Record<string, Value> = {}): string => path(`${points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ')}Z`, more);

export const centre = ({ x, y, width, height }: Bounds): Point => ({ x: x + width / 2, y: y + height / 2 });

const round = (value: number): string => String(Math.round(value * 100) / 100);

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Of the regular face that the forms are printed in, in ems: capitals are wider, thin letters narrower. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[iljtfrI.,:;'()|!\s-]/.test(sign) ? 0.3 : /[mwMWĐ@%—]/.test(sign) ? 0.85 : /\p{Lu}/u.test(sign) ? 0.65 : 0.54), 0);

/** Lines no wider than `width`; a single longer word stands alone. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) * size <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export interface Lettering {
  size?: number;
  /** Where the block stands against `at.y`. */
  from?: 'top' | 'middle';
  anchor?: 'start' | 'middle';
  bold?: boolean;
  /** Turned about its point, for the names of pools and lanes. */
  turned?: boolean;
}

const LEADING = 1.18;

export function letters(lines: readonly string[], at: Point, { size = 11, from = 'middle', anchor = 'middle', bold = false, turned = false }: Lettering = {}): string {
  const top = from === 'top' ? at.y + size : at.y - (lines.length * size * LEADING) / 2 + size * 0.92;
  const written = lines.map((line, index) =>
    node('text', { x: at.x, y: top + index * size * LEADING, 'font-family': 'Roboto, Arial, sans-serif', 'font-size': size, 'text-anchor': anchor, fill: INK, 'font-weight': bold ? 'bold' : undefined }, escape(line)),
  );
  return turned ? node('g', { transform: `rotate(-90 ${round(at.x)} ${round(at.y)})` }, written.join('')) : written.join('');
}
