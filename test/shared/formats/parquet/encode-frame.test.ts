import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column, Frame, Storage } from '../../../../shared/domain/telemetry/frame.ts';
import { decodeFrame } from '../../../../shared/formats/parquet/decode-frame.ts';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';
import { columnOf, frameOf, noise, timesOf } from './frames.ts';

const SEED = 20_260_301;

/** What a frame is after a round trip: flags of one value are one number, those of empty cells are 0. */
function expectSame(got: Frame, sent: Frame, promoted: readonly string[] = []): void {
  expectSameNumbers(got.times, sent.times);
  expect(got.columns.map(({ series }) => series)).toEqual(sent.columns.map(({ series }) => series));
  for (const [c, column] of sent.columns.entries()) {
    const back = got.columns[c]!;
    expect(back.storage).toEqual(promoted.includes(column.series) ? { kind: 'float64' } : column.storage);
    expectSameNumbers(back.values, column.values);
    for (let i = 0; i < column.values.length; i++) {
      if (Number.isNaN(column.values[i])) continue;
      const flag = typeof back.flags === 'number' ? back.flags : back.flags[i];
      const expected = typeof column.flags === 'number' ? column.flags : column.flags[i];
      if (flag !== expected) expect.fail(`${column.series}[${i}] has flags ${flag}, not ${expected}`);
    }
  }
}

/** Compares bit for bit (but for NaN), and says the first difference rather than two long arrays. */
function expectSameNumbers(got: Float64Array, sent: Float64Array): void {
  expect(got.length).toBe(sent.length);
  for (let i = 0; i < sent.length; i++) {
    if (!Object.is(got[i], sent[i])) expect.fail(`at ${i}: ${got[i]}, not ${sent[i]}`);
  }
}

function roundTrip(frame: Frame): { back: Frame; promoted: string[]; bytes: Uint8Array } {
  const { bytes, promoted } = encodeFrame(frame, {});
  return { back: decodeFrame(bytes), promoted, bytes };
}

const hole = fc.constant(Number.NaN);
const anyDouble = fc.double({ noNaN: true });
const awkward = fc.constantFrom(
  0,
  -0,
  5e-324,
  -5e-324,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  2 ** 53,
  -(2 ** 53),
  2 ** 53 - 1,
  2 ** 52,
  2 ** 31,
  -(2 ** 31),
  0.1 + 0.2,
  0.1,
  1e-9,
  999_999_999,
  -999_999_999,
  1_000_000_000,
  Infinity,
);
const scaled = (scale: number): fc.Arbitrary<number> =>
  fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map((units) => Number(`${units}e-${scale}`));
const storage: fc.Arbitrary<Storage> = fc.oneof(
  fc.nat(9).map((scale) => ({ kind: 'decimal', scale }) as const),
  fc.constantFrom({ kind: 'float32' } as const, { kind: 'float64' } as const),
);
const flagByte = fc.tuple(fc.nat(2), fc.nat(3), fc.nat(5)).map(([q, s, o]) => q | (s << 2) | (o << 4));

function cells(kind: Storage): fc.Arbitrary<number> {
  const own =
    kind.kind === 'decimal'
      ? scaled(kind.scale)
      : kind.kind === 'float32'
        ? fc.float({ noNaN: true })
        : anyDouble;
  return fc.oneof(
    { weight: 20, arbitrary: own },
    { weight: 2, arbitrary: hole },
    { weight: 1, arbitrary: awkward },
  );
}

function column(series: string, rows: number): fc.Arbitrary<Column> {
  return storage.chain((kind) =>
    fc.record({
      series: fc.constant(series),
      storage: fc.constant(kind),
      values: fc.array(cells(kind), { minLength: rows, maxLength: rows }).map((v) => Float64Array.from(v)),
      flags: fc.oneof(
        fc.constant(0),
        flagByte,
        fc.array(flagByte, { minLength: rows, maxLength: rows }).map((f) => Uint8Array.from(f)),
      ),
    }),
  );
}

const frames: fc.Arbitrary<Frame> = fc
  .uniqueArray(
    fc.maxSafeInteger().map((at) => (at === 0 ? 0 : at)),
    { maxLength: 300 },
  )
  .chain((at) =>
    fc
      .tuple(
        column('temperature', at.length),
        column('temperature@T2', at.length),
        column('pCO₂ "x.y"', at.length),
      )
      .map((columns) => ({ times: Float64Array.from(at).sort(), columns })),
  );

