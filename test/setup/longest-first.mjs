import Sequencer from '@jest/test-sequencer';

/** Suites of minutes. Begun last, one of them would keep everybody waiting for a single worker; a machine that knows no earlier run has no other way to tell. */
const LONGEST = ['integration/guards-honest', 'e2e/pages', 'integration/sigkill.', 'integration/scenarios', 'chaos/chaos', 'e2e/studio', 'integration/report-issues-sigkill', 'e2e/journey-designer', 'e2e/board', 'reports.random'];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => LONGEST.findIndex((name) => path.includes(name)) + 1 || LONGEST.length + 1;
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
