import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../../shared/domain/literature/expectation.ts';
import { type Measured, verdictOf } from '../../../../shared/domain/literature/verdict.ts';

const expecting = (sides: Expectation['sides']): Expectation => ({
  ...{ sides, references: [1], direct: [1], consensus: 'single-study', conflict: null },
});
const up: Measured = { sign: 'up', isEffect: true, isEquivalent: false };
const unclear: Measured = { sign: 'up', isEffect: false, isEquivalent: null };
const small: Measured = { sign: 'up', isEffect: true, isEquivalent: true };
const none: Measured = { sign: 'down', isEffect: false, isEquivalent: true };

describe('the verdict beside the literature', () => {
  it.each([
    [up, { up: [1] }, 'AGREES'],
    [up, { down: [1] }, 'OPPOSES'],
    [up, { unchanged: [1] }, 'OPPOSES'],
    [none, { up: [1] }, 'NULL'],
    [none, { unchanged: [1] }, 'AGREES'],
    [small, { up: [1] }, 'NULL'],
    [small, { unchanged: [1] }, 'AGREES'],
    [unclear, { up: [1] }, 'INCONCLUSIVE'],
    [unclear, { unchanged: [1] }, 'INCONCLUSIVE'],
    [null, { up: [1] }, 'INCONCLUSIVE'],
    [up, { up: [1], unchanged: [2] }, 'CONFLICTING'],
    [none, { mixed: [1] }, 'CONFLICTING'],
  ] as const)('of %o and %o is %s', (measured, sides, verdict) => {
    expect(verdictOf(measured, expecting(sides))).toBe(verdict);
  });

  it('is none where nothing is expected', () => {
    expect(verdictOf(up, null)).toBe('NO_EXPECTATION');
  });
});
