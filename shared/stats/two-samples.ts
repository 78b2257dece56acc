import { type Moments, sampleVariance } from './moments.ts';

/** How far the means of two samples are apart, and how well that is known. */
export interface TwoSamples {
  /** Of a minus b. */
  readonly difference: number;
  readonly se: number;
  /** Degrees of freedom of the standard error: a fraction. */
  readonly df: number;
}

/**
 * Two samples that may scatter differently. Null where one has fewer than two values, or none of both scatters.
 * Source: B. L. Welch, Biometrika 34 (1947) 28.
 */
export function welch(a: Readonly<Moments>, b: Readonly<Moments>): TwoSamples | null {
  const ofA = (sampleVariance(a) ?? Number.NaN) / a.n;
  const ofB = (sampleVariance(b) ?? Number.NaN) / b.n;
  const variance = ofA + ofB;
  if (!(variance > 0)) return null;
  const df = variance ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1));
  return { difference: a.mean - b.mean, se: Math.sqrt(variance), df };
}
