/** A measurement held against what studies reported: their signs are never averaged. */
import type { Expectation } from './expectation.ts';
import type { LiteratureVerdict } from './words.ts';

/** What was measured of the arm whose gravity is altered, against its control. */
export interface Measured {
  readonly sign: 'up' | 'down';
  /** Told from no effect. */
  readonly isEffect: boolean;
  /** Told to be none, by a margin that somebody declared; null where nobody did. */
  readonly isEquivalent: boolean | null;
}

/** @param measured null where nothing could be compared */
export function verdictOf(measured: Measured | null, expectation: Expectation | null): LiteratureVerdict {
  if (expectation === null) return 'NO_EXPECTATION';
  const [side, ...others] = Object.keys(expectation.sides);
  if (others.length > 0 || side === 'mixed') return 'CONFLICTING';
  if (measured === null) return 'INCONCLUSIVE';
  // Before the effect: one that is told from none may still be smaller than what somebody calls one.
  if (measured.isEquivalent === true) return side === 'unchanged' ? 'AGREES' : 'NULL';
  if (!measured.isEffect) return 'INCONCLUSIVE';
  return measured.sign === side ? 'AGREES' : 'OPPOSES';
}
