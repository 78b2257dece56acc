import { expect, it } from 'vitest';
import { type Cells, Room, SampleBuffer } from '../../../../shared/domain/archive/sample-buffer.ts';
import { readingOf } from './drained.ts';

const A_DAY = 86_400;

function cellsOf(count: number, from: number): Cells {
  return {
    times: Float64Array.from({ length: count }, (_, i) => from + i),
    values: Float64Array.from({ length: count }, (_, i) => (i % 5 === 4 ? Number.NaN : from + i / 2)),
  };
}

function fill(buffer: SampleBuffer, cells: Cells): void {
  const rows = Uint32Array.from(cells.times, (_, i) => i);
  expect(buffer.add(cells, rows, 0, rows.length, 0, Infinity)).toBe(rows.length);
}

it('A day grows into the arrays of the day before, and holds its own samples', () => {
  const room = new Room();
  const first = new SampleBuffer(readingOf('a'), room);
  fill(first, cellsOf(A_DAY, 0));
  const taken = room.taken;
  const before = first.take();
  expect(room.taken).toBe(0);
  before.release();

  const second = new SampleBuffer(readingOf('b'), room);
  const cells = cellsOf(A_DAY, 1000);
  fill(second, cells);
  expect(room.taken).toBe(taken);
  const after = second.take();
  const arrays = new Set([before.times.buffer, before.values.buffer]);
  expect([after.times, after.values].map(({ buffer }) => arrays.has(buffer))).toEqual([true, true]);
  const isThere = (_: number, i: number) => i % 5 !== 4;
  expect(after.times).toEqual(cells.times.filter(isThere));
  expect(after.values).toEqual(cells.values.filter(isThere));
});

it('A few samples do not take the room of a day', () => {
  const room = new Room();
  const day = new SampleBuffer(readingOf('a'), room);
  fill(day, cellsOf(A_DAY, 0));
  day.take().release();
  fill(new SampleBuffer(readingOf('b'), room), cellsOf(600, 0));
  expect(room.taken).toBeLessThan(1024);
});

it('The samples of a day at 1 Hz leave an eighth of their arrays empty, no more', () => {
  const room = new Room();
  const times = Float64Array.from({ length: A_DAY }, (_, i) => i);
  fill(new SampleBuffer(readingOf('a'), room), { times, values: times });
  expect(room.taken).toBe(98_304);
});
