import type { ReportView } from '#contract';
import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.js';
import { text } from './words.js';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const MOST_ROWS = 20;

/** Parts that make up the whole, so that a bar is as long as the whole: of form 06 what became of all received, of timeliness how promises were kept. */
const PARTS: Partial<Record<ReportView['kind'], readonly string[]>> = { settlement: ['8', '9', '10', '12', '13'], settlement_centre: ['8', '9', '10', '12', '13'], timeliness: ['early', 'onTime', 'excused', 'net'] };

/** Else the parts of the first sum, else the first numbers. Patterns tell them apart as well as colours. Months follow each other from left to right. */
function optionsOf({ kind, columns, rows, title, parameters }: ReportView): EChartsCoreOption {
  const counted = columns.flatMap((column, index) => (column.type === 'count' && column.apart === null ? [{ column, index }] : []));
  const sum = counted.find(({ column }) => column.adds.length > 0);
  const parts = PARTS[kind] ?? sum?.column.adds;
  const shown = parts ? counted.filter(({ column }) => parts.includes(column.key)) : counted.slice(0, 3);
  const lines = rows.slice(0, MOST_ROWS);
  const months = parameters.by === 'month';
  const value = { type: 'value', minInterval: 1 };
  const category = { type: 'category', inverse: !months, data: lines.map(({ cells }) => String(cells[0])), axisLabel: { width: 170, overflow: 'truncate' } };
  return {
    aria: { enabled: true, decal: { show: true }, label: { description: title } }, tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } }, legend: { top: 0, type: 'scroll' }, grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    xAxis: months ? category : value, yAxis: months ? value : category,
    series: shown.map(({ column, index }) => ({ type: 'bar', name: [column.group, column.name].filter(Boolean).join(': '), ...(parts && { stack: 'sum' }), barMaxWidth: 48, data: lines.map(({ cells }) => cells[index]), animation: false })),
  };
}

/** Drawn beside the table, which says the same in figures. */
export default function ReportChart({ report }: { report: ReportView }): ReactNode {
  const t = useWords(text);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption(optionsOf(report));
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(box.current);
    return () => { resized.disconnect(); chart.dispose(); };
  }, [report]);
  return <div ref={box} role="img" aria-label={t('chartOf')} style={{ height: report.parameters.by === 'month' ? 280 : Math.max(220, 70 + Math.min(report.rows.length, MOST_ROWS) * 26) }} />;
}
