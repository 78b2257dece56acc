/** A detector that looks at each series of a unit by itself, as a detector of the unit: everything by name of series. */
import * as z from 'zod';
import type { Micros } from '../time.ts';
import type { AnomalyOf } from './detector.ts';
import {
  type ProgressSpec,
  type Span,
  type Step,
  type UnitDetector,
  type UnitDetectorSpec,
  type UnitEnd,
  unitDetector,
  type Watched,
} from './unit-detector.ts';

/** A series at the time it is folded or finished. */
export interface SeriesAt {
  readonly unit: string;
  readonly series: string;
  readonly periodSeconds: number;
  /** Time of the newest sample that was received. */
  readonly last: Micros;
}

export interface SeriesDetectorSpec<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Rule,
  Facts,
  State,
> extends Omit<
    UnitDetectorSpec<Kind, Evidence, Wire, Rule, Facts, State>,
    'factsOf' | 'fold' | 'finish' | 'progress'
  > {
  /** Null where the bucket holds nothing to be looked at; the series is folded all the same. */
  factsOf(series: Watched<Rule>, span: Span): Facts | null;
  fold(
    state: State,
    facts: Facts | null,
    at: SeriesAt,
  ): Step<State | null, AnomalyOf<Kind, z.infer<Evidence>>>;
  finish(state: State, at: SeriesAt): AnomalyOf<Kind, z.infer<Evidence>>[];
  /** Absent where it judges whatever came. */
  readonly progress?: ProgressSpec<Rule, State, SeriesAt, unknown>;
}

/** A state of null says that there is nothing to remember: it is not kept, and the next fold begins at the start. */
export function seriesDetector<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Rule,
  Facts,
  State,
>(spec: SeriesDetectorSpec<Kind, Evidence, Wire, Rule, Facts, State>): UnitDetector<Kind, Evidence, Wire> {
  const { progress, ...own } = spec;
  return unitDetector({
    ...own,
    ...(progress !== undefined && {
      progress: {
        unjudged: progress.unjudged,
        of: (states: Record<string, State>, { unit, series }: UnitEnd) =>
          Object.fromEntries(
            series.flatMap(({ series: name, periodSeconds, last }): [string, unknown][] => {
              if (!Object.hasOwn(states, name)) return [];
              return [[name, progress.of(states[name]!, { unit, series: name, periodSeconds, last })]];
            }),
          ),
      },
    }),
    facts: z.record(z.string(), spec.facts),
    state: z.record(z.string(), spec.state),
    start: {},
    factsOf: (series, span) =>
      Object.fromEntries(
        series.flatMap((one): [string, Facts][] => {
          const facts = spec.factsOf(one, span);
          return facts === null ? [] : [[one.series, facts]];
        }),
      ),
    fold: (before, { unit, received, facts }) => {
      const states = new Map(Object.entries(before));
      const closed = received.flatMap(({ series, periodSeconds, reception: { last } }) => {
        const at = { unit, series, periodSeconds, last };
        // A channel may be called `constructor`.
        const own = Object.hasOwn(facts, series) ? facts[series]! : null;
        const step = spec.fold(states.get(series) ?? spec.start, own, at);
        if (step.state === null) states.delete(series);
        else states.set(series, step.state);
        return step.closed;
      });
      const kept = [...states.keys()].sort().map((series) => [series, states.get(series)!] as const);
      return { state: Object.fromEntries(kept), closed };
    },
    finish: (states, { unit, series }) =>
      series.flatMap(({ series: name, periodSeconds, last }) => {
        if (!Object.hasOwn(states, name)) return [];
        return spec.finish(states[name]!, { unit, series: name, periodSeconds, last });
      }),
  });
}
