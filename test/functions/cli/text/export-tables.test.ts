import { expect, it } from 'vitest';
import { channelsTable } from '../../../../functions/cli/text/export-tables.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

it('channels without a margin or an accuracy have empty cells, so that their columns are numbers', () => {
  const { definition } = readDefinition(TWIN_DEFINITION.replace('margin: 3, ', ''));
  expect(channelsTable(definition).split('\r\n')).toEqual([
    'channel,quantity,ucum,period,resolution,accuracy,margin,tolerance',
    'temperature,temperature,Cel,PT1M,,,0.5,PT10S',
    'humidity,relative humidity,%,PT1M,,,,PT10S',
    '',
  ]);
});

it('a period of days stays one of days', () => {
  const { definition } = readDefinition(TWIN_DEFINITION.replace('period: PT1M', 'period: P181D'));
  expect(channelsTable(definition)).toContain('Cel,P181D,');
});
