/** Histories of a unit for tests: seeded or drawn by fast-check, cut into buckets at will, folded to anomalies. */
import fc from 'fast-check';
import { byOnset } from '../../../../shared/domain/anomaly/anomaly.ts';
import type { LimitBand, RateBand } from '../../../../shared/domain/detect/limit/band.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import {
  finishUnit,
  foldUnitPage,
  startUnit,
  unitDetectorStateSchema,
} from '../../../../shared/domain/detect/unit-detectors.ts';
import {
  type UnitFacts,
  type UnitRules,
  unitFactsSchema,
} from '../../../../shared/domain/detect/unit-facts.ts';
import { buildUnitPage } from '../../../../shared/domain/page/unit-page.ts';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { channelOf } from '../../../../shared/domain/telemetry/frame.ts';
import type { SeriesRule } from '../../../../shared/domain/telemetry/rule.ts';
import { firstAtOrAfter } from '../../../../shared/domain/telemetry/search-times.ts';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';

export const HOUR = 3_600_000_000;
export const T0 = Date.UTC(2026, 2, 1) * 1000;

const NOTHING = { times: new Float64Array(0), values: new Float64Array(0), flags: new Uint8Array(0) };
export const MISSING_CODE = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' });
export const BAD_VALUE = packFlags({ quality: 'BAD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' });

export function seriesFrom(series: string, times: number[], values: number[], flags: number[] = []): Series {
  return {
    series,
    times: Float64Array.from(times),
    values: Float64Array.from(values),
    flags: Uint8Array.from(times, (_, i) => flags[i] ?? 0),
    losing: NOTHING,
  };
}

/** A sample every `periodSeconds` from T0 on. */
export function regular(series: string, values: number[], periodSeconds = 3600): Series {
  return seriesFrom(
    series,
    values.map((_, i) => T0 + i * periodSeconds * 1_000_000),
    values,
  );
}

/** What the detectors hold a series against, all in one. */
export interface DetectedRule extends SeriesRule {
  readonly stuckAfterSeconds: number | null;
  readonly limits: LimitBand[];
  readonly rates: RateBand[];
  /** Rules of other detectors, by kind. */
  readonly detect: Readonly<Record<string, unknown>>;
}

export function ruleFor(series: string, rule: Partial<DetectedRule> = {}): DetectedRule {
  return {
    series,
    channel: channelOf(series),
    periodSeconds: 3600,
    stuckAfterSeconds: 172_800,
    limits: [],
    rates: [],
    detect: {},
    ...rule,
  };
}

/** The same as pages are built by. */
export function unitRules(rules: readonly DetectedRule[]): UnitRules {
  const by = (of: (rule: DetectedRule) => unknown) =>
    Object.fromEntries(rules.map((rule) => [rule.series, of(rule)]));
  return {
    series: rules.map(({ series, channel, periodSeconds }) => ({ series, channel, periodSeconds })),
    detect: {
      ...Object.fromEntries(
        rules
          .flatMap(({ detect }) => Object.keys(detect))
          .map((kind) => [
            kind,
            Object.fromEntries(rules.map(({ series, detect }) => [series, detect[kind]])),
          ]),
      ),
      LIMIT: by(({ limits }) => limits),
      RATE: by(({ rates }) => rates),
      STUCK: by(({ stuckAfterSeconds }) => ({ stuckAfterSeconds })),
      DEAD: by(() => ({ deadAfterSeconds: null, isLookedFor: true, group: 'file' })),
      GAP: by(() => ({ widestSeconds: Math.max(...rules.map(({ periodSeconds }) => periodSeconds)) })),
    },
  };
}

export function band(limits: Partial<LimitBand>): LimitBand {
  return { from: null, to: null, minViolations: 3, minConformance: 3, ...limits };
}

export function rateBand(limits: Partial<RateBand> & Pick<RateBand, 'rate'>): RateBand {
  return { from: null, to: null, minViolations: 3, minConformance: 3, ...limits };
}

/** The samples of a series in [from, to). */
export function cut(series: Series, from: number, to: number): Series {
  const begin = firstAtOrAfter(series.times, from);
  const end = firstAtOrAfter(series.times, to);
  return {
    ...series,
    times: series.times.subarray(begin, end),
    values: series.values.subarray(begin, end),
    flags: series.flags.subarray(begin, end),
  };
}

/** Pages of the buckets between ascending borders; a bucket without samples has no page. */
export function pagesOf(
  series: readonly Series[],
  rules: readonly DetectedRule[],
  borders: readonly number[],
): UnitFacts[] {
  return borders.slice(1).flatMap((to, i) => {
    const from = borders[i]!;
    const held = series.map((one) => cut(one, from, to)).filter(({ times }) => times.length > 0);
    if (held.length === 0) return [];
    const page = buildUnitPage({ from, to, series: held, rules: unitRules(rules) });
    return page.stretches.map((facts) => unitFactsSchema.parse(JSON.parse(JSON.stringify(facts))));
  });
}

/** All anomalies of a unit, the state stored as JSON between any two pages. */
export function anomaliesOf(pages: readonly UnitFacts[], declared: readonly SeriesRule[] = []): Anomaly[] {
  let state = startUnit('FU1');
  const closed: Anomaly[] = [];
  for (const page of pages) {
    const step = foldUnitPage(state, page);
    closed.push(...step.closed);
    state = unitDetectorStateSchema.parse(JSON.parse(JSON.stringify(step.state)));
  }
  return [...closed, ...finishUnit(state, declared)].sort(byOnset);
}

export interface History {
  readonly series: Series[];
  readonly rules: DetectedRule[];
  /** Ascending; the first is before and the last after all samples. */
  readonly borders: number[];
}

