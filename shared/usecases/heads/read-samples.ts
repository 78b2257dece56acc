/**
 * The door between what is stored and what is answered: whoever reads samples for an answer, a page or a detector comes
 * through here, so that every one of them has the same winners and the same calibration.
 */
import { mergeFrames } from '../../domain/archive/merge.ts';
import type { RankedFrame } from '../../domain/archive/samples.ts';
import type { SegmentReference } from '../../domain/bucket/head.ts';
import { calibrate } from '../../domain/calibration/calibrate.ts';
import { type AnswerRules, rankNow } from '../../domain/experiment/answer-rules.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import type { Ports } from '../../ports.ts';
import { type DecodedSegments, readSegments, type WantedSamples } from './read-segments.ts';

/** The merged series of a unit as they are answered, by name. */
export async function readSamples(
  ports: Ports,
  rules: AnswerRules,
  segments: readonly SegmentReference[],
  wanted: WantedSamples = {},
  decoded?: DecodedSegments,
): Promise<Series[]> {
  const frames = await readSegments(ports, rankedNow(rules, segments), wanted, decoded);
  return calibratedBy(rules, mergeFrames(frames));
}

/** The same, and as it is stored: what the archive's digest is of. */
export async function readBothWays(
  ports: Ports,
  rules: AnswerRules,
  segments: readonly SegmentReference[],
  decoded?: DecodedSegments,
): Promise<{ readonly answered: Series[]; readonly stored: Series[] }> {
  const frames = await readSegments(ports, rankedNow(rules, segments), {}, decoded);
  const merged = mergeFrames(frames);
  const isOneRank = frames.every(({ rank }) => rank === frames[0]!.rank);
  return { answered: calibratedBy(rules, merged), stored: isOneRank ? merged : mergeStored(frames) };
}

/** The merged series as they are stored, whatever a definition says of them. */
export async function readStored(ports: Ports, segments: readonly SegmentReference[]): Promise<Series[]> {
  return mergeStored(await readSegments(ports, segments));
}

function mergeStored(frames: readonly RankedFrame[]): Series[] {
  return mergeFrames(frames.map(({ frame }) => ({ frame, rank: 0 })));
}

function rankedNow(rules: AnswerRules, segments: readonly SegmentReference[]): SegmentReference[] {
  return segments.map((segment) => ({ ...segment, rank: rankNow(rules, segment) }));
}

function calibratedBy({ calibrations }: AnswerRules, merged: readonly Series[]): Series[] {
  return merged.map((series) => calibrate(series, calibrations.get(series.series) ?? null));
}
