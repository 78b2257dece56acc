import { expect, it } from 'vitest';
import { stepFor, vectorsOf } from '../../../../functions/web/chart/series-of.ts';
import type { DeltaOnWire } from '../../../../shared/contract/deltas.ts';

type Window = DeltaOnWire['windows'][number];

function window(minute: number, delta: number, quality: Window['quality'] = 'GOOD'): Window {
  const side = { n: 1, mean: 37 + delta, sd: null, min: 36, max: 38, quality };
  return {
    at: new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString(),
    elapsedSeconds: 60 * minute - 600,
    phase: null,
    flight: side,
    ground: { ...side, mean: 37 },
    delta,
    quality,
  };
}

it('a window that is missing is a gap, and no line goes over it', () => {
  const { x, delta, flight } = vectorsOf([window(0, 0), window(1, 0.5), window(4, 1)], 'elapsed', 60);
  expect(x).toEqual([-600, -540, -480, -360]);
  expect(delta).toEqual([0, 0.5, null, 1]);
  expect(flight).toEqual([37, 37.5, null, 38]);
});

it('time is elapsed, or UTC of the flight unit', () => {
  expect(vectorsOf([window(0, 0)], 'utc', 60).x).toEqual([Date.UTC(2026, 2, 2, 9) / 1000]);
});

it('stretches that are not GOOD are hatched, neighbours as one', () => {
  const windows = [
    window(0, 0),
    window(1, 0, 'UNCERTAIN'),
    window(2, 0, 'BAD'),
    window(3, 0),
    window(5, 0, 'BAD'),
  ];
  expect(vectorsOf(windows, 'elapsed', 60).doubted).toEqual([
    { from: -540, to: -420 },
    { from: -300, to: -240 },
  ]);
});

it('windows are as short as fit a screen, and never shorter than the period', () => {
  expect(stepFor(90 * 86_400, 1)).toBe(7200);
  expect(stepFor(3600, 1)).toBe(5);
  expect(stepFor(60, 10)).toBe(10);
  expect(stepFor(10_000 * 86_400, 1)).toBe(9 * 86_400);
});
