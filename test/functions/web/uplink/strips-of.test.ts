import { describe, expect, it } from 'vitest';
import { stripsOf } from '../../../../functions/web/uplink/strips-of.ts';
import type { CompletenessOnWire } from '../../../../shared/contract/completeness.ts';

type Series = CompletenessOnWire['series'][number];

const series = (unit: string, channel: string, more: Partial<Series> = {}): Series => ({
  ...{ unit, channel, from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
  ...{ received: 90, valid: 90, expected: 100, completeness: 0.9 },
  ...{ periodSeconds: 60, observedSeconds: 60, gaps: 1, ...more },
});
const gap = (unit: string, channels: string[], hour: number): CompletenessOnWire['gaps'][number] => ({
  ...{ unit, channels, cause: 'LOST', reason: 'no signal was planned to be lost', expected: 10 },
  from: new Date(Date.UTC(2026, 2, 1, hour)).toISOString(),
  to: new Date(Date.UTC(2026, 2, 1, hour + 1)).toISOString(),
});

describe('strips of what arrived', () => {
  it('are one for channels of a unit that miss the same, and others for others', () => {
    const { strips } = stripsOf({
      series: [series('F', 'a'), series('F', 'b', { completeness: 0.8 }), series('F', 'c'), series('G', 'a')],
      gaps: [gap('F', ['a', 'b'], 3), gap('F', ['c'], 5), gap('G', ['a'], 3)],
    });
    expect(
      strips.map(({ unit, channels, completeness, gaps }) => [unit, channels, completeness, gaps.length]),
    ).toEqual([
      ['F', ['a', 'b'], 0.8, 1],
      ['F', ['c'], 0.9, 1],
      ['G', ['a'], 0.9, 1],
    ]);
  });

  it('name what nothing is said of, each with its reason, and call none of it complete', () => {
    const { strips } = stripsOf({
      series: [
        series('F', 'none', { from: null, to: null, completeness: null, expected: 0, gaps: 0 }),
        series('F', 'coming', { from: null, to: null, completeness: null, expected: 0, uncounted: true }),
        series('F', 'free', { completeness: null, expected: 0, gaps: 0 }),
        series('F', 'later', { completeness: null, gaps: 0 }),
      ],
      gaps: [],
    });
    expect(strips.map(({ channels, completeness, unjudged }) => [channels, completeness, unjudged])).toEqual([
      [['none'], null, 'nothing came'],
      [['coming'], null, 'not counted yet'],
      [['free'], null, 'not judged: nothing says how many samples to expect'],
      [['later'], null, 'not judged yet: still being computed'],
    ]);
  });

  it('share an axis on which gaps before and after what came have their place', () => {
    const { axis } = stripsOf({ series: [series('F', 'a')], gaps: [gap('F', ['a'], 30)] });
    expect(axis).toEqual({ from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2, 7) });
    expect(stripsOf({ series: [], gaps: [] })).toEqual({ axis: null, strips: [] });
  });
});
