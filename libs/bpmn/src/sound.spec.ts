import { chart, readDocument } from './diagram.fixture.js';
import { graphOf } from './graph.js';
import { playTokens, soundFindings } from './sound.js';

const flawsOf = async (source: string): Promise<string[]> => {
  const { flaws } = playTokens(graphOf(await readDocument(chart(source))));
  return flaws.map(({ kind, element }) => `${kind} ${element}`).sort();
};

const sub = (inside: string, attributes = ''): string => `<subProcess id="sub"${attributes}>${inside}</subProcess>`.replaceAll('\n', '');
const boundary = (definition: string, attributes = ''): string => `<boundaryEvent id="b" attachedToRef="sub"${attributes}>${definition}</boundaryEvent>`;
const catching = chart('start s1; task in; end e1; s1>in>e1');
const stuckInside = chart('start s1; xor x1; and j1; end e1; s1>x1; x1>j1; x1>j1; j1>e1');
const escalate = '<startEvent id="s1"/><intermediateThrowEvent id="th"><escalationEventDefinition escalationRef="leo-thang"/></intermediateThrowEvent><endEvent id="e1"/><sequenceFlow id="i1" sourceRef="s1" targetRef="th"/><sequenceFlow id="i2" sourceRef="th" targetRef="e1"/>';
const failing = chart('start s1; xor x1; end ok; s1>x1; x1>ok; x1>e1').replaceAll('\n', '') + '<endEvent id="e1"><errorEventDefinition errorRef="loi"/></endEvent>';
const ERROR = '<errorEventDefinition errorRef="loi"/>';
const ESCALATION = '<escalationEventDefinition escalationRef="leo-thang"/>';
const TIMER = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>';
const TERMINATE = '<endEvent id="stop"><terminateEventDefinition/></endEvent>';

const sound: [string, string][] = [
  ['a sequence', 'start s; task a b; end e; s>a>b>e'],
  ['exclusive branches that merge', 'start s; xor x m; task a b; end e; s>x>a>m>e; x>b>m'],
  ['exclusive branches to ends of their own', 'start s; xor x; task a b; end e f; s>x>a>e; x>b>f'],
  ['parallel branches that join', 'start s; and f j; task a b; end e; s>f>a>j>e; f>b>j'],
  ['nested parallel branches', 'start s; and f j f2 j2; task a b c; end e; s>f>a>j>e; f>f2>b>j2>j; f2>c>j2'],
  ['parallel branches that end at one end event', 'start s; and f; task a b; end e; s>f>a>e; f>b>e'],
  ['a choice inside a parallel branch', 'start s; and f j; xor x m; task a b c; end e; s>f>a>j>e; f>x>b>m>j; x>c>m'],
  ['a rework loop inside a parallel branch', 'start s; and f j; xor m x; task a b; end e; s>f>a>j>e; f>m>b>x>j; x>m'],
  ['a loop round a parallel block', 'start s; xor m x; and f j; task a b; end e; s>m>f>a>j>x>e; f>b>j; x>m'],
  ['an inclusive split with an inclusive join', 'start s; or f j; task a b c; end e; s>f>a>j>e; f>b>j; f>c>j'],
  ['an inclusive block with a loop inside', 'start s; or f j; xor m x; task a b; end e; s>f>m>a>x>j>e; x>m; f>b>j'],
  ['a parallel split with an inclusive join', 'start s; and f; or j; task a b; end e; s>f>a>j>e; f>b>j'],
  ['an exclusive split with an inclusive join', 'start s; xor f; or j; task a b; end e; s>f>a>j>e; f>b>j'],
  ['an inclusive block inside an inclusive block', 'start s; or f j f2 j2; task a b c; end e; s>f>a>j>e; f>f2>b>j2>j; f2>c>j2'],
  ['an event gateway', 'start s; any g; message m; timer t; xor x; end e; s>g>m>x>e; g>t>x'],
  ['a reminder loop round an event gateway', 'start s; xor r; any g; message m; timer t; end e; s>r>g>m>e; g>t>r'],
  ['link events', `start s; task a; end e; s>a>throw; <intermediateThrowEvent id="throw"><linkEventDefinition name="sang-trang"/></intermediateThrowEvent>; <intermediateCatchEvent id="catch"><linkEventDefinition name="sang-trang"/></intermediateCatchEvent>; catch>e`],
  ['a sub-process', `start s; end e; s>sub>e; ${sub(catching)}`],
  ['an error thrown to the boundary', `start s; end e f; s>sub>e; b>f; ${sub(failing)}; ${boundary(ERROR)}`],
  ['an interrupting timer on a sub-process', `start s; end e f; s>sub>e; b>f; ${sub(catching)}; ${boundary(TIMER)}`],
  ['a non-interrupting reminder with an end of its own', `start s; end e f; task r; s>sub>e; b>r>f; ${sub(catching)}; ${boundary(TIMER, ' cancelActivity="false"')}`],
  ['an escalation that is thrown and caught beside', `start s; end e f; task r; s>sub>e; b>r>f; ${sub(escalate)}; ${boundary(ESCALATION, ' cancelActivity="false"')}`],
  ['an event sub-process', `start s; task a; end e; s>a>e; <subProcess id="es" triggeredByEvent="true"><startEvent id="es1">${TIMER}</startEvent><endEvent id="es2"/><sequenceFlow id="esf" sourceRef="es1" targetRef="es2"/></subProcess>`],
  ['terminate in a parallel branch', `start s; and f j; xor x; task a b; end e; s>f>a>x>j>e; x>stop; f>b>j; ${TERMINATE}`],
  ['parallel branches merged just before the end', 'start s; and f; xor m; task a b; end e; s>f>a>m>e; f>b>m'],
  ['parallel branches merged before what only passes', 'start s; and f; xor m; task a b; end e; s>f>a>m>t>e; f>b>m; <task id="t"/>'],
  ['two tokens that split and join again', 'start s; and f f2 j2; xor m; end e; <task id="a"/>; <task id="b"/>; s>f>m>f2>a>j2>e; f>m; f2>b>j2'],
  ['an activity that gives and one that gathers tokens', 'start s; end e; <task id="a" completionQuantity="6"/>; <task id="b" startQuantity="3"/>; s>a>b>e'],
  ['compensation beside the flow', 'start s; task a; end e; s>a>e; <userTask id="undo" isForCompensation="true"/>; <boundaryEvent id="bc" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'],
];

