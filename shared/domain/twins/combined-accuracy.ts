/**
 * Largest error of the difference of two readings whose errors have nothing to do with each other, each at most
 * `accuracy`: √2 of it (GUM, JCGM 100:2008, 5.1.2). Null where that is not declared.
 */
export function combinedAccuracy(accuracy: number | null): number | null {
  return accuracy === null ? null : Math.SQRT2 * accuracy;
}
