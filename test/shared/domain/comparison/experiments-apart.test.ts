import { describe, expect, it } from 'vitest';
import {
  type EffectFacts,
  experimentsApart,
  notComparable,
} from '../../../../shared/domain/comparison/experiments-apart.ts';

const facts = (experiment: string, more: Partial<EffectFacts> = {}): EffectFacts => ({
  ...{ experiment, kind: 'pit-table', scale: 'ratio', ucum: '/mm2', estimator: 'a ratio of means, by units' },
  ...{ controlKind: 'GROUND_CONTROL_SYNCHRONOUS', environment: 'CLEAN', donor: [] },
  ...{ cell: ['osteoclasts'], species: ['mouse'], substrate: ['bovine-bone'] },
  ...more,
});

describe('two experiments', () => {
  it('that are alike differ in nothing beside their platform', () => {
    expect(experimentsApart(facts('osteo'), facts('rpm'))).toEqual([]);
    expect(
      experimentsApart(facts('osteo', { ucum: 'pmol/mm2' }), facts('rpm', { ucum: 'nmol/mm2' })),
    ).toEqual([]);
  });

  it('say each fact in which they differ, and which nobody tells', () => {
    const rpm = facts('rpm', {
      ...{ cell: ['osteoblasts'], species: [], substrate: ['ivory'], ucum: '{cells}/mL' },
      ...{ estimator: 'a ratio of geometric means, by pairs', controlKind: 'ONBOARD_1G' },
      ...{ environment: 'UNKNOWN', kind: 'endpoint-table', donor: ['D1'] },
    });
    expect(experimentsApart(facts('osteo', { ucum: 'nmol/mm2', donor: ['D1'] }), rpm)).toEqual([
      'the cells are osteoclasts (osteo) and osteoblasts (rpm)',
      'the species is mouse (osteo) and not told (rpm)',
      'the substrate is bovine-bone (osteo) and ivory (rpm)',
      'it is measured in nmol (osteo) and cells (rpm)',
      'it is per mm² (osteo) and mL (rpm)',
      'it was measured as pit-table (osteo) and endpoint-table (rpm)',
      'the estimate is a ratio of means, by units (osteo) and a ratio of geometric means, by pairs (rpm)',
      'the control is GROUND_CONTROL_SYNCHRONOUS (osteo) and ONBOARD_1G (rpm)',
      'the environment of rpm is UNKNOWN',
      'both have cells of D1, so that they are not quite independent',
    ]);
    const untold = { cell: [], species: [], substrate: [] };
    expect(experimentsApart(facts('osteo', untold), facts('rpm', untold))).toEqual([
      'nothing says what the cells are',
      'nothing says what the species is',
      'nothing says what the substrate is',
    ]);
  });

  it('are not compared on different scales, nor differences in different units', () => {
    expect(notComparable(facts('a'), facts('b'))).toBeNull();
    expect(notComparable(facts('a'), facts('b', { scale: 'difference' }))).toEqual({
      code: 'across.scale',
      message: 'a tells arms apart by a ratio and b by a difference: one has nothing to do with the other',
    });
    const of = (experiment: string, ucum: string | null) => facts(experiment, { scale: 'difference', ucum });
    expect(notComparable(of('a', '[pH]'), of('b', '%'))?.code).toBe('across.unit');
    expect(notComparable(of('a', '[pH]'), of('b', '[pH]'))).toBeNull();
  });
});
