/** From values to pixels. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  (value: number): number;
}

/** Maps [from, to] to [start, end]; a range without a length lies in the middle. */
export function linearScale(from: number, to: number, start: number, end: number): Scale {
  const length = to - from;
  const map = (value: number) =>
    length === 0 ? (start + end) / 2 : start + ((value - from) / length) * (end - start);
  return Object.assign(map, { from, to });
}

/** Both ends of what a panel shows, with a twentieth of it beyond either; null where nothing is shown. */
export function paddedRange(values: Iterable<number>): readonly [number, number] | null {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  if (least > greatest) return null;
  // A flat line is shown in a band of its own size, not at the edge of one without any.
  const length = greatest - least || Math.abs(greatest) * 0.02 || 1;
  const padding = least === greatest ? length / 2 : length / 20;
  return [least - padding, greatest + padding];
}
