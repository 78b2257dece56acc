/** Bounds in force over a stretch of data time: of readings (limits), or of how fast they change (rates). */
import * as z from 'zod';
import type { Micros } from '../../time.ts';

const boundsSchema = z.tuple([z.number().nullable(), z.number().nullable()]);

/** How steep a series may be: its bounds are changes over `perSeconds`, each measured over the last `overSeconds`. */
const rateSchema = z.object({ overSeconds: z.number().positive(), perSeconds: z.number().positive() });

/**
 * Limits in force in [from, to) of data time; null leaves that side open. Each severity has a low and a high bound,
 * null where there is none; a bound itself is nominal. The bands of one series do not overlap.
 * `minViolations` consecutive samples beyond open an episode, `minConformance` within close it; null latches.
 */
export const limitBandSchema = z.object({
  from: z.number().nullable(),
  to: z.number().nullable(),
  minViolations: z.number().int().positive(),
  minConformance: z.number().int().positive().nullable(),
  watch: boundsSchema.optional(),
  warning: boundsSchema.optional(),
  distress: boundsSchema.optional(),
  critical: boundsSchema.optional(),
  severe: boundsSchema.optional(),
  /** Absent where the bounds are of the readings themselves. */
  rate: rateSchema.optional(),
});
export type LimitBand = z.infer<typeof limitBandSchema>;

export const rateBandSchema = limitBandSchema.extend({ rate: rateSchema });
export type RateBand = z.infer<typeof rateBandSchema>;

/**
 * The bands that a bucket [from, to) depends on: bands outside are left out, an end beyond the bucket is open, and
 * bands that say the same and follow each other are one.
 */
export function bandsWithin<B extends LimitBand>(
  bands: readonly B[],
  { from, to }: { readonly from: Micros; readonly to: Micros },
): B[] {
  return joined(bands)
    .filter((band) => (band.from === null || band.from < to) && (band.to === null || band.to > from))
    .map((band) => ({ ...band, to: band.to !== null && band.to < to ? band.to : null }));
}

/** Bands in order of time, so that a change of phase that changes no limit ends no episode. */
function joined<B extends LimitBand>(limits: readonly B[]): B[] {
  const bands: B[] = [];
  for (const band of limits.toSorted((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity))) {
    const before = bands.at(-1);
    const goesOn =
      before !== undefined && before.to !== null && before.to === band.from && saysSame(before, band);
    if (goesOn) bands[bands.length - 1] = { ...before, to: band.to };
    else bands.push(band);
  }
  return bands;
}

function saysSame(a: LimitBand, b: LimitBand): boolean {
  return JSON.stringify({ ...a, from: null, to: null }) === JSON.stringify({ ...b, from: null, to: null });
}
