import { IsoTableRow } from '#contract';
import { chart, readDocument } from '../diagram.fixture.js';
import { compareNumbers, isoTable } from '../index.js';
import { readShipped, shippedCodes } from '../shipped.fixture.js';

const numbersOf = async (source: string): Promise<string> =>
  isoTable(await readDocument(chart(source)))
    .map(({ number, element, ways }) => [number, element, ...ways.map(({ when, to, end }) => `(${when}${when && ' '}→ ${to.join('+') || end})`)].join(' '))
    .join('; ');

const named = (flow: string, name: string): string => `<sequenceFlow id="${flow.replace('>', '_')}" name="${name}" sourceRef="${flow.split('>')[0]}" targetRef="${flow.split('>')[1]}"/>`;
const TIMER = '<timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition>';

describe('isoTable', () => {
  it.each([
    ['a sequence counts on', 'start s; task a b; end e; s>a>b>e', '1 a; 2 b'],
    ['parallel branches count 3a, 3b', 'start s; and f j; task a b c w; end e; s>a>f>b>j>w>e; f>c>j', '1 a; 2a b; 2b c; 3 w'],
    ['branches of several rows count 1a.1', 'start s; and f j; task a b c w; end e; s>f>a>b>j>w>e; f>c>j', '1a.1 a; 1a.2 b; 1b c; 2 w'],
    ['branches in branches', 'start s; and f j g k; task a b c w; end e; s>f>a>j>e; f>g>b>k>w>j; g>c>k', '1a a; 1b.1a b; 1b.1b c; 1b.2 w'],
    ['a choice tells its ways in words', `start s; xor x; task a b; end e; s>x; ${named('x>a', 'Đủ')}; ${named('x>e', 'Thiếu')}; a>b>e`, '1 x (Đủ → 2) (Thiếu → e); 2 a; 3 b'],
    ['a way back is told', `start s; xor x m; task a b; end e; s>m>a>x; ${named('x>m', 'Trả lại')}; ${named('x>b', 'Đạt')}; b>e`, '1 a; 2 x (Trả lại → 1) (Đạt → 3); 3 b'],
    ['a row that jumps says where to', `start s; xor x m; task a b c; end e; s>x; ${named('x>a', 'Một')}; ${named('x>b', 'Hai')}; a>m>c>e; b>m`, '1 x (Một → 2) (Hai → 3); 2 a (→ 4); 3 b; 4 c'],
    ['an event gateway is a wait with its ways', 'start s; any g; message m; timer t; task a b; end e f; s>g>m>a>e; g>t>b>f', '1 g (thong-diep → 2) (P1D → 3); 2 a (→ e); 3 b'],
    ['a boundary event is told at its row', `start s; task a b; end e f; s>a>e; q>b>f; <boundaryEvent id="q" name="quá hạn" attachedToRef="a">${TIMER}</boundaryEvent>`, '1 a (→ e) (quá hạn → 2); 2 b'],
    ['a sub-process is a group of rows', `start s; task a b; end e; s>a>sub>b>e; <subProcess id="sub">${chart('start s1; task x y; end e1; s1>x>y>e1').replaceAll('\n', '')}</subProcess>`, '1 a; 2 sub; 2.1 x; 2.2 y; 3 b'],
    ['several flows out of a task are parallel branches', 'start s; task a b c; end e f; s>a>b>e; a>c>f', '1 a; 2a b; 2b c'],
  ])('%s', async (_, source, expected) => {
    expect(await numbersOf(source)).toBe(expected);
  });

  it('tells who, how long and on which papers, with the names of the installation', async () => {
    // given
    const { document, model } = await readShipped('thuong-tru');
    const vocabulary = {
      agencies: [{ relation: 'police_district', roles: [], names: [{ vi: 'Công an huyện Khánh Vĩnh', en: 'Police of Khanh Vinh' }] }],
      roles: [{ code: 'tra-cuu-tang-thu', names: [{ vi: 'Cán bộ tra cứu tàng thư', en: 'Archive officer' }] }],
    };

    // when
    const row = isoTable(document, { model, vocabulary }).find(({ element }) => element === 'doiChieuTangThu');

    // then
    expect(row).toMatchObject({
      number: '4', kind: 'step', activity: 'Đối chiếu tàng thư', time: { amount: 1, unit: 'working_day' }, form: 'doi-chieu-tang-thu',
      responsible: { agency: 'police_district', role: 'tra-cuu-tang-thu', names: ['Công an huyện Khánh Vĩnh', 'Cán bộ tra cứu tàng thư'] },
      forms: [{ code: 'hk02', name: 'Phiếu báo thay đổi hộ khẩu, nhân khẩu (HK02)' }, { code: 'ban-khai-nhan-khau', name: 'Bản khai nhân khẩu' }],
    });
    expect(isoTable(document, { model, vocabulary, language: 'en' })[3]).toMatchObject({ activity: 'Compare with the archive', responsible: { names: ['Police of Khanh Vinh', 'Archive officer'] } });
  });

  it.each(shippedCodes())('gives %s every step once, numbered upwards, in the shape of the contract', async (code) => {
    // when
    const { document, model } = await readShipped(code);
    const rows = isoTable(document, { model });

    // then
    expect(rows.map((row) => IsoTableRow.parse(row))).toEqual(rows);
    expect(rows.map(({ element }) => element)).toEqual(expect.arrayContaining(Object.keys(model.steps)));
    expect(new Set(rows.map(({ element }) => element)).size).toBe(rows.length);
    expect(rows.map(({ number }) => number).sort(compareNumbers)).toEqual(rows.map(({ number }) => number));
    expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
  });
});
