/**
 * Discrete Fourier transform in place, X[k] = Σ x[j] exp(−2πi jk/n), of n complex numbers held as two arrays.
 * Iterative radix 2 (J. W. Cooley, J. W. Tukey, Math. Comp. 19 (1965) 297). The inverse is the same call with the
 * two arrays exchanged, divided by n.
 *
 * @param roots of n, where several transforms of one length share them: they take as long as one does
 * @throws RangeError unless both arrays have the same length, a power of two.
 */
export function fft(re: Float64Array, im: Float64Array, roots?: Roots): void {
  const n = re.length;
  if (im.length !== n || n === 0 || (n & (n - 1)) !== 0) {
    throw new RangeError(
      `fft needs two arrays of one length that is a power of two; got ${n} and ${im.length}`,
    );
  }
  reverseBits(re, im);
  const { cos, sin } = roots ?? rootsOf(n);
  for (let half = 1; half < n; half *= 2) butterflies(re, im, half, cos, sin);
}

/** The first half of the n-th roots of unity, exp(−2πi k/n). */
export interface Roots {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

export function rootsOf(n: number): Roots {
  const cos = new Float64Array(n >> 1);
  const sin = new Float64Array(n >> 1);
  for (let k = 0; k < n >> 1; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / n);
    sin[k] = -Math.sin((2 * Math.PI * k) / n);
  }
  return { cos, sin };
}

/** The smallest power of two that is at least n. */
export function powerOfTwoFrom(n: number): number {
  let power = 1;
  while (power < n) power *= 2;
  return power;
}

/** Joins transforms of `half` points pairwise into ones of twice as many. */
function butterflies(
  re: Float64Array,
  im: Float64Array,
  half: number,
  cos: Float64Array,
  sin: Float64Array,
): void {
  const n = re.length;
  const stride = n / (2 * half);
  for (let start = 0; start < n; start += 2 * half) {
    for (let k = 0; k < half; k++) {
      const c = cos[k * stride]!;
      const s = sin[k * stride]!;
      const a = start + k;
      const b = a + half;
      const turnedRe = re[b]! * c - im[b]! * s;
      const turnedIm = re[b]! * s + im[b]! * c;
      re[b] = re[a]! - turnedRe;
      im[b] = im[a]! - turnedIm;
      re[a] = re[a]! + turnedRe;
      im[a] = im[a]! + turnedIm;
    }
  }
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 0, j = 0; i < n; i++) {
    if (i < j) {
      swap(re, i, j);
      swap(im, i, j);
    }
    let bit = n >> 1;
    while (bit > 0 && (j & bit) !== 0) {
      j ^= bit;
      bit >>= 1;
    }
    j |= bit;
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i]!;
  values[i] = values[j]!;
  values[j] = kept;
}
