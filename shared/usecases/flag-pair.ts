import { z } from 'zod';
import { type Anomaly, byOnset } from '../domain/anomaly/anomaly.ts';
import { offsetAnomaly } from '../domain/anomaly/offset-anomaly.ts';
import { bucketNamed } from '../domain/bucket/bucket.ts';
import { pairNamed } from '../domain/experiment/lookups.ts';
import type { UnitSeries } from '../domain/experiment/unit-series.ts';
import { type DeltaRecord, deltaKind, deltaPrefix } from '../domain/records/subject.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import { foldOffset, OFFSET_START, offsetBlocks } from '../domain/twins/offset.ts';
import { goodPairs, type StuckIntervals } from '../domain/twins/pair-filter.ts';
import { type PairRules, pairRulesOf } from '../domain/twins/pair-rules.ts';
import { decodeDeltaPage } from '../formats/delta-page.ts';
import type { Ports } from '../ports.ts';
import type { Findings } from './flag-unit.ts';
import { foldCheckpoints, type Step } from './fold-checkpoints.ts';
import { loadEvents } from './load-events.ts';
import type { LoadedExperiment } from './load-experiment.ts';
import { readFindings, stuckStretches } from './read-pages.ts';

/** Changes whenever the pair's detectors would say something else about the same pages. */
const DETECTORS = 'pair-detectors/1';

const blockSchema = z.object({ start: z.number(), median: z.number(), pairs: z.number(), expected: z.number() });
const offsetSchema = z.object({
  channel: z.string(),
  from: z.number(),
  to: z.number().nullable(),
  sign: z.union([z.literal(1), z.literal(-1)]),
  medians: z.array(z.number()),
  worstMedian: z.number(),
  triggerValue: z.number(),
});
/** Of each channel with a margin; and the newest sample on the flight's axis. */
const stateSchema = z.object({
  offsets: z.record(z.string(), z.object({ run: z.array(blockSchema), open: offsetSchema.nullable() })),
  asOf: z.number().nullable(),
});
type PairState = z.infer<typeof stateSchema>;

interface Judged {
  readonly channel: UnitSeries;
  readonly margin: number;
  readonly stuck: StuckIntervals;
}

/** Everything wrong with a pair, from its delta pages and from what was found on its units. */
export async function flagPair(
  ports: Ports,
  { definition, record }: LoadedExperiment,
  id: string,
): Promise<Findings> {
  const experiment = record.id;
  const generation = record.serving;
  const pair = pairNamed(definition, id);
  const rules = pairRulesOf(definition, pair, await loadEvents(ports, experiment, definition));
  const flight = await readFindings(ports, experiment, generation, 'unit', pair.flight);
  const ground = await readFindings(ports, experiment, generation, 'unit', pair.ground);
  const judged = rules.channels.flatMap((channel): Judged[] => {
    const { margin } = channel.twin;
    const stuck = {
      flight: stuckStretches(flight.anomalies, channel.series),
      ground: stuckStretches(ground.anomalies, channel.series),
    };
    return margin === null ? [] : [{ channel, margin, stuck }];
  });
  const steps: Step<PairState>[] = [];
  for await (const { item } of ports.catalogue.list(deltaKind, experiment, deltaPrefix(generation, id))) {
    steps.push(stepOf(ports, rules, item, judged));
  }
  const at = { experiment, generation, kind: 'pair', id } as const;
  const start: PairState = { offsets: {}, asOf: null };
  const { state, closed } = await foldCheckpoints(ports, at, start, stateSchema, steps);
  const open = judged.flatMap(({ channel, margin }) => {
    const offset = state.offsets[channel.series]?.open ?? null;
    return offset === null ? [] : [offsetAnomaly(id, offset, margin)];
  });
  return { anomalies: [...closed, ...open].sort(byOnset), asOf: state.asOf };
}

function stepOf(
  ports: Ports,
  rules: PairRules,
  { bucket, key }: DeltaRecord,
  judged: readonly Judged[],
): Step<PairState> {
  const span = bucketNamed(bucket, rules.flightDays);
  const onGround = { from: span.from + rules.shiftMicros, to: span.to + rules.shiftMicros };
  const here = judged.map(({ channel, margin, stuck }) => [
    channel.series,
    margin,
    channel.period,
    within(stuck.flight, span),
    within(stuck.ground, widened(onGround, rules.marginMicros)),
  ]);
  return {
    bucket,
    basis: [DETECTORS, key, here],
    fold: async (state) => foldDeltaPage(await ports.archive.read(key), rules.pair.id, judged, state),
  };
}

function foldDeltaPage(bytes: Uint8Array, pair: string, judged: readonly Judged[], state: PairState) {
  const page = decodeDeltaPage(bytes, new Set(judged.map(({ channel }) => channel.series)));
  const offsets = { ...state.offsets };
  const closed: Anomaly[] = [];
  for (const { channel, margin, stuck } of judged) {
    const pairs = page.channels.find((one) => one.series === channel.series);
    if (pairs === undefined) continue;
    const blocks = offsetBlocks(pairs, goodPairs(stuck), channel.period);
    const folded = foldOffset(offsets[channel.series] ?? OFFSET_START, blocks, { channel: channel.series, margin });
    const { run, open } = folded.state;
    offsets[channel.series] = { run: [...run], open: open === null ? null : { ...open, medians: [...open.medians] } };
    closed.push(...folded.closed.map((offset) => offsetAnomaly(pair, offset, margin)));
  }
  const asOf = page.extent === null ? state.asOf : page.extent.to;
  return { state: { offsets, asOf }, closed };
}

/** What of the intervals lies in the span, with an end beyond it left open, so that only news within changes it. */
function within(intervals: readonly Interval[], span: Interval): (number | null)[][] {
  return intervals
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map(({ from, to }) => [Math.max(from, span.from), to < span.to ? to : null]);
}

function widened({ from, to }: Interval, by: number): Interval {
  return { from: from - by, to: to + by };
}
