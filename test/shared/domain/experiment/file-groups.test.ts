import { expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { declaredSeries } from '../../../../shared/domain/experiment/lookups.ts';
import { parseDefinition } from '../../../../shared/domain/experiment/parse-definition.ts';

const channel = (id: string) => ({ id, unit: '1', period: 'PT1M' });
const source = (id: string, columns: Record<string, string>) => ({
  ...{ id, match: `${id}*.csv`, time: { column: 't' } },
  columns: Object.fromEntries(
    Object.entries(columns).map(([column, name]) => [column, { unit: 'FU1', channel: name }]),
  ),
});
const index = indexDefinition(
  parseDefinition({
    id: 'groups',
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: [{ id: 'FU1', arm: 'flight', sensors: [{ id: 'S1', measures: 'spare' }] }],
    channels: ['a', 'b', 'c', 'd', 'spare'].map(channel),
    sources: [
      source('one', { x: 'a', y: 'b' }),
      source('two', { z: 'c' }),
      source('three', { y2: 'b', w: 'd' }),
    ],
  }),
);

it('series come together that one source brings, and sources that have one in common', () => {
  const groups = index.fileGroups.get('FU1')!;
  expect(groups.get('a')).toBe(groups.get('b'));
  expect(groups.get('d')).toBe(groups.get('a'));
  expect(groups.get('c')).not.toBe(groups.get('a'));
});

it('what no source brings is not expected', () => {
  expect(declaredSeries(index, 'FU1').map(({ series }) => series)).toEqual(['a', 'b', 'c', 'd']);
});
