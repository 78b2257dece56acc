import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, BlockFold, type BlockRule } from '../../../../shared/domain/conduct/blocks.ts';
import { type ProfileRule, profileOf, toResolution } from '../../../../shared/domain/conduct/profile.ts';
import { packFlags, type Qualifiers } from '../../../../shared/domain/telemetry/flags.ts';
import type { Interval } from '../../../../shared/domain/timeline/interval.ts';

const MINUTE = 60e6;
const BLOCK = 10 * MINUTE;
const GOOD: Qualifiers = { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' };

interface Reading {
  readonly minute: number;
  readonly value: number;
  readonly flags?: number;
}

function blocksOf(readings: readonly Reading[], rule: Partial<BlockRule> = {}, cut = readings.length) {
  const fold = new BlockFold({ blockMicros: BLOCK, shiftMicros: 0, stuck: [], ...rule });
  for (const piece of [readings.slice(0, cut), readings.slice(cut)]) {
    fold.add({
      times: Float64Array.from(piece, ({ minute }) => minute * MINUTE),
      values: Float64Array.from(piece, ({ value }) => value),
      flags: Uint8Array.from(piece, ({ flags = 0 }) => flags),
    });
  }
  return fold.end();
}

const RULE: ProfileRule = {
  channel: 'temperature',
  blockMicros: BLOCK,
  periodMicros: MINUTE,
  deadband: 0.125,
  resolution: 0.1,
  delayMicros: 0,
  holds: false,
  faults: new Map(),
};
const spanOver = (blocks: number) => ({ from: 0, to: blocks * BLOCK, isOpen: false });
/** Ten samples a block, of these values. */
const steady = (values: readonly number[]): Reading[] =>
  values.flatMap((value, block) => Array.from({ length: 10 }, (_, i) => ({ minute: 10 * block + i, value })));
const shown = (rule: Partial<ProfileRule>, blocks: readonly Block[], n: number) =>
  profileOf({ ...RULE, ...rule }, blocks, spanOver(n)).rows.map(({ from, to, state, setpoint, cause }) => [
    ...[from / BLOCK, to / BLOCK, state, setpoint],
    cause,
  ]);

describe('blocks', () => {
  it('have the median of their good samples, whatever pieces they come in', () => {
    const readings = [3, 1, 2, 10, 100].map((value, i) => ({ minute: 7 + i, value }));
    for (let cut = 0; cut <= readings.length; cut++) {
      expect(blocksOf(readings, {}, cut)).toEqual([
        { at: 0, received: 3, good: 3, median: 2 },
        { at: BLOCK, received: 2, good: 2, median: 55 },
      ]);
    }
  });

  it('leave out what is BAD, UNCERTAIN, INVALID, a set-point, or of a stuck sensor, and count it as received', () => {
    const odd = [
      { ...GOOD, quality: 'BAD' },
      { ...GOOD, quality: 'UNCERTAIN' },
      { ...GOOD, acquisitionStatus: 'INVALID' },
      { ...GOOD, origin: 'SETPOINT' },
    ] as const;
    const readings = [...odd.map((one) => packFlags(one)), 0, 0].map((flags, minute) => ({
      ...{ minute, flags },
      value: minute,
    }));
    const stuck = [{ from: 5 * MINUTE, to: 6 * MINUTE }];
    expect(blocksOf(readings, { stuck })).toEqual([{ at: 0, received: 6, good: 1, median: 4 }]);
  });

  it('of a ground unit lie on the axis of its flight unit', () => {
    const shiftMicros = 5760 * MINUTE + 30e6;
    const [block] = blocksOf([{ minute: 5773, value: 37 }], { shiftMicros });
    expect(block).toEqual({ at: BLOCK, received: 1, good: 1, median: 37 });
  });
});

describe('a profile', () => {
  it('keeps a set-point until a median leaves the deadband around it, in steps of the resolution', () => {
    const blocks = blocksOf(steady([37, 37.12, 37.125, 36.88, 37.13, 37.2, 36.9]));
    expect(shown({}, blocks, 7)).toEqual([
      [0, 4, 'set', 37, ''],
      [4, 6, 'set', 37.1, ''],
      [6, 7, 'set', 36.9, ''],
    ]);
  });

  it('marks a block without samples and one with too few good ones, and begins anew behind them', () => {
    const readings = steady([37, 37, 37, 37, 37]).filter(({ minute }) => !(minute >= 10 && minute < 26));
    expect(shown({}, blocksOf(readings), 5)).toEqual([
      [0, 1, 'set', 37, ''],
      [1, 2, 'gap', null, 'missing'],
      [2, 3, 'gap', null, 'too-few'],
      [3, 5, 'set', 37, ''],
    ]);
    const half = steady([37]).filter(({ minute }) => minute < 5);
    expect(shown({}, blocksOf(half), 1)).toEqual([[0, 1, 'set', 37, '']]);
  });

  it('marks every block that a fault touches, with all that it is', () => {
    const faults = new Map<string, Interval[]>([
      ['STUCK', [{ from: 1.5 * BLOCK, to: 2.1 * BLOCK }]],
      ['LIMIT', [{ from: 2.5 * BLOCK, to: Infinity }]],
    ]);
    expect(shown({ faults }, blocksOf(steady([37, 37, 39, 39])), 4)).toEqual([
      [0, 1, 'set', 37, ''],
      [1, 2, 'fault', null, 'STUCK'],
      [2, 3, 'fault', null, 'STUCK LIMIT'],
      [3, 4, 'fault', null, 'LIMIT'],
    ]);
  });

  it('says what the operator decides about, and holds the last set-point only where that was decided', () => {
    const faults = new Map([['LIMIT', [{ from: BLOCK, to: 2 * BLOCK }]]]);
    const blocks = blocksOf(steady([37, 39.2]));
    const rowsOf = (holds: boolean) => profileOf({ ...RULE, faults, holds }, blocks, spanOver(2)).rows;
    expect(rowsOf(false)[1]).toMatchObject({
      state: 'fault',
      setpoint: null,
      note: 'flight read 39.2; operator decides: hold 37 or not',
    });
    expect(rowsOf(true)[1]).toMatchObject({
      ...{ state: 'hold', setpoint: 37, cause: 'LIMIT' },
      note: 'flight read 39.2; held by decision of the operator',
    });
    const late = profileOf({ ...RULE, holds: true }, blocksOf(steady([37])).slice(1), spanOver(1));
    expect(late.rows[0]).toMatchObject({ state: 'gap', setpoint: null, note: 'no set-point before' });
  });

  it('stands on the clock of the ground, and ends with a row that says that nothing more is known', () => {
    const delayMicros = 96 * 60 * MINUTE;
    const { rows } = profileOf({ ...RULE, delayMicros }, blocksOf(steady([37])), {
      ...spanOver(1),
      isOpen: true,
    });
    expect(rows.map(({ from, to, cause }) => [from - delayMicros, to, cause])).toEqual([
      [0, delayMicros + BLOCK, ''],
      [BLOCK, Infinity, 'not-yet'],
    ]);
  });

  it('counts its blocks, and says how far the medians lie from the set-points', () => {
    const { blocks, difference } = profileOf(RULE, blocksOf(steady([37, 37.1, 36.9])), spanOver(4));
    expect(blocks).toEqual({ set: 3, missing: 1 });
    expect(difference?.mean).toBeCloseTo(0, 12);
    expect(Math.abs(difference?.worst ?? 0)).toBeCloseTo(0.1, 12);
    expect(profileOf(RULE, [], spanOver(1)).difference).toBeNull();
  });

  it('rounds to the resolution without leftovers of binary fractions', () => {
    expect([toResolution(24.149, 0.1), toResolution(0.7, 0.1), toResolution(-0.04, 0.1)]).toEqual([
      24.1, 0.7, 0,
    ]);
    expect(toResolution(0.1 + 0.2, null)).toBe(0.3);
  });
});

const readings = fc
  .uniqueArray(fc.nat(119), { maxLength: 120 })
  .chain((minutes) =>
    fc.tuple(
      fc.constant(minutes.toSorted((a, b) => a - b)),
      fc.array(fc.tuple(fc.integer({ min: 360, max: 380 }), fc.constantFrom(0, 0, 0, 1, 2)), {
        ...{ minLength: minutes.length, maxLength: minutes.length },
      }),
    ),
  )
  .map(([minutes, values]) =>
    minutes.map((minute, i) => ({ minute, value: values[i]![0] / 10, flags: values[i]![1] })),
  );
const fault = fc.tuple(fc.nat(119), fc.integer({ min: 1, max: 30 })).map(([from, length]) => ({
  from: from * MINUTE,
  to: (from + length) * MINUTE,
}));

describe('whatever came', () => {
  it('has the block of every sample in the profile, set or marked, once', () => {
    fc.assert(
      fc.property(readings, fault, (came, stuck) => {
        const faults = new Map([['STUCK', [stuck]]]);
        const { rows, blocks } = profileOf(
          { ...RULE, faults },
          blocksOf(came, { stuck: [stuck] }),
          spanOver(12),
        );
        for (const { minute } of came) {
          expect(rows.filter(({ from, to }) => from <= minute * MINUTE && minute * MINUTE < to)).toHaveLength(
            1,
          );
        }
        expect(Object.values(blocks).reduce((sum, n) => sum + n, 0)).toBe(12);
        for (const [i, row] of rows.entries()) expect(row.to).toBe(rows[i + 1]?.from ?? 12 * BLOCK);
      }),
    );
  });

  it('has a set-point only where at least half a block is good, near its median, and none that a fault touches', () => {
    fc.assert(
      fc.property(readings, fault, (came, stuck) => {
        const faults = new Map([['STUCK', [stuck]]]);
        const { rows } = profileOf({ ...RULE, faults }, blocksOf(came, { stuck: [stuck] }), spanOver(12));
        for (const { from, to, state, setpoint } of rows) {
          if (state !== 'set') {
            expect(setpoint).toBeNull();
            continue;
          }
          for (let at = from; at < to; at += BLOCK) {
            const good = came
              .filter(
                ({ minute, flags }) => flags === 0 && Math.floor((minute * MINUTE) / BLOCK) * BLOCK === at,
              )
              .map(({ value }) => value)
              .sort((a, b) => a - b);
            expect(good.length).toBeGreaterThanOrEqual(5);
            const middle = (good[(good.length - 1) >> 1]! + good[good.length >> 1]!) / 2;
            expect(Math.abs(middle - setpoint!)).toBeLessThanOrEqual(RULE.deadband + 0.05 + 1e-9);
            expect(at < stuck.to && at + BLOCK > stuck.from).toBe(false);
          }
        }
      }),
    );
  });

  it('changes no row but the last when more comes after it', () => {
    fc.assert(
      fc.property(readings, fc.integer({ min: 1, max: 11 }), (came, known) => {
        const rowsOf = (n: number) => profileOf(RULE, blocksOf(came), spanOver(n)).rows;
        const before = rowsOf(known);
        expect(rowsOf(12).slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      }),
    );
  });
});
