import { describe, expect, it } from 'vitest';
import type { Exclusion } from '../../../../shared/domain/exclusion/exclusion.ts';
import {
  excludedTimes,
  excludesSample,
  excludesUnit,
  exclusionsInForce,
} from '../../../../shared/domain/exclusion/in-force.ts';

const exclusion = (told: Partial<Exclusion>): Exclusion => ({
  ...{ id: 'e1', unit: null, sample: null, from: null, to: null, reason: 'LEAK', evidence: 'foam' },
  ...{ blinded: false, lifts: null, recordedAt: 0, by: 'ops', ...told },
});

describe('exclusions in force', () => {
  it('are those that nothing lifted, in the order in which they were recorded', () => {
    const all = [
      exclusion({ id: 'b', unit: 'FU1', recordedAt: 2 }),
      exclusion({ id: 'a', unit: 'FU2', recordedAt: 1 }),
      exclusion({ id: 'c', lifts: 'b', reason: null, recordedAt: 3 }),
    ];
    expect(exclusionsInForce(all).map(({ id }) => id)).toEqual(['a']);
  });

  it.each([
    ['S-F1', 'S-F1'],
    ['S-F1', 'S.F1'],
    ['1-F', 'X1.F'],
  ])('take the sample %s out by the name %s', (name, sample) => {
    expect(excludesSample([exclusion({ sample })], { name, unit: 'FU1' }, null)?.id).toBe('e1');
  });

  it('take a sample out by what its file is called, too', () => {
    const sample = { name: 'FLT_1*', unit: 'FU1', inFiles: ['FLT_1ReadsPerGene.out.tab'] };
    const named = exclusion({ sample: 'FLT_1ReadsPerGene.out.tab' });
    expect(excludesSample([named], sample, null)?.id).toBe('e1');
    expect(excludesSample([named], { ...sample, inFiles: [] }, null)).toBeNull();
  });

  it('take no other sample out', () => {
    expect(excludesSample([exclusion({ sample: 'S-F1' })], { name: 'S-F2', unit: 'FU2' }, null)).toBeNull();
  });

  it('take a unit out whole, or for a time', () => {
    const some = [exclusion({ unit: 'FU1' }), exclusion({ id: 'e2', unit: 'FU2', from: 10, to: 20 })];
    expect([excludesUnit(some, 'FU1')?.id, excludesUnit(some, 'FU2')]).toEqual(['e1', null]);
    expect(excludedTimes(some, 'FU2')).toEqual([{ from: 10, to: 20 }]);
    const sample = { name: 'S2', unit: 'FU2' };
    expect([9, 10, 19, 20, null].map((at) => excludesSample(some, sample, at)?.id ?? null)).toEqual([
      ...[null, 'e2', 'e2', null, null],
    ]);
  });
});