const END = T0 + 240 * HOUR;

/** Runs of a few samples to a few days, small integers, so that equal neighbours and long runs are common. */
const stretches = fc.array(
  fc.record({
    value: fc.integer({ min: 0, max: 3 }),
    n: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 30 })),
  }),
  { minLength: 1, maxLength: 14 },
);

/** Bounds widen with severity. */
const nested = fc.constantFrom<Pick<LimitBand, 'watch' | 'warning' | 'critical'>>(
  { watch: [null, 1], critical: [null, 2] },
  { watch: [1, 2], critical: [0, null] },
  { watch: [1, null], critical: [null, 2] },
  { watch: [null, 0], warning: [null, 1], critical: [null, 2] },
  { warning: [2, 2.5], critical: [1, 2.5] },
  { critical: [0, null] },
);
const bounds = fc.record({
  nested,
  minViolations: fc.integer({ min: 1, max: 4 }),
  minConformance: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 5 }),
});

type Bounds = typeof bounds extends fc.Arbitrary<infer B> ? B : never;

/** Changes an hour, over a few hours. */
const steepness = fc.record({
  watch: fc.constantFrom<LimitBand['watch']>([-0.2, 0.2], [null, 0.25]),
  distress: fc.constantFrom<LimitBand['watch']>([-0.5, 0.5], undefined),
  minViolations: fc.integer({ min: 1, max: 3 }),
  minConformance: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 5 }),
  rate: fc.record({
    overSeconds: fc.integer({ min: 2, max: 9 }).map((h) => h * 3600),
    perSeconds: fc.constant(3600),
  }),
});

function changingLimits({ nested, ...counts }: Bounds, change: number): LimitBand[] {
  const { critical, ...milder } = nested;
  return [
    band({ ...nested, ...counts, to: change }),
    band({ ...(Object.keys(milder).length === 0 ? { critical } : milder), ...counts, from: change }),
  ];
}

interface Drawn {
  readonly series: Series;
  readonly rule: DetectedRule;
}

function arbitrarySeries(name: string): fc.Arbitrary<Drawn> {
  return fc
    .record({
      stretches,
      periodHours: fc.constantFrom(1, 1, 1, 0.5, 2, 7),
      startHours: fc.integer({ min: 0, max: 20 }),
      jitter: fc.boolean(),
      lost: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 30 }),
      odd: fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.constantFrom(MISSING_CODE, BAD_VALUE)), {
        maxLength: 6,
      }),
      stuckAfterHours: fc.option(fc.constantFrom(3, 10, 24, 48), { nil: null, freq: 5 }),
      limits: fc.option(bounds, { nil: null }),
      rates: fc.option(steepness, { nil: null }),
      change: fc.integer({ min: 10, max: 100 }),
    })
    .map((drawn) => {
      const values = drawn.stretches.flatMap(({ value, n }) => new Array<number>(n).fill(value));
      const odd = new Map(drawn.odd);
      const kept = [...values.keys()].filter((i) => !drawn.lost.includes(i));
      const period = drawn.periodHours * HOUR;
      const at = (i: number) =>
        T0 + drawn.startHours * HOUR + i * period + (drawn.jitter ? (i % 3) * 7_000_000 : 0);
      const indices = kept.filter((i) => at(i) < END);
      const change = T0 + drawn.change * HOUR;
      const limits = drawn.limits === null ? [] : changingLimits(drawn.limits, change);
      const rates =
        drawn.rates === null
          ? []
          : [
              rateBand({ ...drawn.rates, to: change }),
              rateBand({ ...drawn.rates, from: change, watch: [-0.3, 0.3] }),
            ];
      return {
        series: seriesFrom(
          name,
          indices.map(at),
          indices.map((i) => values[i]!),
          indices.map((i) => odd.get(i) ?? 0),
        ),
        rule: ruleFor(name, {
          periodSeconds: drawn.periodHours * 3600,
          stuckAfterSeconds: drawn.stuckAfterHours === null ? null : drawn.stuckAfterHours * 3600,
          limits,
          rates,
        }),
      };
    });
}

/** The series without what a loss of signal of the whole unit took. */
function without(series: Series, outage: { start: number; hours: number } | null): Series {
  if (outage === null) return series;
  const from = T0 + outage.start * HOUR;
  const before = cut(series, T0, from);
  const after = cut(series, from + outage.hours * HOUR, END);
  return seriesFrom(
    series.series,
    [...before.times, ...after.times],
    [...before.values, ...after.values],
    [...before.flags, ...after.flags],
  );
}

/** A unit of two to four series of ten days, with borders anywhere. */
export const arbitraryHistory: fc.Arbitrary<History> = fc
  .record({
    series: fc.tuple(
      arbitrarySeries('co2'),
      arbitrarySeries('humidity'),
      arbitrarySeries('temperature'),
      arbitrarySeries('temperature@T2'),
    ),
    count: fc.integer({ min: 2, max: 4 }),
    outage: fc.option(
      fc.record({ start: fc.integer({ min: 5, max: 60 }), hours: fc.integer({ min: 2, max: 40 }) }),
    ),
    borders: fc.uniqueArray(fc.integer({ min: 1, max: 479 }), { maxLength: 12 }),
  })
  .map(({ series, count, borders, outage }) => {
    const chosen = series
      .slice(0, count)
      .map((drawn) => ({ ...drawn, series: without(drawn.series, outage) }));
    const inner = borders.toSorted((a, b) => a - b).map((half) => T0 + (half * HOUR) / 2);
    return {
      series: chosen.map((s) => s.series),
      rules: chosen.map((s) => s.rule),
      borders: [T0, ...inner, END],
    };
  });
