import { expect, it } from 'vitest';
import { UnreadableTally } from '../../../../shared/domain/downlink/unreadable.ts';

const rows = (...pairs: [line: number, time: number][]) =>
  [Float64Array.from(pairs, ([line]) => line), Float64Array.from(pairs, ([, time]) => time)] as const;
const cell = (line: number, column: string | null = 'co2', samples = 1) => ({ line, column, samples });

it('is of the time of its own rows, also where they come batch by batch', () => {
  const tally = new UnreadableTally();
  for (const line of [4, 5]) tally.reject(cell(line));
  tally.rows(...rows([2, 20], [3, 30], [4, 40], [5, 50]));
  for (const line of [6, 7]) tally.reject(cell(line));
  tally.rows(...rows([6, 60], [7, 70], [8, 80]));
  expect(tally.finish()).toEqual([{ column: 'co2', from: 40, to: 70, samples: 4 }]);
});

it('is between the rows around it where its own have no time', () => {
  const tally = new UnreadableTally();
  for (const line of [4, 5]) tally.reject(cell(line, 't', 3));
  tally.rows(...rows([2, 20], [3, 30]));
  tally.rows(...rows([6, 60], [7, 70]));
  tally.reject(cell(8, 't', 3));
  expect(tally.finish()).toEqual([{ column: 't', from: 30, to: 70, samples: 9 }]);
});

it('is told column by column and stretch by stretch, and not of a file without a readable row', () => {
  const tally = new UnreadableTally();
  tally.reject(cell(2));
  tally.reject(cell(2, 'rh'));
  tally.reject(cell(20));
  tally.rows(...rows([2, 20], [10, 100], [20, 200]));
  expect(tally.finish()).toHaveLength(3);
  const none = new UnreadableTally();
  none.reject(cell(2));
  expect(none.finish()).toEqual([]);
});

it('keeps those with the most samples of many', () => {
  const tally = new UnreadableTally();
  for (let line = 10; line <= 5000; line += 10) tally.reject(cell(line, 'co2', line));
  tally.rows(...rows([1, 1], [6000, 6000]));
  const kept = tally.finish();
  expect(kept).toHaveLength(200);
  expect(kept[0]!.samples).toBe(3010);
});
