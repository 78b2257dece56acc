const DIGIT = 2 ** 16;
/** Below this the digits' counters cost more than comparing does. */
const FEW = 4096;

/**
 * Indices of times in ascending order; those of equal times keep their order. A radix sort in digits of 16 bits, of
 * which the times of a bucket have two or three.
 */
export function timeOrder(times: Float64Array): Uint32Array {
  const count = times.length;
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  if (isAscending(times)) return order;
  if (count < FEW) return order.sort((a, b) => times[a]! - times[b]! || a - b);
  const { least, greatest } = extent(times);
  let sorted = new Uint32Array(count);
  const digits = new Uint16Array(count);
  for (let unit = 1; unit <= greatest - least; unit *= DIGIT) {
    const ends = new Uint32Array(DIGIT);
    for (let i = 0; i < count; i++) {
      const digit = Math.floor((times[i]! - least) / unit) % DIGIT;
      digits[i] = digit;
      ends[digit]!++;
    }
    for (let digit = 1; digit < DIGIT; digit++) ends[digit]! += ends[digit - 1]!;
    for (let i = count - 1; i >= 0; i--) {
      const index = order[i]!;
      sorted[--ends[digits[index]!]!] = index;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}

function isAscending(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) if (times[i]! < times[i - 1]!) return false;
  return true;
}

function extent(times: Float64Array): { least: number; greatest: number } {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    const at = times[i]!;
    if (at < least) least = at;
    if (at > greatest) greatest = at;
  }
  return { least, greatest };
}
