import { expect, it } from 'vitest';
import { gLines } from '../../../../shared/domain/g-level/g-lines.ts';

it('g-levels are a line a unit, and what is not told stands once for all of which it is so', () => {
  const slow = 'no RMS: too slow';
  expect(
    gLines([
      { unit: 'F1', sentence: '0.001 g on average', lacks: [slow] },
      { unit: 'F2', sentence: '0.002 g on average', lacks: [slow] },
      { unit: 'G1', sentence: 'nothing measures it', lacks: [] },
      { unit: 'G2', sentence: 'nothing measures it', lacks: [] },
    ]),
  ).toEqual([
    'g-level of F1: 0.001 g on average',
    'g-level of F2: 0.002 g on average',
    'g-level of G1, G2: nothing measures it',
    `g-level of F1, F2: ${slow}`,
  ]);
  expect(gLines(undefined)).toEqual([]);
});
