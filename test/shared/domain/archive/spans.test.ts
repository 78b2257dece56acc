import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spansOf, spansOfAll } from '../../../../shared/domain/archive/spans.ts';

const SECOND = 1_000_000;
const segment = fc
  .tuple(fc.nat(10_000), fc.nat(5000), fc.nat(100_000))
  .map(([from, length, samples]) => ({ from: from * SECOND, to: (from + length) * SECOND, samples }));

describe('spans of time with few samples each', () => {
  it('follow one another, cover all, and hold no more than asked for unless they are short', () => {
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 12 }),
        fc.integer({ min: 1, max: 50_000 }),
        (segments, most) => {
          const whole = { from: 0, to: 15_001 * SECOND };
          const spans = spansOf(whole, segments, most);
          expect(spans[0]!.from).toBe(whole.from);
          expect(spans.at(-1)!.to).toBe(whole.to);
          for (const [i, { from, to }] of spans.entries()) {
            if (i > 0) expect(from).toBe(spans[i - 1]!.to);
            const held = segments.reduce((sum, one) => {
              const inside = Math.min(one.to + 1, to) - Math.max(one.from, from);
              return sum + one.samples * Math.max(0, inside / (one.to + 1 - one.from));
            }, 0);
            if (to - from >= 2 * SECOND) expect(held).toBeLessThanOrEqual(most * (1 + 1e-9));
          }
        },
      ),
    );
  });

  it('are one of everything at once where it is little, or where nobody counted', () => {
    expect(spansOfAll([])).toEqual([]);
    expect(
      spansOfAll(
        [
          { from: 0, to: 5, samples: 3 },
          { from: 9, to: 10 },
        ],
        3,
      ),
    ).toEqual([null]);
  });

  it('end where samples are too close together to be told apart by time', () => {
    const spans = spansOfAll([{ from: 0, to: 3 * SECOND, samples: 1e12 }], 10);
    expect(spans.length).toBe(2);
  });
});
