import { describe, expect, it } from 'vitest';
import { foldDrift } from '../../../shared/domain/detect/drift/fold-drift.ts';
import { startDrift } from '../../../shared/domain/detect/drift/state.ts';
import { BadBytes } from '../../../shared/formats/checked/bad-bytes.ts';
import { packedState, unpackedState } from '../../../shared/formats/drift-state-bytes.ts';
import { blocksOf, DAY, fold, RULE, ramp } from '../../support/drift-blocks.ts';

describe('the bytes of a drift state', () => {
  const whole = blocksOf(ramp(0.1, 3 * DAY));

  /** The state rounded at the end of each day, as checkpoints do it. */
  function byDays(days: number, from = startDrift(), first = 0) {
    let state = from;
    for (let day = first; day < days; day++)
      state = unpackedState(
        packedState(foldDrift(state, whole.slice(day * DAY, (day + 1) * DAY), RULE).state),
      );
    return state;
  }

  it('goes on from what was stored with the same bits as from what was not', () => {
    for (const day of [0, 1, 4, 5, 9]) {
      const stored = Uint8Array.from(packedState(byDays(day)));
      expect(byDays(10, unpackedState(stored), day)).toEqual(byDays(10));
    }
  });

  it('comes back as it was', () => {
    const states = [startDrift(), byDays(1), byDays(10), fold(whole, { ...RULE, noise: {} }).state];
    for (const state of states) {
      const rounded = unpackedState(packedState(state));
      expect(packedState(rounded)).toEqual(packedState(state));
      expect(rounded.open?.raised).toBe(state.open?.raised);
      expect(rounded.last?.id).toBe(state.last?.id);
    }
  });

  it('takes 596 bytes at most', () => {
    const before = byDays(9);
    const sizes = Array.from({ length: DAY }, (_, i) =>
      packedState(foldDrift(before, whole.slice(9 * DAY, 9 * DAY + i), RULE).state),
    ).map(({ length }) => length);
    expect(Math.max(...sizes)).toBe(596);
  });

  it('refuses what it did not write', () => {
    const bytes = packedState(byDays(5));
    expect(() => unpackedState(bytes.subarray(0, 90))).toThrow(BadBytes);
    expect(() => unpackedState(bytes.subarray(0, 100))).toThrow(/expected \d+ numbers from number/);
    expect(() => unpackedState(new Uint8Array(0))).toThrow(BadBytes);
  });
});
