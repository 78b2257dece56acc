import { expect, it } from 'vitest';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { previewOf } from '../../../../shared/formats/source-proposal/preview.ts';

const { definition } = readDefinition(`
id: counts
arms: [{ id: flight, kind: SPACEFLIGHT }]
units:
  - id: FU1
    arm: flight
    sensors:
      - { id: T1, measures: temperature, primary: true }
      - { id: T2, measures: temperature, calibrations: [{ from: 2026-03-01T06:01:00Z, polynomial: [1, 1] }] }
channels:
  - { id: temperature, unit: Cel, period: PT1M, validRange: [-20, 60], calibrators: [{ polynomial: [-10, 0.03125] }] }
  - { id: lamp, unit: '1', period: PT1M, calibrators: [{ enumeration: { 0: OFF, 1: ON } }] }
sources:
  - id: bench
    match: '*.csv'
    time: { column: t }
    columns:
      a: { unit: FU1, channel: temperature }
      b: { unit: FU1, channel: temperature, sensor: T2, missing: [{ value: -1 }] }
      lamp: { unit: FU1, channel: lamp }
`);

it('shows samples as they will be answered: calibrated, judged then, and with their words', async () => {
  const file =
    't,a,b,lamp\n2026-03-01T06:00:00Z,1024,1024,ON\n2026-03-01T06:01:00Z,4096,1024,0\n2026-03-01T06:02:00Z,,-1,\n';
  const now = Date.parse('2026-03-02T00:00:00Z') * 1000;
  const { samples } = await previewOf(definition, definition.sources[0]!, Buffer.from(file), true, now);
  expect(samples.map(({ series, value, word, says }) => [series, value, word ?? says].join(' '))).toEqual([
    'temperature 22 GOOD',
    'temperature@T2 22 GOOD',
    'lamp 1 ON',
    'temperature 118 BAD',
    'temperature@T2 23 GOOD',
    'lamp 0 OFF',
    'temperature@T2 -1 INVALID',
  ]);
});
