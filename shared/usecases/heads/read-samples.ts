/**
 * The door between what is stored and what is answered: whoever reads samples for an answer, a page or a detector comes
 * through here, so that every one of them has the same winners and the same calibration.
 */
import { mergeFrames } from '../../domain/archive/merge.ts';
import type { RankedFrame } from '../../domain/archive/samples.ts';
import { spansOfAll } from '../../domain/archive/spans.ts';
import type { SegmentReference } from '../../domain/bucket/head.ts';
import { calibrate } from '../../domain/calibration/calibrate.ts';
import { type AnswerRules, rankNow } from '../../domain/experiment/answer-rules.ts';
import { type UnitsRead, unitChanges } from '../../domain/experiment/units-read.ts';
import { oncePer } from '../../domain/once-per.ts';
import { inUnits } from '../../domain/telemetry/in-unit.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { SamplesDigest } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import {
  type DecodedSegments,
  type ReadFrame,
  type ReadSegment,
  readSegments,
  type WantedSamples,
} from './read-segments.ts';

/** The merged series of a unit as they are answered, by name. */
export async function readSamples(
  ports: Ports,
  rules: AnswerRules,
  segments: readonly ReadSegment[],
  wanted: WantedSamples = {},
  decoded?: DecodedSegments,
): Promise<Series[]> {
  const frames = await readSegments(ports, rankedNow(rules, segments), wanted, decoded);
  return calibratedBy(rules, mergeFrames(inUnitsOf(rules, frames)));
}

/** Samples of a unit, and the spans that they are read in: one after another, one held at a time. */
export interface SpannedSegments {
  readonly segments: readonly ReadSegment[];
  /** In order of time; they cover all samples. */
  readonly spans: readonly Interval[];
}

/**
 * Hands out the merged series as they are answered, span by span in order of time; gives the digest of all as they are
 * stored (docs/promises.md#p2).
 */
export async function readInSpans(
  ports: Ports,
  rules: AnswerRules,
  { segments, spans }: SpannedSegments,
  each: (span: Interval, answered: readonly Series[]) => void,
  decoded?: DecodedSegments,
): Promise<string> {
  const ranked = rankedNow(rules, segments);
  const wanted = spans.length === 1 ? [{}] : spans.map((range) => ({ range }));
  return digestOver(ports, segments, wanted, async (one, i) => {
    const frames = await readSegments(ports, ranked, one, decoded);
    const answered = inUnitsOf(rules, frames);
    const merged = mergeFrames(answered);
    each(spans[i]!, calibratedBy(rules, merged));
    const isAsStored = frames.every(
      ({ rank, frame }, f) => rank === frames[0]!.rank && answered[f]!.frame === frame,
    );
    return isAsStored ? merged : mergeStored(frames);
  });
}

/** The digest of the samples as they are stored, whatever a definition says of them. */
export async function storedDigest(ports: Ports, segments: readonly SegmentReference[]): Promise<string> {
  const wanted = spansOfAll(segments).map((range) => (range === null ? {} : { range }));
  return digestOver(ports, segments, wanted, (one) => readStored(ports, segments, one));
}

async function readStored(
  ports: Ports,
  segments: readonly SegmentReference[],
  wanted: WantedSamples,
): Promise<Series[]> {
  return mergeStored(await readSegments(ports, segments, wanted));
}

/** What is read at once is kept for the values; what is read in spans is read again. */
async function digestOver(
  ports: Ports,
  segments: readonly SegmentReference[],
  spans: readonly WantedSamples[],
  storedIn: (wanted: WantedSamples, i: number) => Promise<readonly Series[]>,
): Promise<string> {
  const digest = new SamplesDigest();
  let only: readonly Series[] | null = null;
  for (const [i, wanted] of spans.entries()) {
    const stored = await storedIn(wanted, i);
    digest.add(stored);
    if (spans.length === 1) only = stored;
  }
  return digest.finish(async function* (series) {
    if (only !== null) yield only;
    else for (const wanted of spans) yield readStored(ports, segments, { ...wanted, series });
  });
}

function mergeStored(frames: readonly RankedFrame[]): Series[] {
  return mergeFrames(frames.map(({ frame }) => ({ frame, rank: 0 })));
}

/** What was read in another unit than it is answered in stands in that one before anything is compared. */
function inUnitsOf(rules: AnswerRules, frames: readonly ReadFrame<ReadSegment>[]): RankedFrame[] {
  const changesOf = oncePer((read: UnitsRead | undefined) => unitChanges(rules, read));
  return frames.map(({ frame, rank, segment }) => ({
    frame: inUnits(frame, changesOf(segment.unitsRead)),
    rank,
  }));
}

function rankedNow(rules: AnswerRules, segments: readonly ReadSegment[]): ReadSegment[] {
  return segments.map((segment) => ({ ...segment, rank: rankNow(rules, segment) }));
}

function calibratedBy({ calibrations }: AnswerRules, merged: readonly Series[]): Series[] {
  return merged.map((series) => calibrate(series, calibrations.get(series.series) ?? null));
}
