import { describe, expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { readingOfSource } from '../../../../shared/domain/experiment/source-reading.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const DEFINITION = `
id: two
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight, sensors: [{ id: t1, measures: temperature, serial: S1 }] }, { id: FU2, arm: flight }]
channels:
  - { id: temperature, unit: Cel, period: PT1M }
  - { id: co2, unit: '[ppm]', period: PT1M, limits: [{ warning: [0, 5000] }] }
sources:
  - { id: first, match: 'a*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: second, match: 'b*.csv', time: { column: t }, columns: { c: { unit: FU2, channel: co2 } } }
`;

const readings = (definition: string) => {
  const index = indexDefinition(readDefinition(definition).definition);
  return ['first', 'second'].map((id) => JSON.stringify(readingOfSource(index, id)));
};
/** Which of the two sources are read otherwise after the change. */
function changedBy(from: string, to: string): string[] {
  expect(DEFINITION).toContain(from);
  const [before, after] = [readings(DEFINITION), readings(DEFINITION.replace(from, to))];
  return ['first', 'second'].filter((_, i) => before[i] !== after[i]);
}

describe('the reading of one source', () => {
  it.each([
    [
      'its own declaration',
      'temp: { unit: FU1, channel: temperature }',
      "temp: { unit: FU1, channel: temperature, as: '[degF]' }",
      ['first'],
    ],
    [
      'how a channel is stored that it brings',
      "unit: '[ppm]', period: PT1M",
      "unit: '[ppm]', storage: decimal(1), period: PT1M",
      ['second'],
    ],
    ['the serial of a sensor of its unit', 'serial: S1', 'serial: S2', ['first']],
    ['a limit of its channel', '[0, 5000]', '[0, 4000]', []],
    [
      'the plausible span of all',
      'id: two\n',
      "id: two\nplausible: { from: '2026-01-01T00:00:00Z' }\n",
      ['first', 'second'],
    ],
  ])('changes with %s, and not with what concerns others: %#', (_, from, to, changed) => {
    expect(changedBy(from, to)).toEqual(changed);
  });

  it('is null of a source that there is not', () => {
    expect(readingOfSource(indexDefinition(readDefinition(DEFINITION).definition), 'third')).toBeNull();
  });
});
