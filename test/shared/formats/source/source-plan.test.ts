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
