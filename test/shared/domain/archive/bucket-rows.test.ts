import { describe, expect, it } from 'vitest';
import { BucketRows } from '../../../../shared/domain/archive/bucket-rows.ts';
import type { Frame } from '../../../../shared/domain/telemetry/frame.ts';
import type { ColumnReading } from '../../../../shared/domain/telemetry/reading.ts';

const reading = (series: string, rest: Partial<ColumnReading> = {}): ColumnReading => ({
  unit: 'FU1',
  series,
  channel: series,
  storage: { kind: 'decimal', scale: 1 },
  origin: 'MEASURED',
  missing: [],
  validRange: null,
  ...rest,
});

const told = ({ times, columns }: Frame) => ({
  times: [...times],
  ...Object.fromEntries(columns.map(({ series, values }) => [series, [...values]])),
});

describe('the rows of a bucket', () => {
  it('are all kept where there are more than room was made for, in time order', () => {
    const rows = new BucketRows([reading('a'), reading('b')]);
    for (let i = 0; i < 1000; i++) rows.add((i * 7) % 1000, [i, -i]);
    expect(rows.cells).toBe(2000);
    const { frames, repeated } = rows.drain();
    expect([frames.length, repeated]).toEqual([1, 0]);
    const [frame] = frames;
    expect([...frame!.times]).toEqual(Array.from({ length: 1000 }, (_, at) => at));
    for (const [at, value] of frame!.columns[0]!.values.entries()) expect((value * 7) % 1000).toBe(at);
    expect(frame!.columns[1]!.values).toEqual(frame!.columns[0]!.values.map((value) => -value));
  });

  it('are taken out once, and room is made for others', () => {
    const rows = new BucketRows([reading('a')]);
    rows.add(10, [1]);
    expect(rows.drain().frames.map(told)).toEqual([{ times: [10], a: [1] }]);
    expect(rows.cells).toBe(0);
    expect(rows.drain()).toEqual({ frames: [], repeated: 0 });
    rows.add(5, [2]);
    expect(rows.drain().frames.map(told)).toEqual([{ times: [5], a: [2] }]);
  });

  it('make no frame of rows without samples, and no column of a series without any', () => {
    const rows = new BucketRows([reading('a'), reading('b')]);
    rows.add(10, [Number.NaN, Number.NaN]);
    expect(rows.drain().frames).toEqual([]);
    rows.add(10, [0, Number.NaN]);
    expect(rows.drain().frames.map(told)).toEqual([{ times: [10], a: [0] }]);
  });

  it('tell 0 from -0, and one value with two meanings apart', () => {
    const rows = new BucketRows([reading('a')]);
    for (const value of [0, -0, 0]) rows.add(10, [value]);
    const { frames, repeated } = rows.drain();
    expect(frames.map((frame) => frame.columns[0]!.values[0])).toEqual([0, -0]);
    expect(repeated).toBe(1);
  });

  it('put every further content of a key into a frame of its own, each frame ascending strictly', () => {
    const rows = new BucketRows([reading('a')]);
    for (const [at, value] of [
      [20, 1],
      [10, 3],
      [10, 1],
      [20, 2],
      [10, 2],
      [10, 1],
    ] as const) {
      rows.add(at, [value]);
    }
    const { frames, repeated } = rows.drain();
    expect(frames.map(told)).toEqual([
      { times: [10, 20], a: [3, 1] },
      { times: [10, 20], a: [1, 2] },
      { times: [10], a: [2] },
    ]);
    expect(repeated).toBe(1);
  });

  it('keep one flag byte where all samples agree, whatever cells without a sample would say', () => {
    const setpoint = reading('a', { origin: 'SETPOINT', validRange: [0, 10] });
    const rows = new BucketRows([setpoint, reading('b')]);
    rows.add(10, [1, 1]);
    rows.add(20, [Number.NaN, 1]);
    rows.add(30, [2, 1]);
    expect(rows.drain().frames[0]!.columns.map(({ flags }) => flags)).toEqual([0b1_00_00, 0]);
    rows.add(10, [1, 1]);
    rows.add(20, [11, 1]);
    expect(rows.drain().frames[0]!.columns.map(({ flags }) => flags)).toEqual([
      Uint8Array.of(0b1_00_00, 0b1_00_10),
      0,
    ]);
  });

  it('carry the storage that the channel declares', () => {
    const rows = new BucketRows([reading('a', { storage: { kind: 'float32' } })]);
    rows.add(10, [0.5]);
    expect(rows.drain().frames[0]!.columns[0]!.storage).toEqual({ kind: 'float32' });
  });
});
