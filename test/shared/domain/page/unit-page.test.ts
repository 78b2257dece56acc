import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsWithin } from '../../../../shared/domain/detect/limit/band.ts';
import { unitFactsSchema } from '../../../../shared/domain/detect/unit-facts.ts';
import { buildUnitPage, UnitPageBuilder } from '../../../../shared/domain/page/unit-page.ts';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { samplesLasting } from '../../../../shared/domain/telemetry/rule.ts';
import {
  arbitraryHistory,
  band,
  cut,
  HOUR,
  MISSING_CODE,
  pagesOf,
  regular,
  ruleFor,
  seriesFrom,
  T0,
  unitRules,
} from '../detect/unit-history.ts';

const BUCKET = { from: T0, to: T0 + 24 * HOUR };

/** A list of one. */
function onlyOf<T>(all: readonly T[]): [T] {
  expect(all).toHaveLength(1);
  return [all[0]!];
}

describe('the page of a unit-bucket', () => {
  it('says all but its rollups in plain JSON that its own schema reads back', () => {
    const limits = [band({ warning: [null, 3] })];
    const page = buildUnitPage({
      ...BUCKET,
      series: [regular('co2', [0, 5, 5, 5])],
      rules: unitRules([ruleFor('co2', { limits })]),
    });
    const [facts] = page.stretches;
    expect(unitFactsSchema.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
  });

  it('counts a missing code as received, but neither averages it nor takes it for a reading', () => {
    const series = regular('co2', [400, -1, 400]);
    series.flags[1] = MISSING_CODE;
    const page = buildUnitPage({ ...BUCKET, series: [series], rules: unitRules([ruleFor('co2')]) });
    const [{ series: received, facts }] = onlyOf(page.stretches);
    expect(received[0]!.reception.received).toBe(3);
    expect(page.rollups[0]!.coarse).toMatchObject({ n: [2], min: [400] });
    const run = { from: T0, to: T0 + 2 * HOUR, n: 2, value: 400 };
    expect(facts.STUCK).toMatchObject({ series: { co2: { runs: [run] } } });
  });

  it('does not take set-points and filled-in values for a sensor that stands still', () => {
    const series = regular('co2', new Array<number>(100).fill(400), 60);
    series.flags.fill(packFlags({ quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'SETPOINT' }));
    const rules = [ruleFor('co2', { limits: [band({ warning: [null, 3] })] })];
    const [{ facts }] = onlyOf(
      buildUnitPage({ ...BUCKET, series: [series], rules: unitRules(rules) }).stretches,
    );
    expect(facts).toMatchObject({ STUCK: { series: { co2: { runs: [] } } }, LIMIT: { co2: { traces: [] } } });
  });

  it('does not count as received what is marked as never received', () => {
    const series = regular('co2', [400, 400, 400]);
    series.flags[1] = packFlags({ quality: 'BAD', acquisitionStatus: 'NOT_RECEIVED', origin: 'FILLED' });
    const page = buildUnitPage({ ...BUCKET, series: [series], rules: unitRules([ruleFor('co2')]) });
    const [co2] = onlyOf(page.stretches)[0].series;
    expect(co2!.reception).toMatchObject({ received: 2, valid: 2, cadence: { step: 2 * HOUR } });
  });

  it.each([
    ['RECEIVED', { quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' }],
    ['UNCONVERTED', { quality: 'BAD', acquisitionStatus: 'UNCONVERTED', origin: 'MEASURED' }],
    ['ACQUIRED', { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'SETPOINT' }],
    ['ACQUIRED', { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'FILLED' }],
    ['ACQUIRED', { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'INTERPOLATED' }],
    ['SENSED', { quality: 'BAD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' }],
    ['JUDGED', { quality: 'UNCERTAIN', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' }],
    ['JUDGED', { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'SIMULATED' }],
  ] as const)(
    'says that its samples get as far as %s where they are %o, and farther with one of further reach',
    (reach, qualifiers) => {
      const reachOf = (flags: number[]) => {
        const series = seriesFrom(
          'co2',
          flags.map((_, i) => T0 + i * HOUR),
          flags.map(() => 400),
          flags,
        );
        const page = buildUnitPage({ ...BUCKET, series: [series], rules: unitRules([ruleFor('co2')]) });
        return onlyOf(page.stretches)[0].series[0]?.reach;
      };
      const flags = packFlags(qualifiers);
      expect(reachOf([flags, flags])).toBe(reach);
      expect(reachOf([flags, 0, flags])).toBe('JUDGED');
    },
  );

  it('keeps one level where an hour is too short for 16 periods', () => {
    const [co2] = buildUnitPage({
      ...BUCKET,
      series: [regular('co2', [1, 2])],
      rules: unitRules([ruleFor('co2')]),
    }).rollups;
    expect(co2!.fine).toBeNull();
  });

  it('holds the rule as far as the bucket depends on it, so that a later change of limits leaves it as it is', () => {
    const limits = [
      band({ watch: [0, 1], to: T0 - HOUR }),
      band({ watch: [0, 2], from: T0 - HOUR, to: T0 + 99 * HOUR }),
    ];
    const inForce = bandsWithin(limits, BUCKET);
    expect(inForce).toEqual([band({ watch: [0, 2], from: T0 - HOUR })]);
    const page = buildUnitPage({
      ...BUCKET,
      series: [regular('co2', [1])],
      rules: unitRules([ruleFor('co2', { limits })]),
    });
    const [{ facts }] = onlyOf(page.stretches);
    expect(facts.LIMIT).toMatchObject({ co2: { bands: inForce } });
  });

  it('takes limits that say the same before and after a change of phase for one band', () => {
    const limits = [
      band({ watch: [0, 2], from: T0 + 5 * HOUR }),
      band({ watch: [0, 2], to: T0 + 3 * HOUR }),
      band({ watch: [0, 2], from: T0 + 3 * HOUR, to: T0 + 5 * HOUR }),
    ];
    expect(bandsWithin(limits, BUCKET)).toEqual([band({ watch: [0, 2] })]);
    const changing = [band({ watch: [0, 2], to: T0 + HOUR }), band({ watch: [0, 3], from: T0 + HOUR })];
    expect(bandsWithin(changing, BUCKET)).toEqual(changing);
  });

  it('is refused for a series without a rule, naming it', () => {
    const series = [regular('co2', [1])];
    expect(() => buildUnitPage({ ...BUCKET, series, rules: unitRules([ruleFor('o2')]) })).toThrow(
      /none for co2; .* for o2/,
    );
  });

  it('is refused for samples outside the bucket', () => {
    const series = [regular('co2', new Array<number>(25).fill(1))];
    expect(() => buildUnitPage({ ...BUCKET, series, rules: unitRules([ruleFor('co2')]) })).toThrow(
      /expected the samples of co2 in/,
    );
  });
});

describe('the samples that last so long', () => {
  it.each([
    [21_600, 300, 72],
    [21_601, 300, 73],
    [1200, 0.1, 12_000],
    [10, 3600, 2],
  ])('%f s at a period of %f s are %i', (seconds, period, n) => {
    expect(samplesLasting(seconds, period)).toBe(n);
  });
});

describe('a page that is built of stretches', () => {
  it('has the rollups of one that is built at once, to the last bit, and what each stretch would say alone', () => {
    fc.assert(
      fc.property(arbitraryHistory, ({ series, rules, borders }) => {
        const builder = new UnitPageBuilder(unitRules(rules));
        for (const [i, to] of borders.slice(1).entries()) {
          const from = borders[i]!;
          builder.add({ from, to, series: series.map((one) => cut(one, from, to)) });
        }
        const whole = { from: borders[0]!, to: borders.at(-1)! };
        const page = builder.finish();
        expect(page.rollups).toEqual(buildUnitPage({ ...whole, series, rules: unitRules(rules) }).rollups);
        const json = JSON.parse(JSON.stringify(page.stretches));
        expect(json.map((facts: unknown) => unitFactsSchema.parse(facts))).toEqual(
          pagesOf(series, rules, borders),
        );
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
