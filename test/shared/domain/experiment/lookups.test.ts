import { describe, expect, it } from 'vitest';
import {
  armKindOf,
  channelNamed,
  pairNamed,
  pairsOf,
  sharesClock,
  unitNamed,
} from '../../../../shared/domain/experiment/lookups.ts';
import { indexed, longSource, wideSource } from './minimal.ts';

describe('what a definition declares', () => {
  it('is found by its id', () => {
    expect(unitNamed(indexed(), 'GU1').arm).toBe('ground');
    expect(channelNamed(indexed(), 'co2').unit).toBe('%');
    expect(pairNamed(indexed(), 'P1').flight).toBe('FU1');
    expect(armKindOf(indexed(), 'GU1')).toBe('GROUND_CONTROL_SYNCHRONOUS');
  });

  it('is named where the id is near, and listed where none is', () => {
    expect(() => channelNamed(indexed(), 'temprature')).toThrow('did you mean "temperature"?');
    expect(() => unitNamed(indexed(), 'habitat')).toThrow(
      'expected a known unit, got "habitat"; known: FU1, GU1',
    );
    expect(() => pairNamed(indexed({ pairs: [] }), 'P1')).toThrow('known: none');
    try {
      unitNamed(indexed(), 'FU2');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ kind: 'not-found', code: 'unit.unknown' });
    }
  });

  it('names the pairs of either side', () => {
    expect(pairsOf(indexed(), 'FU1').map((pair) => pair.id)).toEqual(['P1']);
    expect(pairsOf(indexed(), 'GU1').map((pair) => pair.id)).toEqual(['P1']);
    expect(pairsOf(indexed(), 'FU9')).toEqual([]);
  });
});

describe('sharesClock', () => {
  const flight = { T: { unit: 'FU1', channel: 'co2' } };
  const ground = { T: { unit: 'GU1', channel: 'co2' } };
  const shares = (...sources: object[]) => {
    const definition = indexed({ sources });
    return sharesClock(definition, pairNamed(definition, 'P1'));
  };

  it('holds for two columns of one wide source', () => {
    expect(shares(wideSource())).toBe(true);
  });

  it('holds for sources that name one clock, and for no others', () => {
    const f = (clock: object) => wideSource({ columns: flight, ...clock });
    const g = (clock: object) => wideSource({ id: 'ground', columns: ground, ...clock });
    expect(shares(f({ clock: 'chamber' }), g({ clock: 'chamber' }))).toBe(true);
    expect(shares(f({ clock: 'chamber' }), g({ clock: 'rack' }))).toBe(false);
    expect(shares(f({ clock: 'chamber' }), g({}))).toBe(false);
    expect(shares(f({}), g({ clock: 'chamber' }))).toBe(false);
    expect(shares(f({}), g({}))).toBe(false);
  });

  it('is not claimed where a side has no source, or the rows of a dump have their own clocks', () => {
    expect(shares(wideSource({ columns: flight }))).toBe(false);
    expect(shares()).toBe(false);
    expect(shares(longSource())).toBe(false);
    expect(shares(wideSource(), longSource())).toBe(false);
  });
});
