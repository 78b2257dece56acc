import fc from 'fast-check';
import { expect, it } from 'vitest';
import { elapsedTicks, utcTicks, valueTicks } from '../../../../shared/domain/axis/ticks.ts';

const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label);

it.each([
  [0, 18_000, 10, ['T', 'T+00:30', 'T+01:00', 'T+01:30', 'T+02:00']],
  [-7200, 7200, 4, ['T−02:00', 'T−01:00', 'T', 'T+01:00', 'T+02:00']],
  [0, 30 * 86_400, 8, ['T', 'T+5 d', 'T+10 d', 'T+15 d', 'T+20 d']],
  [
    2 * 86_400 + 39_600,
    2 * 86_400 + 50_400,
    7,
    ['T+2 d 11:00', 'T+2 d 11:30', 'T+2 d 12:00', 'T+2 d 12:30', 'T+2 d 13:00'],
  ],
  [90, 100, 3, ['T+00:01:30', 'T+00:01:35', 'T+00:01:40']],
  [0, 1, 5, ['T', 'T+00:00:00.2', 'T+00:00:00.4', 'T+00:00:00.6', 'T+00:00:00.8']],
])('Time from %d s to %d s has at most %d marks, at times that people count in', (from, to, most, first) => {
  const ticks = elapsedTicks(from, to, most);
  expect(labels(ticks).slice(0, 5)).toEqual(first);
  expect(ticks.length).toBeLessThanOrEqual(most + 1);
});

it.each([
  [36.95, 37.23, 5, ['37.0', '37.1', '37.2']],
  [-0.55, 0.55, 3, ['−0.5', '0.0', '0.5']],
  [0, 1000, 4, ['0', '500', '1000']],
  [1e-7, 3e-7, 2, ['0.0000001', '0.0000002', '0.0000003']],
  [0, 4e6, 4, ['0', '1.00e+6', '2.00e+6', '3.00e+6', '4.00e+6']],
  [1e6, 1_000_020, 2, ['1.00000e+6', '1.00001e+6', '1.00002e+6']],
])('Values from %d to %d have marks with the decimals in which they differ', (from, to, most, expected) => {
  expect(labels(valueTicks(from, to, most))).toEqual(expected);
});

it('An axis without a length, or of no numbers, ends', () => {
  expect(labels(valueTicks(5, 5, 4))).toEqual(['5']);
  expect(valueTicks(0, Number.NaN, 4).length).toBeLessThanOrEqual(100);
  expect(labels(elapsedTicks(-0, 0, 4))).toEqual(['T']);
});

const at = (iso: string) => Date.parse(iso) / 1000;

it.each([
  ['2014-09-27T13:30Z', '2014-11-01T03:59Z', 4, ['7 Oct 2014', '17 Oct', '27 Oct']],
  ['2014-12-29T00:00Z', '2015-01-02T00:00Z', 5, ['29 Dec 2014', '30 Dec', '31 Dec', '1 Jan 2015', '2 Jan']],
  ['2014-09-27T21:00Z', '2014-09-28T03:00Z', 3, ['27 Sep 22:00', '28 Sep 00:00', '02:00']],
  ['2014-09-27T21:00:50Z', '2014-09-27T21:01:20Z', 3, ['27 Sep 21:00:50', '21:01', '21:01:10', '21:01:20']],
])('The clock from %s to %s has at most %d marks, the date where it turns', (from, to, most, expected) => {
  expect(labels(utcTicks(at(from), at(to), most))).toEqual(expected);
});

it('No two marks of an axis say the same, however close they stand and however far from zero', () => {
  const span = fc.record({
    from: fc.integer({ min: -1e8, max: 1e8 }),
    length: fc.double({ min: -2, max: 8, noNaN: true }).map((power) => 10 ** power),
    most: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(span, ({ from, length, most }) => {
      for (const ticksOf of [elapsedTicks, valueTicks]) {
        const said = labels(ticksOf(from, from + length, most));
        expect(new Set(said).size).toBe(said.length);
      }
    }),
    { seed: 19 },
  );
});
