import type { EChartsCoreOption } from 'echarts/core';

/** What the charts of a replay show. */
export type Drawn =
  | { kind: 'interval'; unit: string; rows: { name: string; value: number; low: number; high: number }[] }
  | { kind: 'stacked' | 'grouped'; names: string[]; series: { name: string; values: number[] }[] };

/** Told apart by brightness and pattern too, not by colour alone. */
const COLOURS = ['#b3261e', '#0a5c5c', '#c78a00', '#7a86a8'];

const rounded = (value: unknown): string => (typeof value === 'number' ? String(Math.round(value * 10) / 10) : '');

export function optionsOf(drawn: Drawn): EChartsCoreOption {
  const common = { animation: false, color: COLOURS, aria: { enabled: false, decal: { show: true } }, textStyle: { fontFamily: 'Be Vietnam Pro, sans-serif' }, tooltip: { trigger: 'axis', valueFormatter: rounded } };
  if (drawn.kind === 'interval') return { ...common, ...intervals(drawn) };
  const bars = { type: 'bar', barMaxWidth: 22, ...(drawn.kind === 'stacked' && { stack: 'all' }) };
  const names = { type: 'category', data: drawn.names, axisLabel: { width: 150, overflow: 'truncate' } };
  const values = { type: 'value' };
  return {
    ...common,
    grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
    legend: { top: 0, type: 'scroll' },
    ...(drawn.kind === 'stacked' ? { xAxis: values, yAxis: { ...names, inverse: true } } : { xAxis: { ...names, axisLabel: { rotate: drawn.names.length > 6 ? 35 : 0 } }, yAxis: values }),
    series: drawn.series.map(({ name, values: data }) => ({ ...bars, name, data })),
  };
}

function intervals({ unit, rows }: Extract<Drawn, { kind: 'interval' }>): EChartsCoreOption {
  return {
    grid: { left: 8, right: 30, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: 'value', min: 0, max: (value: { max: number }) => Math.min(100, Math.max(5, Math.ceil(value.max / 5) * 5)), axisLabel: { formatter: `{value} ${unit}` } },
    yAxis: { type: 'category', inverse: true, data: rows.map(({ name }) => name) },
    series: [
      { type: 'bar', barMaxWidth: 20, data: rows.map(({ value }) => value), itemStyle: { color: '#e39a92' } },
      { type: 'custom', silent: true, encode: { x: [1, 2], y: 0 }, tooltip: { show: false }, data: rows.map(({ low, high }, index) => [index, low, high]), renderItem: whisker },
    ],
  };
}

interface Plane {
  value: (dimension: number) => number;
  coord: (point: [number, number]) => [number, number];
}

/** The interval as a line with two ends. */
function whisker(_: unknown, plane: Plane): object {
  const row = plane.value(0);
  const [[low, y], [high]] = [plane.coord([plane.value(1), row]), plane.coord([plane.value(2), row])];
  const line = (x1: number, y1: number, x2: number, y2: number): object => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: '#1d2b2a', lineWidth: 2 } });
  return { type: 'group', children: [line(low, y, high, y), line(low, y - 6, low, y + 6), line(high, y - 6, high, y + 6)] };
}
