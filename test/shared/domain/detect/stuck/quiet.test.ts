import { describe, expect, it } from 'vitest';
import { stuckFactsSchema } from '../../../../../shared/domain/detect/stuck/facts.ts';
import { buildUnitPage } from '../../../../../shared/domain/page/unit-page.ts';
import type { Series } from '../../../../../shared/domain/telemetry/series.ts';
import { type DetectedRule, HOUR, regular, ruleFor, T0, unitRules } from '../unit-history.ts';

const DAY = { from: T0, to: T0 + 24 * HOUR };

function quietOf(series: readonly Series[], rules: readonly DetectedRule[]) {
  const page = buildUnitPage({ ...DAY, series, rules: unitRules(rules) });
  return stuckFactsSchema.parse(page.stretches[0]!.facts.STUCK).quiet;
}

describe('the quiet stretches of a page', () => {
  it('are two short ones where a channel changes all the time, however still the others are', () => {
    const n = 86_400;
    const series = [
      regular('door', new Array<number>(n).fill(0), 1),
      regular('lamp', new Array<number>(n).fill(1), 1),
      regular(
        'temperature',
        Array.from({ length: n }, (_, i) => i % 7),
        1,
      ),
    ];
    const quiet = quietOf(
      series,
      series.map((one) => ruleFor(one.series, { periodSeconds: 1 })),
    );
    expect(quiet.map((pieces) => [pieces[0]!.from - T0, pieces.at(-1)!.to - T0])).toEqual([
      [0, 1e6],
      [(n - 1) * 1e6, 24 * HOUR],
    ]);
  });

  it('hold the long ones in between, with the samples of each channel', () => {
    const values = [
      ...[1, 2, 3],
      ...new Array<number>(7).fill(4),
      ...[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
    ];
    const series = [regular('humidity', values), regular('temperature', values)];
    const quiet = quietOf(
      series,
      series.map((one) => ruleFor(one.series)),
    );
    expect(quiet).toHaveLength(3);
    const since = T0 + 3 * HOUR;
    const hold = { since, value: 4, n: 7, last: T0 + 9 * HOUR };
    expect(quiet[1]).toEqual([
      {
        from: since,
        to: T0 + 10 * HOUR,
        holds: [
          { series: 'humidity', ...hold },
          { series: 'temperature', ...hold },
        ],
      },
    ]);
  });

  it('look at primary sensors only', () => {
    const series = [regular('temperature', [1, 1, 1]), regular('temperature@T2', [1, 2, 3])];
    const quiet = quietOf(
      series,
      series.map((one) => ruleFor(one.series)),
    );
    expect(quiet.flat().flatMap(({ holds }) => holds.map(({ series }) => series))).toEqual(['temperature']);
  });
});
