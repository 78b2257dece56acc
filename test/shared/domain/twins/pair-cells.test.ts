import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../shared/domain/timeline/interval.ts';
import { armedGoodRows, bordersOf } from '../../../../shared/domain/twins/cell-filter.ts';
import { cellGridOf } from '../../../../shared/domain/twins/cell-grid.ts';
import { countedCells, pairsInCells, summarizeCells } from '../../../../shared/domain/twins/cell-summary.ts';
import { cellWindows } from '../../../../shared/domain/twins/cell-windows.ts';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import { deltaWindows } from '../../../../shared/domain/twins/delta-windows.ts';
import {
  excludedFrom,
  excludedFromCells,
  outsideOf,
  unpairedOf,
} from '../../../../shared/domain/twins/excluded.ts';
import {
  type Borders,
  isCut,
  NO_BORDERS,
  type PairCells,
  PairCellsInParts,
} from '../../../../shared/domain/twins/pair-cells.ts';
import { armedGoodPairs, everyPair } from '../../../../shared/domain/twins/pair-filter.ts';
import { runOf } from '../../../../shared/domain/twins/pair-run.ts';
import { offsetOfCells, realisedOffset } from '../../../../shared/domain/twins/realised-offset.ts';
import { type Summary, summarize } from '../../../../shared/domain/twins/summary.ts';
import { pairsOf } from './pairs-of.ts';

const SECOND = 1e6;
const GRID = { origin: -7 * SECOND, length: 60 * SECOND };
const SHIFT = 3600 * SECOND;
const RULE = { margin: null, accuracy: null };
const MOST = 1500;

/** Pairs a second or more apart, some bad or uncertain on either side, with gaps of cells; the ground a bit beside. */
const anyPairs: fc.Arbitrary<ChannelPairs> = fc
  .array(
    fc.record({
      flight: fc.integer({ min: 3600, max: 3800 }),
      ground: fc.integer({ min: 3600, max: 3800 }),
      after: fc.constantFrom(1, 1, 2, 7, 30, 200),
      beside: fc.constantFrom(0, 0, 0.25, -0.25),
      flightFlags: fc.constantFrom(0, 0, 0, 0, 1, 2, 16),
      groundFlags: fc.constantFrom(0, 0, 0, 0, 0, 1),
    }),
    { maxLength: 120 },
  )
  .map((rows) => {
    let at = 0;
    const flightTimes = Float64Array.from(rows, ({ after }) => {
      at += after * SECOND;
      return at;
    });
    return {
      ...pairsOf(rows.map(({ flight, ground }) => [flight / 100, ground / 100] as const)),
      flightTimes,
      groundTimes: flightTimes.map((time, i) => time + SHIFT + rows[i]!.beside * SECOND),
      flightFlags: Uint8Array.from(rows, (row) => row.flightFlags),
      groundFlags: Uint8Array.from(rows, (row) => row.groundFlags),
      unpaired: { flight: { invalid: rows.length % 3 }, ground: {} },
      conflicts: { flight: rows.length % 2, ground: 0 },
    };
  });

const intervals: fc.Arbitrary<Interval[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 2 * MOST }), { maxLength: 4 })
  .map((bounds) => bounds.sort((a, b) => a - b).map((bound) => (bound * SECOND) / 2))
  .map((bounds) =>
    bounds.flatMap((from, i) => (i % 2 === 0 && bounds[i + 1] ? [{ from, to: bounds[i + 1]! }] : [])),
  );
const later = (all: readonly Interval[]) =>
  all.map(({ from, to }) => ({ from: from + SHIFT, to: to + SHIFT }));

/** In pieces that end at these pairs. */
function pieces(pairs: ChannelPairs, cuts: readonly number[]): ChannelPairs[] {
  const ends = [...cuts.map((cut) => Math.min(cut, pairs.flight.length)), pairs.flight.length];
  let from = 0;
  return ends
    .sort((a, b) => a - b)
    .map((to) => {
      const piece = { ...pairs, ...runOf(pairs, from, to) };
      from = to;
      return piece;
    });
}

function cellsOf(parts: readonly ChannelPairs[], borders: Borders = NO_BORDERS): PairCells {
  const cells = new PairCellsInParts(GRID, SHIFT, borders);
  for (const part of parts) cells.add(part);
  return cells.finish();
}

/** Twelve digits of what the readings are; the interval needs more cells than these. */
function expectSame(summary: Summary, expected: Summary): void {
  const close = (a: number | null, b: number | null) =>
    a === null || b === null ? expect(a).toBe(b) : expect(Math.abs(a - b)).toBeLessThan(40e-12);
  close(summary.delta, expected.delta);
  close(summary.sd, expected.sd);
  close(summary.flight.mean, expected.flight.mean);
  close(summary.ground.mean, expected.ground.mean);
  const { pairedSamples, unpaired, deltaReason, flight, ground } = expected;
  expect(summary).toMatchObject({
    pairedSamples,
    unpaired,
    flight: { n: flight.n },
    ground: { n: ground.n },
  });
  expect(summary.deltaReason).toBe(deltaReason);
}

