/**
 * Least-squares slopes of a series over the last `span` before each of its samples.
 *
 * The slope at a sample is that of the straight line through all samples of [its time − span, its time]. It is told
 * only where the series reaches back that far without a break (an interval longer than `longestInterval`) and three
 * samples at least lie inside. Slopes are values per unit of time; one that overflows a double is not told.
 *
 * A slope costs the same however many samples it rests on: the sums over a window are those from its beginning to the
 * end of one block of `span`, aligned to 0, and those from there on (van Herk 1992, Gil and Werman 1993). They are
 * added in an order that depends on nothing outside of the window, so that a longer series gives the same bits.
 *
 * @param times ascending
 * @example trailingSlopes([0, 1, 2, 3], [5, 5, 7, 9], 2, 1) // { times: [2, 3], slopes: [1, 2] }
 */
export function trailingSlopes(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  span: number,
  longestInterval: number,
): { times: Float64Array; slopes: Float64Array } {
  const found = { times: new Float64Array(times.length), slopes: new Float64Array(times.length) };
  // Of the block before, from each of its samples to its end.
  let before = suffixSums(64);
  let beforeBegin = 0;
  let count = 0;
  let unbroken = 0;
  let low = 0;
  let block = Number.NaN;
  let blockEnd = Number.NEGATIVE_INFINITY;
  let blockBegin = 0;
  let reference = 0;
  let n = 0;
  let su = 0;
  let sv = 0;
  let suu = 0;
  let suv = 0;
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    const isBroken = i > 0 && time - times[i - 1]! > longestInterval;
    if (isBroken) {
      unbroken = i;
      low = i;
    }
    if (time >= blockEnd || isBroken) {
      const at = Math.floor(time / span);
      reference = values[i]!;
      if (at === block + 1 && !isBroken) {
        if (before.u.length < i - blockBegin) before = suffixSums(2 * (i - blockBegin));
        sumFromEnd(before, times, values, { begin: blockBegin, end: i, origin: at * span, span, reference });
        beforeBegin = blockBegin;
      }
      block = at;
      blockEnd = (at + 1) * span;
      blockBegin = i;
      n = su = sv = suu = suv = 0;
    }
    const u = (time - block * span) / span;
    const v = values[i]! - reference;
    n += 1;
    su += u;
    sv += v;
    suu += u * u;
    suv += u * v;
    while (times[low]! < time - span) low += 1;
    if (times[unbroken]! > time - span || i - low < 2) continue;
    // A window that does not begin in the block before begins with this one's first sample.
    const slope =
      low < blockBegin
        ? slopeOf(
            n + blockBegin - low,
            su + before.u[low - beforeBegin]!,
            sv + before.v[low - beforeBegin]!,
            suu + before.uu[low - beforeBegin]!,
            suv + before.uv[low - beforeBegin]!,
          )
        : slopeOf(n, su, sv, suu, suv);
    if (!Number.isFinite(slope)) continue;
    found.times[count] = time;
    found.slopes[count] = slope / span;
    count += 1;
  }
  return { times: found.times.subarray(0, count), slopes: found.slopes.subarray(0, count) };
}

interface Sums {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly uu: Float64Array;
  readonly uv: Float64Array;
}

function suffixSums(length: number): Sums {
  return {
    u: new Float64Array(length),
    v: new Float64Array(length),
    uu: new Float64Array(length),
    uv: new Float64Array(length),
  };
}

/** Sums from each sample of [begin, end) to its end, with times from `origin` in spans and values from `reference`. */
function sumFromEnd(
  sums: Sums,
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  block: { begin: number; end: number; origin: number; span: number; reference: number },
): void {
  let su = 0;
  let sv = 0;
  let suu = 0;
  let suv = 0;
  for (let i = block.end - 1; i >= block.begin; i--) {
    const u = (times[i]! - block.origin) / block.span;
    const v = values[i]! - block.reference;
    su += u;
    sv += v;
    suu += u * u;
    suv += u * v;
    const place = i - block.begin;
    sums.u[place] = su;
    sums.v[place] = sv;
    sums.uu[place] = suu;
    sums.uv[place] = suv;
  }
}

function slopeOf(n: number, su: number, sv: number, suu: number, suv: number): number {
  return (suv - (su * sv) / n) / (suu - (su * su) / n);
}
