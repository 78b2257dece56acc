/** One part of a pair's bucket: laid side by side anew where its segments or rules have changed. */
import { deltaPageKey } from '../../domain/archive/keys.ts';
import { calibrationBasis, rankNow } from '../../domain/experiment/answer-rules.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { unitsBasis } from '../../domain/experiment/units-read.ts';
import { isoOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { cellGridOf } from '../../domain/twins/cell-grid.ts';
import {
  type ChannelFacts,
  ChannelFactsInParts,
  channelFacts,
  type DifferenceRule,
} from '../../domain/twins/channel-facts.ts';
import type { PairPart } from '../../domain/twins/delta-parts.ts';
import { DELTA_PAGE_FORMAT, type DeltaPart, isDamaged } from '../../domain/twins/delta-record.ts';
import { laidSpans } from '../../domain/twins/laid-spans.ts';
import { PairCellsInParts } from '../../domain/twins/pair-cells.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import { type DeltaPage, DeltaPageInParts, type EncodedDeltaPage } from '../../formats/delta-page.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { DecodedSegments, ReadSegment } from '../heads/read-segments.ts';
import { writeDerived } from '../known/write-derived.ts';
import { inputsWithin, layPair, type PairAddress, type PairInputs } from './lay-pair.ts';

export interface PartAddress extends PairAddress {
  readonly pair: string;
  readonly bucket: string;
}

/**
 * The part, of these inputs of its bucket; `standing` where it was laid of the very same. Null where neither unit has a
 * segment in its span: what only lies near decides no pair and is in no count.
 */
export async function laidPart(
  ports: Ports,
  at: PartAddress,
  rules: PairRules,
  { span, channels, group }: PairPart,
  inputs: PairInputs,
  standing: DeltaPart | null,
  decoded?: DecodedSegments,
): Promise<DeltaPart | null> {
  if (isEmpty(inputsWithin(inputs, { ...rules, marginMicros: 0 }, span))) return null;
  const own = inputsWithin(inputs, rules, span);
  const basis = basisOf({ ...rules, channels }, span, own);
  if (standing?.basis === basis) return standing;
  const spans = laidSpans(rules, channels, span, own);
  const { bytes, size } = await encodedPart(ports, { ...rules, channels }, spans, own, decoded);
  const derived = await writeDerived(
    ports,
    deltaPageKey(at, at.pair, at.bucket, nameOf(span, group)),
    { bytes, contentType: 'application/vnd.apache.parquet' },
    standing === null || isDamaged(standing) ? null : standing,
  );
  return {
    ...derived,
    span: { from: span.from, to: span.to },
    ...(group !== null && { channels: seriesOf(channels) }),
    basis,
    size,
  };
}

/** Laid and encoded span by span: of a part of many pairs all would be too much at once. */
async function encodedPart(
  ports: Ports,
  rules: PairRules,
  spans: readonly Interval[],
  inputs: PairInputs,
  decoded?: DecodedSegments,
): Promise<EncodedDeltaPage> {
  const page = new DeltaPageInParts();
  const facts = rules.channels.map((channel) => new ChannelFactsInParts(differenceRule(channel)));
  const cells = rules.channels.map((channel) => cellsInParts(channel, rules));
  for (const span of spans) {
    const laid = await layPair(ports, rules, span, inputsWithin(inputs, rules, span), decoded);
    page.add(laid, span);
    for (const [i, pairs] of laid.channels.entries()) {
      facts[i]!.add(pairs);
      cells[i]?.cells.add(pairs);
    }
  }
  return page.finish(
    facts.map((one) => one.finish()),
    cells.map((one) => one && { grid: one.grid, cells: one.cells.finish() }),
  );
}

/** Null where a channel's pairs are soon read. */
function cellsInParts({ period }: UnitSeries, { referenceAt, shiftMicros }: PairRules) {
  const grid = cellGridOf(period, referenceAt);
  return grid === null ? null : { grid, cells: new PairCellsInParts(grid, shiftMicros) };
}

export const differenceRule = ({ twin, period }: PairRules['channels'][number]): DifferenceRule => ({
  margin: twin.margin,
  periodSeconds: period,
});

export const seriesOf = (channels: readonly UnitSeries[]): string[] => channels.map(({ series }) => series);

const isEmpty = ({ flight, ground }: PairInputs): boolean => flight.length + ground.length === 0;

/** By its first hour, and by its channels where there are others: `2026-03-01T06`, `2026-03-01T06-2`. */
const nameOf = ({ from }: Interval, group: PairPart['group']): string =>
  `${isoOf(from).slice(0, 13)}${group === null ? '' : `-${group}`}`;

/** Digest of every segment and rule that a part is computed from. */
export function basisOf(
  rules: PairRules,
  { from, to }: Interval,
  { flight, ground, ...ranges }: PairInputs,
): string {
  return digestOf([
    ...[DELTA_PAGE_FORMAT, from, to],
    flight.map((segment) => [segment.key, rankNow(rules.flightAnswer, segment)]),
    ground.map((segment) => [segment.key, rankNow(rules.groundAnswer, segment)]),
    rules.shiftMicros,
    rules.channels.map(({ series, twin, period }) => [series, twin.tolerance, twin.margin, period]),
    rules.channels.map(({ period }) => cellGridOf(period, rules.referenceAt)?.origin ?? null),
    ...calibrationsOf(rules, ranges),
    ...unitsOf(rules, flight, ground),
  ]);
}

/** Of the channels that are laid side by side. Nothing where no number changes: such a page is as it was before. */
function calibrationsOf(
  { channels, flightAnswer, groundAnswer }: PairRules,
  { flightRange, groundRange }: Pick<PairInputs, 'flightRange' | 'groundRange'>,
): readonly unknown[] {
  const paired = new Set(channels.map(({ series }) => series));
  const flight = calibrationBasis(flightAnswer, flightRange, paired);
  const ground = calibrationBasis(groundAnswer, groundRange, paired);
  return flight.length + ground.length === 0 ? [] : [flight, ground];
}

/** The same of samples that were read in other units. */
function unitsOf(
  { channels, flightAnswer, groundAnswer }: PairRules,
  flight: readonly ReadSegment[],
  ground: readonly ReadSegment[],
): readonly unknown[] {
  const paired = new Set(channels.map(({ series }) => series));
  return [...unitsBasis(flightAnswer, flight, paired), ...unitsBasis(groundAnswer, ground, paired)];
}

/** What the page's channels come to, in their order. */
export function factsOf({ channels }: DeltaPage, rules: PairRules): ChannelFacts[] {
  return channels.map((pairs) => {
    const channel = rules.channels.find(({ series }) => series === pairs.series)!;
    return channelFacts(pairs, differenceRule(channel));
  });
}
