/**
 * Flight minus ground of one channel of a pair, with everything that qualifies it
 * (docs/design.md#flight-against-ground).
 */

import type { DeltaOnWire, SummaryOnWire } from '../../contract/deltas.ts';
import { holdsOtherReading } from '../../domain/bucket/head.ts';
import { type CalibrationInForce, calibrationsInForce } from '../../domain/calibration/in-force.ts';
import { isoDuration } from '../../domain/duration.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { channelNamed, pairNamed, unitSeries } from '../../domain/experiment/lookups.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { Micros, Seconds } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { armedPairIntervals } from '../../domain/twins/armed-pair.ts';
import type { ChannelPairs } from '../../domain/twins/channel-pairs.ts';
import { deltaWindows } from '../../domain/twins/delta-windows.ts';
import { armedGoodPairs, everyPair, goodPairs } from '../../domain/twins/pair-filter.ts';
import { type PairRules, pairAlignment, pairRulesOf } from '../../domain/twins/pair-rules.ts';
import { type Summary, summarize } from '../../domain/twins/summary.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { estimatePairLag } from './estimate-pair-lag.ts';
import { judgeEnvironment } from './judge-environment.ts';
import { type PairView, readPair } from './read-pair.ts';

export interface DeltaQuery {
  readonly pair: string;
  readonly channel: string;
  /** On the flight unit's axis; inclusive. */
  readonly from?: Micros | undefined;
  /** Exclusive. */
  readonly to?: Micros | undefined;
  readonly resolution?: Seconds | undefined;
}

const DEFAULT_RESOLUTION = 600;
/** About 13 MB of JSON. */
const MOST_WINDOWS = 100_000;

/** Refuses unknown pairs and channels, empty ranges, and more windows than one answer holds. */
export async function queryDeltas(ports: Ports, experiment: string, query: DeltaQuery): Promise<DeltaOnWire> {
  return deltasOf(ports, await loadExperiment(ports, experiment), query);
}

/** The same for an experiment that is loaded, for those who ask more than one thing of it. */
export async function deltasOf(
  ports: Ports,
  loaded: LoadedExperiment,
  query: DeltaQuery,
): Promise<DeltaOnWire> {
  const { definition, index } = loaded;
  const pair = pairNamed(index, query.pair);
  const { upstream } = await owedNow(ports, loaded);
  const events = await loaded.events();
  const rules = pairRulesOf(index, pair, events);
  const channel = channelAsked(index, rules.channels, query);
  const range = rangeAsked(query);
  const view = await readPair(ports, loaded, rules, range);
  const estimate = await estimatePairLag(ports, loaded, rules, channel, view.extent);
  const alignment = pairAlignment(index, pair, events, { channel, estimate });
  const armed = armedPairIntervals(definition.phases, pair, rules.shiftMicros, events, range);
  const parts = await pairsOf(view, channel.series);
  const stuck = view.stuckOf(channel.series);
  const resolutionSeconds = query.resolution ?? DEFAULT_RESOLUTION;
  const windows = deltaWindows(parts, {
    referenceAt: alignment.referenceAt,
    resolutionSeconds,
    ...range,
    isGood: goodPairs(stuck),
  });
  refuseTooMany(windows.length);
  const { margin } = channel.twin;
  const summary = summarize(parts, armedGoodPairs(stuck, armed), margin);
  const paired = parts.reduce((sum, { flight }) => sum + flight.length, 0);
  // Over months the effective sample size takes most of an answer's time: of the same pairs it is computed once.
  const summaryAll =
    paired > 0 && summary.pairedSamples === paired ? summary : summarize(parts, everyPair, margin);
  const calibrations = calibrationsOf(index, rules, channel.series, within(range, view.extent));
  return {
    pair: pair.id,
    channel: channel.series,
    ucum: channel.ucum,
    resolution: isoDuration(resolutionSeconds),
    alignment: {
      reference: alignment.reference,
      lagSeconds: alignment.lagSeconds,
      estimatedLagSeconds: alignment.estimatedLagSeconds,
      sharedClock: alignment.sharedClock,
      verdict: alignment.verdict,
      reasons: [...alignment.reasons],
    },
    summary: onWire(summary),
    summaryAll: onWire(summaryAll),
    environment: await judgeEnvironment(view, rules.channels, armed),
    windows: windows.map((window) => ({
      ...window,
      flight: { ...window.flight },
      ground: { ...window.ground },
    })),
    ...(calibrations.length > 0 && { calibrations }),
    snapshot: `sha256:${digestOf([loaded.sha256, view.inputs, alignment.referenceAt, alignment.shiftMicros, range.from, range.to, resolutionSeconds, channel.series])}`,
    pending: upstream + view.pending,
    ...(holdsOtherReading(view.heads, loaded.readingRevision) && { readUnderOther: true as const }),
  };
}

