import { describe, expect, it } from 'vitest';
import { laidSpans } from '../../../../shared/domain/twins/laid-spans.ts';
import { rulesOf } from '../../../support/pair-rules-of.ts';

const HOUR = 3_600_000_000;
const PART = { from: 0, to: 6 * HOUR };
const NONE = { flight: [], ground: [] };

/** Of a pair of so many channels, the spans of the first few. */
function spans(
  channels: number,
  hertz: number,
  some = channels,
  inputs: Parameters<typeof laidSpans>[3] = NONE,
) {
  const rules = rulesOf(channels, hertz);
  return laidSpans(rules, rules.channels.slice(0, some), PART, inputs);
}

describe('what of a pair is laid side by side at once', () => {
  it.each([
    ['all of 32 channels at 1 Hz', 32, 1, 32, 1],
    ['a dozen channels at 10 Hz', 32, 10, 13, 1],
    ['a quarter of an hour of one channel at 500 Hz', 2, 500, 1, 22],
  ])('is %s', (_, channels, hertz, some, expected) => {
    expect(spans(channels, hertz, some)).toHaveLength(expected);
  });

  it('covers the part, span after span', () => {
    const all = spans(1, 1000);
    expect([all[0]!.from, all.at(-1)!.to]).toEqual([PART.from, PART.to]);
    for (const [i, { from }] of all.entries()) if (i > 0) expect(from).toBe(all[i - 1]!.to);
  });

  it('is less where segments hold far more than was declared', () => {
    const crowded = { from: 0, to: 6 * HOUR - 1, samples: 30_000_000 };
    expect(spans(1, 1, 1, { flight: [crowded], ground: [] })).toHaveLength(4);
    expect(spans(4, 1, 1, { flight: [crowded], ground: [] })).toHaveLength(1);
  });
});
