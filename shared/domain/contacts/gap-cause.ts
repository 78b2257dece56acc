/**
 * Why a gap is there (docs/design.md#gap-causes), told when somebody asks: it follows the contact plan, what lies on
 * the ground and the clock, so it is no part of what detectors store. Payload data are recorded on board and dumped at
 * contacts: time without a contact explains a gap only where the stream stopped and came back with the contacts
 * themselves.
 */
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { utcText } from '../words/instant.ts';
import { type Brought, fedName } from './brought.ts';
import { type Contact, type ContactPlan, nextContact } from './contact.ts';
import { cutAt, type ToldCause, type UnitGap } from './told-cause.ts';
import { type Withdrawn, withdrawnCause } from './withdrawn.ts';
import type { Withheld } from './withheld.ts';

export interface GapFacts {
  /** Null where nobody put one. */
  readonly plan: ContactPlan | null;
  readonly now: Micros;
  /** Units whose data come down at contacts; all others stand on the ground. */
  readonly flying: ReadonlySet<string>;
  readonly withdrawn: readonly Withdrawn[];
  readonly withheld: readonly Withheld[];
  /** The files that were taken in. */
  readonly brought: readonly Brought[];
  /** Recorded events that say that a unit started again. */
  readonly restarts: readonly {
    readonly unit: string;
    readonly name: string;
    readonly at: Micros;
    readonly accuracy: Seconds;
  }[];
}

/**
 * The first that holds:
 *
 * 1. WITHDRAWN: files that were withdrawn hold nearly all of it.
 * 2. QUARANTINED: rejected samples of the unit make up half of what is missing at least, or files that were not taken
 *    in cover half of the gap. The data are on the ground.
 * 3. RESET: an event within the gap (give or take its accuracy) says that the unit started again.
 * 4. UNKNOWN: no plan is known, or the unit stands on the ground, where no contact explains anything.
 * 5. LOS: the last sample came within a period and a half of a planned loss of signal, the first after it within as
 *    much of the very next acquisition of signal: a stream that nobody records.
 * 6. The first contact that ends after the gap should bring it. NOT_DOWNLINKED until its end plus the latency, LOST
 *    from then on; UNKNOWN where the plan ends before.
 * 7. LOST before that too, where what came since shows that it does not come by itself: the series has newer samples, or
 *    files that bring it came of most of that time without it.
 */
export function causeOf(gap: UnitGap, facts: GapFacts): ToldCause {
  return (
    withdrawnCause(gap, facts.withdrawn) ??
    quarantined(gap, facts.withheld) ??
    restarted(gap, facts) ??
    outsideOfPlan(gap, facts) ??
    (facts.plan === null ? NO_PLAN : byPlan(gap, facts.plan, facts))
  );
}

const NO_PLAN: ToldCause = { cause: 'UNKNOWN', reason: 'no contact plan is known' };

function quarantined(gap: UnitGap, withheld: readonly Withheld[]): ToldCause | null {
  const touching = withheld.filter(
    ({ units, series, from, to }) =>
      units.includes(gap.unit) &&
      (series === undefined || series === null || gap.channels.some((channel) => series.has(channel))) &&
      from < gap.to &&
      to > gap.from,
  );
  const files = touching.filter(({ samples }) => samples === null);
  const covered = coveredBy(files, gap);
  const rejected = touching.reduce((sum, one) => sum + rejectedWithin(one, gap), 0);
  const [first] = touching;
  if (first === undefined) return null;
  if (covered * 2 < gap.to - gap.from && rejected * 2 < gap.samples * gap.channels.length) return null;
  const names = [...new Set(touching.map(({ fileName }) => fileName))].sort();
  const more = names.length > 1 ? ` and ${names.length - 1} more` : '';
  const file = `${names[0]}${more}`;
  const reason =
    covered * 2 >= gap.to - gap.from
      ? `the data are on the ground: ${file} was not taken in`
      : `the data are here, but not readable: ${file} had its samples rejected`;
  return { cause: 'QUARANTINED', reason };
}

/** Of rejected samples, as many as fall into the gap where they are spread evenly; all where an older version read them. */
function rejectedWithin({ series, from, to, samples }: Withheld, gap: UnitGap): number {
  if (samples === null) return 0;
  if (to === from || series === undefined) return samples;
  return (samples * (Math.min(to, gap.to) - Math.max(from, gap.from))) / (to - from);
}

/** How much of the gap the files speak of; a stretch that several speak of counts once. */
function coveredBy(files: readonly Pick<Withheld, 'from' | 'to'>[], gap: UnitGap): Micros {
  let covered = 0;
  let reached = gap.from;
  for (const { from, to } of files.toSorted((a, b) => a.from - b.from)) {
    const begin = Math.max(from, reached);
    const end = Math.min(to, gap.to);
    if (end > begin) covered += end - begin;
    reached = Math.max(reached, end);
  }
  return covered;
}

