/** Units of which nothing comes while others of their arm go on: no alarm yet, and no reason to call all well. */
import type { ContactPlan } from '../../contacts/contact.ts';
import { GAP_STEPS } from '../../telemetry/completeness.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../../time.ts';
import { nextSilence, silenceAt } from './rule.ts';

export interface ArmUnit {
  readonly unit: string;
  readonly arm: string;
  /** When its newest sample was measured; null where nothing came. */
  readonly newest: Micros | null;
  /** Of its slowest series. */
  readonly periodSeconds: Seconds;
  readonly isFlying: boolean;
}

export interface Quiet {
  readonly unit: string;
  /** Its newest sample; null where nothing ever came. */
  readonly since: Micros | null;
  /** The newest of the other units of its arm. */
  readonly othersTo: Micros;
  /** From when on it is silent, if nothing comes; null where nothing looks for silence. */
  readonly silentFrom: Micros | null;
}

interface Rules {
  readonly plan: ContactPlan | null;
  readonly maxSilence: Seconds | null;
  readonly at: Micros;
}

/** Files of one dump end a little apart. */
const LEAST_LAG = 600 * MICROS_PER_SECOND;

/** What is silent already is an alarm, and not among them. A clock that is ahead makes nobody else quiet. */
export function quietUnits(units: readonly ArmUnit[], { plan, maxSilence, at }: Rules): Quiet[] {
  return units.flatMap((one): Quiet[] => {
    const others = units.filter(({ unit, arm }) => arm === one.arm && unit !== one.unit);
    const seen = others.flatMap(({ newest }) => (newest === null || newest > at ? [] : [newest]));
    if (seen.length === 0) return [];
    const othersTo = Math.max(...seen);
    const lag = one.newest === null ? Number.POSITIVE_INFINITY : othersTo - one.newest;
    if (lag <= Math.max(LEAST_LAG, GAP_STEPS * one.periodSeconds * MICROS_PER_SECOND)) return [];
    const { unit, newest: since } = one;
    if (plan === null || maxSilence === null || !one.isFlying)
      return [{ unit, since, othersTo, silentFrom: null }];
    if (silenceAt(plan, maxSilence, since, at) !== null) return [];
    const silentFrom = nextSilence(plan, maxSilence, since, at)?.from ?? null;
    return [{ unit, since, othersTo, silentFrom }];
  });
}
