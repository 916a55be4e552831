/* CPU time of processes as Linux counts it: what a step costs, however busy the machine is with other work. Null elsewhere. */
import { readFileSync, readdirSync } from 'node:fs';

/** The kernel's clock ticks, of which USER_HZ has a hundred a second on every Linux. */
const TICK_MS = 10;

function statOf(pid) {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ms: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS };
}

/** Of processes and of all that they have started, also of what has ended since. */
export function cpuMs(pids) {
  try {
    const known = new Map();
    for (const pid of readdirSync('/proc')) {
      try {
        if (/^\d+$/.test(pid)) known.set(Number(pid), statOf(pid));
      } catch {
        // It has ended meanwhile.
      }
    }
    const counts = (pid) => known.has(pid) && (pids.includes(pid) || counts(known.get(pid).parent));
    return [...known.keys()].filter(counts).reduce((sum, pid) => sum + known.get(pid).ms, 0);
  } catch {
    return null;
  }
}
