/** What of the time is looked at, in seconds of the axis, and how it is moved. Pure. */

export interface View {
  readonly from: number;
  readonly to: number;
}

/** As long, or shorter or longer by the factor, around a place that stays where it is. */
export function zoomed({ from, to }: View, factor: number, at: number, bounds: Bounds): View {
  const wanted = (to - from) * factor;
  const length = Math.min(
    Math.max(wanted, bounds.least),
    Math.max(bounds.whole.to - bounds.whole.from, bounds.least),
  );
  const before = to === from ? 0.5 : Math.min(1, Math.max(0, (at - from) / (to - from)));
  return within({ from: at - before * length, to: at + (1 - before) * length }, bounds.whole);
}

/** Moved by a share of its length. */
export function panned({ from, to }: View, share: number, { whole }: Bounds): View {
  const by = share * (to - from);
  return within({ from: from + by, to: to + by }, whole);
}

export interface Bounds {
  /** Of all there is. */
  readonly whole: View;
  /** Nothing shorter is shown. */
  readonly least: number;
}

/** Moved back into the whole; what is longer than that stays around its middle. */
function within(view: View, whole: View): View {
  const length = view.to - view.from;
  if (length >= whole.to - whole.from) return whole;
  const from = Math.min(Math.max(view.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** A notch of a wheel is a fifth; a pinch on a touch pad comes in small steps. */
const PER_PIXEL = Math.log(1.25) / 100;

export function wheelFactor(deltaY: number): number {
  return Math.exp(Math.max(-200, Math.min(200, deltaY)) * PER_PIXEL);
}

/** Two fingers that were at `before` and are at `now`, in shares of the width: the places under them stay. */
export function pinched(
  view: View,
  before: readonly [number, number],
  now: readonly [number, number],
  bounds: Bounds,
): View {
  const apart = (two: readonly [number, number]) => Math.max(Math.abs(two[1] - two[0]), 0.02);
  const factor = apart(before) / apart(now);
  const length = view.to - view.from;
  const middle = view.from + ((before[0] + before[1]) / 2) * length;
  const larger = zoomed(view, factor, middle, bounds);
  const moved = (before[0] + before[1] - now[0] - now[1]) / 2;
  return panned(larger, moved, bounds);
}
