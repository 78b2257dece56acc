/** A drift that was seen, as it is told. */
import { boundedPhi, longRunDeviation, marginalDeviation, meanOf } from '../../../stats/ar1-belief.ts';
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf } from '../../anomaly/detector.ts';
import type { Contact } from '../../contacts/contact.ts';
import type { Micros } from '../../time.ts';
import { derived } from '../../words/derived.ts';
import { blamedBy, blameOf, sensorAtFault } from './blame.ts';
import { BLOCK_MICROS, BLOCKS_PER_DAY, BLOCKS_PER_MEDIAN, type BlockId } from './block.ts';
import { boundsTowards, toldBound } from './bounds.ts';
import type { DriftEvidence } from './evidence.ts';
import type { SeenDrift } from './fold-arm.ts';
import { BACK_IN_A_ROW } from './fold-drift.ts';
import { stretchOf, trendSince } from './medians.ts';
import { isQuiet } from './noise.ts';
import { canPage, placeName } from './reference.ts';
import { courseOf } from './run.ts';
import type { OpenDrift } from './state.ts';
import { SLOW } from './thresholds.ts';
import { type Urgency, urgencyOf } from './urgency.ts';

export type DriftAnomaly = AnomalyOf<'SHIFT', DriftEvidence> | AnomalyOf<'DRIFT', DriftEvidence>;

/**
 * @param newest the unit's newest sample, whether it was judged or not; null where nobody knows. What lasts when the time
 * in which it was judged had ended by then is over.
 * @param contacts planned for the unit; none where it does not fly
 */
export function driftAnomaly(
  seen: SeenDrift,
  newest: Micros | null,
  contacts: readonly Contact[] = [],
): DriftAnomaly {
  const { rule, drift, closed, state } = seen;
  const last = state.drift.last?.id ?? drift.raised;
  const mayPage = canPage(rule.references[state.choice?.option ?? -1]);
  const from = drift.onset * BLOCK_MICROS;
  const channels = channelsOf(seen);
  const isShift = keptLevel(drift, closed, last);
  // What never comes to its margin or a limit is worth a look, and nobody's sleep.
  const pages = mayPage && drift.paged !== null;
  const urgency = pages && !isShift ? urgencyOf(seen, contacts) : null;
  const told = {
    ...{ unit: rule.unit, channels, from, blame: blameOf(seen) },
    to: (closed === null ? last : backSince(closed, drift.raised)) * BLOCK_MICROS,
    severity: severityOf(pages, urgency),
    evidence: { ...evidenceOf(seen, mayPage), ...urgentPart(urgency) },
  };
  const kind = isShift ? ('SHIFT' as const) : ('DRIFT' as const);
  const id = anomalyId(kind, rule.unit, sensorAtFault(seen) ?? rule.series, from);
  const anomaly = { ...told, id, kind, detector: detectorOf({ kind, version: '1' }) };
  if (closed !== null) return anomaly;
  if (hasEnded(seen, last, newest)) return { ...anomaly, judgedUntil: 'PHASE' };
  return holdingAt(anomaly, Math.min(newest ?? Number.POSITIVE_INFINITY, (last + 1) * BLOCK_MICROS));
}

function severityOf(pages: boolean, urgency: Urgency | null): 'WATCH' | 'WARNING' | 'CRITICAL' {
  if (!pages) return 'WATCH';
  return urgency === null ? 'WARNING' : 'CRITICAL';
}

function urgentPart(urgency: Urgency | null): Partial<DriftEvidence> {
  if (urgency === null) return {};
  const { bound, soonest, contact } = urgency;
  return {
    urgentBound: { what: bound.what, value: bound.value },
    ...{ urgentSoonest: soonest, contactAfterNext: contact },
  };
}

/** The first block of the six hours that were the first to be back. */
function backSince(closed: BlockId, raised: BlockId): BlockId {
  return Math.max(raised, (stretchOf(closed) - BACK_IN_A_ROW) * BLOCKS_PER_MEDIAN);
}

/** A slow drift looks like a new level at first, and a new level like a drift: it takes a day to tell them apart. */
function keptLevel(
  { isGrowing, raised }: SeenDrift['drift'],
  closed: BlockId | null,
  last: BlockId,
): boolean {
  return !isGrowing && (closed !== null || last - raised >= BLOCKS_PER_DAY);
}

/** Whether the phase in which it was judged is over. */
function hasEnded({ rule }: SeenDrift, last: BlockId, newest: Micros | null): boolean {
  const at = last * BLOCK_MICROS;
  const time = rule.times.find(({ from, to }) => from <= at && at < to);
  return newest !== null && time?.end != null && time.end <= newest;
}

