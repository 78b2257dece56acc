import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, curvesWithin } from '../../../../shared/domain/calibration/calibrate.ts';
import type { CalibrationEntry } from '../../../../shared/domain/calibration/entry.ts';
import {
  type SeriesCalibration,
  seriesCalibration,
} from '../../../../shared/domain/calibration/series-calibration.ts';
import { packFlags, type Qualifiers, qualityOf } from '../../../../shared/domain/telemetry/flags.ts';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';

interface Declared {
  readonly channel?: readonly CalibrationEntry[];
  readonly sensor?: readonly CalibrationEntry[];
  readonly validRange?: SeriesCalibration['validRange'];
}
const declared = ({ channel = [], sensor = [], validRange = null }: Declared) =>
  seriesCalibration({ ofChannel: channel, ofSensor: sensor, sensor: 'T1', serial: null, validRange })!;

const byte = (said: Partial<Qualifiers> = {}) =>
  packFlags({ quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED', ...said });
const INVALID = byte({ quality: 'BAD', acquisitionStatus: 'INVALID' });
const nothing = { times: new Float64Array(0), values: new Float64Array(0), flags: new Uint8Array(0) };

function series(values: readonly number[], flags: readonly number[] = values.map(() => byte())): Series {
  const times = Float64Array.from(values, (_, i) => i * 10);
  const arrays = { times, values: Float64Array.from(values), flags: Uint8Array.from(flags) };
  return { series: 'temperature', ...arrays, losing: nothing };
}
const said = (one: Series) => Array.from(one.values, (value, i) => `${value} ${qualityOf(one.flags[i]!)}`);

describe('calibrate', () => {
  it('puts a number through the calibrator of the channel, then the calibration of the sensor', () => {
    const both = declared({ channel: [{ polynomial: [0, 0.1] }], sensor: [{ polynomial: [5, 2] }] });
    expect(said(calibrate(series([100]), both))).toEqual(['25 GOOD']);
  });

  it('does it in [from, to) alone, and does not write to what it was given', () => {
    const given = series([1, 2, 3, 4]);
    const found = calibrate(given, declared({ sensor: [{ from: 10, to: 30, polynomial: [100, 1] }] }));
    expect(said(found)).toEqual(['1 GOOD', '102 GOOD', '103 GOOD', '4 GOOD']);
    expect([...given.values]).toEqual([1, 2, 3, 4]);
    expect(found.times).toBe(given.times);
  });

  it('judges the valid range on the calibrated number, whatever was said of the stored one', () => {
    const counts = series([2048, 4000, 10], [byte({ quality: 'BAD' }), byte({ quality: 'BAD' }), byte()]);
    const found = calibrate(
      counts,
      declared({ channel: [{ polynomial: [-10, 0.02] }], validRange: [-5, 60] }),
    );
    expect(found.values[0]).toBeCloseTo(30.96);
    expect(Array.from(found.flags, qualityOf)).toEqual(['GOOD', 'BAD', 'BAD']);
  });

  it('keeps what was UNCERTAIN so, and calls it so beyond the points of a spline', () => {
    const spline = declared({
      sensor: [
        {
          spline: [
            [0, 0],
            [10, 20],
          ],
        },
      ],
    });
    const found = calibrate(series([5, 10, 11, -1, 5], [0, 0, 0, 0, byte({ quality: 'UNCERTAIN' })]), spline);
    expect(said(found)).toEqual(['10 GOOD', '20 GOOD', '22 UNCERTAIN', '-2 UNCERTAIN', '10 UNCERTAIN']);
  });

  it('leaves missing codes and set-points as they are', () => {
    const given = series([-999, 37], [INVALID, byte({ origin: 'SETPOINT' })]);
    const found = calibrate(given, declared({ sensor: [{ polynomial: [1, 1] }] }));
    expect([...found.values]).toEqual([-999, 37]);
    expect([...found.flags]).toEqual([INVALID, byte({ origin: 'SETPOINT' })]);
  });

  it('calls a number BAD that may be a count: its channel has curves, and none is in force', () => {
    const found = calibrate(
      series([2048, 2048]),
      declared({ channel: [{ from: 10, polynomial: [0, 0.01] }] }),
    );
    expect(said(found)).toEqual(['2048 BAD', '20.48 GOOD']);
    const corrected = calibrate(series([36, 36]), declared({ sensor: [{ from: 10, polynomial: [1, 1] }] }));
    expect(said(corrected)).toEqual(['36 GOOD', '37 GOOD']);
  });

  it('gives no NaN and nothing infinite: such a value is the largest double, BAD', () => {
    const steep = declared({ sensor: [{ polynomial: [0, 0, 1e300] }] });
    const clash = declared({ sensor: [{ polynomial: [0, -1e308, 1e308, 1e308] }] });
    for (const found of [calibrate(series([1e10]), steep), calibrate(series([1e10]), clash)])
      expect([Math.abs(found.values[0]!), qualityOf(found.flags[0]!)]).toEqual([Number.MAX_VALUE, 'BAD']);
    const halved = calibrate(
      series([Number.MAX_VALUE], [byte({ quality: 'BAD' })]),
      declared({ sensor: [{ polynomial: [0, 0.5] }] }),
    );
    expect(qualityOf(halved.flags[0]!)).toBe('BAD');
  });

  it('names words and changes no number by them', () => {
    const given = series([0, 1]);
    const found = calibrate(given, declared({ channel: [{ enumeration: { 0: 'OFF', 1: 'ON' } }] }));
    expect([found.values, found.flags]).toEqual([given.values, given.flags]);
  });

  it('calibrates what lost a conflict, too', () => {
    const losing = {
      times: Float64Array.of(0, 0),
      values: Float64Array.of(1, 2),
      flags: Uint8Array.of(0, 0),
    };
    const found = calibrate({ ...series([3]), losing }, declared({ sensor: [{ polynomial: [10, 1] }] }));
    expect([...found.values, ...found.losing.values]).toEqual([13, 11, 12]);
  });

  it('by an identity, or by none, leaves every bit', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 });
    const identities = fc.constantFrom<Declared>(
      { sensor: [{ polynomial: [0, 1] }] },
      { channel: [{ polynomial: [0, 1, 0] }], sensor: [{ to: 50, polynomial: [-0, 1] }], validRange: [0, 1] },
      { channel: [{ enumeration: { 0: 'OFF' } }] },
    );
    fc.assert(
      fc.property(values, fc.infiniteStream(fc.nat(127)), identities, (numbers, flags, one) => {
        const given = series([-0, 0, ...numbers], [...flags.take(numbers.length + 2)]);
        for (const found of [calibrate(given, declared(one)), calibrate(given, null)]) {
          expect(found.values.every((value, i) => Object.is(value, given.values[i]))).toBe(true);
          expect(found.flags).toEqual(given.flags);
        }
      }),
      { seed: 8 },
    );
  });
});

describe('what a page depends on', () => {
  const calibration = declared({
    sensor: [
      { from: 10, to: 20, polynomial: [1, 1] },
      { from: 20, enumeration: { 0: 'OFF' } },
    ],
    validRange: [0, 60],
  });

  it('is nothing where no number changes', () => {
    expect(curvesWithin(calibration, { from: 0, to: 10 })).toEqual([]);
    expect(curvesWithin(calibration, { from: 20, to: 30 })).toEqual([]);
    expect(curvesWithin(declared({ sensor: [{ polynomial: [0, 1] }] }), { from: 0, to: 10 })).toEqual([]);
  });

  it('is the curves within its time, and the valid range that they are judged by', () => {
    expect(curvesWithin(calibration, { from: 0, to: 15 })).toEqual([
      [10, 15, false, null, [1, 1]],
      [0, 60],
    ]);
    const other = declared({ channel: [{ from: 12, polynomial: [1, 1] }] });
    expect(curvesWithin(other, { from: 0, to: 15 })).toEqual([
      [0, 12, true, null, null],
      [12, 15, false, [1, 1], null],
      null,
    ]);
  });
});
