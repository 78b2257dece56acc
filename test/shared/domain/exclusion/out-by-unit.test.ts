import { expect, it } from 'vitest';
import type { Exclusion } from '../../../../shared/domain/exclusion/exclusion.ts';
import { outByUnit } from '../../../../shared/domain/exclusion/out-by-unit.ts';

const lost: Exclusion = {
  ...{ id: '1', unit: null, sample: 'F1/S1', from: null, to: null, reason: 'LOST', evidence: 'broken' },
  ...{ by: 'ada', recordedAt: 0, blinded: true, lifts: null },
};
const sample = (unit: string | null, slice: string, excluded: string | null = null) => ({
  ...{ name: `${unit}/${slice}`, unit, arm: 'flight', inFiles: [`${unit}/${slice}`], excluded },
});

it('units are out by what took their samples out, in whole where nothing else is known of them', () => {
  const text = 'excluded: LOST, by ada at 1970-01-01T00:00:00Z, before unblinding';
  const samples = [
    sample('F1', 'S1', '1'),
    sample('F1', 'S2'),
    sample('F2', 'S1', '1'),
    sample(null, 'S1', '1'),
  ];
  expect(outByUnit([...samples, sample('F3', 'S1')], [lost])).toEqual(
    new Map([
      ['F1', { text, isWhole: false }],
      ['F2', { text, isWhole: true }],
    ]),
  );
});
