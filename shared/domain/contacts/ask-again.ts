/** The re-downlink list: which stretches to ask for again, the most precious first. */
import type { AnyAnomaly } from '../anomaly/anomaly.ts';
import { byText } from '../by-text.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { typedUtc, utcSpan, utcText } from '../words/instant.ts';
import type { GapCause, ToldCause, UnitGap } from './told-cause.ts';

/** A gap with its cause. */
export interface ToldGap extends UnitGap, ToldCause {}

export interface Ask {
  readonly unit: string;
  readonly channels: readonly string[];
  /** The last sample before and the first after; neither needs to be sent again. */
  readonly from: Micros;
  readonly to: Micros;
  /** Missing samples of all the channels together. */
  readonly samples: number;
  readonly cause: GapCause;
  /** Why it stands where it stands in the list, and why the data are not here. */
  readonly reason: string;
  /** From 1, to be asked for first. */
  readonly priority: number;
  /** Where the cause is WITHDRAWN: the downlinks that hold it. */
  readonly downlinks?: readonly string[];
  /** Where the payload keeps its data for a known time. */
  readonly overwritten?: Overwritten;
}

/** When the payload writes over the first of some samples, and over the last. */
export interface Overwritten {
  readonly from: Micros;
  readonly to: Micros;
}

/** The memory aboard, from which what is missing can be sent again. */
export interface OnboardMemory {
  /** How long a sample is kept after it was recorded. */
  readonly retention: Micros;
  readonly now: Micros;
  /** Units whose data it keeps. */
  readonly units: ReadonlySet<string>;
}

export interface Asked {
  readonly asks: Ask[];
  /** Stretches that would be asked for, were they not written over by now. */
  readonly overwritten: readonly Pick<Ask, 'unit' | 'channels' | 'from' | 'to'>[];
}

/** What makes the data around it precious, in the order of the list. */
export interface Landmark {
  readonly unit: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly kind: 'REFERENCE' | 'PHASE' | 'ANOMALY';
  readonly name: string;
}

/** Data that will come by themselves, that nobody ever recorded, or that are here and could not be read. */
const NOT_ASKED: ReadonlySet<GapCause> = new Set(['LOS', 'NOT_DOWNLINKED', 'QUARANTINED']);
const CLASSES: readonly Landmark['kind'][] = ['REFERENCE', 'PHASE', 'ANOMALY'];
/** A gap as far from a landmark as this is still near it. */
const NEAR = 3600 * MICROS_PER_SECOND;

/**
 * Gaps to ask for again, merged over channels that share them: those within an hour of the reference event first, then
 * of a change of phase, then of an anomaly, then the others, each by missing samples; those of a restart, and what never
 * sent anything, which may never have been recorded, come then. What was withdrawn on purpose needs no contact and comes last. Gaps that will be filled by themselves (NOT_DOWNLINKED), never (LOS),
 * or by mending what is here (QUARANTINED), are left out, and so is what the payload has written over by now.
 */
export function asksOf(
  gaps: readonly ToldGap[],
  landmarks: readonly Landmark[],
  memory: OnboardMemory | null = null,
): Asked {
  const merged = mergedGaps(gaps.filter(({ cause }) => !NOT_ASKED.has(cause)));
  const kept = merged.filter((gap) => !isWrittenOver(gap, memory));
  const ranked = kept.map((gap) => {
    const near = gap.cause === 'WITHDRAWN' ? null : nearestOf(gap, landmarks);
    const rank = rankOf(gap, near?.rank ?? CLASSES.length);
    const where = near === null ? '' : `${near.text}; `;
    return { gap, rank, reason: `${where}${gap.reason}` };
  });
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.gap.samples - a.gap.samples ||
      a.gap.from - b.gap.from ||
      byText(a.gap.unit, b.gap.unit),
  );
  const asks = ranked.map(({ gap, reason }, i): Ask => {
    const { unit, channels, from, to, samples, cause, downlinks } = gap;
    const overwritten = overwrittenAt(gap, memory);
    return {
      ...{ unit, channels, from, to, samples, cause, reason, priority: i + 1 },
      ...(downlinks !== undefined && { downlinks }),
      ...(overwritten !== null && { overwritten }),
    };
  });
  return { asks, overwritten: merged.filter((gap) => isWrittenOver(gap, memory)) };
}

