import { readFileSync, readdirSync } from 'node:fs';
import type { BpmnDocument } from '../document.js';
import { parseBpmn } from '../parse-bpmn.js';
import { type Drawing, drawDiagram } from './draw-diagram.js';
import { wrap } from './svg.js';

async function read(xml: string): Promise<BpmnDocument> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  return parsed.value;
}

const shipped = readdirSync('processes').map((code) => [code, readFileSync(`processes/${code}/${code}.bpmn`, 'utf8')] as const);
const residence = readFileSync('processes/thuong-tru/thuong-tru.bpmn', 'utf8');
const drawn = async (xml: string): Promise<Drawing> => drawDiagram(await read(xml)) ?? Promise.reject(new Error('nothing was drawn'));

describe('a diagram drawn by its interchange', () => {
  it.each(shipped)('%s is one well-formed drawing without a coordinate that is no number', async (_, xml) => {
    const drawing = await drawn(xml);
    const svg = drawing.svg();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect([drawing.bounds.width, drawing.bounds.height].every((side) => side > 100)).toBe(true);
    expect((svg.match(/<g/g) ?? []).length).toBe((svg.match(/<\/g>/g) ?? []).length);
  });

  it('names lanes, steps and flows', async () => {
    const svg = (await drawn(residence)).svg();
    for (const word of ['Tàng thư', 'Đối chiếu', 'Ghi sổ', 'Không khớp']) expect(svg).toContain(word);
  });

  it('leaves what lies elsewhere out of a part', async () => {
    const drawing = await drawn(residence);
    const { x, y, height } = drawing.bounds;
    const part = drawing.svg({ x, y, width: 300, height });
    expect(part).toContain('Công dân nộp');
    expect(part).not.toContain('Ghi sổ');
    expect(part.length).toBeLessThan(drawing.svg().length);
  });

  it('writes names as text, whatever signs are in them', async () => {
    const svg = (await drawn(residence.replaceAll('Ghi sổ hộ khẩu', 'A &lt;b onload=&quot;x&quot;&gt; &amp; c'))).svg();
    expect(svg).not.toContain('<b ');
    expect(svg).toContain('&#60;b');
  });

  it('is nothing where there is no drawing', async () => {
    expect(drawDiagram(await read(residence.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '')))).toBeNull();
  });
});

describe('words in a box', () => {
  it('are broken between words, and never inside one', () => {
    expect(wrap('Xác minh tại nơi cư trú', 60, 11)).toEqual(['Xác minh', 'tại nơi cư', 'trú']);
    expect(wrap('Khôngcóchỗnàođểngắt', 10, 11)).toEqual(['Khôngcóchỗnàođểngắt']);
  });
});
