/* Numbers as the benches tell them: medians with their spread, tables, a JSON file each. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

export const machine = () => ({ cores: cpus().length, cpu: cpus()[0]?.model, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version, at: new Date().toISOString() });

export const quantile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** Median and the least and the greatest of the repetitions. */
export const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values), n: values.length });

const digits = (value) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
export const figure = (value) => (Number.isFinite(value) ? value.toFixed(digits(value)) : '-');
export const told = ({ median: middle, min, max }) => `${figure(middle)} (${figure(min)}-${figure(max)})`;

export function table(head, rows) {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => String(row[at]).length)));
  const line = (cells) => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at]) : String(cell).padStart(widths[at]))).join('  ').trimEnd();
  console.log([line(head), ...rows.map(line)].join('\n'));
}

export async function save(name, result) {
  await mkdir('bench/results', { recursive: true });
  await writeFile(`bench/results/${name}.json`, `${JSON.stringify({ machine: machine(), ...result }, null, 1)}\n`);
  console.log(`\nwritten to bench/results/${name}.json`);
}