/** Null where nothing says how long the payload keeps it, and of what is on the ground. */
function overwrittenAt({ unit, cause, from, to }: ToldGap, memory: OnboardMemory | null): Overwritten | null {
  if (memory === null || cause === 'WITHDRAWN' || !memory.units.has(unit)) return null;
  return { from: from + memory.retention, to: to + memory.retention };
}

function isWrittenOver(gap: ToldGap, memory: OnboardMemory | null): boolean {
  const overwritten = overwrittenAt(gap, memory);
  return memory !== null && overwritten !== null && overwritten.to <= memory.now;
}

function rankOf({ cause, open }: ToldGap, rank: number): number {
  if (cause === 'WITHDRAWN') return CLASSES.length + 2;
  return cause === 'RESET' || open === 'NEVER' ? CLASSES.length + 1 : rank;
}

interface MergedGap extends ToldGap {
  /** Of all the channels together. */
  readonly samples: number;
}

/** Channels of other periods miss the same stretch by other samples: ends within three periods are the same. */
function mergedGaps(gaps: readonly ToldGap[]): MergedGap[] {
  const merged: MergedGap[] = [];
  for (const gap of gaps.toSorted((a, b) => a.from - b.from)) {
    const whole = { ...gap, samples: gap.samples * gap.channels.length };
    const at = merged.findIndex((one) => isSameStretch(one, gap));
    if (at < 0) merged.push(whole);
    else merged[at] = joinedGap(merged[at]!, whole);
  }
  return merged;
}

function isSameStretch(a: ToldGap, b: ToldGap): boolean {
  const slack = 3 * Math.max(a.periodSeconds, b.periodSeconds) * MICROS_PER_SECOND;
  return (
    a.unit === b.unit &&
    a.cause === b.cause &&
    a.downlinks?.join() === b.downlinks?.join() &&
    Math.abs(a.from - b.from) <= slack &&
    Math.abs(a.to - b.to) <= slack
  );
}

function joinedGap(a: MergedGap, b: MergedGap): MergedGap {
  return {
    ...a,
    channels: [...new Set([...a.channels, ...b.channels])],
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    samples: a.samples + b.samples,
    periodSeconds: Math.max(a.periodSeconds, b.periodSeconds),
  };
}

function nearestOf(gap: ToldGap, landmarks: readonly Landmark[]): { rank: number; text: string } | null {
  const near = landmarks.filter(
    ({ unit, from, to }) => unit === gap.unit && from <= gap.to + NEAR && to >= gap.from - NEAR,
  );
  for (const [rank, kind] of CLASSES.entries()) {
    const found = near.filter((one) => one.kind === kind).sort((a, b) => a.from - b.from)[0];
    if (found !== undefined) return { rank, text: `near ${found.name} ${whenText(found)}` };
  }
  return null;
}

/** What lasts may have begun days before the gap that it is near. */
function whenText({ from, to }: Landmark): string {
  return from === to ? `at ${utcText(from)}` : `of ${utcSpan(from, to)}`;
}

/** What was found on the unit, or on a pair that it is a side of, and what it changed with. */
export function anomalyLandmarks(unit: string, anomalies: readonly AnyAnomaly[], asOf: Micros): Landmark[] {
  return anomalies.map(({ kind, channels, from, to }) => {
    return { unit, from, to: to ?? asOf, kind: 'ANOMALY' as const, name: `${kind} ${channels.join('+')}` };
  });
}

/** Until when to ask, for people: `ask by 2026-03-03T14:20Z, overwritten after`. */
export function askByText({ from, to }: Overwritten, now: Micros): string {
  return now < from
    ? `ask by ${typedUtc(from)}, overwritten after`
    : `ask now: being overwritten since ${typedUtc(from)}, gone at ${typedUtc(to)}`;
}
