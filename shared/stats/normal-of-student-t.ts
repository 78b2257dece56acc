/**
 * The standard normal deviate that is as unlikely as t under Student's distribution, to 0.07 for 4 degrees of freedom and
 * 0.003 for 20, within ±4.
 * Source: D. L. Wallace, "Bounds on normal approximations to Student's and the chi-square distributions", Annals of
 * Mathematical Statistics 30 (1959) 1121.
 *
 * @param degrees above 0; of infinitely many it is t itself
 */
export function normalOfStudentT(t: number, degrees: number): number {
  if (degrees === Number.POSITIVE_INFINITY) return t;
  const size = (Math.sqrt(degrees * Math.log1p((t * t) / degrees)) * (8 * degrees + 1)) / (8 * degrees + 3);
  return t < 0 ? -size : size;
}
