import { expect, it } from 'vitest';
import { unitsOf } from '../../../../shared/domain/experiment/source-cells.ts';
import { minimal, wideSource } from './minimal.ts';

const longSource = (id: string, unit: object) => ({
  id,
  match: '*',
  layout: 'long',
  time: { column: 'gmt' },
  rows: { unit, channel: { column: 'c' }, value: 'v' },
});

it('names the units of a source, all of them where a long one does not say', () => {
  const definition = minimal({
    sources: [
      wideSource({ columns: { T: { unit: 'GU1', channel: 'co2' } } }),
      longSource('dump', { column: 'u' }),
      longSource('named', { column: 'u', names: { A: 'FU1', B: 'FU1' } }),
    ],
  });
  expect(definition.sources.map((source) => unitsOf(definition, source))).toEqual([
    ['GU1'],
    ['FU1', 'GU1'],
    ['FU1'],
  ]);
});
