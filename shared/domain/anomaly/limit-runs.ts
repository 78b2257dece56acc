/**
 * What one bucket knows of a limit: its samples as runs beyond the limit and runs within it, of which only those
 * are kept that can matter, whatever the neighbouring buckets hold.
 */
import * as z from 'zod';
import type { LimitBand } from '../telemetry/rule.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import type { Selection } from '../telemetry/selection.ts';
import { SEVERITIES, type Severity } from './anomaly.ts';

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

const SIDES = ['HIGH', 'LOW'] as const;
export const sideSchema = z.enum(SIDES);
export type Side = z.infer<typeof sideSchema>;

/** Runs of the samples that one band judges on one side. `band` is its place in the rule's limits. */
export const limitTraceSchema = z.object({
  band: z.number(),
  side: sideSchema,
  runs: z.array(limitRunSchema),
});
export type LimitTrace = z.infer<typeof limitTraceSchema>;

/** A trace for each band and side that has a bound and judged samples in time order. */
export function limitTracesOf(judged: Selection, limits: readonly LimitBand[]): LimitTrace[] {
  const traces: LimitTrace[] = [];
  limits.forEach((band, place) => {
    const begin = band.from === null ? 0 : firstAtOrAfter(judged.times, band.from);
    const end = band.to === null ? judged.times.length : firstAtOrAfter(judged.times, band.to);
    if (begin >= end) return;
    for (const side of SIDES) {
      const mildest = mildestBound(band, side);
      if (mildest === null) continue;
      const runs = condense(runsBeyond(judged, begin, end, mildest, side), band, side);
      traces.push({ band: place, side, runs });
    }
  });
  return traces;
}

/** The bound of each severity on one side, from mildest to worst; null where the band declares none. */
function boundsOf(band: LimitBand, side: Side): readonly (number | null)[] {
  const place = side === 'HIGH' ? 1 : 0;
  return [band.watch, band.warning, band.distress, band.critical, band.severe].map((b) => b?.[place] ?? null);
}

/** Strictly beyond: a bound belongs to nominal. */
function isBeyond(value: number, bound: number, side: Side): boolean {
  return side === 'HIGH' ? value > bound : value < bound;
}

/** The worst severity whose bound the value is beyond, with that bound. */
export function violated(
  value: number,
  band: LimitBand,
  side: Side,
): { severity: Severity; bound: number } | null {
  const bounds = boundsOf(band, side);
  for (let i = bounds.length - 1; i >= 0; i--) {
    const bound = bounds[i] ?? null;
    if (bound !== null && isBeyond(value, bound, side)) return { severity: SEVERITIES[i]!, bound };
  }
  return null;
}

function mildestBound(band: LimitBand, side: Side): number | null {
  const bounds = boundsOf(band, side).filter((bound) => bound !== null);
  if (bounds.length === 0) return null;
  return side === 'HIGH' ? Math.min(...bounds) : Math.max(...bounds);
}

function* runsBeyond(
  { times, values }: Selection,
  begin: number,
  end: number,
  bound: number,
  side: Side,
): Generator<LimitRun> {
  for (let i = begin, next = begin; i < end; i = next) {
    const beyond = isBeyond(values[i]!, bound, side);
    let worst = values[i]!;
    while (next < end && isBeyond(values[next]!, bound, side) === beyond) {
      if (isBeyond(values[next]!, worst, side)) worst = values[next]!;
      next += 1;
    }
    const n = next - i;
    const last = values[next - 1]!;
    yield beyond
      ? { kind: 'BEYOND', n, from: times[i]!, to: times[next - 1]!, first: values[i]!, worst, last }
      : { kind: 'WITHIN', n, last };
  }
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
  kept.push({ kind: 'WITHIN', n: (before?.n ?? 0) + run.n, last: run.last });
}
