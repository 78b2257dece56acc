import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layFrames } from '../../../../shared/domain/archive/lay-frames.ts';
import { mergeFrames } from '../../../../shared/domain/archive/merge.ts';
import type { Frame } from '../../../../shared/domain/telemetry/frame.ts';
import { samplesDigest } from '../../../support/samples-digest.ts';

const cell = fc.option(fc.integer({ min: 0, max: 2 }), { nil: Number.NaN });
const frameArbitrary = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 6 }),
    fc.constantFrom(['a'], ['a', 'b'], ['b']),
    fc.array(cell, { minLength: 12, maxLength: 12 }),
    fc.constantFrom(0, 2),
  )
  .map(([times, series, cells, flags]): Frame => {
    const ascending = Float64Array.from(times.sort((x, y) => x - y));
    const columns = series.map((name, c) => ({
      series: name,
      storage: { kind: 'float64' as const },
      values: Float64Array.from(ascending, (_, i) => cells[c * 6 + i]!),
      flags,
    }));
    return { times: ascending, columns };
  });

it('keeps every sample, also what conflicts, under strictly ascending times', () => {
  fc.assert(
    fc.property(fc.array(frameArbitrary, { minLength: 1, maxLength: 8 }), (frames) => {
      const laid = layFrames(frames);
      for (const { times } of laid)
        for (let i = 1; i < times.length; i++) expect(times[i]! > times[i - 1]!).toBe(true);
      const digest = (some: readonly Frame[]) =>
        samplesDigest(mergeFrames(some.map((frame) => ({ frame, rank: 1 }))));
      expect(digest(laid)).toBe(digest(frames));
    }),
    { seed: 5, numRuns: 500 },
  );
});