function restarted({ unit, from, to }: UnitGap, { restarts }: GapFacts): ToldCause | null {
  const found = restarts.find((event) => {
    const slack = event.accuracy * MICROS_PER_SECOND;
    return event.unit === unit && event.at >= from - slack && event.at <= to + slack;
  });
  if (found === undefined) return null;
  return { cause: 'RESET', reason: `the unit started again at ${utcText(found.at)} (${found.name})` };
}

function outsideOfPlan({ unit }: UnitGap, { flying, plan }: GapFacts): ToldCause | null {
  if (flying.has(unit) || plan === null) return null;
  return { cause: 'UNKNOWN', reason: 'a ground unit: no contact plan explains its gaps' };
}

function byPlan(gap: UnitGap, plan: ContactPlan, { now, brought }: GapFacts): ToldCause {
  const stopped = isOpenEnded(gap) ? null : lossAt(gap, plan);
  if (stopped !== null) {
    return { cause: 'LOS', reason: `the stream stopped with loss of signal at ${utcText(stopped)}` };
  }
  const bringer = nextContact(plan, gap.to);
  if (bringer === null) {
    return {
      cause: 'UNKNOWN',
      reason: `the contact plan ends ${utcText(lastLoss(plan))}, before the gap does`,
    };
  }
  const due = bringer.los + plan.latency * MICROS_PER_SECOND;
  if (now < due) {
    const passedBy = newerOf(gap, now) ?? cameWithout(gap, brought);
    if (passedBy !== null) return { cause: 'LOST', reason: passedBy };
    return { cause: 'NOT_DOWNLINKED', reason: `still to come, by ${utcText(due)} ${withContact(bringer)}` };
  }
  return {
    cause: 'LOST',
    reason: `should have come by ${utcText(due)} ${withContact(bringer)}`,
  };
}

/** Nothing of the series came after it. */
const isOpenEnded = ({ open }: UnitGap): boolean => open === 'END' || open === 'NEVER';

/**
 * A gap that still goes on, cut where the last contact began that should have brought what lay before it: while the one
 * part is still to come, the other is lost.
 */
export function cutAtContacts(gap: UnitGap, { plan, flying, now }: GapFacts): UnitGap[] {
  if (plan === null || !flying.has(gap.unit) || !isOpenEnded(gap)) return [gap];
  const overdue = plan.contacts.filter(({ los }) => los + plan.latency * MICROS_PER_SECOND <= now);
  const last = overdue.at(-1);
  return last === undefined ? [gap] : cutAt(gap, [last.aos]);
}

/** Data are sent in their order: what newer ones came without is not on its way. */
function newerOf(gap: UnitGap, now: Micros): string | null {
  const { unit, to } = gap;
  return !isOpenEnded(gap) && to <= now
    ? `newer data of ${unit} came without it, from ${utcText(to)} on`
    : null;
}

/** A file of these minutes that holds a sibling of the series, and not the series that its source brings too. */
function cameWithout(gap: UnitGap, brought: readonly Brought[]): string | null {
  const files = brought.filter(
    ({ feeds, from, to }) =>
      from < gap.to && to > gap.from && gap.channels.some((series) => feeds.has(fedName(gap.unit, series))),
  );
  const [first] = files;
  if (first === undefined || coveredBy(files, gap) * 2 < gap.to - gap.from) return null;
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `${first.fileName}${more} came of that time without it`;
}

function withContact({ aos, station }: Contact): string {
  return `with the contact of ${utcText(aos)}${station === null ? '' : ` (${station})`}`;
}

function lastLoss({ contacts }: ContactPlan): Micros {
  return contacts.reduce((latest, { los }) => Math.max(latest, los), Number.NEGATIVE_INFINITY);
}

/** Clocks of plan and payload may differ by this much. */
const CLOCK_SLACK = 5 * MICROS_PER_SECOND;

/** The planned loss of signal that the gap began with, if it also ended with the next acquisition; else null. */
function lossAt({ from, to, periodSeconds }: UnitGap, { contacts }: ContactPlan): Micros | null {
  const reach = 1.5 * periodSeconds * MICROS_PER_SECOND + CLOCK_SLACK;
  let los = Number.NEGATIVE_INFINITY;
  for (const contact of contacts) {
    // Where stations hand over there is no loss of signal in between.
    const isSilent = contact.aos > los;
    const stops = from >= los - reach && from <= los + CLOCK_SLACK;
    const returns = to >= contact.aos - CLOCK_SLACK && to <= contact.aos + reach;
    // A channel so slow that it misses most of the time without contact stops with nothing.
    if (isSilent && stops && returns && contact.aos - los >= 4 * reach) return los;
    los = Math.max(los, contact.los);
  }
  return null;
}
