import { describe, expect, it } from 'vitest';
import type { Stripping } from '../../../../shared/domain/assay/pit-table.ts';
import {
  areStrippedApart,
  type OsteoclastsOn,
  osteoclastsOf,
  osteoclastsOn,
  osteoclastsRemark,
} from '../../../../shared/domain/pit/per-osteoclast.ts';

const row = (field: string | null, count: number | null, counted: Stripping | null = 'before-stripping') => ({
  ...{ unit: 'FU1' as string | null, image: '', field },
  ...(count !== null && { osteoclasts: { count, counted } }),
});
const on = (unit: string, slice: string, count: number | null, counted: Stripping = 'before-stripping') => ({
  ...{ unit, slice },
  osteoclasts: {
    ...{ count, counted: count === null ? null : counted, why: count === null ? 'nobody knows' : null },
  } satisfies OsteoclastsOn,
});

describe('osteoclasts on a slice', () => {
  it('are those of its fields, however many rows of a field say it', () => {
    expect(osteoclastsOn([row('A', 4), row('A', 4), row('A', null), row('B', 6)])).toEqual({
      ...{ count: 10, counted: 'before-stripping', why: null },
    });
    expect(osteoclastsOn([row(null, 0, 'after-stripping')])).toMatchObject({ count: 0 });
    expect(osteoclastsOn([row('A', null)])).toBeNull();
  });

  it('are those of each image that names no unit, and of none where one image has no count', () => {
    const of = (image: string, count: number | null) => ({ ...row(null, count), unit: null, image });
    expect(osteoclastsOn([of('a.tif', 5), of('b.tif', 5), of('c.tif', 5)])?.count).toBe(15);
    expect(osteoclastsOn([of('a.tif', 5), of('b.tif', 7)])?.count).toBe(12);
    expect(osteoclastsOn([of('a.tif', 5), of('b.tif', null)])?.why).toBe(
      'osteoclasts were counted in 1 of 2 fields',
    );
    expect(osteoclastsOn([of('a.tif', 5), of('a.tif', 7)])?.why).toBe(
      'a.tif is said to have 5 and 7 osteoclasts',
    );
  });

  it.each([
    [[row('A', 4), row('B', null)], 'osteoclasts were counted in 1 of 2 fields'],
    [[row('A', 5), row('A', 4)], 'A is said to have 4 and 5 osteoclasts'],
    [
      [row('A', 4, null)],
      'nothing says whether osteoclasts were counted before or after stripping (osteoclasts_counted: before-stripping, after-stripping)',
    ],
    [[row('A', 4), row('B', 4, 'after-stripping')], 'osteoclasts were counted before stripping and after it'],
  ])('do not count where it is not clear how many, and when (%#)', (rows, why) => {
    expect(osteoclastsOn(rows)).toEqual({ count: null, counted: null, why });
  });
});

describe('osteoclasts of a unit', () => {
  it('are those of the slices on which they were counted', () => {
    const slices = [on('F1', 'S1', 10), on('F1', 'S2', null), { unit: 'F1', slice: 'S3' }];
    expect(osteoclastsOf(slices)).toEqual({ slices: [slices[0]], count: 10 });
    expect(osteoclastsOf(slices.slice(1))).toEqual({ reason: 'on S2 nobody knows' });
    expect(osteoclastsOf(slices.slice(2))).toEqual({
      reason: 'on none of its slices were osteoclasts counted',
    });
    expect(osteoclastsOf([on('F1', 'S1', 0)])).toEqual({
      reason: 'no osteoclast was found on S1: there is nothing to divide by',
    });
  });

  it('say when and on which slices, and what is left out', () => {
    const slices = [on('F1', 'S1', 10), on('F1', 'S2', 3), on('G1', 'S1', null)];
    expect(osteoclastsRemark(slices)).toEqual([
      {
        code: 'osteoclasts.counted',
        message:
          'osteoclasts were counted before stripping on F1 S1, S2; left out, being without such a count: G1 S1',
      },
    ]);
    expect(osteoclastsRemark(slices.slice(2))).toEqual([]);
  });

  it('are apart where some were counted before stripping and some after', () => {
    const before = on('F1', 'S1', 10);
    expect(areStrippedApart([before, on('G1', 'S1', 2, 'after-stripping')])).toBe(true);
    const refused = { ...on('G1', 'S1', 2, 'after-stripping'), refused: { code: 'x', message: 'x' } };
    expect(areStrippedApart([before, refused])).toBe(false);
  });
});
