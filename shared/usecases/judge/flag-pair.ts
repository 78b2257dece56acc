import { byOnset } from '../../domain/anomaly/anomaly.ts';
import type { PagedChannel } from '../../domain/anomaly/pair-detector.ts';
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import {
  finishPair,
  foldDeltaPage,
  PAIR_START,
  type PairDetectorState,
  pairDetectorRules,
  pairDetectorStateSchema,
  pairRulesWithin,
} from '../../domain/detect/pair-detectors.ts';
import { PAIR_FOLD } from '../../domain/detect/versions.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { unitsMoved } from '../../domain/telemetry/page-units.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import {
  type DeltaRecord,
  deltaKey,
  deltaKind,
  deltaPrefix,
  isDamaged,
} from '../../domain/twins/delta-record.ts';
import { type PairRules, pairRulesOf } from '../../domain/twins/pair-rules.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { readDeltaPage } from '../pages/read-delta-page.ts';
import { refreshDeltaPages } from '../pages/refresh-delta-page.ts';
import type { Findings } from './flag-unit.ts';
import { type Chain, type Folded, foldCheckpoints, foldNewest, type Step } from './fold-checkpoints.ts';
import { type HeldChannel, joinedPages, pagedChannel } from './paged-channel.ts';
import { readFindings, stuckStretches } from './read-findings.ts';

/** Version of the checkpoints. */
const DETECTORS = digestOf(PAIR_FOLD);

/** Everything wrong with a pair, from its delta pages and from what was found on its units. */
export async function flagPair(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: SubjectRecord,
): Promise<Findings> {
  const { at, known, chain, finish } = await pairFold(ports, loaded, subject);
  return finish(await foldCheckpoints(ports, at, known, chain));
}

/** The same where only the newest delta page has changed; null elsewhere, and then no checkpoint was written. */
export async function flagNewestOfPair(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: SubjectRecord,
): Promise<Findings | null> {
  const { at, known, chain, finish } = await pairFold(ports, loaded, subject);
  const folded = await foldNewest(ports, at, known, chain);
  return folded === null ? null : finish(folded);
}

async function pairFold(ports: Ports, loaded: LoadedExperiment, subject: SubjectRecord) {
  const { experiment, generation, index } = loaded;
  const { id } = subject;
  const rules = pairRulesOf(index, pairNamed(index, id), await loaded.events());
  const { shiftMicros, pair } = rules;
  const judged = await judgedChannels(ports, loaded, rules);
  const chain: Chain<PairDetectorState> = {
    detectors: DETECTORS,
    start: PAIR_START,
    schema: pairDetectorStateSchema,
    stepsAfter: async (bucket) => {
      const pages = await deltasAfter(ports, { experiment, generation }, rules, bucket);
      return pages.map((page) => stepOf(ports, rules, page, judged));
    },
  };
  const at = { experiment, generation, kind: 'pair', id } as const;
  // Under another shift any page may have to be laid anew.
  const known = subject.shiftMicros === shiftMicros ? subject : { ...subject, since: null };
  const finish = ({ state, closed, remember, damaged }: Folded<PairDetectorState>): Findings => ({
    anomalies: [...closed, ...finishPair(state, judged, pair)].sort(byOnset),
    asOf: state.asOf,
    remember: {
      ...{ ...remember, shiftMicros, reached: reachedBy(state) },
      units: unitsAnswered(rules.flightAnswer, rules.groundAnswer),
    },
    damaged,
  });
  return { at, known, chain, finish };
}

/** Only good pairs are judged: enough of them for a block, or single ones; of a channel without any there is nothing to note. */
function reachedBy({ paired, looked }: PairDetectorState): SubjectRecord['reached'] {
  return Object.fromEntries([
    ...looked.map((series) => [series, 'SENSED' as const]),
    ...paired.map((series) => [series, 'JUDGED' as const]),
  ]);
}

