/*
 * Where the time of a step goes, in one lane: while a statement is under way (and which statements, how many), inside the engine, in JSON.
 * Wraps the functions concerned, so a run with it is a few per cent slower than one without. Work that is done while statements are
 * under way counts in both.
 */
import pg from 'pg';
import { StatementBatch } from '../dist/libs/platform/src/database/statement-batch.js';
import { LiveInstance } from '../dist/libs/runtime/src/engine/engine.js';

export function splitCost() {
  const spent = { statements: 0, engine: 0, json: 0 };
  const asked = new Map();
  const undo = [];
  let underWay = 0;
  let journeys = 0;
  let since = 0;
  const wrap = (target, name, make) => {
    const original = target[name];
    target[name] = make(original);
    undo.push(() => (target[name] = original));
  };
  const timed = (part) => (original) =>
    function measured(...args) {
      const from = performance.now();
      try {
        return original.apply(this, args);
      } finally {
        spent[part] += performance.now() - from;
      }
    };
  const answered = (original) =>
    function measured(...args) {
      if (--underWay === 0) spent.statements += performance.now() - since;
      return original.apply(this, args);
    };
  wrap(pg.Client.prototype, '_pulseQueryQueue', (original) =>
    function counted(...args) {
      if (this._queryQueue.length > 0) journeys++;
      for (const one of this._queryQueue) {
        for (const { text } of one.asked ?? [one]) asked.set(brief(text), (asked.get(brief(text)) ?? 0) + 1);
        if (underWay++ === 0) since = performance.now();
      }
      return original.apply(this, args);
    });
  for (const { prototype } of [pg.Query, StatementBatch]) for (const name of ['handleReadyForQuery', 'handleError']) wrap(prototype, name, answered);
  for (const name of ['apply', 'state']) wrap(LiveInstance.prototype, name, timed('engine'));
  for (const name of ['start', 'recover']) wrap(LiveInstance, name, timed('engine'));
  for (const name of ['parse', 'stringify']) wrap(JSON, name, timed('json'));
  return {
    stop(steps) {
      for (const back of undo.reverse()) back();
      const perStep = Object.fromEntries(Object.entries(spent).map(([part, ms]) => [part, ms / steps]));
      const counted = [...asked].map(([text, count]) => ({ text, perStep: count / steps })).sort((a, b) => b.perStep - a.perStep);
      return { perStep, journeysPerStep: journeys / steps, statementsPerStep: counted.reduce((sum, { perStep: n }) => sum + n, 0), statements: counted };
    },
  };
}

const brief = (text) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 90);
