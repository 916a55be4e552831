import { readFileSync } from 'node:fs';
import { parseBpmn } from '../parse-bpmn.js';
import { readModel } from '../read-model.js';
import { diffRevisions } from './diff-revisions.js';
import type { DiffSide } from './facts.js';

const LAND = readFileSync('processes/thuong-tru/thuong-tru.bpmn', 'utf8');

async function side(xml: string): Promise<DiffSide> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  return { document: parsed.value, model: readModel(parsed.value).model };
}

const differ = async (change: (xml: string) => string, language: 'vi' | 'en' = 'vi') => {
  const changed = change(LAND);
  expect(changed).not.toBe(LAND);
  return diffRevisions(await side(LAND), await side(changed), { language });
};

describe('the difference of two revisions', () => {
  it('is nothing where nothing changed', async () => {
    const { changes, rows } = diffRevisions(await side(LAND), await side(LAND), { language: 'vi' });
    expect(changes).toEqual([]);
    expect(new Set(rows.map(({ change }) => change))).toEqual(new Set(['same']));
  });

  it('tells a shorter limit of the procedure and of a step in words', async () => {
    const found = await differ((xml) => xml.replace('legalLimit="3"', 'legalLimit="2"').replace(/(<bpmn:userTask id="ghiSo"[\s\S]*?budget=")[^"]+"/, '$13"'));
    expect(found.changes.find(({ element }) => element === null)?.attributes).toEqual([
      { attribute: 'legalLimit', label: 'Thời hạn giải quyết', from: '3 ngày làm việc', to: '2 ngày làm việc' },
    ]);
    const step = found.changes.find(({ element }) => element === 'ghiSo');
    expect(step).toMatchObject({ change: 'changed', type: 'UserTask' });
    expect(step?.attributes).toEqual([expect.objectContaining({ attribute: 'budget', to: '3 ngày làm việc' })]);
    expect(found.rows.find(({ element }) => element === 'ghiSo')).toMatchObject({ change: 'changed' });
  });

  it('tells a changed lane default at every step that takes it from there', async () => {
    const found = await differ((xml) => xml.replace('agency="police_commune" role="cong-an-xa"', 'agency="commune" role="tu-phap"'), 'en');
    const touched = found.changes.filter(({ attributes }) => attributes.some(({ attribute }) => attribute === 'role')).map(({ element }) => element);
    expect(touched).toEqual(expect.arrayContaining(['xacMinh', 'ghiSo']));
    expect(found.changes.find(({ element }) => element === 'xacMinh')?.attributes).toContainEqual(expect.objectContaining({ label: 'Agency', to: "Commune People's Committee" }));
  });

  it('tells an element that came or went, and its row', async () => {
    const without = (xml: string): string => xml.replace(/ id="ghiSo"/, ' id="vaoSo"').replaceAll('>ghiSo<', '>vaoSo<').replaceAll('Ref="ghiSo"', 'Ref="vaoSo"').replaceAll('bpmnElement="ghiSo"', 'bpmnElement="vaoSo"');
    const found = await differ(without);
    expect(found.changes.filter(({ type }) => type === 'UserTask').map(({ element, change }) => [element, change])).toEqual([['vaoSo', 'added'], ['ghiSo', 'removed']]);
    expect(found.rows.filter(({ change }) => change === 'added' || change === 'removed').map(({ element }) => element).sort()).toEqual(['ghiSo', 'vaoSo']);
  });

  it('keeps changes of the drawing apart', async () => {
    const found = await differ((xml) => xml.replace(/(bpmnElement="ghiSo"[^>]*>\s*<dc:Bounds x=")(\d+)/, (_, head: string, x: string) => `${head}${Number(x) + 15}`));
    expect(found.changes.map(({ element, change }) => [element, change])).toEqual([['ghiSo', 'moved']]);
    expect(found.counts).toEqual({ added: 0, removed: 0, changed: 0, moved: 1 });
  });

  it('compares decisions where both sides bring theirs', async () => {
    const of = async (decisions?: Record<string, string>) => ({ ...(await side(LAND)), ...(decisions && { decisions }) });
    const [changed] = diffRevisions(await of({ phi: '<a/>' }), await of({ phi: '<b/>' }), { language: 'vi' }).changes;
    expect(changed?.attributes).toMatchObject([{ attribute: 'decision.phi', label: 'Bảng quyết định phi' }]);
    expect(diffRevisions(await of({ phi: '<a/>' }), await of(), { language: 'vi' }).changes).toEqual([]);
  });

  it('tells another condition, and papers of the dossier', async () => {
    const found = await differ((xml) => xml.replace('originals="1" copies="1" required="true" compartment="police"', 'originals="1" copies="2" required="false" compartment="police"').replace(/(conditionExpression[^>]*>)([^<]+)</, '$1= false<'));
    expect(found.changes.flatMap(({ attributes }) => attributes.map(({ attribute }) => attribute)).sort()).toEqual(['condition', 'paper.cho-o-hop-phap']);
  });
});
