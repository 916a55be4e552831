/** An interval in which the clock stood still; `to` is `null` while it still does. */
export interface Stop {
  from: Date;
  to: Date | null;
}

export interface ClosedStop extends Stop {
  to: Date;
}

/** A stop in epoch milliseconds; an open one ends at infinity. */
export type Span = readonly [from: number, to: number];

/** In order, overlapping and touching stops made one, empty ones dropped. */
export function mergeStops(stops: readonly Stop[]): Span[] {
  const spans = stops.map(({ from, to }): [number, number] => [from.getTime(), to === null ? Infinity : to.getTime()]);
  const merged: [number, number][] = [];
  for (const [from, to] of spans.filter(([a, b]) => a < b).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
