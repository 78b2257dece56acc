/** Flight minus ground of one channel of a pair, with everything that qualifies it (DESIGN section 9). */
import type { DeltaOnWire, SummaryOnWire } from '../contract/deltas.ts';
import { isoDuration } from '../domain/duration.ts';
import type { Definition } from '../domain/experiment/definition.ts';
import { channelNamed, pairNamed } from '../domain/experiment/lookups.ts';
import type { UnitSeries } from '../domain/experiment/unit-series.ts';
import { Refusal } from '../domain/refusal.ts';
import { channelOf } from '../domain/telemetry/frame.ts';
import { isoOf, type Micros, type Seconds } from '../domain/time.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import { armedPairIntervals } from '../domain/twins/armed-pair.ts';
import { type ChannelPairs, concatenatePairs } from '../domain/twins/channel-pairs.ts';
import { deltaWindows } from '../domain/twins/delta-windows.ts';
import { environmentOf } from '../domain/twins/environment.ts';
import { armedGoodPairs, everyPair, goodPairs } from '../domain/twins/pair-filter.ts';
import { pairAlignment, pairRulesOf } from '../domain/twins/pair-rules.ts';
import { type Summary, summarize } from '../domain/twins/summary.ts';
import { digestOf } from '../formats/digest.ts';
import type { Ports } from '../ports.ts';
import { estimatePairLag } from './estimate-pair-lag.ts';
import { loadEvents } from './load-events.ts';
import { loadExperiment } from './load-experiment.ts';
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
  const { definition, record } = await loadExperiment(ports, experiment);
  const pair = pairNamed(definition, query.pair);
  const events = await loadEvents(ports, experiment, definition);
  const rules = pairRulesOf(definition, pair, events);
  const channel = channelAsked(definition, rules.channels, query);
  const range = rangeAsked(query);
  const at = { experiment, generation: record.serving };
  const view = await readPair(ports, at, rules, range);
  const estimate = await estimatePairLag(ports, at, rules, channel, view.extent);
  const alignment = pairAlignment(definition, pair, events, { channel, estimate });
  const armed = armedPairIntervals(definition.phases, pair, rules.shiftMicros, events, range);
  const pairs = pairsOf(view, channel.series);
  const stuck = view.stuckOf(channel.series);
  const resolutionSeconds = query.resolution ?? DEFAULT_RESOLUTION;
  const windows = deltaWindows([pairs], {
    referenceAt: alignment.referenceAt,
    resolutionSeconds,
    ...range,
    isGood: goodPairs(stuck),
  });
  refuseTooMany(windows.length);
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
    summary: onWire(summarize(pairs, armedGoodPairs(stuck, armed), channel.twin.margin)),
    summaryAll: onWire(summarize(pairs, everyPair, channel.twin.margin)),
    environment: environmentOnWire(view, rules.channels, armed),
    windows: windows.map((window) => ({
      ...window,
      flight: { ...window.flight },
      ground: { ...window.ground },
    })),
    snapshot: `sha256:${digestOf([record.sha256, view.inputs, alignment.referenceAt, alignment.shiftMicros, range.from, range.to, resolutionSeconds, channel.series])}`,
    pending: view.pending,
  };
}

function channelAsked(
  definition: Definition,
  channels: readonly UnitSeries[],
  { pair, channel }: DeltaQuery,
): UnitSeries {
  channelNamed(definition, channelOf(channel));
  const found = channels.find(({ series }) => series === channel);
  if (found !== undefined) return found;
  throw new Refusal(
    'not-found',
    'channel.not-paired',
    `both units of ${pair} do not measure "${channel}"; they share ${channels.map(({ series }) => series).join(', ') || 'no channel'}`,
    { field: 'channel' },
  );
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

function pairsOf(view: PairView, series: string): ChannelPairs {
  const parts = view.pages.flatMap((page) => page.channels.filter((channel) => channel.series === series));
  return concatenatePairs(series, parts);
}

function environmentOnWire(
  view: PairView,
  channels: readonly UnitSeries[],
  armed: readonly Interval[],
): DeltaOnWire['environment'] {
  const { verdict, reasons } = environmentOf(
    channels.map((channel) => ({
      channel: channel.series,
      ucum: channel.ucum,
      margin: channel.twin.margin,
      periodSeconds: channel.period,
      pairs: pairsOf(view, channel.series),
      stuck: view.stuckOf(channel.series),
      findings: view.offsetsOf(channel.series),
    })),
    judgedIntervals(view, armed),
  );
  return {
    verdict,
    reasons: reasons.map((reason) => ({ ...reason, evidence: evidenceOnWire(reason.evidence) })),
  };
}

/** Armed time, no farther than either unit has samples. */
function judgedIntervals(view: PairView, armed: readonly Interval[]): Interval[] {
  const { extent } = view;
  if (extent === null) return [];
  return armed
    .map(({ from, to }) => ({ from: Math.max(from, extent.from), to: Math.min(to, extent.to + 1) }))
    .filter(({ from, to }) => from < to);
}

const INSTANTS = new Set(['from', 'to']);

/** On the wire an instant is text. */
function evidenceOnWire(
  evidence: Readonly<Record<string, string | number | null>>,
): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      INSTANTS.has(name) && typeof value === 'number' ? isoOf(value) : value,
    ]),
  );
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
