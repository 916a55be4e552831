import type { IsoTableRow } from '#contract';
import { readDocument } from '../diagram.fixture.js';
import { isoTable, prove } from '../index.js';
import { readShipped, shippedCodes } from '../shipped.fixture.js';
import { applyTable } from './apply-table.js';

async function applied(code: string, change: (rows: IsoTableRow[]) => IsoTableRow[]) {
  const { document, forms } = await readShipped(code);
  const drawn = await applyTable(document, change(structuredClone(isoTable(document))));
  if (!drawn.ok) throw new Error(drawn.rejection.message.en);
  const { bpmn, unread } = drawn.value;
  const after = await readDocument(bpmn);
  return { rows: isoTable(after), unread, after, xml: document.xml, bpmn, forms };
}

const shapesOf = (xml: string): string[] => [...xml.matchAll(/<bpmndi:BPMNShape[^>]*bpmnElement="([^"]*)"[^>]*>\s*<dc:Bounds ([^/]*?)\s*\/>/g)].map(([, id, bounds]) => `${id} ${bounds}`).sort();

describe('applyTable', () => {
  it.each(shippedCodes())('of an unchanged table changes nothing of %s', async (code) => {
    const { rows, unread, xml, bpmn } = await applied(code, (same) => same);
    expect(unread).toEqual([]);
    expect(rows).toEqual(isoTable((await readShipped(code)).document));
    expect(shapesOf(bpmn)).toEqual(shapesOf(xml));
  });

  it('changes the cells that were changed and leaves the drawing alone', async () => {
    // when
    const { rows, xml, bpmn } = await applied('thuong-tru', (all) =>
      all.map((row) => (row.element === 'ghiSo' ? { ...row, activity: 'Ghi sổ mới', time: { amount: 4, unit: 'working_hour' as const }, responsible: { agency: 'commune', role: 'lanh-dao', names: [] }, results: [{ code: 'so-moi', name: 'Sổ mới' }] } : row)),
    );

    // then
    const changed = rows.find(({ element }) => element === 'ghiSo');
    expect(changed).toMatchObject({ activity: 'Ghi sổ mới', time: { amount: 4, unit: 'working_hour' }, responsible: { agency: 'commune', role: 'lanh-dao' }, results: [{ code: 'so-moi', name: 'Sổ mới' }] });
    expect(shapesOf(bpmn)).toEqual(shapesOf(xml));
    expect(bpmn).toContain('form="doi-chieu-tang-thu"');
  });

  it('puts a new row into the sequence and bridges one that is gone; the rest stays where it stands', async () => {
    // when
    const { rows, unread, after, xml, bpmn } = await applied('thuong-tru', (all) =>
      all.flatMap((row) => {
        if (row.element === 'xacNhanNoiDi') return [];
        const added: IsoTableRow = { ...row, element: null, number: '', activity: 'Kiểm tra lần hai', time: { amount: 2, unit: 'working_hour' }, responsible: { agency: 'police_commune', role: 'cong-an-xa', names: [] }, forms: [], results: [], form: null, note: '', ways: [] };
        return row.element === 'ghiSo' ? [row, added] : [row];
      }),
    );

    // then
    expect(unread).toEqual([]);
    const at = rows.findIndex(({ activity }) => activity === 'Kiểm tra lần hai');
    expect([rows[at - 1]?.element, rows[at]?.time, rows[at + 1]?.element]).toEqual(['ghiSo', { amount: 2, unit: 'working_hour' }, 'kySo']);
    expect(rows.map(({ element }) => element)).not.toContain('xacNhanNoiDi');
    expect(prove(after).filter(({ severity, rule }) => severity === 'error' && !['form-missing', 'decision-missing', 'budget-exceeds-limit'].includes(rule))).toEqual([]);
    const stayed = shapesOf(xml).filter((shape) => !shape.startsWith('xacNhanNoiDi '));
    expect(shapesOf(bpmn)).toEqual(expect.arrayContaining(stayed));
  });

  it('lists what a table cannot change', async () => {
    const { unread } = await applied('thuong-tru', (all) => [...all.filter(({ element }) => element !== 'xetDoiChieu').slice(1), ...all.slice(0, 1)]);
    expect(unread.map(({ reason }) => reason)).toEqual([expect.stringContaining('chuyển chỗ'), expect.stringContaining('rẽ nhánh')]);
  });
});
