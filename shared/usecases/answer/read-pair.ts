import { bucketNamed } from '../../domain/bucket/bucket.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { type Anomaly, detectorNamed } from '../../domain/detect/registry.ts';
import type { Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import {
  type DeltaPart,
  deltaKind,
  deltaPrefix,
  isDamaged,
  spanOf,
} from '../../domain/twins/delta-record.ts';
import type { EnvironmentFinding } from '../../domain/twins/environment.ts';
import type { StuckIntervals } from '../../domain/twins/pair-filter.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import type { DeltaPage } from '../../formats/delta-page.ts';
import type { Ports } from '../../ports.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import { inputsOf, layPair, type PairAddress } from '../pages/lay-pair.ts';
import { factsOf } from '../pages/lay-part.ts';
import { type PairStretch, readDeltaPage } from '../pages/read-delta-page.ts';
import { headsOf } from './read-unit.ts';

/** A pair as it stands, over a range of the flight unit's time. */
export interface PairView {
  /** In order of time. */
  readonly stretches: readonly PairStretch[];
  /** First and last sample of either unit on the flight's axis, within the stretches. */
  readonly extent: { readonly from: Micros; readonly to: Micros } | null;
  stuckOf(series: string): StuckIntervals;
  offsetsOf(series: string): readonly EnvironmentFinding[];
  /** Names everything that the view was read from. */
  readonly inputs: readonly (string | null)[];
  /** Buckets and subjects that are due: what was read does not hold their newest samples yet. */
  readonly pending: number;
  /** Of both units, whatever the range: what pairs with what reaches beyond it. */
  readonly heads: readonly HeadRecord[];
}

export async function readPair(
  ports: Ports,
  { experiment, generation }: PairAddress,
  rules: PairRules,
  range: Interval,
): Promise<PairView> {
  const { pair, flightDays, groundDays } = rules;
  // Before what is computed from them: a head that is done then is in the pages that are read after it.
  const heads = [
    ...(await headsOf(ports, { experiment, generation, unit: pair.flight, days: flightDays })),
    ...(await headsOf(ports, { experiment, generation, unit: pair.ground, days: groundDays })),
  ];
  const parts: { part: DeltaPart; span: Interval }[] = [];
  for await (const { item } of ports.catalogue.list(
    deltaKind,
    experiment,
    deltaPrefix(generation, pair.id),
  )) {
    const bucket = bucketNamed(item.bucket, flightDays);
    for (const part of item.parts) {
      const span = spanOf(part, bucket);
      if (span.to > range.from && span.from < range.to) parts.push({ part, span });
    }
  }
  const read = await Promise.all(
    parts.map(({ part, span }) => readStretch(ports, { experiment, generation }, rules, part, span, range)),
  );
  const stretches = read.map(({ stretch }) => stretch);
  const flight = await readFindings(ports, experiment, generation, 'unit', pair.flight);
  const ground = await readFindings(ports, experiment, generation, 'unit', pair.ground);
  const both = await readFindings(ports, experiment, generation, 'pair', pair.id);
  const subjects = [flight, ground, both].map(({ record }) => record);
  return {
    stretches,
    heads,
    extent: extentOf(stretches),
    stuckOf: (series) => ({
      flight: stuckStretches(flight.anomalies, series),
      ground: stuckStretches(ground.anomalies, series),
    }),
    offsetsOf: (series) =>
      both.anomalies.filter(({ channels }) => channels.includes(series)).flatMap(findingOf),
    inputs: [
      ...read.flatMap(({ inputs }) => inputs),
      ...subjects.map((record) => record?.anomalies?.digest ?? null),
    ],
    pending: heads.filter((head) => head.due).length + subjects.filter((record) => record?.due).length,
  };
}

/** A part of a bucket; where the range cuts it, or it is damaged, the pair is laid side by side anew over what is inside. */
async function readStretch(
  ports: Ports,
  at: PairAddress,
  rules: PairRules,
  part: DeltaPart,
  span: Interval,
  range: Interval,
): Promise<{ stretch: PairStretch; inputs: readonly string[] }> {
  const isWhole = span.from >= range.from && span.to <= range.to;
  if (isWhole && !isDamaged(part)) {
    return { stretch: await readDeltaPage(ports, part), inputs: [part.digest] };
  }
  const inside = { from: Math.max(span.from, range.from), to: Math.min(span.to, range.to) };
  const inputs = await inputsOf(ports, at, rules, inside);
  const segments = [...inputs.flight, ...inputs.ground].map((segment) => segment.key);
  return { stretch: laidStretch(await layPair(ports, rules, inside, inputs), rules), inputs: segments };
}

function laidStretch(page: DeltaPage, rules: PairRules): PairStretch {
  const facts = factsOf(page, rules);
  const indexOf = (series: string) => page.channels.findIndex((channel) => channel.series === series);
  return {
    extent: page.extent,
    factsOf: (series) => facts[indexOf(series)] ?? null,
    pairsOf: async (series) => page.channels[indexOf(series)] ?? null,
  };
}

function findingOf({ kind, from, to }: Anomaly): EnvironmentFinding[] {
  return detectorNamed(kind).confounds ? [{ kind, from, to }] : [];
}

function extentOf(pages: readonly Pick<PairStretch, 'extent'>[]): PairView['extent'] {
  const extents = pages.flatMap(({ extent }) => (extent === null ? [] : [extent]));
  if (extents.length === 0) return null;
  return {
    from: Math.min(...extents.map((extent) => extent.from)),
    to: Math.max(...extents.map((extent) => extent.to)),
  };
}
