import { describe, expect, it } from 'vitest';
import { calibrationsInForce, calibrationsText } from '../../../../shared/domain/calibration/in-force.ts';
import { seriesCalibration } from '../../../../shared/domain/calibration/series-calibration.ts';

const at = (text: string) => Date.parse(text) * 1000;
const calibration = seriesCalibration({
  ofChannel: [
    {
      spline: [
        [0, 0],
        [1, 1],
      ],
    },
  ],
  ofSensor: [
    { from: at('2026-01-01T00:00:00Z'), to: at('2026-02-01T00:00:00Z'), serial: 'PT-0', polynomial: [1, 1] },
    { from: at('2026-03-01T00:00:00Z'), polynomial: [2, 1] },
  ],
  sensor: 'T1',
  serial: 'PT-1',
  validRange: null,
});
const EVER = { from: -Infinity, to: Infinity };
const OF = { unit: 'FU1', channel: 'temperature', sensor: 'T1' };

describe('the calibrations in force', () => {
  it('are named in order of time, and so is a time without one', () => {
    const found = calibrationsInForce('FU1', { series: 'temperature', calibration }, EVER);
    expect(found).toEqual([
      { ...OF, of: 'channel', serial: 'PT-1', kind: 'spline', from: null, to: null },
      { ...OF, of: 'sensor', serial: 'PT-1', kind: 'none', from: null, to: '2026-01-01T00:00:00Z' },
      {
        ...{ ...OF, of: 'sensor', serial: 'PT-0', kind: 'polynomial' },
        ...{ from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
      },
      {
        ...{ ...OF, of: 'sensor', serial: 'PT-1', kind: 'none' },
        ...{ from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' },
      },
      { ...OF, of: 'sensor', serial: 'PT-1', kind: 'polynomial', from: '2026-03-01T00:00:00Z', to: null },
    ]);
  });

  it('are those that touch the range', () => {
    const january = { from: at('2026-01-05T00:00:00Z'), to: at('2026-01-06T00:00:00Z') };
    const found = calibrationsInForce('FU1', { series: 'temperature', calibration }, january);
    expect(found.map(({ kind }) => kind)).toEqual(['spline', 'polynomial']);
    expect(calibrationsInForce('FU1', { series: 'co2', calibration: null }, EVER)).toEqual([]);
  });

  it('stand in one cell of a table, those of its time', () => {
    const all = calibrationsInForce('FU1', { series: 'temperature', calibration }, EVER);
    const from = at('2026-04-01T00:00:00Z');
    expect(calibrationsText(all, { from, to: from + 1 })).toBe(
      'FU1 temperature: spline; FU1 T1 PT-1: polynomial from 2026-03-01T00:00:00Z',
    );
    expect(calibrationsText(all).split('; ')).toHaveLength(5);
  });
});
