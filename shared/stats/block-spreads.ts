/**
 * How much readings jump from one to the next, over blocks of time aligned to 0: the cube root of the mean square of the
 * differences of consecutive values within a block. The cube root of a variance is nearly normal, where its logarithm is
 * skewed to one side and itself to the other (E. B. Wilson, M. M. Hilferty, PNAS 17 (1931) 684). A slow change of the mean
 * hardly moves it. NaN where a block has fewer than `least` differences; a value that is NaN makes none.
 *
 * @param times ascending
 * @param shape as of `blockMeans`
 */
export function blockSpreads(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  { length, least, from, to }: { length: number; least: number; from: number; to: number },
): Float64Array {
  const squares = new Float64Array(to - from);
  const counts = new Uint32Array(to - from);
  for (let i = 1; i < times.length; i++) {
    const block = Math.floor(times[i]! / length) - from;
    const difference = values[i]! - values[i - 1]!;
    if (block < 0 || block >= squares.length || Number.isNaN(difference)) continue;
    if (Math.floor(times[i - 1]! / length) - from !== block) continue;
    squares[block]! += difference * difference;
    counts[block]! += 1;
  }
  return squares.map((sum, i) => (counts[i]! < least ? Number.NaN : Math.cbrt(sum / counts[i]!)));
}
