import { describe, expect, it } from 'vitest';
import { layingsOf } from '../../../../shared/domain/twins/layings.ts';
import { rulesOf } from '../../../support/pair-rules-of.ts';

const HOUR = 3_600_000_000;
const PART = { from: 0, to: 6 * HOUR };
const NONE = { flight: [], ground: [] };
const layings = (channels: number, hertz: number, inputs: Parameters<typeof layingsOf>[2] = NONE) =>
  layingsOf(rulesOf(channels, hertz), PART, inputs).map(({ channels: some, spans }) => ({
    channels: some.length,
    spans: spans.length,
  }));

describe('what of a pair is laid side by side at once', () => {
  it.each([
    ['all of 32 channels at 1 Hz', 32, 1, [{ channels: 32, spans: 1 }]],
    [
      'a dozen channels at 10 Hz',
      32,
      10,
      [
        { channels: 13, spans: 1 },
        { channels: 13, spans: 1 },
        { channels: 6, spans: 1 },
      ],
    ],
    ['a quarter of an hour of one channel at 500 Hz', 2, 500, Array(2).fill({ channels: 1, spans: 22 })],
  ])('is %s', (_, channels, hertz, expected) => {
    expect(layings(channels, hertz)).toEqual(expected);
  });

  it('covers the part, span after span', () => {
    const [{ spans } = { spans: [] }] = layingsOf(rulesOf(1, 1000), PART, NONE);
    expect([spans[0]!.from, spans.at(-1)!.to]).toEqual([PART.from, PART.to]);
    for (const [i, { from }] of spans.entries()) if (i > 0) expect(from).toBe(spans[i - 1]!.to);
  });

  it('is less where segments hold far more than was declared', () => {
    const crowded = { from: 0, to: 6 * HOUR - 1, samples: 30_000_000 };
    expect(layings(1, 1, { flight: [crowded], ground: [] })).toEqual([{ channels: 1, spans: 4 }]);
  });
});
