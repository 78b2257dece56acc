import { fft, powerOfTwoFrom, rootsOf } from './fft.ts';

/**
 * Sums of products Σ_i a[i] · b[i + lag] for every lag from 0 to maxLag; what lies outside an array counts as 0.
 *
 * By fast Fourier transform over blocks of `a`, each against its stretch of `b`, added up as spectra: memory grows
 * with maxLag and not with the length. A block of `a` and its stretch of `b` travel as one complex series.
 *
 * @throws RangeError unless maxLag is a whole number, 0 or more.
 */
export function crossCorrelation(a: Float64Array, b: Float64Array, maxLag: number): Float64Array {
  if (!(Number.isInteger(maxLag) && maxLag >= 0)) {
    throw new RangeError(`crossCorrelation needs a whole maxLag of 0 or more; got ${maxLag}`);
  }
  // Blocks of three times the lags waste little of each transform; a short series fits in one block.
  const size = powerOfTwoFrom(Math.min(4 * (maxLag + 1), a.length + maxLag + 1));
  const block = size - maxLag;
  const roots = rootsOf(size);
  const sumRe = new Float64Array(size);
  const sumIm = new Float64Array(size);
  for (let start = 0; start < a.length; start += block) {
    const re = padded(a, start, block, size);
    const im = padded(b, start, size, size);
    fft(re, im, roots);
    addCrossSpectrum(re, im, sumRe, sumIm);
  }
  fft(sumIm, sumRe, roots);
  return sumRe.slice(0, maxLag + 1).map((sum) => sum / size);
}

function padded(values: Float64Array, start: number, count: number, size: number): Float64Array {
  const result = new Float64Array(size);
  result.set(values.subarray(start, start + count));
  return result;
}

/**
 * Adds conj(A)·B, with Z = A + iB the transform of a + ib: as a and b are real, A = (Z[k] + conj Z[−k]) / 2 and
 * B = (Z[k] − conj Z[−k]) / 2i.
 */
function addCrossSpectrum(
  re: Float64Array,
  im: Float64Array,
  sumRe: Float64Array,
  sumIm: Float64Array,
): void {
  const size = re.length;
  for (let k = 0; k < size; k++) {
    const mirror = (size - k) & (size - 1);
    const aRe = (re[k]! + re[mirror]!) / 2;
    const aIm = (im[k]! - im[mirror]!) / 2;
    const bRe = (im[k]! + im[mirror]!) / 2;
    const bIm = (re[mirror]! - re[k]!) / 2;
    sumRe[k] = sumRe[k]! + aRe * bRe + aIm * bIm;
    sumIm[k] = sumIm[k]! + aRe * bIm - aIm * bRe;
  }
}
