import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTallies, NO_TALLY, type Tally, tally } from '../../../../shared/domain/archive/count.ts';
import type { RankedFrame } from '../../../../shared/domain/archive/samples.ts';

/** Time, value, flags. */
type Sample = readonly [number, number, number];

/** A frame of one series with these samples; times may repeat, as those of several frames do. */
const frameOf = (samples: readonly Sample[], series = 'a'): RankedFrame => ({
  rank: 1,
  frame: {
    times: Float64Array.from(samples, ([at]) => at),
    columns: [
      {
        series,
        storage: { kind: 'float64' },
        values: Float64Array.from(samples, ([, value]) => value),
        flags: Uint8Array.from(samples, ([, , flags]) => flags),
      },
    ],
  },
});
const counted = (before: readonly Sample[], now: readonly Sample[]): number[] => {
  const { accepted, duplicates, conflicts } = tally([frameOf(before)], [frameOf(now)]);
  return [accepted, duplicates, conflicts];
};

const anySamples = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(-0, 0, 1, 2), fc.constantFrom(0, 10)),
  { maxLength: 12 },
);

describe('counting accepted, duplicates and conflicts', () => {
  it.each<[string, Sample[], Sample[], number[]]>([
    ['a free key is accepted, 0 too', [], [[10, 0, 0]], [1, 0, 0]],
    ['the same again is a duplicate', [[10, 1, 0]], [[10, 1, 0]], [0, 1, 0]],
    ['another value of the key is a conflict', [[10, 1, 0]], [[10, 2, 0]], [0, 0, 1]],
    ['other flags of the value are a conflict', [[10, 1, 0]], [[10, 1, 10]], [0, 0, 1]],
    ['0 and -0 are other values', [[10, 0, 0]], [[10, -0, 0]], [0, 0, 1]],
    [
      'what lost a conflict before is a duplicate when it comes again',
      [
        [10, 1, 0],
        [10, 2, 0],
      ],
      [[10, 2, 0]],
      [0, 1, 0],
    ],
    [
      'a file may conflict with itself: one is accepted',
      [],
      [
        [10, 2, 0],
        [10, 1, 0],
        [10, 2, 0],
      ],
      [1, 1, 1],
    ],
    ['a neighbouring key is another key', [[10, 1, 0]], [[11, 1, 0]], [1, 0, 0]],
    ['no sample counts as nothing', [[10, 1, 0]], [[10, Number.NaN, 0]], [0, 0, 0]],
  ])('%s', (_, before, now, expected) => {
    expect(counted(before, now)).toEqual(expected);
  });

  it('counts every series by itself', () => {
    const before = [frameOf([[10, 1, 0]], 'a'), frameOf([[10, 1, 0]], 'b')];
    const now = [frameOf([[10, 1, 0]], 'a'), frameOf([[10, 2, 0]], 'b'), frameOf([[10, 1, 0]], 'c')];
    expect(tally(before, now)).toEqual({ accepted: 1, duplicates: 1, conflicts: 1 });
  });

  it('takes no account of the rank: what loses is still counted by what it says', () => {
    const ranked = (samples: Sample[], rank: number) => ({ ...frameOf(samples), rank });
    expect(tally([ranked([[10, 1, 0]], 9)], [ranked([[10, 1, 0]], 1)])).toEqual({
      accepted: 0,
      duplicates: 1,
      conflicts: 0,
    });
  });

  it('gives the same sums in whatever order files come: a key is accepted once, each other content a conflict', () => {
    fc.assert(
      fc.property(fc.array(anySamples, { maxLength: 4 }), (files) => {
        const sums = (order: readonly (readonly Sample[])[]): Tally => {
          const parts = order.map((file, i) =>
            // A frame holds a time once: a file may say several things of it.
            tally(
              order.slice(0, i).flatMap((one) => one.map((sample) => frameOf([sample]))),
              file.map((sample) => frameOf([sample])),
            ),
          );
          return parts.reduce(addTallies, NO_TALLY);
        };
        const all = files.flat();
        const keys = new Set(all.map(([at]) => at)).size;
        const contents = new Set(
          all.map(([at, value, flags]) => `${at} ${Object.is(value, -0) ? '-0' : value} ${flags}`),
        ).size;
        const expected = { accepted: keys, conflicts: contents - keys, duplicates: all.length - contents };
        expect(sums(files)).toEqual(expected);
        expect(sums(files.toReversed())).toEqual(expected);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
