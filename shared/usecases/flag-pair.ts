import { byOnset } from '../domain/anomaly/anomaly.ts';
import {
  finishPair,
  foldDeltaPage,
  type JudgedChannel,
  type PairDetectorState,
  pairDetectorStateSchema,
  startPair,
} from '../domain/anomaly/pair-detectors.ts';
import { bucketNamed } from '../domain/bucket/bucket.ts';
import { pairNamed } from '../domain/experiment/lookups.ts';
import { type DeltaRecord, deltaKind, deltaPrefix } from '../domain/records/subject.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import { type PairRules, pairRulesOf } from '../domain/twins/pair-rules.ts';
import { decodeDeltaPage } from '../formats/delta-page.ts';
import type { Ports } from '../ports.ts';
import { refreshDeltaPage } from './build-delta-page.ts';
import type { Findings } from './flag-unit.ts';
import { foldCheckpoints, type Step } from './fold-checkpoints.ts';
import { loadEvents } from './load-events.ts';
import type { LoadedExperiment } from './load-experiment.ts';
import { readFindings, stuckStretches } from './read-pages.ts';

/** Changes whenever the pair's detectors would say something else about the same pages. */
const DETECTORS = 'pair-detectors/2';

/** Everything wrong with a pair, from its delta pages and from what was found on its units. */
export async function flagPair(
  ports: Ports,
  { definition, record }: LoadedExperiment,
  id: string,
): Promise<Findings> {
  const { id: experiment, serving: generation } = record;
  const pair = pairNamed(definition, id);
  const rules = pairRulesOf(definition, pair, await loadEvents(ports, experiment, definition));
  const judged = await judgedChannels(ports, { experiment, generation }, rules);
  await refreshShifted(ports, { experiment, generation }, rules);
  const steps: Step<PairDetectorState>[] = [];
  for await (const { item } of ports.catalogue.list(deltaKind, experiment, deltaPrefix(generation, id))) {
    steps.push(stepOf(ports, rules, item, judged));
  }
  const at = { experiment, generation, kind: 'pair', id } as const;
  const { state, closed } = await foldCheckpoints(ports, at, startPair(id), pairDetectorStateSchema, steps);
  return { anomalies: [...closed, ...finishPair(state, judged)].sort(byOnset), asOf: state.asOf };
}

/**
 * Lays anew the buckets that were laid under another shift of the ground's time. Aligning reaches those where the pair
 * has samples under the shift now in force; where it has none any more, the old page would go on counting.
 */
async function refreshShifted(
  ports: Ports,
  at: { experiment: string; generation: number },
  { pair, shiftMicros, flightDays }: PairRules,
): Promise<void> {
  const prefix = deltaPrefix(at.generation, pair.id);
  for await (const { item } of ports.catalogue.list(deltaKind, at.experiment, prefix)) {
    if (item.shiftMicros === shiftMicros) continue;
    await refreshDeltaPage(ports, at, pair.id, bucketNamed(item.bucket, flightDays));
  }
}

/** The channels that declare a margin, with what was found on either unit's sensor. */
async function judgedChannels(
  ports: Ports,
  { experiment, generation }: { experiment: string; generation: number },
  { pair, channels }: PairRules,
): Promise<JudgedChannel[]> {
  const flight = await readFindings(ports, experiment, generation, 'unit', pair.flight);
  const ground = await readFindings(ports, experiment, generation, 'unit', pair.ground);
  return channels.flatMap((channel): JudgedChannel[] => {
    const { margin } = channel.twin;
    const stuck = {
      flight: stuckStretches(flight.anomalies, channel.series),
      ground: stuckStretches(ground.anomalies, channel.series),
    };
    return margin === null ? [] : [{ channel, margin, stuck }];
  });
}

function stepOf(
  ports: Ports,
  rules: PairRules,
  { bucket, key }: DeltaRecord,
  judged: readonly JudgedChannel[],
): Step<PairDetectorState> {
  const span = bucketNamed(bucket, rules.flightDays);
  const { shiftMicros, marginMicros } = rules;
  const onGround = { from: span.from + shiftMicros - marginMicros, to: span.to + shiftMicros + marginMicros };
  const judgedHere = judged.map(({ channel, margin, stuck }) => [
    channel.series,
    margin,
    channel.period,
    within(stuck.flight, span),
    within(stuck.ground, onGround),
  ]);
  const series = new Set(judged.map(({ channel }) => channel.series));
  return {
    bucket,
    basis: [DETECTORS, key, judgedHere],
    fold: async (state) =>
      foldDeltaPage(state, decodeDeltaPage(await ports.archive.read(key), series), judged),
  };
}

/** What of the intervals lies in the span, with an end beyond it left open, so that only news within changes it. */
function within(intervals: readonly Interval[], span: Interval): (number | null)[][] {
  return intervals
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map(({ from, to }) => [Math.max(from, span.from), to < span.to ? to : null]);
}
