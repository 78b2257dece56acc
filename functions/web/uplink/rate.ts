/** How fast bytes go: over the last seconds, so that a line that slows down is told as slow. */

const OVER_MS = 10_000;
/** Less is no measurement. */
const LEAST_MS = 1000;

export interface Reached {
  readonly atMs: number;
  readonly bytes: number;
}

/** With what was reached now; only what the rate is told by is kept. */
export function reachedWith(before: readonly Reached[], now: Reached): readonly Reached[] {
  const last = before.at(-1);
  // What a broken line takes back is no speed.
  if (last !== undefined && now.bytes < last.bytes) return [now];
  return [...before.filter(({ atMs }) => now.atMs - atMs <= OVER_MS), now];
}

/** In bytes per second; null where too little is known. */
export function rateOf(reached: readonly Reached[], nowMs: number): number | null {
  const [first] = reached;
  const last = reached.at(-1);
  if (first === undefined || last === undefined || nowMs - first.atMs < LEAST_MS) return null;
  return (1000 * (last.bytes - first.bytes)) / (nowMs - first.atMs);
}

/** In seconds; null where nothing moves, or nobody knows how fast. */
export function secondsLeft(bytes: number, rate: number | null): number | null {
  return rate === null || rate <= 0 ? null : bytes / rate;
}
