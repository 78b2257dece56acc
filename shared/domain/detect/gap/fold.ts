/** The gaps of a unit's series over its pages; those that series have in common become one. */
import * as z from 'zod';
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf } from '../../anomaly/detector.ts';
import type { FoldedPage, Step, UnitEnd } from '../../anomaly/unit-detector.ts';
import { atEdge, gapBetween, gapsOfNext } from '../../telemetry/completeness.ts';
import { microsOf } from '../../telemetry/rule.ts';
import { SLACK_STEPS, sharedStretches } from '../../telemetry/shared-stretches.ts';
import { MICROS_PER_SECOND, type Micros } from '../../time.ts';
import { GAP, gapEvidenceSchema } from './kind.ts';

export type GapAnomaly = AnomalyOf<'GAP', z.infer<typeof gapEvidenceSchema>>;

const ownGapSchema = z.object({
  series: z.string(),
  periodSeconds: z.number(),
  from: z.number(),
  to: z.number(),
  missing: z.number(),
  step: z.number(),
  open: gapEvidenceSchema.shape.open,
});
type OwnGap = z.infer<typeof ownGapSchema>;

export const gapStateSchema = z.object({
  /** The unit's first sample; null before it. */
  first: z.number().nullable(),
  /** By series: the step, µs, that its gaps are judged by. */
  steps: z.record(z.string(), z.number()),
  /** Gaps that a slower series may still turn out to share. */
  recent: z.array(ownGapSchema),
});
export type GapState = z.infer<typeof gapStateSchema>;

/** `facts`: the longest period of the unit's series, s. */
export function foldGaps(
  state: GapState,
  { unit, received, facts: widestSeconds }: FoldedPage<number>,
): Step<GapState, GapAnomaly> {
  if (received.length === 0) return { state, closed: [] };
  const first = state.first ?? Math.min(...received.map(({ reception }) => reception.first));
  const steps = new Map(Object.entries(state.steps));
  const found = received.flatMap(({ series, periodSeconds, reception, lastBefore }): OwnGap[] => {
    const before =
      lastBefore === null ? null : { last: lastBefore, step: steps.get(series) ?? microsOf(periodSeconds) };
    const { gaps, reached } = gapsOfNext(before, reception, periodSeconds);
    steps.set(series, reached.step);
    const late = before === null ? gapBetween(first, reception.first, reached.step) : null;
    const own = gaps.map((gap) => ({ ...gap, series, periodSeconds }));
    return late === null ? own : [{ ...atEdge(late), series, periodSeconds, open: 'START' }, ...own];
  });
  const horizon = Math.max(...received.map(({ reception }) => reception.last));
  const { done, recent } = settled([...state.recent, ...found], horizon, microsOf(widestSeconds));
  const kept = Object.fromEntries([...steps].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { state: { first, steps: kept, recent }, closed: done.map((gap) => gapAnomaly(unit, gap)) };
}

/** Gaps that no later sample can join, as they are shared, and the others. */
function settled(gaps: readonly OwnGap[], horizon: Micros, widest: number) {
  const slack = SLACK_STEPS * gaps.reduce((most, { step }) => Math.max(most, step), widest);
  const shared = sharedStretches(gaps.toSorted(bySeries));
  const isDone = ({ to }: { to: Micros }) => to + slack < horizon;
  const done = shared.filter(isDone);
  const open = new Set(shared.filter((one) => !isDone(one)).flatMap(({ members }) => members));
  return { done, recent: gaps.filter((gap) => open.has(gap)) };
}

type Shared = ReturnType<typeof settled>['done'][number];

/** What was not settled yet, and what lacks at the newest sample of the unit. */
export function openGaps(state: GapState, { unit, series, declared }: UnitEnd): GapAnomaly[] {
  const closed = sharedStretches(state.recent.toSorted(bySeries)).map((gap) => gapAnomaly(unit, gap));
  const { first } = state;
  if (first === null) return closed;
  const newest = Math.max(...series.map(({ last }) => last));
  const ended = series.flatMap(({ series: name, periodSeconds, last }): OwnGap[] => {
    const gap = gapBetween(last, newest, state.steps[name] ?? microsOf(periodSeconds));
    return gap === null ? [] : [{ ...atEdge(gap), series: name, periodSeconds, open: 'END' }];
  });
  const known = new Set(series.map((one) => one.series));
  const never = declared
    .filter((one) => !known.has(one.series))
    .flatMap(({ series: name, periodSeconds }): OwnGap[] => {
      const gap = gapBetween(first, newest, microsOf(periodSeconds));
      return gap === null
        ? []
        : [{ ...atEdge(gap), missing: gap.missing + 2, series: name, periodSeconds, open: 'NEVER' }];
    });
  const lasting = [ended, never].flatMap((gaps) => sharedStretches(gaps.toSorted(bySeries)));
  return [...closed, ...lasting.map((gap) => holdingAt(gapAnomaly(unit, gap), newest))];
}

function bySeries(a: OwnGap, b: OwnGap): number {
  return a.series === b.series ? a.from - b.from : a.series < b.series ? -1 : 1;
}

function gapAnomaly(unit: string, gap: Shared): GapAnomaly {
  const { channels, from, to, missing, periodSeconds, step, open } = gap;
  const stepSeconds = step / MICROS_PER_SECOND;
  return {
    // A series has one gap at most from a given sample on, so its name tells two gaps of equal onset apart.
    id: anomalyId(GAP.kind, unit, channels[0]!, from),
    kind: GAP.kind,
    unit,
    channels: [...channels],
    from,
    to,
    severity: 'WATCH' as const,
    blame: null,
    evidence: {
      cause: 'UNKNOWN',
      missingSamples: missing,
      periodSeconds,
      lengthSeconds: (to - from) / MICROS_PER_SECOND,
      ...(stepSeconds !== periodSeconds && { stepSeconds }),
      ...(open !== undefined && { open }),
    },
    detector: detectorOf(GAP),
  };
}