function channelAsked(
  index: DefinitionIndex,
  channels: readonly UnitSeries[],
  { pair, channel }: DeltaQuery,
): UnitSeries {
  channelNamed(index, channelOf(channel));
  const found = channels.find(({ series }) => series === channel);
  if (found !== undefined) return found;
  throw new Refusal(
    'not-found',
    'channel.not-paired',
    `both units of ${pair} do not measure "${channel}"; they share ${channels.map(({ series }) => series).join(', ') || 'no channel'}`,
    { field: 'channel' },
  );
}

/** Of either unit, each on its own axis. */
function calibrationsOf(
  index: DefinitionIndex,
  { pair, shiftMicros }: PairRules,
  series: string,
  { from, to }: Interval,
): CalibrationInForce[] {
  const of = (unit: string, shift: Micros) =>
    unitSeries(index, unit)
      .filter((one) => one.series === series)
      .flatMap((one) => calibrationsInForce(unit, one, { from: from + shift, to: to + shift }));
  return [...of(pair.flight, 0), ...of(pair.ground, shiftMicros)];
}

/** The part of a range that holds samples; all of it where there are none. */
function within({ from, to }: Interval, extent: PairView['extent']): Interval {
  if (extent === null) return { from, to };
  return { from: Math.max(from, extent.from), to: Math.min(to, extent.to + 1) };
}

function rangeAsked({ from = -Infinity, to = Infinity }: DeltaQuery): Interval {
  if (from < to) return { from, to };
  throw new Refusal('invalid', 'deltas.range-empty', 'expected from before to: a range is [from, to)', {
    field: 'to',
  });
}

function refuseTooMany(windows: number): void {
  if (windows <= MOST_WINDOWS) return;
  throw new Refusal(
    'too-large',
    'deltas.too-many-windows',
    `the answer would hold ${windows} windows, at most ${MOST_WINDOWS} fit: ask for a shorter range or a coarser resolution`,
    { field: 'resolution' },
  );
}

/** Stretches whose pairs are read at once: each comes in one request, and is decoded before the next. */
const AT_ONCE = 8;

/** The pairs of one channel, stretch after stretch. */
async function pairsOf({ stretches }: PairView, series: string): Promise<ChannelPairs[]> {
  const parts: ChannelPairs[] = [];
  for (let i = 0; i < stretches.length; i += AT_ONCE) {
    const some = stretches.slice(i, i + AT_ONCE).map((stretch) => stretch.pairsOf(series));
    parts.push(...(await Promise.all(some)).filter((pairs) => pairs !== null));
  }
  return parts;
}

function onWire(summary: Summary): SummaryOnWire {
  const { ci95, unpaired, flight, ground, equivalence, deltaReason, ci95Reason, ...numbers } = summary;
  return {
    ...numbers,
    ...(deltaReason !== undefined && { deltaReason }),
    ci95: ci95 === null ? null : [ci95[0], ci95[1]],
    ...(ci95Reason !== undefined && { ci95Reason }),
    unpaired: { ...unpaired, reasons: { ...unpaired.reasons } },
    flight: { ...flight },
    ground: { ...ground },
    ...(equivalence !== undefined && { equivalence: { ...equivalence } }),
  };
}
