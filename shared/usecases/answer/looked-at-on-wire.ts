import type { LookedAtOnWire } from '../../contract/looked-at.ts';
import { seenIn, unmonitoredIn } from '../../domain/detect/looked-at.ts';
import { unjudgedWhileSettling } from '../../domain/detect/while-settling.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { StandingFindings } from '../judge/standing.ts';
import { unitsSeen } from './judged-in.ts';

interface LookedAtQuery {
  readonly unit?: string | undefined;
  readonly pair?: string | undefined;
  readonly channel?: string | undefined;
}

/** Stretches without a valid reading that are listed of a unit; the others are counted. */
const MOST_UNMONITORED = 50;

/** Of each unit that was asked for: the time looked at, and what of it has no valid reading. */
export function lookedAtOf(
  index: DefinitionIndex,
  events: readonly TimelineEvent[],
  subjects: readonly StandingFindings[],
  { unit, pair, channel }: LookedAtQuery,
  range: Interval,
): LookedAtOnWire[] {
  const { units, pairs } = index;
  const twins = pair === undefined ? undefined : pairs.get(pair);
  const asked = twins === undefined ? [...units.keys()] : [twins.flight, twins.ground];
  const known = new Map(unitsSeen(subjects).map((seen) => [seen.unit, seen]));
  const reached = new Map(subjects.map(({ kind, id, record }) => [`${kind} ${id}`, record?.reached ?? {}]));
  return asked
    .filter((id) => unit === undefined || id === unit)
    .map((id) => {
      const seen = known.get(id) ?? { unit: id, first: null, newest: null, series: [], anomalies: [] };
      const part = seenIn(seen, range);
      const all = part === null ? [] : unmonitoredIn(seen, part, boundedOf(index, id));
      const own = all.filter(({ channels }) => channel === undefined || channels.includes(channel));
      const settling = part === null ? [] : unjudgedWhileSettling(index, events, id, part);
      const settles = settling.filter(({ channels }) => channel === undefined || channels.includes(channel));
      const reaches = Object.values(reached.get(`unit ${id}`) ?? {});
      // SENSED alone is beyond the valid range.
      const hasValid = reaches.some((reach) => reach === 'JUDGED' || reach === 'ACQUIRED');
      return {
        ...{
          unit: id,
          from: part && isoOrNull(part.from),
          to: part && isoOrNull(Math.min(part.to, seen.newest ?? part.to)),
        },
        hasValid,
        unmonitored: own.slice(0, MOST_UNMONITORED).map(({ channels, cause, from, to }) => ({
          ...{ channels: [...channels], cause },
          ...{ from: isoOf(from), to: isoOrNull(to) },
        })),
        ...(own.length > MOST_UNMONITORED && { moreUnmonitored: own.length - MOST_UNMONITORED }),
        ...(settles.length > 0 && {
          settling: settles.slice(0, MOST_UNMONITORED).map(({ kinds, channels, event, from, to }) => ({
            ...{ kinds: [...kinds], channels: [...channels], event, from: isoOf(from), to: isoOf(to) },
          })),
        }),
        ...(settles.length > MOST_UNMONITORED && { moreSettling: settles.length - MOST_UNMONITORED }),
      };
    });
}

/** Series that are held against bounds. */
function boundedOf(index: DefinitionIndex, unit: string): Set<string> {
  const isBounded = (channel: string) => {
    const { limits = [], rate = [], twin } = index.channels.get(channel) ?? {};
    return limits.length + rate.length + (twin?.limits.length ?? 0) > 0;
  };
  const own = unitSeries(index, unit).filter(({ channel }) => isBounded(channel));
  return new Set(own.map(({ series }) => series));
}

const isoOrNull = (at: Micros): string | null => (Number.isFinite(at) ? isoOf(at) : null);
