import { BarChart, CustomChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Drawn, optionsOf } from './chart-options.js';

use([BarChart, CustomChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** A chart beside its table: the table is what is read out, the chart what is seen. */
export function Chart({ label, height, chart }: { label: string; height: number; chart: Drawn }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<ECharts>(null);
  useEffect(() => {
    const made = init(box.current, null, { renderer: 'svg' });
    drawn.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    drawn.current?.resize();
    drawn.current?.setOption(optionsOf(chart), true);
  }, [chart, height]);
  return <div ref={box} className="replay-chart" role="img" aria-label={label} style={{ height }} />;
}
