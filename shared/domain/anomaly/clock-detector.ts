/**
 * A detector of what follows the clock: a function of samples, plans and the instant asked. What it reports stands in
 * no stored list, because no sample need come for it to begin (docs/promises.md#p7).
 */
import type * as z from 'zod';
import type { Micros } from '../time.ts';
import {
  type Aim,
  type AnomalyKindOf,
  type AnomalyOf,
  type Reported,
  reported,
  type WordsOf,
} from './detector.ts';

/** What is known of a unit at an instant. */
export interface UnitAt {
  readonly unit: string;
  /** When its newest sample was measured, whenever that came; null where there is none. */
  readonly newest: Micros | null;
}

/** `Plans` is what a unit is held against, `Rule` what of it decides. */
export interface ClockDetector<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Plans,
  Rule,
> extends Reported<Kind, Evidence, Wire> {
  aimAt(plans: Plans): Aim<Rule>;
  findAt(rule: Rule, unit: UnitAt, at: Micros): AnomalyOf<Kind, z.infer<Evidence>>[];
}

export function clockDetector<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Plans,
  Rule,
>(
  spec: AnomalyKindOf<Kind, Evidence, Wire> &
    WordsOf<AnomalyOf<Kind, z.infer<Evidence>>> &
    Pick<ClockDetector<Kind, Evidence, Wire, Plans, Rule>, 'aimAt' | 'findAt'>,
): ClockDetector<Kind, Evidence, Wire, Plans, Rule> {
  const { aimAt, findAt } = spec;
  return { ...reported(spec), aimAt, findAt };
}
