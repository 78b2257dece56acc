import { describe, expect, it } from 'vitest';
import { bucketDaysOf } from '../../../../shared/domain/experiment/bucket-days.ts';
import { unitSeries } from '../../../../shared/domain/experiment/lookups.ts';
import { primarySensor, seriesFed } from '../../../../shared/domain/experiment/unit-series.ts';
import { indexed, wideSource } from './minimal.ts';

const longSource = (rows: object) => ({
  id: 'dump',
  match: '*',
  layout: 'long',
  time: { column: 't' },
  rows,
});
const namesOf = (definition: ReturnType<typeof indexed>, unit: string) =>
  unitSeries(definition, unit).map(({ series, sensor }) => [series, sensor]);

describe('unitSeries', () => {
  it('lists what sensors measure and sources bring, in the order of the channels, the primary series first', () => {
    expect(namesOf(indexed(), 'FU1')).toEqual([
      ['temperature', 'T1'],
      ['temperature@T2', 'T2'],
      ['co2', null],
    ]);
    expect(namesOf(indexed(), 'GU1')).toEqual([['temperature', null]]);
  });

  it('carries what the rules need of the channel', () => {
    expect(unitSeries(indexed(), 'GU1')).toEqual([
      {
        series: 'temperature',
        channel: 'temperature',
        sensor: null,
        ucum: 'Cel',
        storage: { kind: 'decimal', scale: 2 },
        accuracy: null,
        period: 1,
        validRange: [-20, 60],
        stuckAfter: 172_800,
        twin: { margin: null, tolerance: 0.5, dose: null, samples: null, limits: [] },
        limits: [],
        calibration: null,
      },
    ]);
  });

  it('takes the only sensor for the primary one', () => {
    const units = [{ id: 'FU1', arm: 'flight', sensors: [{ id: 'T9', measures: 'temperature' }] }];
    const definition = indexed({ units, pairs: [], sources: [] });
    expect(namesOf(definition, 'FU1')).toEqual([['temperature', 'T9']]);
    expect(primarySensor(definition.units.get('FU1')!, 'co2')).toBeNull();
  });

  it('takes every channel for a long source that does not name them, in the units that it has', () => {
    const rows = { unit: { column: 'u', names: { G: 'GU1' } }, channel: { column: 'c' }, value: 'v' };
    const definition = indexed({ sources: [longSource(rows)] });
    expect(namesOf(definition, 'GU1')).toEqual([
      ['temperature', null],
      ['co2', null],
    ]);
    expect(namesOf(definition, 'FU1').map(([series]) => series)).toEqual(['temperature', 'temperature@T2']);
  });

  it('takes the sensor of a long row only for the units that have it', () => {
    const names = { A: { channel: 'temperature', sensor: 'T2' }, B: { channel: 'co2' } };
    const rows = { unit: { column: 'u' }, channel: { column: 'c', names }, value: 'v' };
    expect(namesOf(indexed({ sources: [longSource(rows)] }), 'GU1')).toEqual([['co2', null]]);
  });

  it('refuses a unit that the definition does not have', () => {
    expect(() => unitSeries(indexed(), 'FU2')).toThrow('did you mean "FU1"?');
  });
});

describe('seriesFed', () => {
  it('gives the primary sensor the name of the channel, every other its own series', () => {
    const fed = (sensor?: string) => seriesFed(indexed(), 'FU1', { channel: 'temperature', sensor }).series;
    expect([fed(), fed('T1'), fed('T2')]).toEqual(['temperature', 'temperature', 'temperature@T2']);
  });
});

describe('bucketDaysOf', () => {
  const unitAt = (...periods: string[]) => {
    const channels = periods.map((period, i) => ({ id: `c${i}`, unit: '%', period }));
    const columns = Object.fromEntries(channels.map(({ id }) => [id, { unit: 'FU1', channel: id }]));
    const units = [{ id: 'FU1', arm: 'flight' }];
    return bucketDaysOf(indexed({ units, channels, pairs: [], sources: [wideSource({ columns })] }), 'FU1');
  };

  it('is one day from 100,000 samples a day on', () => {
    expect(unitAt('PT0.864S')).toBe(1);
    expect(unitAt('PT0.865S')).toBe(30);
    expect(unitAt('PT1S')).toBe(30);
    expect(unitAt('PT1S', 'PT1S')).toBe(1);
    expect(unitAt('PT5M', 'PT5M', 'PT5M')).toBe(30);
  });

  it('counts a redundant sensor as a series of its own, and nothing that the unit does not have', () => {
    expect(bucketDaysOf(indexed(), 'FU1')).toBe(1);
    expect(bucketDaysOf(indexed(), 'GU1')).toBe(30);
  });
});
