import { describe, expect, it } from 'vitest';
import {
  curveOfDelta,
  curveOfTelemetry,
  joinedCurves,
  openedAt,
} from '../../../../functions/web/chart/series-of.ts';
import type { DeltaOnWire } from '../../../../shared/contract/deltas.ts';
import type { TelemetryOnWire } from '../../../../shared/contract/telemetry.ts';

const ZERO = Date.UTC(2026, 2, 2, 9) / 1000;
const at = (minute: number) => new Date(1000 * (ZERO + 60 * minute)).toISOString();
const sinceNine = (epochSeconds: number) => epochSeconds - ZERO;

function point(minute: number, mean: number, quality: TelemetryOnWire['points'][number]['quality'] = 'GOOD') {
  return { t: at(minute), n: 1, min: mean - 1, mean, max: mean + 1, quality };
}

describe('a curve of telemetry', () => {
  it('has a gap where a window is missing, and no line goes over it', () => {
    const points = [point(0, 37), point(1, 38), point(4, 39)];
    const { x, values, low, high } = curveOfTelemetry({ points, resolution: 'PT1M' }, 1, sinceNine);
    expect(x).toEqual([30, 90, 150, 270]);
    expect(values).toEqual([37, 38, null, 39]);
    expect(low).toEqual([36, 37, null, 38]);
    expect(high).toEqual([38, 39, null, 40]);
  });

  it('shows samples at their own times', () => {
    const { x, isSamples } = curveOfTelemetry({ points: [point(0, 37)], resolution: 'raw' }, 60, sinceNine);
    expect([x, isSamples]).toEqual([[0], true]);
  });

  it('says what is doubted, each kind by itself, neighbours as one', () => {
    const points = [
      ...[point(0, 37), point(1, 37, 'UNCERTAIN'), point(2, 37, 'UNCERTAIN'), point(3, 99, 'BAD')],
      point(6, 37, 'UNCERTAIN'),
    ];
    const windows = [
      { t: at(4), invalid: 3, bad: 0 },
      { t: at(5), invalid: 0, bad: 2 },
    ];
    const { doubted } = curveOfTelemetry(
      { points, resolution: 'PT1M', without: { invalid: 3, bad: 2, windows } },
      ...([60, sinceNine] as const),
    );
    expect(doubted).toEqual([
      { kind: 'UNCERTAIN', from: 60, to: 180 },
      { kind: 'BAD', from: 180, to: 240 },
      { kind: 'UNCERTAIN', from: 360, to: 420 },
      { kind: 'INVALID', from: 240, to: 300 },
    ]);
  });
});

it('a curve of differences stands in the middle of its windows', () => {
  const side = { n: 1, mean: 37, sd: null, min: 36, max: 38, quality: 'GOOD' as const };
  const window = (minute: number, delta: number): DeltaOnWire['windows'][number] => ({
    ...{ at: at(minute), elapsedSeconds: 0, phase: null, flight: side, ground: side, delta },
    quality: 'GOOD',
  });
  const windows = [window(0, 0.5), window(1, 1)];
  const { x, values } = curveOfDelta({ windows, range: null }, 60, sinceNine);
  expect([x, values]).toEqual([
    [30, 90],
    [0.5, 1],
  ]);
  // One that the range cuts, at either end, stands in what is seen.
  const ends = { firstElapsedSeconds: null, lastElapsedSeconds: null };
  const range = { first: at(40 / 60), last: at(70 / 60), ...ends };
  expect(curveOfDelta({ windows, range, periodSeconds: 10 }, 60, sinceNine).x).toEqual([50, 70]);
});

it('curves of other times are laid on one axis: a gap stays one, and what another has not is none', () => {
  const curve = (x: number[], values: (number | null)[]) => ({ x, values, low: values, high: values });
  const { x, columns } = joinedCurves([curve([0, 10, 20], [1, null, 3]), curve([5, 10], [7, 8])]);
  expect(x).toEqual([0, 5, 10, 20]);
  expect(columns[0]).toEqual([1, null, null, 3]);
  expect(columns[3]).toEqual([undefined, 7, 8, undefined]);
});

it('leaves no place of another curve beside a gap over which a line could go on', () => {
  const curve = (x: number[], values: (number | null)[]) => ({ x, values, low: values, high: values });
  const { columns } = joinedCurves([
    curve([0, 2, 3, 9, 11], [1, 2, null, 3, 4]),
    curve([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], Array(13).fill(5)),
  ]);
  expect(columns[0]).toEqual([1, undefined, 2, ...Array(6).fill(null), 3, undefined, 4, undefined]);
});

it('a line of windows is open over a gap that is shorter than they are, and only there', () => {
  const values = [1, 2, 3];
  const curve = {
    x: [30, 90, 150],
    values,
    low: values,
    high: values,
    doubted: [],
    isSamples: false,
    step: 60,
  };
  const opened = openedAt(curve, [{ from: 95, to: 105 }]);
  expect([opened.x, opened.values]).toEqual([
    [30, 90, 120, 150],
    [1, 2, null, 3],
  ]);
  // Before the first and after the last there is nothing to open; samples are open by themselves.
  expect(
    openedAt(curve, [
      { from: -9, to: 9 },
      { from: 160, to: 170 },
    ]).x,
  ).toEqual(curve.x);
  const samples = { ...curve, isSamples: true };
  expect(openedAt(samples, [{ from: 95, to: 105 }])).toBe(samples);
});
