/*
 * How benches speak with the processes they measure: a request is one line of JSON on its input, the answer one line on its output
 * that begins with `@`; whatever else it prints goes to our error output.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a contender and waits until it has said that it is ready. */
export async function contender(command, args, { env = process.env, cwd } = {}) {
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  const failed = (error) => waiting.splice(0).forEach(({ reject }) => reject(error));
  child.once('error', failed);
  child.once('exit', (code) => failed(new Error(`${command} ${args.join(' ')} ended with ${code}`)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('@')) return process.stderr.write(`  ${line}\n`);
    const answer = JSON.parse(line.slice(1));
    const asked = waiting.shift();
    return answer.error ? asked?.reject(new Error(answer.error)) : asked?.resolve(answer);
  });
  const next = () => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  const { name } = await next();
  return {
    name,
    pid: child.pid,
    ask(request) {
      const answer = next();
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      waiting.length = 0;
      child.stdin.end();
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** The other side: answers each request with what `handle` gives, until the input ends. */
export async function serve(handle) {
  const say = (answer) => process.stdout.write(`@${JSON.stringify(answer)}\n`);
  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    await handle(JSON.parse(line)).then(say, (error) => say({ error: String(error?.stack ?? error) }));
  }
}

/** Takes `step` again and again in `lanes` lanes side by side until the time is up; an instance that was begun is ended. Gives what was done. */
export async function forSeconds(seconds, lanes, instance) {
  const times = new Map();
  const began = performance.now();
  const until = began + seconds * 1000;
  const timed = async (kind, work) => {
    const from = performance.now();
    const result = await work();
    const spent = performance.now() - from;
    if (!times.has(kind)) times.set(kind, []);
    times.get(kind).push(spent);
    return result;
  };
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    while (performance.now() < until) await instance(lane, timed);
  }));
  const ms = performance.now() - began;
  const steps = [...times.values()].reduce((sum, list) => sum + list.length, 0);
  const kinds = Object.fromEntries([...times].map(([kind, list]) => [kind, { count: list.length, p50: at(list, 0.5), p99: at(list, 0.99) }]));
  return { steps, ms, perSecond: (steps / ms) * 1000, kinds };
}

const at = (list, share) => Number((list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0).toFixed(3));