describe('a frame through Parquet', () => {
  it('comes back bit for bit, whatever its numbers, holes and flags', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const { back, promoted } = roundTrip(frame);
        expectSame(back, frame, promoted);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it.each([1, 2, 31, 32, 33, 128, 129, 130, 161, 65_535, 65_536, 65_537, 131_073, 300_000])(
    'comes back when it has %i rows',
    (rows) => {
      const frame = frameOf(rows, [
        columnOf(
          'temperature',
          { kind: 'decimal', scale: 2 },
          rows,
          (i) => Math.round(3700 + 40 * noise(i)) / 100,
        ),
        columnOf('gLevel', { kind: 'float32' }, rows, (i) => Math.fround(noise(i + 7))),
        columnOf('pH', { kind: 'float64' }, rows, (i) => (noise(i) < 0.4 ? Number.NaN : 7 + noise(i + 1))),
        columnOf('count', { kind: 'decimal', scale: 0 }, rows, (i) => (noise(i) < 0.01 ? Number.NaN : i)),
      ]);
      const { back, promoted } = roundTrip(frame);
      expect(promoted).toEqual([]);
      expectSame(back, frame);
    },
  );

  it('comes back with no rows, with its columns and their storage', () => {
    const frame = frameOf(0, [columnOf('temperature', { kind: 'decimal', scale: 2 }, 0, () => 0)]);
    expectSame(roundTrip(frame).back, frame);
  });

  it('comes back where a column holds nothing at all', () => {
    for (const kind of [{ kind: 'decimal', scale: 3 }, { kind: 'float32' }, { kind: 'float64' }] as const) {
      const frame = frameOf(200, [columnOf('spare', kind, 200, () => Number.NaN)]);
      const { back, promoted } = roundTrip(frame);
      expect(promoted).toEqual([]);
      expectSame(back, frame);
    }
  });

  it('keeps times before 1970 and steps of more than an hour among steps of a second', () => {
    const times = timesOf(1000).map((at, i) => at - 60 * 365 * 86_400e6 + (i > 500 ? 7200e6 * i : 0));
    const frame = { times, columns: [columnOf('t', { kind: 'float64' }, 1000, (i) => i)] };
    expectSame(roundTrip(frame).back, frame);
  });

  it('gives the same bytes for the same frame, however its constant flags are held', () => {
    const make = (flags: number | Uint8Array): Uint8Array =>
      encodeFrame(
        frameOf(500, [{ ...columnOf('co2', { kind: 'decimal', scale: 0 }, 500, (i) => i % 7), flags }]),
        {
          b: '2',
          a: '1',
        },
      ).bytes;
    expect(make(16)).toEqual(make(new Uint8Array(500).fill(16)));
    expect(make(16)).not.toEqual(make(0));
  });
});

describe('promotion', () => {
  const decimal = (scale: number): Storage => ({ kind: 'decimal', scale });
  it.each<[string, Storage, number]>([
    ['0.1 + 0.2 in decimal(1)', decimal(1), 0.1 + 0.2],
    ['-0 in decimal(0)', decimal(0), -0],
    ['a number of three decimals in decimal(2)', decimal(2), 37.125],
    ['the least double in decimal(9)', decimal(9), 5e-324],
    ['2^53 in decimal(0)', decimal(0), 2 ** 53],
    ['the largest double in decimal(2)', decimal(2), Number.MAX_VALUE],
    ['infinity in decimal(2)', decimal(2), Infinity],
    ['0.1 in float32', { kind: 'float32' }, 0.1],
    ['5e-324 in float32', { kind: 'float32' }, 5e-324],
  ])('to float64 happens for %s, to that series alone', (_, kind, value) => {
    const frame = frameOf(300, [
      columnOf('odd', kind, 300, (i) => (i === 299 ? value : 1)),
      columnOf('even', kind, 300, () => 1),
    ]);
    const { back, promoted } = roundTrip(frame);
    expect(promoted).toEqual(['odd']);
    expectSame(back, frame, promoted);
  });

  it('does not happen to what fits: any decimal text of up to fifteen digits, and any single', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.maxSafeInteger(), fc.float({ noNaN: true }), (scale, units, single) => {
        const number = Number(`${Math.trunc(units / 10)}e-${scale}`);
        fc.pre(!Object.is(number, -0));
        const frame = frameOf(1, [
          columnOf('decimal', decimal(scale), 1, () => number),
          columnOf('single', { kind: 'float32' }, 1, () => single),
        ]);
        const { back, promoted } = roundTrip(frame);
        expect(promoted).toEqual([]);
        expectSame(back, frame);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe('reading a part', () => {
  const rows = 135_000;
  const frame = frameOf(rows, [
    {
      ...columnOf('a', { kind: 'decimal', scale: 2 }, rows, (i) => (i % 5 === 0 ? Number.NaN : i / 100)),
      flags: 16,
    },
    {
      ...columnOf('b', { kind: 'float32' }, rows, (i) => i),
      flags: Uint8Array.from({ length: rows }, (_, i) => (i < 70_000 ? 0 : 1)),
    },
  ]);
  const { bytes } = encodeFrame(frame, {});

  it('gives the samples of [from, to) and no others, wherever the bounds fall', () => {
    const edges = [-1, 0, 65_535, 65_536, 65_537, 131_072, rows];
    for (const low of edges) {
      for (const high of edges) {
        const from = low < 0 ? frame.times[0]! - 1 : (frame.times[low] ?? frame.times.at(-1)! + 1);
        const to = high < 0 ? frame.times[0]! - 1 : (frame.times[high] ?? frame.times.at(-1)! + 1);
        const part = decodeFrame(bytes, { from, to });
        const [start, end] = [Math.max(0, low), Math.max(0, low, high)];
        expectSame(part, {
          times: frame.times.slice(start, end),
          columns: frame.columns.map((column) => ({
            ...column,
            values: column.values.slice(start, end),
            flags: typeof column.flags === 'number' ? column.flags : column.flags.slice(start, end),
          })),
        });
      }
    }
  });

  it('takes a bound between two samples as it stands', () => {
    const part = decodeFrame(bytes, { from: frame.times[10]! + 0.5, to: frame.times[12]! + 0.5 });
    expect([...part.times]).toEqual([frame.times[11], frame.times[12]]);
  });

  it('gives the wanted series only, and none for a name that the frame does not have', () => {
    expect(decodeFrame(bytes, { series: new Set(['b', 'z']) }).columns.map(({ series }) => series)).toEqual([
      'b',
    ]);
    expect(decodeFrame(bytes, { series: new Set() }).columns).toEqual([]);
  });

  it('gives flags as one number where the part has but one', () => {
    expect(decodeFrame(bytes, { to: frame.times[70_000]! }).columns[1]!.flags).toBe(0);
    expect(decodeFrame(bytes, { from: frame.times[70_000]! }).columns[1]!.flags).toBe(1);
    expect(decodeFrame(bytes).columns[0]!.flags).toBe(16);
  });
});

describe('a frame that cannot be kept', () => {
  const one = columnOf('a', { kind: 'float64' }, 2, (i) => i);
  it.each<[string, Frame, RegExp]>([
    [
      'times that repeat',
      { times: Float64Array.of(1, 1), columns: [one] },
      /ascend strictly: 1 at 1 follows 1/,
    ],
    ['times that fall', { times: Float64Array.of(2, 1), columns: [one] }, /ascend strictly/],
    ['a time that is no number', { times: Float64Array.of(NaN, 1), columns: [one] }, /ascend strictly/],
    ['times that are not whole', { times: Float64Array.of(0.5, 1), columns: [one] }, /whole µs/],
    [
      'a short column',
      { times: Float64Array.of(1, 2, 3), columns: [one] },
      /a differs in length from the 3 times/,
    ],
    [
      'short flags',
      { times: Float64Array.of(1, 2), columns: [{ ...one, flags: new Uint8Array(1) }] },
      /differs in length/,
    ],
    ['a series called time', frameOf(2, [{ ...one, series: 'time' }]), /time occurs twice/],
    [
      'a series named as the quality of another',
      frameOf(2, [one, { ...one, series: 'a.quality' }]),
      /a\.quality occurs twice/,
    ],
    ['flags that name no quality', frameOf(2, [{ ...one, flags: 3 }]), /flags 3, which name no quality/],
    ['flags that name no origin', frameOf(2, [{ ...one, flags: 0x70 }]), /flags 112, which name no origin/],
  ])('is named: %s', (_, frame, message) => {
    expect(() => encodeFrame(frame, {})).toThrow(message);
  });
});
