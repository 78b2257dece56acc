import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anomaliesOf, pagesOf, regular, ruleFor, T0 } from '../unit-history.ts';

const MINUTE = 60_000_000;
const at = (minute: number) => T0 + minute * MINUTE;

interface Story {
  readonly spikes: readonly number[];
  readonly settling: readonly (readonly [number, number])[];
}

const values = ({ spikes }: Story) =>
  Array.from({ length: 300 }, (_, minute) => (spikes.includes(minute) ? 40 : 37 + (minute % 3) / 100));
const found = (story: Story, borders: readonly number[]) => {
  const settling = story.settling.map(([from, to]) => ({ from: at(from), to: at(to) }));
  const rule = ruleFor('t', {
    periodSeconds: 60,
    detect: { SPIKE: { resolution: 0.01, periodSeconds: 60, settling } },
  });
  return anomaliesOf(pagesOf([regular('t', values(story), 60)], [rule], borders))
    .filter(({ kind }) => kind === 'SPIKE')
    .map(({ from }) => (from - T0) / MINUTE);
};

describe('spikes of a series that settles', () => {
  it('are not told while it does, and count for nothing', () => {
    const spikes = [60, 100, 200];
    expect(found({ spikes, settling: [] }, [T0, at(300)])).toEqual(spikes);
    expect(found({ spikes, settling: [[90, 101]] }, [T0, at(300)])).toEqual([60, 200]);
    expect(found({ spikes, settling: [[90, 100]] }, [T0, at(300)])).toEqual(spikes);
  });

  it('are the same, however the readings are cut into buckets', () => {
    const minutes = fc.integer({ min: 20, max: 290 });
    const stories = fc.record({
      spikes: fc.uniqueArray(minutes, { maxLength: 5 }),
      settling: fc
        .uniqueArray(minutes, { minLength: 2, maxLength: 2 })
        .map(([a = 0, b = 0]): [number, number][] => [[Math.min(a, b), Math.max(a, b)]]),
    });
    fc.assert(
      fc.property(stories, fc.uniqueArray(minutes, { maxLength: 6 }), (story, cuts) => {
        const borders = [T0, ...cuts.sort((a, b) => a - b).map(at), at(300)];
        expect(found(story, borders)).toEqual(found(story, [T0, at(300)]));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
