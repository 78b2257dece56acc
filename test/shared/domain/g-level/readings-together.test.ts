import { expect, it } from 'vitest';
import { readingsTogether } from '../../../../shared/domain/g-level/readings-together.ts';
import { withQuality } from '../../../../shared/domain/telemetry/flags.ts';

const series = (times: readonly number[], bad: number | null = null) => ({
  times: Float64Array.from(times),
  values: Float64Array.from(times, (at) => 10 * at),
  flags: Uint8Array.from(times, (at) => (at === bad ? withQuality(0, 'BAD') : 0)),
});

it('takes the instants at which every series has a reading that counts', () => {
  const told = readingsTogether(
    [series([1, 2, 3, 4, 5]), series([2, 3, 4, 5, 6], 3), series([0, 2, 3, 4, 5])],
    [[], [], [{ from: 5, to: 6 }]],
  );
  expect([...told.times]).toEqual([2, 4]);
  expect(told.values.map((one) => [...one])).toEqual([
    [20, 40],
    [20, 40],
    [20, 40],
  ]);
});

it('takes nothing where a series has not come', () => {
  const told = readingsTogether([series([1, 2]), undefined], [[], []]);
  expect([told.times.length, told.values.length]).toEqual([0, 2]);
});
