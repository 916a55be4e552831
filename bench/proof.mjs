/*
 * What the proof of a procedure of about 100 elements costs, from the text of the document to findings, ISO table and longest path: run
 * `npm run bench:proof`. Prints, asserts nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { isoTable, longestPath, parseBpmn, prove, readModel } from '../dist/libs/bpmn/src/index.js';
import { proofModels } from './proof-models.mjs';

const ROUNDS = Number(process.argv[2] ?? 20);
const directory = { reachable: () => ['xa-1', 'xa-2', 'xa-3'], hasRole: () => true };
const component = () => null;

const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const shown = (value) => value.toFixed(1).padStart(9);

async function once(xml) {
  const times = {};
  const timed = async (name, action) => {
    const began = performance.now();
    const result = await action();
    times[name] = performance.now() - began;
    return result;
  };
  const began = performance.now();
  const { value: document } = await timed('parse', () => parseBpmn(xml));
  const { model, findings: read } = await timed('read', () => readModel(document));
  const findings = await timed('prove', () => prove(document, { model, directory, component, maxStates: 5_000 }));
  await timed('table', () => isoTable(document, { model, component }));
  await timed('path', () => longestPath(document, model, component));
  times.whole = performance.now() - began;
  return { times, findings: [...read, ...findings].filter(({ severity }) => severity === 'error' || severity === 'warning') };
}

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}; milliseconds, ${ROUNDS} rounds, the first ones included\n`);
console.log(`${''.padEnd(34)}${'elements'.padStart(9)}${['parse', 'read', 'prove', 'table', 'path', 'whole', 'p95', 'first'].map((name) => name.padStart(9)).join('')}  found`);
const results = [];
for (const { name, xml, elements } of proofModels()) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await once(xml));
  const median = (part) => quantile(rounds.map(({ times }) => times[part]), 0.5);
  const whole = rounds.map(({ times }) => times.whole);
  const rules = [...new Set(rounds[0].findings.map(({ rule }) => rule))];
  const row = { name, elements, parse: median('parse'), read: median('read'), prove: median('prove'), table: median('table'), path: median('path'), whole: median('whole'), p95: quantile(whole, 0.95), first: whole[0], rules };
  results.push(row);
  console.log(`${name.padEnd(34)}${String(elements).padStart(9)}${['parse', 'read', 'prove', 'table', 'path', 'whole', 'p95', 'first'].map((part) => shown(row[part])).join('')}  ${rules.join(', ') || 'nothing'}`);
}
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/proof.json', JSON.stringify({ node: process.version, rounds: ROUNDS, results }, null, 2));
