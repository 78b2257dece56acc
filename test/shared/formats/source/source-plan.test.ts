import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { planOfSource } from '../../../../shared/formats/source/source-plan.ts';

const { definition } = readDefinition(`
id: k
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1S }, { id: co2, unit: "[ppm]", period: PT1S }]
sources:
  - id: long
    match: "*.csv"
    layout: long
    time: { column: t, formats: [epoch-s] }
    rows: { unit: { column: u }, channel: { column: c, names: { T: { channel: temperature }, C: { channel: co2 } } }, value: v }
`);

describe('the plan of a source', () => {
  it('holds what a file says of its units against how each column is read', () => {
    const { definition: wide } = readDefinition(`
id: k
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight, sensors: [{ id: T2, serial: "7", measures: thermistor, calibrations: [{ polynomial: [0, 0.1] }] }] }]
channels:
  - { id: temperature, unit: Cel, period: PT1S }
  - { id: chamber, unit: Cel, period: PT1S }
  - { id: thermistor, unit: Cel, period: PT1S }
sources:
  - id: wide
    match: "*.csv"
    time: { column: t, formats: [epoch-s] }
    columns:
      T: { unit: FU1, channel: temperature }
      F: { unit: FU1, channel: chamber, as: "[degF]" }
      R: { unit: FU1, channel: thermistor }
`);
    const contradiction = planOfSource(declaredBy(wide), wide.sources[0]!).read.contradiction!;
    expect(contradiction('T', 'T (°F)', 'header')).toContain(
      'says "°F" ([degF]), but the column is read in Cel',
    );
    expect(contradiction('T', 'degF', 'units row')).toContain('write as: "[degF]"');
    expect(contradiction('T', 'Deg C', 'units row')).toBeNull();
    expect(contradiction('T', 'T', 'header')).toBeNull();
    expect(contradiction('F', 'degF', 'units row')).toBeNull();
    // Its calibration makes degrees of what stands in the file.
    expect(contradiction('R', 'mV', 'units row')).toBeNull();
    expect(contradiction('T', 'mV', 'units row')).not.toBeNull();
    expect(contradiction('unmapped', 'mV', 'units row')).toBeNull();
  });

  it('has one kind for equal rows, however often it is asked: kinds are 16 bits wide', () => {
    const { read, readingsOf } = planOfSource(declaredBy(definition), definition.sources[0]!);
    const first = read.kindOf(['FU1', 'T']);
    for (let i = 0; i < 70_000; i++) read.kindOf(['FU1', 'C']);
    expect(read.kindOf(['FU1', 'C'])).toBe(1);
    expect(read.kindOf(['FU1', 'T'])).toBe(first);
    expect(
      readingsOf(
        1,
        read.columns.map(({ header }) => header),
      )[0]?.channel,
    ).toBe('co2');
  });
});
