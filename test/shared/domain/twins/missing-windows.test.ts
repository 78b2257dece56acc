import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { askedFrom, missingWindows, windowRows } from '../../../../shared/domain/twins/missing-windows.ts';

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

  it('have no elapsed time where nothing says since when, and rows all the same', () => {
    const options = { shiftMicros: 0, referenceAt: null, resolutionSeconds: 300 };
    const found = missingWindows(
      { times: Float64Array.of(7 * MINUTE, 12 * MINUTE), flags: Uint8Array.of(INVALID, INVALID) },
      { ...options, range: { from: 0, to: 30 * MINUTE } },
    );
    expect(found.map(({ at, elapsedSeconds }) => [at, elapsedSeconds])).toEqual([
      [5 * MINUTE, null],
      [10 * MINUTE, null],
    ]);
    const windows = found.map(({ n }, i) => ({
      at: `1970-01-01T00:${i === 0 ? '05' : '10'}:00Z`,
      elapsedSeconds: null,
      n,
    }));
    expect(windowRows(windows.slice(1), [{ side: 'flight', windows }], null)).toMatchObject([
      { at: '1970-01-01T00:05:00Z', window: null, missing: { flight: 1 } },
      { at: '1970-01-01T00:10:00Z', window: { n: 1 }, missing: { flight: 1 } },
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
      windowRows(windows, missing, null).map(({ elapsedSeconds, window, missing: counts }) => [
        ...[elapsedSeconds, window !== null, counts.flight, counts.ground],
      ]),
    ).toEqual([
      [0, true, 0, 0],
      [60, false, 3, 1],
      [120, true, 0, 2],
    ]);
  });

  it('begin no earlier than what was asked for', () => {
    const windows = [0, 5].map((minute) => ({
      at: `2026-03-01T06:0${minute}:00Z`,
      elapsedSeconds: 60 * minute,
    }));
    const from = askedFrom({ asked: { from: 'T+3min' }, range: { first: '2026-03-01T06:03:00Z' } });
    expect(windowRows(windows, [], from)).toMatchObject([
      { at: '2026-03-01T06:03:00Z', elapsedSeconds: 180, window: windows[0] },
      { at: '2026-03-01T06:05:00Z', elapsedSeconds: 300 },
    ]);
    // Of all of the time a window is called by its own place.
    expect(askedFrom({ asked: { from: null }, range: { first: '2026-03-01T06:03:00Z' } })).toBeNull();
  });
});