/**
 * The delta pages of the buckets after the one named, in order. Lays anew those that are damaged, and those that were laid
 * in other units, or under another shift of the ground's time: aligning reaches the buckets where the pair has samples under the shift now in force; where it has none
 * any more, the old page would go on counting.
 */
async function deltasAfter(
  ports: Ports,
  at: { experiment: string; generation: number },
  { pair, shiftMicros, flightDays, flightAnswer, groundAnswer }: PairRules,
  bucket: string | null,
): Promise<DeltaRecord[]> {
  const listed = () => {
    const page =
      bucket === null ? {} : { after: deltaKey(at.experiment, at.generation, pair.id, bucket).sort };
    return ports.catalogue.list(deltaKind, at.experiment, deltaPrefix(at.generation, pair.id), page);
  };
  const pages = (await Array.fromAsync(listed())).map(({ item }) => item);
  const units = unitsAnswered(flightAnswer, groundAnswer);
  const stale = pages.filter(
    (page) =>
      page.shiftMicros !== shiftMicros ||
      page.parts.some(isDamaged) ||
      unitsMoved(page.units, units).size > 0,
  );
  if (stale.length === 0) return pages;
  for (const page of stale)
    await refreshDeltaPages(ports, { ...at, pair: pair.id }, [bucketNamed(page.bucket, flightDays)]);
  return (await Array.fromAsync(listed())).map(({ item }) => item);
}

/** The channels that something holds against something, with what was found on either unit's sensor. */
async function judgedChannels(
  ports: Ports,
  loaded: LoadedExperiment,
  { pair, channels }: PairRules,
): Promise<HeldChannel[]> {
  const { experiment, generation, index } = loaded;
  const context = { index, pair, events: await loaded.events() };
  const flight = await readFindings(ports, experiment, generation, 'unit', pair.flight);
  const ground = await readFindings(ports, experiment, generation, 'unit', pair.ground);
  return channels.flatMap((channel): HeldChannel[] => {
    const rule = pairDetectorRules(channel, context);
    const stuck = {
      flight: stuckStretches(flight.anomalies, channel.series),
      ground: stuckStretches(ground.anomalies, channel.series),
    };
    return Object.keys(rule).length === 0 ? [] : [{ channel, rule, stuck }];
  });
}

function stepOf(
  ports: Ports,
  rules: PairRules,
  page: DeltaRecord,
  judged: readonly HeldChannel[],
): Step<PairDetectorState> {
  const { bucket, parts } = page;
  const span = bucketNamed(bucket, rules.flightDays);
  const { shiftMicros, marginMicros } = rules;
  const onGround = { from: span.from + shiftMicros - marginMicros, to: span.to + shiftMicros + marginMicros };
  const here = judged.map((one) => ({ ...one, rule: pairRulesWithin(one.rule, span) }));
  const judgedHere = here.map(({ channel, rule, stuck }) => [
    channel.series,
    rule,
    channel.period,
    within(stuck.flight, span),
    within(stuck.ground, onGround),
  ]);
  return {
    bucket,
    basis: [DETECTORS, parts.map(({ digest }) => digest), judgedHere],
    fold: async (state) => {
      const stretches = await Promise.all(parts.map((part) => readDeltaPage(ports, part)));
      const channels: PagedChannel[] = [];
      // One after another: the pairs of all that must be read would not fit.
      for (const one of here) {
        const paged: PagedChannel[] = [];
        for (const stretch of stretches) paged.push(...(await pagedChannel(stretch, one)));
        if (paged.length > 0) channels.push(joinedPages(paged));
      }
      // Parts of one span may end with different channels.
      const ends = stretches.flatMap(({ extent }) => extent?.to ?? []);
      const extent = ends.length === 0 ? null : { to: Math.max(...ends) };
      return foldDeltaPage(state, { extent, channels }, here, rules.pair);
    },
  };
}

/** What of the intervals lies in the span, with an end beyond it left open, so that only news within changes it. */
function within(intervals: readonly Interval[], span: Interval): (number | null)[][] {
  return intervals
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map(({ from, to }) => [Math.max(from, span.from), to < span.to ? to : null]);
}
