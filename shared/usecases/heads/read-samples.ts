/**
 * The door between what is stored and what is answered: whoever reads samples for an answer, a page or a detector comes
 * through here, so that every one of them has the same winners and the same calibration.
 */
import { mergeFrames } from '../../domain/archive/merge.ts';
import type { RankedFrame } from '../../domain/archive/samples.ts';
import { MOST_READ, spansOfAll } from '../../domain/archive/spans.ts';
import type { SegmentReference } from '../../domain/bucket/head.ts';
import { calibrate } from '../../domain/calibration/calibrate.ts';
import { type AnswerRules, rankNow } from '../../domain/experiment/answer-rules.ts';
import { type UnitsRead, unitChanges } from '../../domain/experiment/units-read.ts';
import { oncePer } from '../../domain/once-per.ts';
import { type InUnit, inUnits } from '../../domain/telemetry/in-unit.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { SamplesDigest } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import {
  type DecodedSegments,
  type ReadFrame,
  type ReadSegment,
  readSegments,
  type SegmentStore,
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
  return calibratedBy(rules, mergeFrames(inUnitsOf(frames, changesUnder(rules))));
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
  const changesOf = changesUnder(rules);
  const wanted = spans.length === 1 ? [{}] : spans.map((range) => ({ range }));
  return digestOver(ports, segments, wanted, async (one, i) => {
    const frames = await readSegments(ports, ranked, one, decoded);
    const answered = inUnitsOf(frames, changesOf);
    const merged = mergeFrames(answered);
    each(spans[i]!, calibratedBy(rules, merged));
    const isAsStored = frames.every(
      ({ rank, frame }, f) => rank === frames[0]!.rank && answered[f]!.frame === frame,
    );
    return isAsStored ? merged : mergeStored(frames);
  });
}

export interface Merging<S extends SegmentReference> {
  /** Of one unit, each with the rank that its source has now. */
  readonly segments: readonly S[];
  /** The series that a segment holds in another unit than they are answered in. */
  changesOf(segment: S): ReadonlyMap<string, InUnit>;
  readonly calibrations: AnswerRules['calibrations'];
  readonly wanted: WantedSamples;
  /** Samples that are held at once, about. */
  readonly most?: number;
}

export interface MergedSpan<S extends SegmentReference> {
  readonly frames: readonly ReadFrame<S>[];
  /** As the frames hold them. */
  readonly merged: readonly Series[];
  /** The same series, as they are answered. */
  readonly answered: readonly Series[];
}

/** The merged reading of a unit with what it was merged from, span by span in order of time. Fails with `Damaged`. */
export async function* readMerged<S extends SegmentReference>(
  store: SegmentStore,
  { segments, changesOf, calibrations, wanted, most = MOST_READ }: Merging<S>,
): AsyncGenerator<MergedSpan<S>> {
  for (const span of spansOfAll(segments, most)) {
    const inside = span === null ? wanted : within(wanted, span);
    if (inside === null) continue;
    const frames = inUnitsOf(await readSegments(store, segments, inside), changesOf);
    const merged = mergeFrames(frames).filter(({ times }) => times.length > 0);
    if (merged.length > 0) yield { frames, merged, answered: calibratedBy({ calibrations }, merged) };
  }
}

function within({ series, range }: WantedSamples, span: NonNullable<WantedSamples['range']>) {
  const from = Math.max(span.from, range?.from ?? span.from);
  const to = Math.min(span.to, range?.to ?? span.to);
  return from < to ? { ...(series && { series }), range: { from, to } } : null;
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
function inUnitsOf<S extends SegmentReference>(
  frames: readonly ReadFrame<S>[],
  changesOf: (segment: S) => ReadonlyMap<string, InUnit>,
): ReadFrame<S>[] {
  return frames.map((one) => ({ ...one, frame: inUnits(one.frame, changesOf(one.segment)) }));
}

function changesUnder(rules: AnswerRules): (segment: ReadSegment) => ReadonlyMap<string, InUnit> {
  const changesOf = oncePer((read: UnitsRead | undefined) => unitChanges(rules, read));
  return ({ unitsRead }) => changesOf(unitsRead);
}

function rankedNow(rules: AnswerRules, segments: readonly ReadSegment[]): ReadSegment[] {
  return segments.map((segment) => ({ ...segment, rank: rankNow(rules, segment) }));
}

function calibratedBy(
  { calibrations }: Pick<AnswerRules, 'calibrations'>,
  merged: readonly Series[],
): Series[] {
  return merged.map((series) => calibrate(series, calibrations.get(series.series) ?? null));
}
