import { type Shape, flowsOut } from './parts.js';

/** The shortest way of flows from one element to another: ids of its flows and of what they pass; empty where there is none. */
export function wayBetween(from: Shape, to: Shape): string[] {
  const seen = new Set([from]);
  let front: { at: Shape; way: string[] }[] = [{ at: from, way: [] }];
  while (front.length > 0) {
    const next: typeof front = [];
    for (const { at, way } of front) {
      for (const flow of [...flowsOut(at), ...(at.attachers ?? []).flatMap(flowsOut)]) {
        if (flow.target === to) return [...way, flow.id];
        if (seen.has(flow.target)) continue;
        seen.add(flow.target);
        next.push({ at: flow.target, way: [...way, flow.id, flow.target.id] });
      }
    }
    front = next;
  }
  return [];
}
