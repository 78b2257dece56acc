import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linearScale } from '../../../../shared/domain/axis/scale.ts';
import { timeTicks } from '../../../../shared/formats/svg/panel.ts';

const START = Date.parse('2014-09-27T13:30:00Z') / 1000;

it('Labels of times never touch, in a picture and in a column of a report, at any length and distance', () => {
  const view = fc.record({
    width: fc.constantFrom(300, 360, 888),
    clock: fc.constantFrom('elapsed' as const, 'utc' as const),
    from: fc.integer({ min: -400 * 86_400, max: 400 * 86_400 }),
    length: fc.double({ min: -1, max: 8, noNaN: true }).map((power) => 10 ** power),
  });
  fc.assert(
    fc.property(view, ({ width, clock, from, length }) => {
      const begin = clock === 'utc' ? START + from : from;
      const [left, right] = [60, 60 + width];
      const ticks = timeTicks({ x: linearScale(begin, begin + length, left, right), left, right }, clock);
      expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      ticks.forEach((tick, i) => {
        expect(tick.begin).toBeGreaterThan(ticks[i - 1]?.end ?? -Infinity);
        if (ticks.length > 1) expect(tick.end).toBeLessThan(right + 60);
      });
    }),
    { seed: 19 },
  );
});
