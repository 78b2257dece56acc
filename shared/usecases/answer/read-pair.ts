import type { SubjectKind, SubjectRecord } from '../../domain/anomaly/subject.ts';
import { type BucketDays, bucketNamed } from '../../domain/bucket/bucket.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { type Anomaly, detectorNamed } from '../../domain/detect/registry.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { mapAtMost } from '../../domain/map-at-most.ts';
import { oncePer } from '../../domain/once-per.ts';
import { type UnitMove, unitsMoved } from '../../domain/telemetry/page-units.ts';
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
import type { Ports } from '../../ports.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import { KeptItems } from '../known/kept-items.ts';
import { type PairsToRead, readInOrder } from '../pages/pairs-to-read.ts';
import { type PairStretch, readDeltaPage } from '../pages/read-delta-page.ts';
import { cutPart, extentOf, type NamedStretch } from './cut-part.ts';
import { layStretch, type PairOfExperiment } from './lay-stretch.ts';
import { movedStretch } from './moved-stretch.ts';
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
  /** On the flight's axis: when the stretches that it is kept in begin and end, known before any is opened. */
  readonly spans: readonly Interval[];
  /** Names these stretches, and in which state each is. */
  readonly partNames: readonly string[];
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

/** Requests under way at once: a range of months has hundreds of parts, and a connection that waits too long fails. */
const MOST_READS = 24;

/** Four years of a pair of 32 channels. */
const MOST_PARTS_KEPT = 6000;
const kept = new KeptItems(deltaKind, MOST_PARTS_KEPT, ({ parts }) => 1 + parts.length);

export async function openPair(ports: Ports, at: PairOfExperiment, rules: PairRules): Promise<OpenPair> {
  const { experiment, generation } = at;
  const { pair, flightDays, groundDays } = rules;
  const headsOfUnit = (unit: string, days: BucketDays) =>
    headsOf(ports, { experiment, generation, unit, days });
  // Before what is computed from them: a head that is done then is in the pages that are read after it.
  const [flightHeads, groundHeads] = await Promise.all([
    headsOfUnit(pair.flight, flightDays),
    headsOfUnit(pair.ground, groundDays),
  ]);
  const heads = [...flightHeads, ...groundHeads];
  const units = unitsAnswered(rules.flightAnswer, rules.groundAnswer);
  const findingsOn = (kind: SubjectKind, id: string) => readFindings(ports, experiment, generation, kind, id);
  const [records, flight, ground, both] = await Promise.all([
    kept.list(ports.catalogue, { partition: experiment, prefix: deltaPrefix(generation, pair.id) }),
    findingsOn('unit', pair.flight),
    findingsOn('unit', pair.ground),
    findingsOn('pair', pair.id),
  ]);
  const parts = records.flatMap((record): LaidPart[] => {
    const bucket = bucketNamed(record.bucket, flightDays);
    const moved = unitsMoved(record.units, units);
    return record.parts.map((part) => ({ part, span: spanOf(part, bucket), moved }));
  });
  const subjects = [flight, ground, both].map(({ record }) => record);
  const wholeStretch = oncePer(async ({ part, moved }: LaidPart) =>
    movedStretch(await readDeltaPage(ports, part), moved),
  );
  const within = async (laid: LaidPart, range: Interval): Promise<NamedStretch> => {
    const { part, span } = laid;
    const inside = { from: Math.max(span.from, range.from), to: Math.min(span.to, range.to) };
    const channels = rules.channels.filter(({ series }) => part.channels?.includes(series) ?? true);
    const layOver = (time: Interval) =>
      layStretch(ports, at, { ...rules, channels }, rules.channels, time, heads);
    if (isDamaged(part)) return layOver(inside);
    const stretch = await wholeStretch(laid);
    if (isInside(stretch.extent, span, range)) return { stretch, inputs: [part.digest] };
    const { pieces } = stretch;
    return pieces.length === 0 ? layOver(inside) : cutPart(pieces, part.digest, inside, layOver);
  };
  return {
    over: async (range) => {
      const touched = parts.filter(({ span }) => span.to > range.from && span.from < range.to);
      const read = await mapAtMost(MOST_READS, touched, (laid) => within(laid, range));
      const stretches = read.map(({ stretch }) => stretch);
      return { stretches, extent: extentOf(stretches), inputs: read.flatMap(({ inputs }) => inputs) };
    },
    heads,
    spans: parts.map(({ span }) => span),
    partNames: parts.map(({ part, moved }) => `${part.digest} ${part.basis} ${moved.size}`),
    stuckOf: (series) => ({
      flight: stuckStretches(flight.anomalies, series),
      ground: stuckStretches(ground.anomalies, series),
    }),
    offsetsOf: (series) => [
      ...both.anomalies.filter(({ channels }) => channels.includes(series)).flatMap(findingOf(0)),
      ...flight.anomalies.filter(({ channels }) => channels.includes(series)).flatMap(findingOf(0)),
      ...ground.anomalies
        .filter(({ channels }) => channels.includes(series))
        .flatMap(findingOf(rules.shiftMicros)),
    ],
    limitsOf: (series) => ({
      flight: limitsFound(flight.anomalies, series, 0),
      ground: limitsFound(ground.anomalies, series, rules.shiftMicros),
    }),
    inputs: subjects.map((record) => record?.anomalies?.digest ?? null),
    subjects,
  };
}

interface LaidPart {
  readonly part: DeltaPart;
  readonly span: Interval;
  /** Series whose numbers are in another unit than they are answered in: the definition is newer than the part. */
  readonly moved: ReadonlyMap<string, UnitMove>;
}

/** Whether the range leaves out nothing of the part. */
function isInside(extent: PairView['extent'], span: Interval, range: Interval): boolean {
  if (span.from >= range.from && span.to <= range.to) return true;
  return extent !== null && extent.from >= range.from && extent.to < range.to;
}

/** On the flight's axis. What pages nobody, because it is found so often in vain, makes no verdict either. */
const findingOf =
  (shiftMicros: Micros) =>
  (anomaly: Anomaly): EnvironmentFinding[] => {
    const { kind, from, to } = anomaly;
    const isInVain = (anomaly.kind === 'SHIFT' || anomaly.kind === 'DRIFT') && !anomaly.evidence.mayPage;
    return detectorNamed(kind).confounds && !isInVain
      ? [{ kind, from: from - shiftMicros, to: to === null ? null : to - shiftMicros }]
      : [];
  };

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

/** Views of one pair over ranges that do not overlap, in order of time. */
export function joinedViews(views: readonly PairView[]): PairView {
  return {
    stretches: views.flatMap(({ stretches }) => stretches),
    extent: extentOf(views),
    inputs: views.flatMap(({ inputs }) => inputs),
  };
}

/** How the pairs of one series of a stretch are read: none where it does not have the series. */
export type ReadPairs = (stretch: PairStretch, series: string) => readonly PairsToRead[];

/** The pairs of one channel in order of time, some at once. */
export function pairsIn(
  { stretches }: PairView,
  series: string,
  read: ReadPairs,
): AsyncGenerator<ChannelPairs> {
  return readInOrder(stretches.flatMap((stretch) => read(stretch, series)));
}
