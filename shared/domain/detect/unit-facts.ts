/** What a page of a unit holds for completeness and for detectors. */
import * as z from 'zod';
import type { UnitContext, Watched } from '../anomaly/unit-detector.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { receptionSchema } from '../telemetry/completeness.ts';
import { reachSchema } from '../telemetry/reach.ts';
import { type SeriesRule, seriesRuleSchema } from '../telemetry/rule.ts';
import type { Selection } from '../telemetry/selection.ts';
import type { Micros } from '../time.ts';
import { UNIT_DETECTORS } from './detectors.ts';
import { blocksWatcher } from './drift/blocks-watcher.ts';

/** What looks at the samples of a bucket: detectors, and what arms of units are compared by. */
const WATCHERS = [...UNIT_DETECTORS, blocksWatcher];

export const unitFactsSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** Series with samples in the bucket, by name. */
  series: z.array(
    z.object({
      rule: seriesRuleSchema,
      reception: receptionSchema,
      /** Of the bucket's samples; pages of an older format do not know it, and claim the least. */
      reach: reachSchema.default('RECEIVED'),
    }),
  ),
  /** By kind: what each detector needs of the bucket; nothing in pages of an older format, which are built anew. */
  facts: z.record(z.string(), z.unknown()).default({}),
});
export type UnitFacts = z.infer<typeof unitFactsSchema>;

/** What everything that looks at a unit's samples needs of the definition. */
export interface UnitRules {
  readonly series: readonly SeriesRule[];
  /** By kind, then by series; a series that a detector has nothing to do with is not there. */
  readonly detect: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The rules of all detectors for the series of a unit, as of these events. */
export function detectorRules(series: readonly UnitSeries[], context: UnitContext): UnitRules['detect'] {
  return Object.fromEntries(
    WATCHERS.map((detector) => [
      detector.kind,
      Object.fromEntries(
        series.flatMap((one): [string, unknown][] => {
          const { rule } = detector.aimAt(one, context);
          return rule === undefined ? [] : [[one.series, rule]];
        }),
      ),
    ]),
  );
}

/** The part of the rules that a bucket [from, to) depends on: a page is stale only where this changed. */
export function rulesWithin({ series, detect }: UnitRules, span: { from: Micros; to: Micros }): UnitRules {
  const within = WATCHERS.map(({ kind, ruleWithin }): [string, Record<string, unknown>] => [
    kind,
    Object.fromEntries(
      Object.entries(detect[kind] ?? {}).map(([name, rule]) => [name, ruleWithin(rule, span)]),
    ),
  ]);
  return { series, detect: Object.fromEntries(within) };
}

/** The samples of a series that detectors look at. */
export interface WatchedSamples extends SeriesRule {
  readonly received: Selection;
  readonly sensed: Selection;
  readonly judged: Selection;
}

/** What each detector needs of the samples of a bucket [from, to); the series come by name. */
export function factsOf(
  series: readonly WatchedSamples[],
  detect: UnitRules['detect'],
  span: { from: Micros; to: Micros },
): UnitFacts['facts'] {
  return Object.fromEntries(
    WATCHERS.map((detector) => {
      const rules = detect[detector.kind] ?? {};
      const watched = series.flatMap((one): Watched<unknown>[] =>
        Object.hasOwn(rules, one.series) ? [{ ...one, rule: rules[one.series] }] : [],
      );
      return [detector.kind, detector.factsOf(watched, span)];
    }),
  );
}