const anything = [
  anyPairs,
  intervals,
  intervals,
  intervals,
  fc.array(fc.nat(120), { maxLength: 4 }),
] as const;

describe('cells of pairs', () => {
  it('give the summaries, the account and the offset that their pairs give, whatever phases and stuck sensors cut', () => {
    fc.assert(
      fc.property(...anything, (pairs, armed, atFlight, atGround, cuts) => {
        const stuck = { flight: atFlight, ground: later(atGround) };
        const cells = pieces(pairs, cuts).map((piece) => cellsOf([piece], bordersOf(armed, stuck)));
        const unpaired = unpairedOf([pairs]);
        const paired = pairsInCells(cells);
        expect(paired).toBe(pairs.flight.length);
        const counted = cells.map((one) => countedCells(one, armedGoodRows(stuck, armed, SHIFT)));
        expectSame(
          summarizeCells(counted, paired, unpaired, RULE),
          summarize([pairs], armedGoodPairs(stuck, armed), RULE),
        );
        expectSame(summarizeCells(cells, paired, unpaired, RULE), summarize([pairs], everyPair, RULE));
        expect(excludedFromCells(cells, stuck, armed, SHIFT, outsideOf([pairs]))).toEqual(
          excludedFrom([pairs], stuck, armed),
        );
        const largest = (offset: { maxSeconds: number } | null) => offset && Math.abs(offset.maxSeconds);
        expect(largest(offsetOfCells(cells))).toBe(largest(realisedOffset([pairs], SHIFT)));
      }),
      { seed: 41, numRuns: 400 },
    );
  });

  it('give the windows that their pairs give, with phase and quality', () => {
    fc.assert(
      fc.property(
        ...anything,
        fc.constantFrom(1, 2, 5),
        (pairs, phases, atFlight, atGround, cuts, cellsEach) => {
          const stuck = { flight: atFlight, ground: later(atGround) };
          const options = {
            referenceAt: GRID.origin,
            resolutionSeconds: 60 * cellsEach,
            stuck,
            phases: phases.map((interval, i) => ({ ...interval, phase: `p${i}` })),
          };
          const cells = pieces(pairs, cuts).map((piece) => cellsOf([piece], bordersOf(phases, stuck)));
          const windows = cellWindows(cells, GRID, SHIFT, options);
          const expected = deltaWindows([pairs], { ...options, from: -Infinity, to: Infinity });
          const rounded = (side: (typeof expected)[number]['flight']) => ({
            ...side,
            mean: side.mean.toPrecision(12),
            sd: side.sd === null ? null : side.sd.toFixed(11),
          });
          const plain = (all: typeof expected) =>
            all.map(({ flight, ground, delta, ...window }) => ({
              ...window,
              flight: rounded(flight),
              ground: rounded(ground),
              delta: delta.toFixed(11).replace('-0.00000000000', '0.00000000000'),
            }));
          expect(plain(windows)).toEqual(plain(expected));
        },
      ),
      { seed: 43, numRuns: 400 },
    );
  });

  it('are equal to the last bit, whatever pieces the pairs come in', () => {
    fc.assert(
      fc.property(...anything, (pairs, armed, atFlight, atGround, cuts) => {
        const borders = bordersOf(armed, { flight: atFlight, ground: later(atGround) });
        expect(cellsOf(pieces(pairs, cuts), borders)).toEqual(cellsOf([pairs], borders));
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('are cut where a border lies among their pairs, and may stay as they are elsewhere', () => {
    fc.assert(
      fc.property(...anything, (pairs, armed, atFlight, atGround, _cuts) => {
        const borders = bordersOf(armed, { flight: atFlight, ground: later(atGround) });
        const whole = cellsOf([pairs]);
        if (!isCut(whole, GRID, SHIFT, borders)) expect(cellsOf([pairs], borders)).toEqual(whole);
      }),
      { seed: 44, numRuns: 300 },
    );
    const minute = pairsOf(
      Array.from({ length: 3 }, () => [1, 0] as const),
      { from: 3 * SECOND, periodMicros: SECOND },
    );
    const borders = { flight: Float64Array.of(4 * SECOND), ground: new Float64Array(0) };
    expect(isCut(cellsOf([minute]), GRID, SHIFT, borders)).toBe(true);
  });

  it('of readings near the largest double are no numbers', () => {
    const huge = pairsOf([
      [1.7e308, -1.7e308],
      [1.7e308, 0],
    ]);
    expect(cellsOf([huge]).numbers.every(Number.isFinite)).toBe(false);
  });
});

describe('the grid of cells', () => {
  it('begins at the reference event and holds 240 periods a cell, none where they are rare', () => {
    expect(cellGridOf(1, 5)).toEqual({ origin: 5, length: 300 * SECOND });
    expect(cellGridOf(0.002, null)).toEqual({ origin: 0, length: 300 * SECOND });
    expect(cellGridOf(2, null)?.length).toBe(600 * SECOND);
    expect(cellGridOf(15, null)?.length).toBe(3600 * SECOND);
    expect(cellGridOf(60, null)).toBeNull();
  });
});
