import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Losing, Series } from '../../../shared/domain/telemetry/series.ts';
import { SamplesDigest } from '../../../shared/formats/digest.ts';
import { samplesDigest } from '../../support/samples-digest.ts';

/** Samples at some of the seconds 0 to 59; of conflicts several may have one time. */
const samples = fc
  .array(fc.record({ at: fc.nat(59), value: fc.double({ noNaN: true }), flags: fc.nat(255) }), {
    maxLength: 40,
  })
  .map((all) => all.toSorted((a, b) => a.at - b.at))
  .map(
    (all): Losing => ({
      times: Float64Array.from(all, ({ at }) => at),
      values: Float64Array.from(all, ({ value }) => value),
      flags: Uint8Array.from(all, ({ flags }) => flags),
    }),
  );
const someSeries = fc
  .array(fc.tuple(samples, samples), { minLength: 1, maxLength: 5 })
  .map((all) => all.map(([winning, losing], i): Series => ({ series: `s${i}`, ...winning, losing })));

function within({ times, values, flags }: Losing, from: number, to: number): Losing {
  const kept = [...times.keys()].filter((i) => times[i]! >= from && times[i]! < to);
  return {
    times: Float64Array.from(kept, (i) => times[i]!),
    values: Float64Array.from(kept, (i) => values[i]!),
    flags: Uint8Array.from(kept, (i) => flags[i]!),
  };
}

/** The series cut at these seconds; where nothing of one is in a stretch, it is left out of it or empty. */
function stretchesOf(all: readonly Series[], borders: readonly number[], keepsEmpty: boolean): Series[][] {
  return [0, ...borders].map((from, i) =>
    all
      .map((one) => ({
        ...{ series: one.series, ...within(one, from, borders[i] ?? 60) },
        losing: within(one.losing, from, borders[i] ?? 60),
      }))
      .filter((one) => keepsEmpty || i === 0 || one.times.length + one.losing.times.length > 0),
  );
}

describe('the digest of merged samples', () => {
  it('is the same of stretches, however time is cut and however few values may wait', () => {
    const borders = fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 6 });
    return fc.assert(
      fc.asyncProperty(someSeries, borders, fc.nat(30), fc.boolean(), async (all, cuts, most, keepsEmpty) => {
        const stretches = stretchesOf(
          all,
          cuts.toSorted((a, b) => a - b),
          keepsEmpty,
        );
        const digest = new SamplesDigest(most);
        for (const stretch of stretches) digest.add(stretch);
        const found = await digest.finish(async function* (series) {
          for (const stretch of stretches) yield stretch.filter((one) => series.has(one.series));
        });
        expect(found).toBe(samplesDigest(all));
      }),
    );
  });

  it('asks for the stretches once where all values may wait', async () => {
    const values = Float64Array.of(1, 2);
    const one = { times: Float64Array.of(1, 2), values, flags: Uint8Array.of(0, 0) };
    const all = ['a', 'b', 'c'].map((series) => ({ series, ...one, losing: one }));
    const asked = async (most: number) => {
      const digest = new SamplesDigest(most);
      digest.add(all);
      let times = 0;
      await digest.finish(async function* () {
        times++;
        yield all;
      });
      return times;
    };
    expect(await asked(10)).toBe(1);
    expect(await asked(0)).toBe(6);
  });
});
