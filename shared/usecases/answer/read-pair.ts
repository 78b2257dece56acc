import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { type Anomaly, detectorNamed } from '../../domain/detect/registry.ts';
import { oncePer } from '../../domain/once-per.ts';
import type { Micros } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { ChannelPairs } from '../../domain/twins/channel-pairs.ts';
import {
  type DeltaPart,
  deltaKind,
  deltaPrefix,
  isDamaged,
  spanOf,
} from '../../domain/twins/delta-record.ts';
import type { EnvironmentFinding } from '../../domain/twins/environment-reason.ts';
import type { LimitFinding, LimitsOfTwins } from '../../domain/twins/lone-limits.ts';
import type { StuckIntervals } from '../../domain/twins/pair-filter.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import type { DeltaPage } from '../../formats/delta-page.ts';
import type { Ports } from '../../ports.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import { inputsOf, layPair, type PairAddress } from '../pages/lay-pair.ts';
import { factsOf } from '../pages/lay-part.ts';
import { type PairStretch, readDeltaPage } from '../pages/read-delta-page.ts';
import { headsOf } from './read-unit.ts';

/** A pair as it stands. */
export interface OpenPair {
  /** What of it lies in a range of the flight unit's time. Ranges share what is read of the parts that are whole in both. */
  over(range: Interval): Promise<PairView>;
  stuckOf(series: string): StuckIntervals;
  offsetsOf(series: string): readonly EnvironmentFinding[];
  /** LIMITs of either unit, on the flight's axis. */
  limitsOf(series: string): LimitsOfTwins;
  /** Names the findings that were read. */
  readonly inputs: readonly (string | null)[];
  /** Subjects of the units and of the pair: what is due of them and of the buckets is not in what was read. */
  readonly subjects: readonly (SubjectRecord | null)[];
  /** Of both units, whatever the range: what pairs with what reaches beyond it. */
  readonly heads: readonly HeadRecord[];
}

/** A pair over a range. */
export interface PairView {
  /** In order of time. */
  readonly stretches: readonly PairStretch[];
  /** First and last sample of either unit on the flight's axis, within the stretches. */
  readonly extent: { readonly from: Micros; readonly to: Micros } | null;
  /** Names everything that the stretches were read from. */
  readonly inputs: readonly string[];
}

export async function openPair(
  ports: Ports,
  { experiment, generation }: PairAddress,
  rules: PairRules,
): Promise<OpenPair> {
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
    for (const part of item.parts) parts.push({ part, span: spanOf(part, bucket) });
  }
  const flight = await readFindings(ports, experiment, generation, 'unit', pair.flight);
  const ground = await readFindings(ports, experiment, generation, 'unit', pair.ground);
  const both = await readFindings(ports, experiment, generation, 'pair', pair.id);
  const subjects = [flight, ground, both].map(({ record }) => record);
  const wholeStretch = oncePer((part: DeltaPart) => readDeltaPage(ports, part));
  return {
    over: async (range) => {
      const touched = parts.filter(({ span }) => span.to > range.from && span.from < range.to);
      const read = await Promise.all(
        touched.map(async ({ part, span }) => {
          if (!isDamaged(part)) {
            const stretch = await wholeStretch(part);
            if (isInside(stretch.extent, span, range)) return { stretch, inputs: [part.digest] };
          }
          const inside = { from: Math.max(span.from, range.from), to: Math.min(span.to, range.to) };
          const channels = rules.channels.filter(({ series }) => part.channels?.includes(series) ?? true);
          return layStretch(ports, { experiment, generation }, { ...rules, channels }, inside);
        }),
      );
      const stretches = read.map(({ stretch }) => stretch);
      return { stretches, extent: extentOf(stretches), inputs: read.flatMap(({ inputs }) => inputs) };
    },
    heads,
    stuckOf: (series) => ({
      flight: stuckStretches(flight.anomalies, series),
      ground: stuckStretches(ground.anomalies, series),
    }),
    offsetsOf: (series) =>
      both.anomalies.filter(({ channels }) => channels.includes(series)).flatMap(findingOf),
    limitsOf: (series) => ({
      flight: limitsFound(flight.anomalies, series, 0),
      ground: limitsFound(ground.anomalies, series, rules.shiftMicros),
    }),
    inputs: subjects.map((record) => record?.anomalies?.digest ?? null),
    subjects,
  };
}

/** Whether the range leaves out nothing of the part. */
function isInside(extent: PairView['extent'], span: Interval, range: Interval): boolean {
  if (span.from >= range.from && span.to <= range.to) return true;
  return extent !== null && extent.from >= range.from && extent.to < range.to;
}

/** Where a range cuts a part, or it is damaged: the pair side by side, laid anew over what is inside. */
async function layStretch(
  ports: Ports,
  at: PairAddress,
  rules: PairRules,
  inside: Interval,
): Promise<{ stretch: PairStretch; inputs: readonly string[] }> {
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

/** Of WARNING or worse. */
function limitsFound(anomalies: readonly Anomaly[], series: string, shiftMicros: Micros): LimitFinding[] {
  return anomalies.flatMap((anomaly) => {
    if (anomaly.kind !== 'LIMIT' || !anomaly.channels.includes(series) || anomaly.severity === 'WATCH')
      return [];
    const { kind, severity, from, to, evidence } = anomaly;
    const onFlight = { from: from - shiftMicros, to: to === null ? null : to - shiftMicros };
    return [{ kind, severity, side: evidence.side, ...onFlight }];
  });
}

function extentOf(pages: readonly Pick<PairStretch, 'extent'>[]): PairView['extent'] {
  const extents = pages.flatMap(({ extent }) => (extent === null ? [] : [extent]));
  if (extents.length === 0) return null;
  return {
    from: Math.min(...extents.map((extent) => extent.from)),
    to: Math.max(...extents.map((extent) => extent.to)),
  };
}

/** Views of one pair over ranges that do not overlap, in order of time. */
export function joinedViews(views: readonly PairView[]): PairView {
  return {
    stretches: views.flatMap(({ stretches }) => stretches),
    extent: extentOf(views),
    inputs: views.flatMap(({ inputs }) => inputs),
  };
}

/** The pairs of one series of a stretch; null where it does not have the series. */
export type ReadPairs = (stretch: PairStretch, series: string) => Promise<ChannelPairs | null>;

/** Stretches whose pairs are read at once: each comes in one request, and is decoded before the next. */
const AT_ONCE = 8;

/** The pairs of one channel, stretch after stretch. */
export async function pairsIn(
  { stretches }: PairView,
  series: string,
  read: ReadPairs,
): Promise<ChannelPairs[]> {
  const parts: ChannelPairs[] = [];
  for (let i = 0; i < stretches.length; i += AT_ONCE) {
    const some = stretches.slice(i, i + AT_ONCE).map((stretch) => read(stretch, series));
    parts.push(...(await Promise.all(some)).filter((pairs) => pairs !== null));
  }
  return parts;
}
