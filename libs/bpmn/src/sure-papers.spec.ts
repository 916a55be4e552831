import { chart, readDocument } from './diagram.fixture.js';
import { prove } from './index.js';

const makes = (id: string, code: string, more = ''): string => `<userTask id="${id}"><extensionElements><iso:step agency="commune" role="tiep-nhan"><iso:paperOut code="${code}"${more}/></iso:step></extensionElements></userTask>`;
const needs = (id: string, code: string): string => `<userTask id="${id}"><extensionElements><iso:step agency="commune" role="tiep-nhan"><iso:paperIn code="${code}"/></iso:step></extensionElements></userTask>`;
const TIMER = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>';

const told = async (source: string): Promise<string[]> => prove(await readDocument(chart(source))).filter(({ rule }) => rule === 'paper-uncovered').map(({ message }) => (message.en.includes('some') ? 'sometimes' : 'never'));

describe('papers out cover papers in on every way', () => {
  it.each<[string, string, string[]]>([
    ['made before', `start s; ${makes('a', 'p')}; ${needs('b', 'p')}; end e; s>a>b>e`, []],
    ['made after', `start s; ${makes('a', 'p')}; ${needs('b', 'p')}; end e; s>b>a>e`, ['never']],
    ['made on one of two ways', `start s; xor x m; ${makes('a', 'p')}; ${needs('b', 'p')}; end e; s>x>a>m>b>e; x>m`, ['sometimes']],
    ['made on both', `start s; xor x m; ${makes('a', 'p')}; ${makes('c', 'p')}; ${needs('b', 'p')}; end e; s>x>a>m>b>e; x>c>m`, []],
    ['made in one of two parallel branches', `start s; and x m; task c; ${makes('a', 'p')}; ${needs('b', 'p')}; end e; s>x>a>m>b>e; x>c>m`, []],
    ['needed in the branch beside', `start s; and x m; ${makes('a', 'p')}; ${needs('b', 'p')}; end e; s>x>a>m>e; x>b>m`, ['never']],
    ['made before a loop and needed in it', `start s; xor m x; ${makes('a', 'p')}; ${needs('b', 'p')}; end e; s>a>m>b>x>e; x>m`, []],
    ['made in a loop behind its need', `start s; xor m x; ${makes('a', 'p')}; ${needs('b', 'p')}; end e; s>m>b>a>x>e; x>m`, ['sometimes']],
    ['made perhaps', `start s; ${makes('a', 'p', ' required="false"')}; ${needs('b', 'p')}; end e; s>a>b>e`, ['sometimes']],
    ['made in a sub-process', `start s; <subProcess id="sub">${chart(`start s1; ${makes('a', 'p')}; end e1; s1>a>e1`).replaceAll('\n', '')}</subProcess>; ${needs('b', 'p')}; end e; s>sub>b>e`, []],
    ['made by the step that the timer interrupts', `start s; ${makes('a', 'p')}; ${needs('b', 'p')}; end e f; s>a>e; t>b>f; <boundaryEvent id="t" attachedToRef="a">${TIMER}</boundaryEvent>`, ['sometimes']],
  ])('%s', async (_, source, expected) => {
    expect(await told(source)).toEqual(expected);
  });
});
