import { expect, it } from 'vitest';
import type { Column } from '../../../../shared/domain/source-proposal/file-shape.ts';
import { mappedColumns } from '../../../../shared/domain/source-proposal/map-columns.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const { definition } = readDefinition(`
id: two
mode: REHEARSAL
arms: [{ id: bench, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [{ id: INC1, arm: bench }, { id: INC2, arm: bench }]
channels: [{ id: temperature, unit: Cel, period: PT1M }, { id: co2, unit: '[ppm]', period: PT1M }]
`);
const column = (header: string, more: Partial<Column> = {}): Column => ({
  ...{ header, kind: 'numbers', texts: ['1'], codes: [], unitText: null },
  ...more,
});

function mapped(columns: readonly Column[], fileName = 'log.csv') {
  const remarks: string[] = [];
  const inRows = { unit: false, channel: false };
  return { columns: mappedColumns(definition, columns, inRows, fileName, remarks), remarks };
}

it('a measurement goes before a mean, wherever it stands', () => {
  const { columns, remarks } = mapped([column('INC1 temp avg'), column('INC1 temp')]);
  expect(columns).toEqual({ 'INC1 temp': { unit: 'INC1', channel: 'temperature' } });
  expect(remarks.at(-1)).toContain('INC1 temp avg looks like INC1 temp (temperature)');
});

it('the name of the file may say the unit, and of what no name says it nothing is mapped', () => {
  expect(mapped([column('temp')], 'INC2_20260301.csv').columns).toEqual({
    temp: { unit: 'INC2', channel: 'temperature' },
  });
  expect(mapped([column('temp')]).remarks).toEqual([
    'temp looks like temperature, but its culture unit is not known: it is ignored',
  ]);
});

it('a row above the readings says the unit of measure where the header does not', () => {
  expect(mapped([column('INC1 temp', { unitText: 'degF' })]).columns).toEqual({
    'INC1 temp': { unit: 'INC1', channel: 'temperature', as: '[degF]' },
  });
});

it.each(['thousands', 'suffixed', 'texts'] as const)('%s are not mapped, and why is said', (kind) => {
  const { columns, remarks } = mapped([column('INC1 co2', { kind, texts: ['1,002'] })]);
  expect(columns).toEqual({});
  expect(remarks).toEqual([expect.stringContaining('INC1 co2 is ignored: it holds')]);
});