const unsound: [string, string, string[]][] = [
  ['exclusive branches into a parallel join', 'start s; xor x; and j; task a b; end e; s>x>a>j>e; x>b>j', ['deadlock j']],
  ['inclusive branches into a parallel join', 'start s; or x; and j; task a b; end e; s>x>a>j>e; x>b>j', ['deadlock j']],
  ['parallel branches merged by an exclusive gateway', 'start s; and f; xor m; task a b c; end e; s>f>a>m>c>e; f>b>m', ['missing-synchronisation m']],
  ['parallel branches that meet at a task', 'start s; and f; task a b c; end e; s>f>a>c>e; f>b>c', ['missing-synchronisation c']],
  ['a jump out of a parallel branch', 'start s; and f j; xor x; task a b; end e f1; s>f>a>x>j>e; x>f1; f>b>j', ['deadlock j']],
  ['a jump back out of a parallel branch', 'start s; xor m x; and f j; task a b; end e; s>m>f>a>x>j>e; x>m; f>b>j', ['missing-synchronisation b']],
  ['a deadlock that only a boundary event of the sub-process could end', `start s; end e f; s>sub>e; b>f; ${sub(stuckInside)}; ${boundary(TIMER)}`, ['deadlock j1']],
  ['an activity that gathers more tokens than come', 'start s; end e; <task id="a" completionQuantity="4"/>; <task id="b" startQuantity="3"/>; s>a>b>e', ['deadlock b']],
  ['two tokens at a sub-process', `start s; and f; xor m; end e; s>f>m>sub>e; f>m; ${sub(catching)}`, ['missing-synchronisation sub']],
  ['tokens without end', 'start s; xor m; and f; end e; <task id="t"/>; s>m>f>m; f>t>e', ['missing-synchronisation t']],
  ['a loop without an exit', 'start s; xor x m; task a; end e; s>x>e; x>m>a>m', ['cannot-complete m']],
  ['an escalation nobody throws', `start s; end e f; s>sub>e; b>f; ${sub(catching)}; ${boundary(ESCALATION)}`, ['dead-element b', 'dead-element f']],
  ['a loop that goes on while what it sent out still ends', 'start s; xor x; task a; or o; end e; s>x>a>o>o; x>e; o>x', ['missing-synchronisation e']],
  ['two inclusive joins that wait for each other', 'start s; and f; or j k; xor x y; end e g; s>f; f>j; f>k; j>x; x>k; x>e; k>y; y>j; y>g', ['deadlock j', 'deadlock k']],
];

