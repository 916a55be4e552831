import { chart, readDocument } from './diagram.fixture.js';
import { graphOf } from './graph.js';
import { readModel } from './index.js';
import { longestBudget, timelyFindings, workingHours } from './timely.js';

const step = (id: string, budget: number, extra = ''): string =>
  `<userTask id="${id}" name="${id}"><extensionElements><iso:step agency="commune" role="tiep-nhan" budget="${budget}" unit="working_day"/>${extra}</extensionElements></userTask>`;

const back = (from: string, to: string, rounds: number): string => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"><extensionElements><iso:loop rounds="${rounds}"/></extensionElements></sequenceFlow>`;

async function pathOf(source: string) {
  const document = await readDocument(chart(source));
  const component = readModel(await readDocument(`${step('x', 1)}${step('y', 0.5)}${step('z', 9, '<iso:clock stop="supplement" evidence="form-02"/>')}`)).model;
  const path = longestBudget(graphOf(document), readModel(document).model, (code) => (code === 'chung' ? component : null));
  return [path.hours / 8, ...path.spent.map(({ element }) => element.id)];
}

const LATE = '<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P30D</timeDuration></timerEventDefinition></intermediateCatchEvent>';
const stopped = '<eventBasedGateway id="any"><extensionElements><iso:clock stop="payment" evidence="tax-notice"/></extensionElements></eventBasedGateway>';

describe('longestBudget', () => {
  it.each([
    ['a sequence sums up', `start s; ${step('a', 1)}; ${step('b', 2)}; end e; s>a>b>e`, [3, 'a', 'b']],
    ['of parallel branches the longest counts', `start s; and f j; ${step('a', 3)}; ${step('b', 10)}; end e; s>f>a>j>e; f>b>j`, [10, 'b']],
    ['of exclusive branches the longest counts', `start s; xor f j; ${step('a', 3)}; ${step('b', 2)}; end e; s>f>a>j>e; f>b>j`, [3, 'a']],
    ['a loop is gone through once', `start s; xor x; ${step('a', 1)}; ${step('b', 2)}; end e; s>a>x>e; x>b>a`, [1, 'a']],
    ['a loop with rounds is gone through so often more', `start s; xor x; ${step('a', 1)}; ${step('b', 2)}; end e; s>a>x>e; x>b; ${back('b', 'a', 2)}`, [7, 'a', 'b']],
    ['an inner loop counts in every round of the outer one', `start s; xor x y; ${step('a', 1)}; ${step('b', 2)}; end e; s>a>b>x>y>e; ${back('x', 'b', 1)}; ${back('y', 'a', 1)}`, [10, 'a', 'b']],
    ['a loop left in its middle counts its rounds too', `start s; xor x m; ${step('a', 1)}; ${step('b', 2)}; end e; s>m>a>x>e; x>b; ${back('b', 'm', 1)}`, [4, 'a', 'b']],
    ['no more rounds: the time of doing it again is in the budgets', `start s; xor x; ${step('a', 1)}; end e; s>a>x>e; ${back('x', 'a', 0)}`, [1, 'a']],
    ['waiting for the citizen counts nothing', `start s; ${step('a', 5, '<iso:clock stop="supplement" evidence="form-02"/>')}; ${step('b', 2)}; end e; s>a>b>e`, [2, 'b']],
    ['events behind a stopped gateway count nothing', `start s; ${stopped}; message m; ${LATE}; xor j; ${step('a', 1)}; end e; s>any>m>j>a>e; any>wait>j`, [1, 'a']],
    ['a drawn timer counts', `start s; ${LATE}; end e; s>wait>e`, [21, 'wait']],
    ['a called component counts by its steps', 'start s; <callActivity id="c" calledElement="chung"/>; end e; s>c>e', [1.5, 'c']],
    ['a sub-process counts by its longest path', `start s; <subProcess id="sub">${step('a', 4)}${chart('start s1; end e1; s1>a>e1').replaceAll('\n', '')}</subProcess>; end e; s>sub>e`, [4, 'a']],
    ['a non-interrupting path runs beside', `start s; ${step('a', 1)}; ${step('b', 5)}; <boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>; end e f; s>a>e; t>b>f`, [1, 'a']],
    ['an interrupting path counts', `start s; ${step('a', 1)}; ${step('b', 5)}; <boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>; end e f; s>a>e; t>b>f`, [6, 'a', 'b']],
  ])('%s', async (_, source, expected) => {
    expect(await pathOf(source)).toEqual(expected);
  });
});

describe('workingHours', () => {
  it.each([
    [{ amount: 4, unit: 'working_hour' as const }, 4],
    [{ amount: 0.25, unit: 'working_day' as const }, 2],
    [{ amount: 15, unit: 'calendar_day' as const }, 88],
    [{ amount: 30, unit: 'calendar_day' as const }, 168],
    [{ amount: 1, unit: 'month' as const }, 168],
    [{ amount: 1, unit: 'same_day' as const }, 8],
  ])('of %j is %d', (budget, hours) => {
    expect(workingHours(budget)).toBe(hours);
  });
});

describe('timelyFindings', () => {
  const inside = (limit: string): string => `<extensionElements><iso:procedure code="a" ${limit}/></extensionElements>${chart(`start s; ${step('a', 2)}; ${step('b', 2)}; end e; s>a>b>e`)}`;
  const findingsOf = async (limit: string) => {
    const document = await readDocument(inside(limit));
    return timelyFindings(graphOf(document), readModel(document).model);
  };

  it('names the path that takes too long', async () => {
    expect(await findingsOf('legalLimit="3.5" legalUnit="working_day"')).toEqual([
      expect.objectContaining({ severity: 'error', rule: 'budget-exceeds-limit', element: 'b', message: expect.objectContaining({ en: expect.stringContaining('«a» (a) 2 → «b» (b) 2') }) }),
    ]);
  });

  it('is content when the sum is exactly the limit', async () => {
    expect(await findingsOf('legalLimit="4" legalUnit="working_day"')).toEqual([]);
  });

  it('warns when there is no limit', async () => {
    expect(await findingsOf('')).toEqual([expect.objectContaining({ severity: 'warning', rule: 'limit-missing', element: 'p' })]);
  });

  it('asks no limit of a component', async () => {
    expect(await findingsOf('kind="component"')).toEqual([]);
  });
});
