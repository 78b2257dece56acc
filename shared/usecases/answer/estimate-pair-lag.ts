/** What the data of a pair say of the lag between its units: all channels that both measure, over all the time asked. */
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { type LagCells, lagCells } from '../../domain/lag/cells.ts';
import { askChannel, type ChannelAnswer, type PairLag, pairLagOf } from '../../domain/lag/pair-lag.ts';
import { type Stretch, sharpened } from '../../domain/lag/sharpen.ts';
import { isVote } from '../../domain/lag/vote.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import { rollupWindows } from '../../domain/telemetry/rollup.ts';
import { middlesOf } from '../../domain/telemetry/rollup-middles.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { judged, type Selection } from '../../domain/telemetry/selection.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import type { Micros } from '../../domain/time.ts';
import { covers, type Interval, touches } from '../../domain/timeline/interval.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { readSamples } from '../heads/read-samples.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { visibleSegments } from '../pages/lay-pair.ts';
import type { OpenPair, PairView } from './read-pair.ts';
import { rollupsOf } from './read-rollups.ts';

/** Those with a margin come first; more channels than these say no more of one lag. */
const MOST_CHANNELS = 8;
/** Longer series are looked at by their rollups, and by stretches of their samples around what these show. */
const MOST_PERIODS = 100_000;
/** Samples of such a stretch. */
const STRETCH_PERIODS = 8192;
/** Fine rollups up to this many, else coarse ones. */
const MOST_WINDOWS = 32_768;

/** A page of a plot asks for the same again and again, and the lag is of all its channels. */
const MOST_KEPT = 500;
const recent = new LruCache<PairLag>(MOST_KEPT, () => 1);

/** Lags beyond the shift that is applied. One answer for all channels of the pair. */
export function estimatePairLag(
  ports: Ports,
  loaded: LoadedExperiment,
  rules: PairRules,
  opened: OpenPair,
  { extent, inputs }: PairView,
): Promise<PairLag> {
  const { pair, shiftMicros } = rules;
  const versions = opened.heads.map(({ unit, bucket, v }) => [unit, bucket, v]);
  const known = [loaded.experiment, loaded.generation, loaded.sha256, pair.id, shiftMicros, extent];
  return recent.getOrRead(digestOf([known, versions, inputs, opened.inputs]), () =>
    ask(ports, loaded, rules, opened, extent),
  );
}

/** As many as are asked for the lag, those with a margin first, and the others. */
export function channelsAsked({ channels }: Pick<PairRules, 'channels'>): {
  readonly asked: readonly UnitSeries[];
  readonly notRead: readonly UnitSeries[];
} {
  const ordered = channels.toSorted(
    (a, b) => Number(b.twin.margin !== null) - Number(a.twin.margin !== null),
  );
  return { asked: ordered.slice(0, MOST_CHANNELS), notRead: ordered.slice(MOST_CHANNELS) };
}

/** A channel as the cells that it is asked in, over all that there is; null where one side has no sample. */
export async function lagCellsOf(
  ports: Ports,
  loaded: LoadedExperiment,
  rules: PairRules,
  opened: OpenPair,
  channel: UnitSeries,
  extent: NonNullable<PairView['extent']>,
): Promise<LagCells | null> {
  const range = { from: extent.from, to: extent.to + 1 };
  if (isLong(channel, range)) {
    const flight = await windowsOf(ports, loaded, rules, opened, channel, range, 'flight');
    const ground = await windowsOf(ports, loaded, rules, opened, channel, range, 'ground');
    return lagCells(flight.windows, ground.windows, flight.seconds);
  }
  const both = (await twinSamples(ports, loaded, rules, opened, [channel], range, 0)).get(channel.series);
  return both === undefined ? null : lagCells(both.flight, both.ground, channel.period);
}

const isLong = ({ period }: UnitSeries, { from, to }: Interval): boolean =>
  (to - from) / microsOf(period) > MOST_PERIODS;

async function ask(
  ports: Ports,
  loaded: LoadedExperiment,
  rules: PairRules,
  opened: OpenPair,
  extent: PairView['extent'],
): Promise<PairLag> {
  const { asked, notRead } = channelsAsked(rules);
  if (extent === null) return pairLagOf([...asked, ...notRead].map(({ series }) => askChannel(series, null)));
  const range = { from: extent.from, to: extent.to + 1 };
  const short = asked.filter((channel) => !isLong(channel, range));
  const samples = await twinSamples(ports, loaded, rules, opened, short, range, 0);
  const answers: ChannelAnswer[] = [];
  for (const channel of asked) {
    const both = samples.get(channel.series);
    if (!isLong(channel, range)) {
      const cells = both === undefined ? null : lagCells(both.flight, both.ground, channel.period);
      answers.push(askChannel(channel.series, cells));
    } else answers.push(await askByRollups(ports, loaded, rules, opened, channel, range));
  }
  return pairLagOf(
    answers,
    notRead.map(({ series }) => series),
  );
}

interface Both {
  readonly flight: Selection;
  readonly ground: Selection;
}

