import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fallenFactsOf,
  foldFallen,
  NOT_FALLEN,
  openFallen,
} from '../../../../../shared/domain/detect/stuck/fallen.ts';
import { runStarts } from '../../../../../shared/domain/telemetry/run.ts';

const AT_LEAST = 10;

/** Standstills as [first index, readings, value], of values cut at the borders; one that lasts has a + behind. */
function found(values: readonly number[], borders: readonly number[] = []): string[] {
  let state = NOT_FALLEN;
  const told: string[] = [];
  for (const [i, from] of [0, ...borders].entries()) {
    const part = values.slice(from, borders[i] ?? values.length);
    if (part.length === 0) continue;
    const samples = {
      times: Float64Array.from(part, (_, k) => from + k),
      values: Float64Array.from(part),
      flags: new Uint8Array(part.length),
    };
    const step = foldFallen(state, fallenFactsOf(samples, runStarts(samples.values), AT_LEAST), AT_LEAST);
    state = step.state;
    told.push(...step.closed.map(({ from: at, n, value }) => `${at} ${n} ${value}`));
  }
  const open = openFallen(state, AT_LEAST);
  return open === null ? told : [...told, `${open.from} ${open.n} ${open.value}+`];
}

const lively = (n: number, middle = 5) => Array.from({ length: n }, (_, i) => middle + ((i * 7) % 11) / 100);
const still = (n: number, value = 0) => new Array<number>(n).fill(value);

describe('a series that falls and stands still', () => {
  it('is stuck from its first such reading on, again when it comes back and falls again', () => {
    expect(found([...lively(100), ...still(30)])).toEqual(['100 30 0+']);
    expect(found([...lively(100), ...still(30), ...lively(40), ...still(12), ...lively(3)])).toEqual([
      '100 30 0',
      '170 12 0',
    ]);
  });

  it('is not before it stood still for long enough, nor where it hardly varied', () => {
    expect(found([...lively(100), ...still(9)])).toEqual([]);
    expect(found([...still(100, 1), ...still(100)])).toEqual([]);
  });

  it('is not where it was there before, as a duty that is off, or where it steps no farther than it does', () => {
    expect(found([...still(5), ...lively(100), ...still(60)])).toEqual([]);
    const coarse = Array.from({ length: 300 }, (_, i) => 37 - Math.floor(i / 12) / 10);
    expect(found(coarse)).toEqual([]);
    // A step of 3 beside steps of 0.1 that do not lead to 0, in a series that often stands still as long.
    const doors = [...coarse, 31, 34, ...still(20, 30)];
    expect(found(doors)).toEqual([]);
  });

  it('is found at 0 also after a lid was opened, in a lively series', () => {
    const opened = [...lively(100), 2, 3, ...lively(50)];
    expect(found([...opened, ...still(60)])).toEqual(['152 60 0+']);
  });

  it('is the same however the readings are cut into pages', () => {
    const stretch = fc.oneof(
      fc.integer({ min: 1, max: 60 }).map((n) => lively(n)),
      fc.integer({ min: 5, max: 40 }).map((n) => still(n)),
      fc.integer({ min: 1, max: 40 }).map((n) => still(n, 5.05)),
      fc.integer({ min: 1, max: 40 }).map((n) => still(n, -40)),
    );
    let standstills = 0;
    fc.assert(
      fc.property(
        fc.array(stretch, { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat({ max: 300 }), { maxLength: 5 }),
        (parts, borders) => {
          const values = parts.flat();
          const whole = found(values);
          standstills += whole.length;
          expect(
            found(
              values,
              borders.toSorted((a, b) => a - b),
            ),
          ).toEqual(whole);
        },
      ),
      { seed: 11, numRuns: 500 },
    );
    expect(standstills).toBeGreaterThan(50);
  });
});
