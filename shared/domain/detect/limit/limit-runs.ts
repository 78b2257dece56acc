/**
 * What one bucket knows of a bound: its samples as runs beyond the bound and runs within it, of which only those
 * are kept that can matter, whatever the neighbouring buckets hold. Readings are held against the bounds of limits,
 * slopes against those of rates.
 */
import * as z from 'zod';
import { SEVERITIES, type Severity } from '../../anomaly/anomaly.ts';
import { firstAtOrAfter } from '../../telemetry/search-times.ts';
import type { Selection } from '../../telemetry/selection.ts';
import type { LimitBand } from './band.ts';
import { SIDES, type Side, sideSchema } from './side.ts';

export const beyondSchema = z.object({
  kind: z.literal('BEYOND'),
  n: z.number(),
  from: z.number(),
  to: z.number(),
  first: z.number(),
  /** The value farthest beyond. */
  worst: z.number(),
  last: z.number(),
});
const withinSchema = z.object({ kind: z.literal('WITHIN'), n: z.number(), last: z.number() });
const limitRunSchema = z.discriminatedUnion('kind', [beyondSchema, withinSchema]);

export type Beyond = z.infer<typeof beyondSchema>;
type Within = z.infer<typeof withinSchema>;
export type LimitRun = z.infer<typeof limitRunSchema>;

/** Runs of the samples that one bound judges. `band` is the place of its band in the rule. */
export const limitTraceSchema = z.object({
  band: z.number(),
  side: sideSchema,
  severity: z.enum(SEVERITIES),
  runs: z.array(limitRunSchema),
});
export type LimitTrace = z.infer<typeof limitTraceSchema>;

/** Readings, or slopes, in order of time. */
export type Judged = Pick<Selection, 'times' | 'values'>;

/** A trace for each bound of each band that has judged samples, the milder ones of a side first. */
export function limitTracesOf(judged: Judged, limits: readonly LimitBand[]): LimitTrace[] {
  return limits.flatMap((band, place) => {
    const inside = samplesIn(judged, band);
    if (inside.times.length === 0) return [];
    const extremes = extremesOf(inside.values);
    return SIDES.flatMap((side) =>
      boundsOf(band, side).map(({ severity, bound }): LimitTrace => {
        const runs = isBeyond(extremes[side], bound, side)
          ? condense(runsBeyond(inside, bound, side), band, side)
          : [within(inside.values.length, inside.values.at(-1)!)];
        return { band: place, side, severity, runs };
      }),
    );
  });
}

/** The samples in the band's own time. */
export function samplesIn({ times, values }: Judged, { from, to }: Pick<LimitBand, 'from' | 'to'>): Judged {
  const begin = from === null ? 0 : firstAtOrAfter(times, from);
  const end = to === null ? times.length : firstAtOrAfter(times, to);
  return { times: times.subarray(begin, end), values: values.subarray(begin, end) };
}

/** The declared bounds of one side, from mildest to worst. */
export function boundsOf(band: LimitBand, side: Side): { severity: Severity; bound: number }[] {
  const place = side === 'HIGH' ? 1 : 0;
  return [band.watch, band.warning, band.distress, band.critical, band.severe].flatMap((bounds, i) => {
    const bound = bounds?.[place] ?? null;
    return bound === null ? [] : [{ severity: SEVERITIES[i]!, bound }];
  });
}

/** Strictly beyond: a bound belongs to nominal. */
function isBeyond(value: number, bound: number, side: Side): boolean {
  return side === 'HIGH' ? value > bound : value < bound;
}

function extremesOf(values: Float64Array): Record<Side, number> {
  let least = values[0]!;
  let greatest = values[0]!;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    else if (value > greatest) greatest = value;
  }
  return { HIGH: greatest, LOW: least };
}

function* runsBeyond({ times, values }: Judged, bound: number, side: Side): Generator<LimitRun> {
  for (let i = 0, next = 0; i < values.length; i = next) {
    const beyond = isBeyond(values[i]!, bound, side);
    let worst = values[i]!;
    while (next < values.length && isBeyond(values[next]!, bound, side) === beyond) {
      if (isBeyond(values[next]!, worst, side)) worst = values[next]!;
      next += 1;
    }
    const n = next - i;
    const last = values[next - 1]!;
    yield beyond
      ? { kind: 'BEYOND', n, from: times[i]!, to: times[next - 1]!, first: values[i]!, worst, last }
      : within(n, last);
  }
}

function within(n: number, last: number): Within {
  return { kind: 'WITHIN', n, last };
}

/** Two runs beyond the same limit, the earlier first, as one. What lay within between them is not counted. */
export function joinBeyond(a: Beyond, b: Beyond, side: Side): Beyond {
  const worst = isBeyond(b.worst, a.worst, side) ? b.worst : a.worst;
  return { kind: 'BEYOND', n: a.n + b.n, from: a.from, to: b.to, first: a.first, worst, last: b.last };
}

/**
 * Leaves out what cannot matter. How the bucket before ended is unknown, so all runs are kept until one is long
 * enough to open or to close an episode by itself. From then on it is known whether an episode is open: while none
 * is, runs too short to open one are dropped; while one is, interruptions too short to close it are bridged.
 */
function condense(runs: Iterable<LimitRun>, band: LimitBand, side: Side): LimitRun[] {
  const minConformance = band.minConformance ?? Number.POSITIVE_INFINITY;
  const kept: LimitRun[] = [];
  let known: 'nothing' | 'open' | 'closed' = 'nothing';
  for (const run of runs) {
    if (known === 'open' && run.kind === 'BEYOND') bridge(kept, run, side);
    else if (known === 'closed' && run.kind === 'WITHIN') dropSterile(kept, run);
    else kept.push(run);
    const newest = kept[kept.length - 1]!;
    if (newest.kind === 'BEYOND' && newest.n >= band.minViolations) known = 'open';
    if (newest.kind === 'WITHIN' && newest.n >= minConformance) known = 'closed';
  }
  return kept;
}

/** An episode is open: joins the run to the one before, over the samples within that were too few to close it. */
function bridge(kept: LimitRun[], run: Beyond, side: Side): void {
  if (kept[kept.length - 1]?.kind === 'WITHIN') kept.pop();
  const before = kept.pop();
  kept.push(before?.kind === 'BEYOND' ? joinBeyond(before, run, side) : run);
}

/** No episode is open: the run beyond before this one was too short to open one, so it leaves no trace. */
function dropSterile(kept: LimitRun[], run: Within): void {
  if (kept[kept.length - 1]?.kind === 'BEYOND') kept.pop();
  const before = kept.pop();
  kept.push(within((before?.n ?? 0) + run.n, run.last));
}