/** What sensors of both units said that moved, the ground on the flight's axis, in the range there. */
async function twinSamples(
  ports: Ports,
  at: LoadedExperiment,
  { pair, shiftMicros, flightDays, groundDays, flightAnswer, groundAnswer }: PairRules,
  opened: OpenPair,
  channels: readonly UnitSeries[],
  range: Interval,
  moved: Micros,
): Promise<Map<string, Both>> {
  if (channels.length === 0) return new Map();
  const series = new Set(channels.map((channel) => channel.series));
  const shift = shiftMicros + moved;
  const onGround = { from: range.from + shift, to: range.to + shift };
  const inFlight = await visibleSegments(ports, at, pair.flight, flightDays, range);
  const onTheGround = await visibleSegments(ports, at, pair.ground, groundDays, onGround);
  const flight = await readSamples(ports, flightAnswer, inFlight, { series, range });
  const ground = await readSamples(ports, groundAnswer, onTheGround, { series, range: onGround });
  const both = new Map<string, Both>();
  for (const one of flight) {
    const other = ground.find((found) => found.series === one.series);
    if (other === undefined) continue;
    const stuck = opened.stuckOf(one.series);
    both.set(one.series, {
      flight: moving(one, stuck.flight),
      ground: earlier(moving(other, stuck.ground), shift),
    });
  }
  return both;
}

/** Without what has no value, is bad, or was read while the sensor stood still. */
function moving(series: Series, stuck: readonly Interval[]): Selection {
  const { times, values, flags } = judged(series);
  if (stuck.length === 0) return { times, values, flags };
  const kept = Array.from(times.keys()).filter((i) => !covers(stuck, times[i]!));
  return {
    times: Float64Array.from(kept, (i) => times[i]!),
    values: Float64Array.from(kept, (i) => values[i]!),
    flags: Uint8Array.from(kept, (i) => flags[i]!),
  };
}

const earlier = ({ times, ...rest }: Selection, micros: Micros): Selection => ({
  ...rest,
  times: times.map((at) => at - micros),
});

async function askByRollups(
  ports: Ports,
  loaded: LoadedExperiment,
  rules: PairRules,
  opened: OpenPair,
  channel: UnitSeries,
  range: Interval,
): Promise<ChannelAnswer> {
  const { series, period } = channel;
  const flight = await windowsOf(ports, loaded, rules, opened, channel, range, 'flight');
  const ground = await windowsOf(ports, loaded, rules, opened, channel, range, 'ground');
  const answer = askChannel(series, lagCells(flight.windows, ground.windows, flight.seconds));
  const { found } = answer;
  if (!isVote(found)) return answer;
  const length = Math.min(STRETCH_PERIODS * microsOf(period), (range.to - range.from) / 3);
  const stretches: Stretch[] = [];
  for (const k of [1, 3, 5]) {
    const middle = range.from + (k * (range.to - range.from)) / 6;
    const stretch = { from: Math.round(middle - length / 2), to: Math.round(middle + length / 2) };
    const moved = microsOf(found.lagSeconds);
    const samples = await twinSamples(ports, loaded, rules, opened, [channel], stretch, moved);
    const both = samples.get(series);
    const cells = both === undefined ? null : lagCells(both.flight, both.ground, period);
    if (cells !== null) stretches.push({ cells, movedSeconds: found.lagSeconds, ...stretch });
  }
  return sharpened(answer, stretches);
}

/** Means of the rollups' windows at their middles, on the flight's axis. */
async function windowsOf(
  ports: Ports,
  { experiment, generation }: LoadedExperiment,
  { pair, flightDays, groundDays, shiftMicros, flightAnswer, groundAnswer }: PairRules,
  opened: OpenPair,
  { series, period }: UnitSeries,
  range: Interval,
  side: 'flight' | 'ground',
): Promise<{ readonly windows: Selection; readonly seconds: number }> {
  const unit = pair[side];
  const days = side === 'flight' ? flightDays : groundDays;
  const shift = side === 'flight' ? 0 : shiftMicros;
  const { fine, coarse } = rollupWindows(period);
  const isFine = (range.to - range.from) / microsOf(fine) <= MOST_WINDOWS;
  const at = { experiment, generation, unit, days };
  const level = isFine ? 'fine' : 'coarse';
  const units = unitsAnswered(side === 'flight' ? flightAnswer : groundAnswer);
  const onAxis = { from: range.from + shift, to: range.to + shift };
  // The pair's are all that it has; the pages of what was not asked about would be read for nothing.
  const heads = opened.heads.filter(
    (head) => head.unit === unit && touches([bucketNamed(head.bucket, days)], onAxis),
  );
  const rollups = await rollupsOf(ports, at, heads, { series, level, units });
  const stuck = opened.stuckOf(series)[side];
  const windows = middlesOf(rollups, (at) => at >= onAxis.from && at < onAxis.to && !covers(stuck, at));
  return { windows: earlier(windows, shift), seconds: isFine ? fine : coarse };
}
