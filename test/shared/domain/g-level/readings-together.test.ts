import { expect, it } from 'vitest';
import { readingsTogether } from '../../../../shared/domain/g-level/readings-together.ts';
import { withQuality } from '../../../../shared/domain/telemetry/flags.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const series = (times: readonly number[], bad: number | null = null) => ({
  times: Float64Array.from(times),
  values: Float64Array.from(times, (at) => 10 * at),
  flags: Uint8Array.from(times, (at) => (at === bad ? withQuality(0, 'BAD') : 0)),
});

it('takes the instants at which every series has a reading that counts', () => {
  const told = readingsTogether(
    [series([1, 2, 3, 4, 5]), series([2, 3, 4, 5, 6], 3), series([0, 2, 3, 4, 5])],
    [[], [], [{ from: 5, to: 6 }]],
    1,
  );
  expect([...told.times]).toEqual([2, 4]);
  expect(told.values.map((one) => [...one])).toEqual([
    [20, 40],
    [20, 40],
    [20, 40],
  ]);
});

it('takes nothing where a series has not come', () => {
  const told = readingsTogether([series([1, 2]), undefined], [[], []], 1);
  expect([told.times.length, told.values.length, told.areSomeAlone]).toEqual([0, 2, true]);
  expect(readingsTogether([series([]), undefined], [[], []], 1).areSomeAlone).toBe(false);
});

it('takes as one what is less than half a period apart: axes that are read one after another', () => {
  const second = (offset: number) => series(Array.from({ length: 5 }, (_, i) => i * 1e6 + offset));
  const told = readingsTogether([second(2000), second(0), second(1000)], [[], [], []], 1e6);
  expect([...told.times]).toEqual([0, 1e6, 2e6, 3e6, 4e6]);
  expect(told.values.map((one) => one[1])).toEqual([10 * 1_002_000, 1e7, 10 * 1_001_000]);
  expect(told.areSomeAlone).toBe(false);
  const apart = readingsTogether([second(0), second(500_000), second(0)], [[], [], []], 1e6);
  expect([apart.times.length, apart.areSomeAlone]).toEqual([0, true]);
});

it('takes each reading once and the nearer one, whichever series is named first (property)', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const stream = randomStream(seed, 'together');
    const jittered = () =>
      Array.from({ length: 200 }, (_, i) => i * 100 + Math.round(40 * stream.uniform())).filter(
        () => stream.uniform() < 0.8,
      );
    const all = [jittered(), jittered(), jittered()].map((times) => series(times));
    const told = readingsTogether(all, [[], [], []], 100);
    const turned = readingsTogether(all.toReversed(), [[], [], []], 100);
    expect(turned.times).toEqual(told.times);
    expect(turned.values.toReversed()).toEqual(told.values);
    // No reading jitters by half a period, so that those of one place belong together, and no others.
    const places = all.map(({ times }) => new Set([...times].map((at) => Math.floor(at / 100))));
    const shared = places.reduce((one, other) => one.intersection(other));
    expect([...told.times].map((at) => Math.floor(at / 100))).toEqual([...shared]);
    for (const one of told.values)
      expect([...one].map((value) => Math.floor(value / 1000))).toEqual([...shared]);
  }
});

it('takes of two readings within half a period the one that is nearer', () => {
  const told = readingsTogether([series([10, 55, 110]), series([60, 112])], [[], []], 100);
  expect([...told.times]).toEqual([55, 110]);
  expect(told.areSomeAlone).toBe(true);
});
