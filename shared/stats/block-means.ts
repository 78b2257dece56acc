/**
 * Means over blocks of time, aligned to 0; of a block with fewer than `least` values NaN, and a value that is NaN does not
 * count.
 *
 * @param times ascending
 * @param length of a block, in the unit of the times
 * @param blocks numbers of the blocks wanted, of which block i is [i · length, (i + 1) · length): from the first up to
 * before the last
 */
export function blockMeans(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  { length, least, from, to }: { length: number; least: number; from: number; to: number },
): Float64Array {
  const sums = new Float64Array(to - from);
  const counts = new Uint32Array(to - from);
  for (let i = 0; i < times.length; i++) {
    const block = Math.floor(times[i]! / length) - from;
    const value = values[i]!;
    if (block < 0 || block >= sums.length || Number.isNaN(value)) continue;
    sums[block]! += value;
    counts[block]! += 1;
  }
  return sums.map((sum, i) => (counts[i]! < least ? Number.NaN : sum / counts[i]!));
}
