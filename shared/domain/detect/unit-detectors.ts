/**
 * The detectors of one unit as one fold over its pages in order of time. The state is plain JSON, a checkpoint. Whatever
 * buckets the samples are cut into, the anomalies are the same.
 */
import * as z from 'zod';
import { byOnset } from '../anomaly/anomaly.ts';
import { byText } from '../by-text.ts';
import { fartherOf, reachSchema } from '../telemetry/reach.ts';
import { type SeriesRule, seriesRuleSchema } from '../telemetry/rule.ts';
import { unitRange } from '../telemetry/unit-range.ts';
import { statesSchemaOf } from './checkpoint-text.ts';
import { UNIT_DETECTORS } from './detectors.ts';
import type { Anomaly } from './registry.ts';
import type { UnitFacts } from './unit-facts.ts';

export const unitDetectorStateSchema = z.object({
  unit: z.string(),
  /** End of the last page; null before the first. */
  upTo: z.number().nullable(),
  /** The first sample of any series; null before the first page. */
  first: z.number().nullable(),
  /** Every series that sent something, by name, with the time of its newest sample and how far its samples got. */
  series: z.array(seriesRuleSchema.extend({ last: z.number(), reach: reachSchema })),
  states: statesSchemaOf(UNIT_DETECTORS),
});
export type UnitDetectorState = z.infer<typeof unitDetectorStateSchema>;

/** The state of a unit before its first page. */
export function startUnit(unit: string): UnitDetectorState {
  const states = Object.fromEntries(UNIT_DETECTORS.map(({ kind, start }) => [kind, start]));
  return { unit, upTo: null, first: null, series: [], states };
}

/**
 * Takes the unit's next page in. `closed` are the anomalies that no later sample can change, each given once.
 * Changes neither argument. Fails where the page does not follow the one before.
 */
export function foldUnitPage(
  state: UnitDetectorState,
  page: UnitFacts,
): { state: UnitDetectorState; closed: Anomaly[] } {
  const { unit, upTo } = state;
  if (upTo !== null && page.from < upTo) {
    throw new RangeError(
      `expected a page from ${upTo} on, got one from ${page.from}: fold pages in order of time`,
    );
  }
  const known = new Map(state.series.map((one) => [one.series, one]));
  const received = page.series.map(({ rule, reception }) => ({
    ...rule,
    reception,
    lastBefore: known.get(rule.series)?.last ?? null,
  }));
  for (const { rule, reception, reach } of page.series) {
    const before = known.get(rule.series)?.reach ?? reach;
    known.set(rule.series, { ...rule, last: reception.last, reach: fartherOf(before, reach) });
  }
  const steps = UNIT_DETECTORS.map((detector) => {
    const { kind } = detector;
    const before = state.states[kind] ?? detector.start;
    return { kind, ...detector.fold(before, { unit, received, facts: page.facts[kind] }) };
  });
  const series = [...known.values()].sort((a, b) => byText(a.series, b.series));
  const states = Object.fromEntries(steps.map((step) => [step.kind, step.state]));
  const first = state.first ?? unitRange([page])?.from ?? null;
  const closed = steps.flatMap((step): readonly Anomaly[] => step.closed).sort(byOnset);
  return { state: { unit, upTo: page.to, first, series, states }, closed };
}

/** By kind and series: what the detectors need to tell later what they cannot judge yet; nothing of most. */
export function progressOfUnit({
  unit,
  series,
  states,
}: UnitDetectorState): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    UNIT_DETECTORS.map((detector): [string, Record<string, unknown>] => {
      const state = states[detector.kind] ?? detector.start;
      return [detector.kind, detector.progressOf(state, { unit, series, declared: [] })];
    }).filter(([, progress]) => Object.keys(progress).length > 0),
  );
}

/**
 * What is not over when no more samples come: `current` where it holds at the newest sample. `declared` are the series
 * that the unit's sources bring, whether they came or not.
 */
export function finishUnit(
  { unit, series, states }: UnitDetectorState,
  declared: readonly SeriesRule[],
): Anomaly[] {
  const open = UNIT_DETECTORS.flatMap((detector): Anomaly[] =>
    detector.finish(states[detector.kind] ?? detector.start, { unit, series, declared }),
  );
  return open.sort(byOnset);
}