describe('the token game', () => {
  it.each(sound)('finds nothing in %s', async (_, source) => {
    expect(await flawsOf(source)).toEqual([]);
  });

  it.each(unsound)('finds %s', async (_, source, flaws) => {
    expect(await flawsOf(source)).toEqual(flaws);
  });

  it('tells the story of a deadlock: the join, the missing flow, the way there', async () => {
    // when
    const [found] = soundFindings(graphOf(await readDocument(chart('start s; xor x; and j; task a b; end e; s>x>a>j>e; x>b>j'))));

    // then
    expect(found).toMatchObject({ severity: 'error', rule: 'deadlock', element: 'j' });
    expect(found?.message.en).toMatch(/^j waits for ever for flow [ab]-j-\d, which never comes\. The way there: s → x → [ab]\.$/);
  });

  it.each([
    ['the normal way out of what always fails', `start s; task z; end e f; s>sub>z>e; b>f; ${sub(chart('start s1; s1>e1') + '<endEvent id="e1"><errorEventDefinition errorRef="loi"/></endEvent>')}; ${boundary(ERROR)}`, ['dead-element z', 'dead-element e']],
    ['a job that two branches lead to', 'start s; and f; xor m; end e; <serviceTask id="j"/>; s>f>m>j>e; f>m', ['missing-synchronisation j']],
  ])('only warns of %s', async (_, source, warnings) => {
    const found = soundFindings(graphOf(await readDocument(chart(source))));
    expect(found.map(({ severity, rule, element }) => `${severity} ${rule} ${element}`)).toEqual(warnings.map((one) => `warning ${one}`));
  });

  it('proves a model of a thousand elements and wide parallel branches without meeting the bound', async () => {
    // given twelve branches of forty tasks in four exclusive diamonds each
    const branches = Array.from({ length: 12 }, (_, n) => {
      const diamonds = [0, 1, 2, 3].map((d) => `xor x${n}-${d} m${n}-${d}; task a${n}-${d} b${n}-${d}; x${n}-${d}>a${n}-${d}>m${n}-${d}; x${n}-${d}>b${n}-${d}>m${n}-${d}`);
      const tasks = Array.from({ length: 40 }, (_unused, t) => `t${n}-${t}`);
      return [`task ${tasks.join(' ')}`, ...diamonds, ['f', ...tasks, `x${n}-0`].join('>'), `m${n}-0>x${n}-1`, `m${n}-1>x${n}-2`, `m${n}-2>x${n}-3`, `m${n}-3>j`].join(';');
    });

    // when
    const graph = graphOf(await readDocument(chart(`start s; and f j; end e; s>f; j>e; ${branches.join(';')}`)));
    const { flaws, bounded, states } = playTokens(graph);

    // then
    expect({ flaws, bounded }).toEqual({ flaws: [], bounded: false });
    expect(states).toBeLessThan(10);
  });

  it('folds reminders and sub-processes in parallel branches', async () => {
    // given
    const branches = Array.from({ length: 12 }, (_, n) => `task t${n} u${n}; ${sub(catching).replaceAll('"sub"', `"q${n}"`).replaceAll(/id="([^q][^"]*)"|Ref="([^"]*)"/g, (_, id?: string, ref?: string) => (id ? `id="${id}.${n}"` : `Ref="${ref}.${n}"`))}; <boundaryEvent id="b${n}" attachedToRef="t${n}" cancelActivity="false">${TIMER}</boundaryEvent>; b${n}>u${n}>e; f>t${n}>q${n}>j`);

    // when
    const { flaws, states } = playTokens(graphOf(await readDocument(chart(`start s; and f j; end e; s>f; j>e; ${branches.join(';')}`))));

    // then
    expect(flaws).toEqual([]);
    expect(states).toBeLessThan(10);
  });

  it.each([
    ['an error where no end was seen', 's>f; j>e', 'error'],
    ['a warning where one was', 'xor x; s>x; x>e; x>f; j>e', 'warning'],
  ])('says that the bound was met: %s', async (_, begin, severity) => {
    // given inclusive blocks side by side, which cannot be folded
    const wide = Array.from({ length: 6 }, (_unused, n) => `task a${n} b${n}; or o${n} p${n}; f>o${n}; o${n}>a${n}>p${n}; o${n}>b${n}>p${n}; p${n}>j`).join(';');
    const graph = graphOf(await readDocument(chart(`start s; and f j; end e; ${begin}; ${wide}`)));

    // then
    expect(soundFindings(graph, 50)).toEqual([expect.objectContaining({ severity, rule: 'proof-bounded' })]);
  });
});
