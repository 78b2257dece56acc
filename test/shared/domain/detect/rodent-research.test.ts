/** NASA's RR-1 and RR-6 against what is known of them: completeness, gaps, placeholders, and true stillness. */
import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { stuckIntervals } from '../../../../shared/domain/detect/stuck/stuck.ts';
import { completenessOf } from '../../../../shared/domain/telemetry/completeness.ts';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import { unitRange } from '../../../../shared/domain/telemetry/unit-range.ts';
import { isoOf, MICROS_PER_DAY } from '../../../../shared/domain/time.ts';
import { evidenceOf } from '../../../support/evidence.ts';
import { hasRealData } from '../../../support/real-data.ts';
import { type Mission, rodentColumn, rodentInstant } from '../../../support/rodent-research.ts';
import { anomaliesOf, pagesOf, ruleFor, seriesFrom } from './unit-history.ts';

const CHANNELS = { temperature: 'Temp_degC', humidity: 'RH_percent', co2: 'CO2_ppm' };
const RULES = Object.keys(CHANNELS).map((channel) => ruleFor(channel, { periodSeconds: 300 }));

/** The three series of one side of a mission. */
function seriesOf(mission: Mission, side: 'ISS' | 'Ground'): Series[] {
  return Object.entries(CHANNELS).map(([channel, name]) => {
    const readings = rodentColumn(mission, `${name}_${side}`);
    return seriesFrom(
      channel,
      readings.map(([time]) => time),
      readings.map(([, value]) => value),
    );
  });
}

/** Epoch-aligned borders around all samples. */
function bordersOf(series: readonly Series[], days: number): number[] {
  const span = days * MICROS_PER_DAY;
  const borders = [Math.floor(series[0]!.times[0]! / span) * span];
  while (borders.at(-1)! <= series[0]!.times.at(-1)!) borders.push(borders.at(-1)! + span);
  return borders;
}

const found = new Map<string, Anomaly[]>();

/** Found once for all tests: reading a mission takes longer than looking at it. */
function anomaliesIn(mission: Mission, side: 'ISS' | 'Ground', days: number): Anomaly[] {
  const key = `${mission} ${side} ${days}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const series = seriesOf(mission, side);
  const anomalies = anomaliesOf(pagesOf(series, RULES, bordersOf(series, days)));
  found.set(key, anomalies);
  return anomalies;
}

function told(anomalies: readonly Anomaly[], kind: Anomaly['kind']): string[] {
  return anomalies
    .filter((anomaly) => anomaly.kind === kind)
    .map(({ channels, from, to, ...anomaly }) => {
      const { samples, missingSamples } = evidenceOf(anomaly);
      const count = samples ?? missingSamples;
      return `${channels.join('+')} ×${count} ${isoOf(from)} ${to === null ? 'on' : isoOf(to)}`;
    });
}

describe.runIf(hasRealData).each([1, 30])(
  'the Rodent Research missions in buckets of %i days (skipped only where HOWSHIP_DATA is absent)',
  (days) => {
    it('shows RR-1’s three placeholders on the flight unit and none on the ground', () => {
      expect(told(anomaliesIn('RR1', 'ISS', days), 'STUCK')).toEqual([
        'co2 ×1837 2014-09-21T04:24:00Z 2014-09-27T13:25:00Z',
        'humidity+temperature ×314 2014-09-21T10:44:00Z 2014-09-22T12:49:00Z',
        'humidity+temperature ×80 2014-09-22T21:44:00Z 2014-09-23T04:19:00Z',
      ]);
      expect(told(anomaliesIn('RR1', 'Ground', days), 'STUCK')).toEqual([]);
    });

    it('shows RR-6’s five placeholders and its failure on the flight unit and none on the ground', () => {
      expect(told(anomaliesIn('RR6', 'ISS', days), 'STUCK')).toEqual([
        'co2 ×1449 2017-12-06T15:06:00Z 2017-12-11T15:46:00Z',
        'humidity ×1738 2017-12-06T15:06:00Z 2017-12-12T15:51:00Z',
        'temperature ×1738 2017-12-06T15:06:00Z 2017-12-12T15:51:00Z',
        'co2 ×1126 2017-12-11T15:51:00Z 2017-12-15T13:40:00Z',
        'humidity+temperature ×240 2017-12-12T21:31:00Z 2017-12-13T17:26:00Z',
        'co2+humidity+temperature ×132 2018-01-10T01:57:00Z 2018-01-10T12:52:00Z',
      ]);
      expect(told(anomaliesIn('RR6', 'Ground', days), 'STUCK')).toEqual([]);
    });

    it('shows a gap once for the three channels that share it', () => {
      const shared = 'co2+humidity+temperature';
      for (const side of ['ISS', 'Ground'] as const) {
        expect(told(anomaliesIn('RR1', side, days), 'GAP')).toEqual([
          `${shared} ×3 2014-10-06T14:51:00Z 2014-10-06T15:11:00Z`,
          `${shared} ×6 2014-10-15T14:50:00Z 2014-10-15T15:23:00Z`,
        ]);
        expect(told(anomaliesIn('RR6', side, days), 'GAP')).toEqual([
          `${shared} ×277 2018-01-10T13:27:00Z 2018-01-11T12:39:00Z`,
        ]);
      }
    });

    it.each([
      ['RR1', 12_087, 12_096, [20, 33]],
      ['RR6', 17_572, 17_852, [1392]],
    ] as const)('counts what %s should hold', (mission, received, expected, gapMinutes) => {
      const series = seriesOf(mission, 'ISS');
      const pages = pagesOf(series, RULES, bordersOf(series, days));
      for (const { series: name } of series) {
        const receptions = pages.flatMap((page) => page.series.filter(({ rule }) => rule.series === name));
        const completeness = completenessOf(
          receptions.map(({ reception }) => reception),
          300,
          unitRange(pages),
        );
        expect(completeness).toMatchObject({ received, expected, completeness: received / expected });
        expect(completeness.gaps.map(({ from, to }) => (to - from) / 60e6)).toEqual(gapMinutes);
      }
    });

    it('finds the anomaly of several channels under each of them', () => {
      const anomalies = anomaliesIn('RR1', 'ISS', days);
      expect(stuckIntervals(anomalies, 'temperature')).toEqual([
        { from: rodentInstant('9/21/2014 10:44'), to: rodentInstant('9/22/2014 12:49') },
        { from: rodentInstant('9/22/2014 21:44'), to: rodentInstant('9/23/2014 4:19') },
      ]);
      expect(stuckIntervals(anomalies, 'co2')).toHaveLength(1);
    });
  },
);
