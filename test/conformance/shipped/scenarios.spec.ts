import { type Loaded, load, readFolder, shippedCodes } from './library.js';
import { Run, deviations } from './play-scenario.js';

const codes = shippedCodes();
const shipped = new Map<string, Loaded>();
const of = (code: string): Loaded => shipped.get(code) as Loaded;

beforeAll(async () => {
  for (const code of codes) shipped.set(code, await load(readFolder(code)));
});

it('the library has the eight procedures, the weekly batch of one of them, and two components', () => {
  expect(codes).toEqual(['ban-giao-ho-so-cu-tru', 'bien-dong-dat-dai', 'dat-dai-lan-dau', 'hon-nhan', 'karaoke', 'ke-hoach-moi-truong', 'khai-sinh-lien-thong', 'quang-cao', 'thuong-tru', 'tiep-nhan-chung', 'tra-ket-qua-chung']);
});

describe.each(codes)('%s', (code) => {
  it.each(Object.keys(readFolder(code).scenarios))('runs as %s says', (name) => {
    const { scenarios } = of(code);
    const scenario = scenarios[name];
    expect(scenario && deviations(shipped, of(code), scenario)).toEqual([]);
  });

  it('reaches the end with the defaults of its forms alone', () => {
    const run = new Run(shipped, of(code), {});
    for (let next = run.waiting[0]; next; next = run.waiting[0]) run.do({ element: next });
    expect(run.state).toBe(code === 'tiep-nhan-chung' ? null : 10);
  });

  it('has a scenario for each of its end events', () => {
    const { xml, scenarios } = of(code);
    const ends = [...xml.replace(/<bpmn:subProcess[\s\S]*?<\/bpmn:subProcess>/g, '').matchAll(/<bpmn:endEvent id="([^"]+)"/g)].map(([, id]) => id);
    expect(ends.filter((end) => !Object.values(scenarios).some((scenario) => scenario.ends === end))).toEqual([]);
  });
});
