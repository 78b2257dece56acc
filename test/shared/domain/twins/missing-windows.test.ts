import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { missingWindows, windowRows } from '../../../../shared/domain/twins/missing-windows.ts';

const MINUTE = 60e6;
const INVALID = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' });

describe('missing codes by window', () => {
  it('are counted in elapsed time on the axis of the flight, within the range', () => {
    const times = Float64Array.from([5, 6, 7, 12, 31].map((minute) => minute * MINUTE + 3600e6));
    const flags = Uint8Array.from([INVALID, 0, INVALID, INVALID, INVALID]);
    const options = { shiftMicros: 3600e6, referenceAt: 5 * MINUTE, resolutionSeconds: 300 };
    const range = { from: 0, to: 30 * MINUTE };
    expect(missingWindows({ times, flags }, { ...options, range })).toEqual([
      { at: 5 * MINUTE, elapsedSeconds: 0, n: 2 },
      { at: 10 * MINUTE, elapsedSeconds: 300, n: 1 },
    ]);
  });

  it('have rows of their own where nothing is paired, in order of time', () => {
    const at = (minute: number) => `2026-03-01T06:0${minute}:00Z`;
    const windows = [
      { at: at(0), elapsedSeconds: 0 },
      { at: at(2), elapsedSeconds: 120 },
    ];
    const missing = [
      { side: 'flight' as const, windows: [{ at: at(1), elapsedSeconds: 60, n: 3 }] },
      {
        side: 'ground' as const,
        windows: [
          { at: at(1), elapsedSeconds: 60, n: 1 },
          { at: at(2), elapsedSeconds: 120, n: 2 },
        ],
      },
    ];
    expect(
      windowRows(windows, missing).map(({ elapsedSeconds, window, missing: counts }) => [
        ...[elapsedSeconds, window !== null, counts.flight, counts.ground],
      ]),
    ).toEqual([
      [0, true, 0, 0],
      [60, false, 3, 1],
      [120, true, 0, 2],
    ]);
  });
});
