/** How far each pixel of an object is from what is not the object. */
import type { Region } from './region.ts';

/**
 * Squares of the exact Euclidean distances, in pixels, to the nearest pixel that is not of the object; 0 outside. The edge
 * of the image is no edge of the object. Where the box holds nothing else at all, every distance is that of the box.
 *
 * Source: Meijster, Roerdink and Hesselink 2000 (Mathematical Morphology and its Applications, p. 331): distances along
 * the columns, then of each row the lower envelope of the parabolas over them.
 */
export function squaredDistances({ width, height, inside }: Region): Int32Array {
  const squares = alongColumns(inside, width, height);
  const heights = new Float64Array(width);
  const [apexes, starts] = [new Int32Array(width), new Float64Array(width + 1)];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) heights[x] = squares[row + x]!;
    const last = envelope(heights, width, apexes, starts);
    for (let x = 0, k = 0; x < width; x++) {
      while (k < last && starts[k + 1]! <= x) k += 1;
      const apex = apexes[k]!;
      squares[row + x] = (x - apex) ** 2 + heights[apex]!;
    }
  }
  return squares;
}

/** Squares of the distances within each column, not beyond what the box has. */
function alongColumns(inside: Uint8Array, width: number, height: number): Int32Array {
  const far = width + height;
  const squares = new Int32Array(width * height);
  for (let x = 0; x < width; x++) {
    let steps = far;
    for (let y = 0, i = x; y < height; y++, i += width) {
      steps = inside[i] === 0 ? 0 : Math.min(far, steps + 1);
      squares[i] = steps;
    }
    steps = far;
    for (let y = height - 1, i = x + y * width; y >= 0; y--, i -= width) {
      steps = inside[i] === 0 ? 0 : Math.min(far, steps + 1);
      squares[i] = Math.min(squares[i]!, steps) ** 2;
    }
  }
  return squares;
}

/**
 * Which parabolas (x − apex)² + height are lowest, and from where on. Returns the place of the last one.
 *
 * Source of this form: Felzenszwalb and Huttenlocher 2012, Theory Comput. 8:415, algorithm 1.
 */
function envelope(heights: Float64Array, width: number, apexes: Int32Array, starts: Float64Array): number {
  let last = 0;
  apexes[0] = 0;
  starts[0] = -Infinity;
  for (let x = 1; x < width; x++) {
    let from = crossing(heights, apexes[last]!, x);
    while (from <= starts[last]!) {
      last -= 1;
      from = crossing(heights, apexes[last]!, x);
    }
    last += 1;
    apexes[last] = x;
    starts[last] = from;
  }
  return last;
}

function crossing(heights: Float64Array, left: number, right: number): number {
  return (heights[right]! + right * right - heights[left]! - left * left) / (2 * (right - left));
}
