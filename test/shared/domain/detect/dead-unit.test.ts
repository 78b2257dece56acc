import { describe, expect, it } from 'vitest';
import { withDeadUnit } from '../../../../shared/domain/detect/dead-unit.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import {
  anomaliesOf,
  BAD_VALUE,
  HOUR,
  MISSING_CODE,
  pagesOf,
  ruleFor,
  seriesFrom,
  T0,
} from './unit-history.ts';

const HOURS = 72;

/** A reading per hour that moves, but for hours [from, to), which have these flags; `null` is no sample at all. */
function series(name: string, spoilt: readonly [from: number, to: number, flags: number | null][]) {
  const hours = Array.from({ length: HOURS }, (_, hour) => hour);
  const flagsAt = (hour: number) => spoilt.find(([from, to]) => hour >= from && hour < to)?.[2];
  const kept = hours.filter((hour) => flagsAt(hour) !== null);
  return seriesFrom(
    name,
    kept.map((hour) => T0 + hour * HOUR),
    kept.map((hour) => (flagsAt(hour) === undefined ? 36 + (hour % 7) / 10 : 150)),
    kept.map((hour) => flagsAt(hour) ?? 0),
  );
}

function dead(...all: ReturnType<typeof series>[]): Anomaly[] {
  const rules = all.map((one) => ruleFor(one.series));
  const days = [0, 1, 2, 3].map((day) => T0 + day * 24 * HOUR);
  const found = anomaliesOf(pagesOf(all, rules, days));
  expect(anomaliesOf(pagesOf(all, rules, [days[0]!, days[3]!]))).toEqual(found);
  return withDeadUnit(
    'FU1',
    found,
    all.map((one) => one.series),
  ).filter(({ kind }) => kind === 'DEAD');
}

const hour = (at: number) => isoOf(T0 + at * HOUR);
const told = (anomalies: readonly Anomaly[]) =>
  anomalies.map(({ channels, severity, from, to }) => [
    ...[channels.join('+'), severity, isoOf(from)],
    to === null ? null : isoOf(to),
  ]);

describe('a unit without a valid reading', () => {
  it('is one CRITICAL anomaly that names its channels, however its readings are spoilt', () => {
    const found = dead(
      series('humidity', [[20, 30, MISSING_CODE]]),
      series('temperature', [[20, 30, BAD_VALUE]]),
    );
    expect(told(found)).toEqual([['humidity+temperature', 'CRITICAL', hour(20), hour(29)]]);
    expect(found[0]).toMatchObject({
      id: `DEAD:FU1:unit:${hour(19)}`,
      evidence: {
        ...{ missingCodes: 10, outOfRange: 10, absent: 0, missingSamples: 20 },
        ...{ lastValid: T0 + 19 * HOUR, lengthSeconds: 36_000, ofUnit: true },
      },
    });
  });

  it('is so where it has one channel, and from its first sample on', () => {
    expect(told(dead(series('temperature', [[0, HOURS, MISSING_CODE]])))).toEqual([
      ['temperature', 'CRITICAL', hour(0), null],
    ]);
    expect(dead(series('temperature', [[0, HOURS, MISSING_CODE]]))[0]?.current).toEqual({
      asOf: T0 + 71 * HOUR,
      severity: 'CRITICAL',
    });
  });

  it('is not where another channel goes on, nor where nothing came at all', () => {
    const spoilt: [number, number, number][] = [[20, 30, MISSING_CODE]];
    expect(told(dead(series('humidity', []), series('temperature', spoilt)))).toEqual([
      ['temperature', 'WARNING', hour(20), hour(29)],
    ]);
    expect(dead(series('humidity', [[20, 30, null]]), series('temperature', [[20, 30, null]]))).toEqual([]);
  });

  it('is so where the readings of one channel are absent while the other sends its missing code', () => {
    const found = dead(series('humidity', [[20, 30, null]]), series('temperature', [[20, 30, MISSING_CODE]]));
    expect(told(found)).toEqual([['humidity+temperature', 'CRITICAL', hour(20), hour(29)]]);
    expect(found[0]).toMatchObject({ evidence: { missingCodes: 10, absent: 10 } });
  });

  it('begins when the last of its channels dies; the one that died before stands beside it', () => {
    const found = dead(
      series('humidity', [[20, HOURS, MISSING_CODE]]),
      series('temperature', [[40, HOURS, MISSING_CODE]]),
    );
    expect(told(found)).toEqual([
      ['humidity', 'WARNING', hour(20), null],
      ['humidity+temperature', 'CRITICAL', hour(40), null],
    ]);
  });

  it('is not what two have in common by chance', () => {
    const found = dead(
      series('humidity', [[20, 30, MISSING_CODE]]),
      series('temperature', [[27, 40, MISSING_CODE]]),
    );
    expect(told(found).map(([channels]) => channels)).toEqual(['humidity', 'temperature']);
  });

  it('counts a channel that has not begun yet as one without a reading', () => {
    const late = series('humidity', [[0, 40, null]]);
    expect(told(dead(late, series('temperature', [[20, 30, MISSING_CODE]])))).toEqual([
      ['temperature', 'CRITICAL', hour(20), hour(29)],
    ]);
  });
});
