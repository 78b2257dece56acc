/** LIMITs that one twin had and the other had not, and whether anybody looked at the other one then. */
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { countText } from '../words/count.ts';
import type { EnvironmentFinding, EnvironmentReason } from './environment-reason.ts';
import type { PairSides } from './pair-sides.ts';

export interface LimitFinding extends EnvironmentFinding {
  readonly severity: string;
  /** Which bound. */
  readonly side: string;
}

/** LIMITs of WARNING or worse on either twin, on the flight's axis. */
export interface LimitsOfTwins {
  readonly flight: readonly LimitFinding[];
  readonly ground: readonly LimitFinding[];
}

export interface LoneLimit extends LimitFinding {
  readonly twin: 'flight' | 'ground';
  /** What of its own time is judged. */
  readonly times: readonly Interval[];
}

/** With the good pairs in its time, in which both twins were looked at; what is enough need not be counted on. */
export interface ComparedLimit extends LoneLimit {
  readonly pairs: number;
}

/** Of the LIMITs in the time judged, those that the other twin did not have at the same time on the same side. */
export function loneLimits({ flight, ground }: LimitsOfTwins, judged: readonly Interval[]): LoneLimit[] {
  return [...alone('flight', flight, ground, judged), ...alone('ground', ground, flight, judged)];
}

function alone(
  twin: LoneLimit['twin'],
  own: readonly LimitFinding[],
  others: readonly LimitFinding[],
  judged: readonly Interval[],
): LoneLimit[] {
  return own.flatMap((one) => {
    if (others.some(({ side, ...other }) => side === one.side && overlap(one, other))) return [];
    const times = judged.flatMap(({ from, to }) => {
      const within = { from: Math.max(from, one.from), to: Math.min(to, afterLast(one)) };
      return within.from < within.to ? [within] : [];
    });
    return times.length === 0 ? [] : [{ ...one, twin, times }];
  });
}

type Open = Pick<EnvironmentFinding, 'from' | 'to'>;

function overlap(a: Open, b: Open): boolean {
  return a.from < afterLast(b) && b.from < afterLast(a);
}

/** A LIMIT ends with a sample of its own. */
function afterLast({ to }: Open): Micros {
  return to === null ? Infinity : to + 1;
}

/** As few readings as begin a LIMIT where the definition does not say. */
const LEAST_PAIRS = 3;

/** Whether so many good pairs say that the other twin was looked at, or as many as the LIMIT has readings. */
export function isCompared({ pairs, times }: ComparedLimit, periodSeconds: Seconds): boolean {
  const micros = times.reduce((sum, { from, to }) => sum + to - from, 0);
  const readings = 1 + Math.floor(micros / (periodSeconds * MICROS_PER_SECOND));
  return pairs >= Math.min(LEAST_PAIRS, readings);
}

/**
 * Those that the other twin had not, and apart from them those in whose time too few good pairs lie to say so: the other
 * twin was not looked at then, whatever was seen of it at other times.
 */
export function limitReasons(
  channel: string,
  periodSeconds: Seconds,
  limits: readonly ComparedLimit[],
  sides: PairSides,
): { readonly confounds: EnvironmentReason[]; readonly unknowns: EnvironmentReason[] } {
  const confounds: EnvironmentReason[] = [];
  const unknowns: EnvironmentReason[] = [];
  for (const limit of limits) {
    const { twin, severity, side, from, to, pairs } = limit;
    const other = twin === 'flight' ? 'ground' : 'flight';
    const evidence = { channel, twin, severity, side, from, to };
    const beyond = `${channel}: the ${sides[twin]} unit was beyond its ${side} limit (${severity})`;
    if (isCompared(limit, periodSeconds))
      confounds.push({
        code: 'limit-on-one-twin',
        sentence: `${beyond}; no such LIMIT was found on the ${sides[other]} unit then`,
        evidence,
      });
    else
      unknowns.push({
        code: 'limit-not-compared',
        sentence: `${beyond}; of that time there ${pairs === 1 ? 'is' : 'are'} ${pairs === 0 ? 'no good pairs' : countText(pairs, 'good pair')}, so that nobody can tell whether the ${sides[other]} unit was too`,
        evidence: { ...evidence, pairs },
      });
  }
  return { confounds, unknowns };
}
