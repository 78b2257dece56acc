import { describe, expect, it } from 'vitest';
import type { CalibrationEntry } from '../../../../shared/domain/calibration/entry.ts';
import {
  seriesCalibration,
  stretchAt,
  stretchWords,
} from '../../../../shared/domain/calibration/series-calibration.ts';

const BASE = { sensor: 'T1', serial: 'PT-1', validRange: null };
const of = (
  ofChannel: readonly CalibrationEntry[],
  ofSensor: readonly CalibrationEntry[] = [],
  serial: string | null = 'PT-1',
) => seriesCalibration({ ...BASE, ofChannel, ofSensor, serial });
const line = (offset: number, more: Partial<CalibrationEntry> = {}) => ({ polynomial: [offset, 2], ...more });

describe('the calibrations of a series', () => {
  it('are none where nothing is declared, or all is of other sensors', () => {
    expect(of([])).toBe(null);
    expect(of([line(1, { serial: 'PT-2' })])).toBe(null);
    expect(of([line(1, { serial: 'PT-2' })], [], null)).toBe(null);
  });

  it('are in force in [from, to), one stretch after the other over all time', () => {
    const { stretches } = of([], [line(1, { from: 10, to: 20 }), line(2, { from: 20 })])!;
    expect(stretches.map(({ from, to, sensor }) => [from, to, sensor?.polynomial?.[0]])).toEqual([
      [-Infinity, 10, undefined],
      [10, 20, 1],
      [20, Infinity, 2],
    ]);
    const found = of([], [line(1, { from: 10, to: 20 })])!;
    expect([9, 10, 19, 20].map((at) => stretchAt(found, at).sensor?.polynomial?.[0])).toEqual([
      ...[undefined, 1, 1, undefined],
    ]);
  });

  it('of the channel with the serial go before those for any sensor', () => {
    const { stretches } = of([line(1), line(2, { serial: 'PT-1', from: 5 }), line(3, { serial: 'PT-9' })])!;
    expect(stretches.map(({ from, channel }) => [from, channel?.polynomial?.[0]])).toEqual([
      [-Infinity, 1],
      [5, 2],
    ]);
  });

  it('follow the serial that a calibration of the sensor names: it was replaced midway', () => {
    const { stretches } = of(
      [line(1, { serial: 'PT-1' }), line(2, { serial: 'PT-2' })],
      [line(7, { to: 50, serial: 'PT-2' }), line(8, { from: 50 })],
    )!;
    expect(
      stretches.map(({ to, serial, channel, sensor }) => [
        ...[to, serial, channel?.polynomial?.[0], sensor?.polynomial?.[0]],
      ]),
    ).toEqual([
      [50, 'PT-2', 2, 7],
      [Infinity, 'PT-1', 1, 8],
    ]);
  });

  it('know whether a number without one may be a count', () => {
    expect(of([line(1, { from: 5 })])!.isCounts).toBe(true);
    expect(of([{ enumeration: { 0: 'OFF' } }])!.isCounts).toBe(false);
    expect(of([], [line(1)])!.isCounts).toBe(false);
  });

  it('give the words of a stretch, the channel before the sensor', () => {
    const found = of([{ enumeration: { 0: 'SHUT' }, to: 5 }], [{ enumeration: { 0: 'OFF' } }])!;
    expect([0, 9].map((at) => stretchWords(stretchAt(found, at))?.wordOf.get(0))).toEqual(['SHUT', 'OFF']);
  });
});
