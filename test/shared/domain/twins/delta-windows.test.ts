import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { deltaWindows } from '../../../../shared/domain/twins/delta-windows.ts';
import type { StuckIntervals } from '../../../../shared/domain/twins/pair-filter.ts';
import { pairsOf } from './pairs-of.ts';

const NEVER: StuckIntervals = { flight: [], ground: [] };
const ALL = {
  ...{ referenceAt: 0, resolutionSeconds: 600, from: -Infinity, to: Infinity },
  ...{ stuck: NEVER, phases: [] },
};
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
        ...{ at: 0, elapsedSeconds: 0, phase: null },
        flight: { n: 2, mean: 24.5, sd: Math.SQRT1_2, min: 24, max: 25, quality: 'GOOD' },
        ground: { n: 2, mean: 23, sd: 0, min: 23, max: 23, quality: 'GOOD' },
        delta: 1.5,
        quality: 'GOOD',
      },
      {
        ...{ at: 10 * MINUTE, elapsedSeconds: 600, phase: null },
        flight: { n: 1, mean: 26, sd: null, min: 26, max: 26, quality: 'GOOD' },
        ground: { n: 1, mean: 23, sd: null, min: 23, max: 23, quality: 'GOOD' },
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
    expect(at(null)).toEqual([null, null, null]);
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
    expect(windows.map(({ flight }) => flight)).toMatchObject([{ n: 1, mean: 2 }]);
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
    const windowWith = (flag: number, stuck = NEVER) =>
      deltaWindows([pairsOf([...[1, 1].map((): [number, number, number] => [1, 0, flag]), [1, 0, 0]])], {
        ...ALL,
        stuck,
      })[0]!;
    const bad = packFlags({ ...flags, quality: 'BAD' });
    const uncertain = packFlags({ ...flags, quality: 'UNCERTAIN' });
    const setPoint = packFlags({ ...flags, origin: 'SETPOINT' });
    expect([0, uncertain, bad, setPoint].map((flag) => windowWith(flag).quality)).toEqual([
      ...['GOOD', 'UNCERTAIN', 'BAD', 'UNCERTAIN'],
    ]);
    expect(windowWith(bad)).toMatchObject({ flight: { quality: 'BAD' }, ground: { quality: 'GOOD' } });
    const stuck = { flight: [], ground: [{ from: MINUTE, to: 2 * MINUTE }] };
    expect(windowWith(0, stuck)).toMatchObject({
      ...{ flight: { quality: 'GOOD' }, ground: { quality: 'UNCERTAIN' }, quality: 'UNCERTAIN' },
    });
  });

  it('say the phase that all their pairs are in', () => {
    const phases = [
      { phase: 'growth', from: -Infinity, to: 2 * MINUTE },
      { phase: 'fixed', from: 2 * MINUTE, to: 5 * MINUTE },
    ];
    const pairs = pairsOf(Array.from({ length: 6 }, () => [1, 0]));
    const windows = deltaWindows([pairs], { ...ALL, resolutionSeconds: 120, phases });
    expect(windows.map(({ phase }) => phase)).toEqual(['growth', 'fixed', null]);
    const whole = deltaWindows([pairs], { ...ALL, phases });
    expect(whole.map(({ phase }) => phase)).toEqual([null]);
  });
});
