import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { deltaWindows } from '../../../../shared/domain/twins/delta-windows.ts';
import { everyPair, goodPairs } from '../../../../shared/domain/twins/pair-filter.ts';
import { pairsOf } from './pairs-of.ts';

const ALL = { referenceAt: 0, resolutionSeconds: 600, from: -Infinity, to: Infinity, isGood: everyPair };
const MINUTE = 60e6;

describe('deltaWindows', () => {
  it('hold count and mean of both sides and the mean difference', () => {
    const windows = deltaWindows(
      [
        pairsOf(
          [
            [24, 23],
            [25, 23],
            [26, 23],
          ],
          { periodMicros: 5 * MINUTE },
        ),
      ],
      ALL,
    );
    expect(windows).toEqual([
      {
        elapsedSeconds: 0,
        flight: { n: 2, mean: 24.5 },
        ground: { n: 2, mean: 23 },
        delta: 1.5,
        quality: 'GOOD',
      },
      {
        elapsedSeconds: 600,
        flight: { n: 1, mean: 26 },
        ground: { n: 1, mean: 23 },
        delta: 3,
        quality: 'GOOD',
      },
    ]);
  });

  it('begin at multiples of the resolution in elapsed time, before the reference too, and only where pairs are', () => {
    const pairs = pairsOf(
      [
        [1, 0],
        [1, 0],
        [1, 0],
      ],
      { periodMicros: 25 * MINUTE },
    );
    const at = (referenceAt: number | null) =>
      deltaWindows([pairs], { ...ALL, referenceAt }).map((window) => window.elapsedSeconds);
    expect(at(12 * MINUTE)).toEqual([-1200, 600, 1800]);
    expect(at(null)).toEqual([0, 1200, 3000]);
  });

  it('of a range hold nothing outside it', () => {
    const windows = deltaWindows(
      [
        pairsOf([
          [1, 0],
          [2, 0],
          [3, 0],
        ]),
      ],
      { ...ALL, from: MINUTE, to: 2 * MINUTE },
    );
    expect(windows.map(({ flight }) => flight)).toEqual([{ n: 1, mean: 2 }]);
  });

  it('run on from one list of pairs into the next', () => {
    const parts = [
      pairsOf([
        [1, 0],
        [2, 0],
      ]),
      pairsOf([[6, 0]], { from: 2 * MINUTE }),
    ];
    expect(deltaWindows(parts, ALL)).toMatchObject([{ flight: { n: 3, mean: 3 }, delta: 3 }]);
    expect(deltaWindows([], ALL)).toEqual([]);
  });

  it('say how good they are', () => {
    const flags = { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' } as const;
    const qualityWith = (flag: number) =>
      deltaWindows(
        [
          pairsOf([
            [1, 0],
            [1, 0, flag],
            [1, 0, 1],
          ]),
        ],
        {
          ...ALL,
          isGood: goodPairs({ flight: [], ground: [] }),
        },
      )[0]?.quality;
    expect(qualityWith(0)).toBe('UNCERTAIN');
    expect(qualityWith(packFlags({ ...flags, quality: 'BAD' }))).toBe('BAD');
    expect(qualityWith(packFlags({ ...flags, origin: 'SETPOINT' }))).toBe('UNCERTAIN');
  });
});