/** Of two sensors that drift apart either may be the one, but where one jumped; where both drift from the siblings, it is the unit. */
function channelsOf(seen: SeenDrift): string[] {
  const { rule, state, isOfUnit } = seen;
  const { unit, series, channel, references } = rule;
  const atFault = sensorAtFault(seen);
  if (atFault !== null) return [atFault];
  const kind = references[state.choice?.option ?? -1]?.kind;
  const others =
    kind === 'sensor'
      ? (state.choice?.of ?? []).map((name) => name.slice(placeName({ unit, series: '' }).length))
      : isOfUnit
        ? [channel]
        : [];
  return [...new Set([series, ...others])].sort();
}

function evidenceOf(seen: SeenDrift, mayPage: boolean): DriftEvidence {
  const { rule, drift, closed, state } = seen;
  const reference = rule.references[state.choice?.option ?? -1];
  const common = {
    reference: reference?.kind ?? ('setpoint' as const),
    against: againstOf(seen),
    sign: drift.sign,
    raised: (drift.raised + 1) * BLOCK_MICROS,
    mayPage,
    ...blamedBy(seen),
  };
  if (closed !== null) return { ...common, ...farthest(drift, backSince(closed, drift.raised)) };
  return { ...common, ...courseNow(seen), ...noiseOf(seen) };
}

/** Of what is over. What lasted less than two medians of six hours is in none of them as far as it went. */
export function farthest(
  { sign, onset, worst, peak, peakAt }: OpenDrift,
  to: BlockId,
): Pick<DriftEvidence, 'departure' | 'departedAt'> {
  if (to - onset >= 2 * BLOCKS_PER_MEDIAN || peak <= worst) return { departure: derived(sign * worst) };
  return { departure: derived(sign * peak), departedAt: (peakAt + 1) * BLOCK_MICROS };
}

/** Units of siblings, series of sensors; of a loop what it holds, then its surroundings. */
function againstOf({ rule, state }: SeenDrift): string[] {
  const reference = rule.references[state.choice?.option ?? -1];
  const taken = (reference?.of ?? []).filter((place) => state.choice?.of.includes(placeName(place)));
  if (reference?.kind === 'ambient') return taken.map(({ series }) => series);
  const areUnits = reference?.kind === 'siblings' || reference?.kind === 'twin';
  return taken.map(({ unit, series }) => (areUnits ? unit : series)).sort();
}

function courseNow({ rule, drift, state }: SeenDrift) {
  const { belief, last, medians } = state.drift;
  const run = drift.sign > 0 ? state.drift.up : state.drift.down;
  if (belief === null || last === null || run.n === 0) return { departure: 0 };
  const noise = longRunDeviation(belief);
  const course = courseOf(run, SLOW * noise, noise);
  const days = (last.id - run.start) / BLOCKS_PER_DAY;
  const departure = derived(drift.sign * (course.level + course.slope * days));
  const trend = trendSince(medians, drift.onset);
  const { crossing } = drift;
  const bounds = crossing === null ? [] : boundsNow(rule, last.id, state.reference, drift.sign);
  const bound = toldBound(bounds, drift.sign, state.drift.centre + run.base + departure);
  const at = (block: BlockId) => block * BLOCK_MICROS;
  return {
    departure,
    ...(drift.isGrowing && {
      perDay: derived(drift.sign * course.slope),
      perDayError: derived(course.slopeError),
    }),
    ...(trend !== null && { trendPerDay: derived(trend.slope), trendChance: derived(trend.chance) }),
    ...(bound !== undefined &&
      crossing !== null && {
        bound: { what: bound.what, value: bound.value },
        crosses: at(crossing.expected),
        crossesSoonest: at(crossing.soonest),
        ...(Number.isFinite(crossing.latest) && { crossesLatest: at(crossing.latest) }),
      }),
  };
}

function boundsNow(rule: SeenDrift['rule'], id: BlockId, reference: number | null, sign: 1 | -1) {
  return reference === null ? [] : boundsTowards(rule, id, reference, sign);
}

function noiseOf({ rule, state }: SeenDrift): Pick<DriftEvidence, 'noise'> {
  const { belief, centre } = state.drift;
  if (belief === null) return {};
  const isFirst = state.choice?.option === 0;
  const [known, noise] = isFirst ? [rule.from, rule.noise] : [{}, {}];
  return {
    noise: {
      phi: { value: derived(boundedPhi(belief)), from: known.phi ?? 'learnt' },
      sd: {
        value: derived(marginalDeviation(belief)),
        from: isQuiet(noise, state.drift.warmUp, rule.leastSd) ? 'resolution' : (known.sd ?? 'learnt'),
      },
      mean: { value: derived(centre + meanOf(belief)), from: known.mean ?? 'learnt' },
    },
  };
}
