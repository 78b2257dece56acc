import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { minimal, wideSource } from './minimal.ts';

const ids = (list: readonly { readonly id: string }[] | undefined) => list?.map(({ id }) => id);

describe('indexDefinition', () => {
  const definition = minimal({
    units: [
      { id: 'FU1', arm: 'flight' },
      { id: 'FU2', arm: 'flight' },
      { id: 'GU1', arm: 'ground' },
      { id: 'GU2', arm: 'ground' },
    ],
    pairs: [
      { id: 'P1', flight: 'FU1', ground: 'GU1' },
      { id: 'P2', flight: 'FU2', ground: 'GU1' },
    ],
    sources: [
      wideSource({ id: 'own', columns: { T: { unit: 'GU1', channel: 'co2' } } }),
      wideSource({
        id: 'both',
        match: 'b*',
        columns: { T: { unit: 'FU1', channel: 'temperature' }, C: { unit: 'GU1', channel: 'temperature' } },
      }),
    ],
  });
  const index = indexDefinition(definition);

  it('finds what is declared by its id', () => {
    expect(index.units.get('FU2')).toBe(definition.units[1]);
    expect(index.pairs.get('P2')).toBe(definition.pairs[1]);
    expect(index.channels.get('co2')).toBe(definition.channels[1]);
    expect(index.sources.get('both')).toBe(definition.sources[1]);
    expect(index.arms.get('ground')).toBe(definition.arms[1]);
    expect(index.units.get('FU3')).toBeUndefined();
  });

  it('finds pairs and sources by unit, as declared', () => {
    expect(ids(index.pairsByUnit.get('GU1'))).toEqual(['P1', 'P2']);
    expect(ids(index.pairsByUnit.get('FU2'))).toEqual(['P2']);
    expect(index.pairsByUnit.has('GU2')).toBe(false);
    expect(ids(index.sourcesByUnit.get('GU1'))).toEqual(['own', 'both']);
    expect(ids(index.sourcesByUnit.get('FU1'))).toEqual(['both']);
    expect(index.sourcesByUnit.has('FU2')).toBe(false);
  });

  it('has the series of every unit, in the order of the channels', () => {
    const names = [...index.seriesByUnit].map(([unit, series]) => [unit, series.map((one) => one.series)]);
    expect(names).toEqual([
      ['FU1', ['temperature']],
      ['FU2', []],
      ['GU1', ['temperature', 'co2']],
      ['GU2', []],
    ]);
  });
});

it('of an id that is declared twice the first counts', () => {
  const definition = minimal();
  const [first] = definition.units;
  const twice = { ...definition, units: [...definition.units, { ...first!, arm: 'ground' }] };
  expect(declaredBy(twice).units.get('FU1')).toBe(first);
});
