/**
 * What one bucket knows of rule U of STUCK (see `frozen-unit.ts`): the stretches in which no channel of the unit
 * changes.
 *
 * A channel holds its value from a sample until the next sample that differs. A change of a channel breaks the quiet
 * for certain where the run before or after it cannot be stuck under rule C: then that channel belongs to those that
 * must stand still. Whether the runs at a bucket's ends are stuck only their neighbours know, so a change between
 * such a run and another that may be stuck only cuts a stretch into pieces, which the fold joins or breaks.
 */
import * as z from 'zod';
import { runLength } from '../../telemetry/run.ts';
import { firstAtOrAfter } from '../../telemetry/search-times.ts';
import type { Selection } from '../../telemetry/selection.ts';
import type { Micros } from '../../time.ts';

/** A channel's part in a piece: the run that it is in, and how much of that run lies in the piece. */
export const holdSchema = z.object({
  series: z.string(),
  /** Time of the run's first sample. */
  since: z.number(),
  value: z.number(),
  n: z.number(),
  /** Time of its last sample in the piece; null where there is none. */
  last: z.number().nullable(),
});

/** Quiet time [from, to). A channel without a hold had no sample so far in this bucket. */
export const quietPieceSchema = z.object({ from: z.number(), to: z.number(), holds: z.array(holdSchema) });
export type QuietPiece = z.infer<typeof quietPieceSchema>;

/** The samples of a primary sensor's series, with the counts that make a run stuck or a stretch long. */
export interface QuietTrack {
  readonly series: string;
  readonly samples: Selection;
  /** Where its runs begin, as indices into the samples. */
  readonly starts: Uint32Array;
  /** Samples of equal value that are stuck under rule C; infinite where the channel never is. */
  readonly stuckAt: number;
  /** Samples that make a stretch long enough for rule U; infinite where the channel cannot be a witness of it. */
  readonly longAt: number;
}

/**
 * The quiet stretches of [from, to) that matter: the first and the last, which may be part of longer ones, and those
 * in which at least two channels have samples enough. Each is a list of adjacent pieces.
 */
export function quietStretches(tracks: readonly QuietTrack[], from: Micros, to: Micros): QuietPiece[][] {
  const changes = tracks.map((track) => changesOf(track));
  const breaks = changes.map(({ firm }) => firm);
  return stretchesBetween(tracks, breaks, from, to).map(([begin, end]) => {
    const cuts = new Set<Micros>([begin, end]);
    for (const { soft } of changes) for (const at of soft) if (at > begin && at < end) cuts.add(at);
    const borders = [...cuts].sort((a, b) => a - b);
    return borders.slice(1).map((next, i) => pieceOf(tracks, borders[i]!, next));
  });
}

/** Times at which a channel's value changes (or is known for the first time), by what is known of the runs beside. */
function changesOf({ samples, starts, stuckAt }: QuietTrack): { firm: Float64Array; soft: Micros[] } {
  const total = samples.times.length;
  const isFree = (r: number) =>
    stuckAt === Number.POSITIVE_INFINITY ||
    (r > 0 && r < starts.length - 1 && runLength(starts, r, total) < stuckAt);
  const firm = new Float64Array(starts.length);
  const soft: Micros[] = [];
  let count = 0;
  for (let r = 0; r < starts.length; r++) {
    const at = samples.times[starts[r]!]!;
    if (r > 0 && (isFree(r - 1) || isFree(r))) firm[count++] = at;
    else soft.push(at);
  }
  return { firm: firm.subarray(0, count), soft };
}

function stretchesBetween(
  tracks: readonly QuietTrack[],
  breaks: readonly Float64Array[],
  from: Micros,
  to: Micros,
): [Micros, Micros][] {
  const first = Math.min(to, ...breaks.map((firm) => firm[0] ?? to));
  if (first === to) return [[from, to]];
  const last = Math.max(...breaks.map((firm) => firm[firm.length - 1] ?? from));
  return [[from, first], ...longBetween(tracks, breaks, first, last), [last, to]];
}

/**
 * The long stretches between two breaks. Instead of looking at every break it leaps: a stretch that begins at `begin`
 * cannot be long before `enough`, so if a break lies between, none begins before the last such break.
 */
function longBetween(
  tracks: readonly QuietTrack[],
  breaks: readonly Float64Array[],
  first: Micros,
  last: Micros,
): [Micros, Micros][] {
  const stretches: [Micros, Micros][] = [];
  let begin = first;
  while (begin < last) {
    const enough = secondToBeLong(tracks, begin);
    if (enough >= last) break;
    const broken = Math.max(...breaks.map((firm) => lastUpTo(firm, enough)));
    if (broken > begin) {
      begin = broken;
      continue;
    }
    const end = Math.min(...breaks.map((firm) => firm[firstAtOrAfter(firm, enough)] ?? last));
    stretches.push([begin, end]);
    begin = end;
  }
  return stretches;
}

/** When the second of the channels has samples enough, counted from `begin`. */
function secondToBeLong(tracks: readonly QuietTrack[], begin: Micros): Micros {
  let earliest = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (const { samples, longAt } of tracks) {
    const at = samples.times[firstAtOrAfter(samples.times, begin) + longAt - 1] ?? Number.POSITIVE_INFINITY;
    if (at < earliest) {
      second = earliest;
      earliest = at;
    } else if (at < second) second = at;
  }
  return second;
}

/** The last of ascending times that is not after `at`. */
function lastUpTo(times: Float64Array, at: Micros): Micros {
  let index = firstAtOrAfter(times, at);
  if (times[index] !== at) index -= 1;
  return times[index] ?? Number.NEGATIVE_INFINITY;
}

function pieceOf(tracks: readonly QuietTrack[], from: Micros, to: Micros): QuietPiece {
  const holds: QuietPiece['holds'] = [];
  for (const { series, samples, starts } of tracks) {
    const { times, values } = samples;
    const begin = firstAtOrAfter(times, from);
    const end = firstAtOrAfter(times, to);
    // The sample that the channel holds at `from`: the first of the piece if it comes at once, else the one before.
    const held = times[begin] === from ? begin : begin - 1;
    if (held < 0) continue;
    const since = times[starts[runHolding(starts, held)]!]!;
    holds.push({
      series,
      since,
      value: values[held]!,
      n: end - begin,
      last: end > begin ? times[end - 1]! : null,
    });
  }
  return { from, to, holds };
}

/** The run that the sample of that index is in. */
function runHolding(starts: Uint32Array, index: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
