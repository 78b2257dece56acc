/** One part of a pair's bucket: laid side by side anew where its segments or rules have changed. */
import { deltaPageKey } from '../../domain/archive/keys.ts';
import { calibrationBasis, rankNow } from '../../domain/experiment/answer-rules.ts';
import { isoOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { type ChannelFacts, channelFacts } from '../../domain/twins/channel-facts.ts';
import { DELTA_PAGE_FORMAT, type DeltaPart, isDamaged } from '../../domain/twins/delta-record.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import { type DeltaPage, deltaPageSize, encodeDeltaPage } from '../../formats/delta-page.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { DecodedSegments } from '../heads/read-segments.ts';
import { writeDerived } from '../known/write-derived.ts';
import { inputsWithin, layPair, type PairAddress, type PairInputs } from './lay-pair.ts';

export interface PartAddress extends PairAddress {
  readonly pair: string;
  readonly bucket: string;
}

/**
 * The part of this span, of these inputs of its bucket; `standing` where it was laid of the very same. Null where neither
 * unit has a segment there: what only lies near decides no pair and is in no count.
 */
export async function laidPart(
  ports: Ports,
  at: PartAddress,
  rules: PairRules,
  span: Interval,
  inputs: PairInputs,
  standing: DeltaPart | null,
  decoded?: DecodedSegments,
): Promise<DeltaPart | null> {
  if (isEmpty(inputsWithin(inputs, { ...rules, marginMicros: 0 }, span))) return null;
  const own = inputsWithin(inputs, rules, span);
  const basis = basisOf(rules, span, own);
  if (standing?.basis === basis) return standing;
  const page = await layPair(ports, rules, span, own, decoded);
  const bytes = encodeDeltaPage(page, factsOf(page, rules));
  const derived = await writeDerived(
    ports,
    deltaPageKey(at, at.pair, at.bucket, nameOf(span)),
    { bytes, contentType: 'application/vnd.apache.parquet' },
    standing === null || isDamaged(standing) ? null : standing,
  );
  return { ...derived, span: { from: span.from, to: span.to }, basis, size: deltaPageSize(bytes) };
}

const isEmpty = ({ flight, ground }: PairInputs): boolean => flight.length + ground.length === 0;

/** By its first hour: `2026-03-01T06`. */
const nameOf = ({ from }: Interval): string => isoOf(from).slice(0, 13);

function basisOf(
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
    ...calibrationsOf(rules, ranges),
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

/** What the page's channels come to, in their order. */
export function factsOf({ channels }: DeltaPage, rules: PairRules): ChannelFacts[] {
  return channels.map((pairs) => {
    const { twin, period } = rules.channels.find(({ series }) => series === pairs.series)!;
    return channelFacts(pairs, { margin: twin.margin, periodSeconds: period });
  });
}
