/** The cycle of a free fall machine: a fall, and a throw that brings the sample back. */
import type { Technique } from '../literature/techniques.ts';
import { significantText } from '../words/figure.ts';
import type { PlatformFacts } from './facts.ts';
import { rangeOf } from './parameters.ts';
import type { PlatformRemark } from './remark.ts';
import { gText } from './rotation.ts';

export interface FallCycle {
  readonly fallMs: number;
  readonly pulseMs: number;
  /** Share of the cycle in free fall. */
  readonly share: number;
  /**
   * What the throw must have on average: over a cycle that ends where it began the mean is 1 g, as momentum does not change,
   * so that pulse = (fall + pulse) / pulse · 1 g.
   */
  readonly closingG: number;
}

/** As declared, and else as reported; null of other platforms. */
export function fallCycleOf({
  technique,
  declared,
}: Pick<PlatformFacts, 'technique' | 'declared'>): FallCycle | null {
  const fallMs = declared.freeFallMs ?? reported(technique, 'freeFallMs');
  const pulseMs = declared.pulseMs ?? reported(technique, 'pulseMs');
  if (technique.id !== 'ffm' || fallMs === null || pulseMs === null) return null;
  const cycle = fallMs + pulseMs;
  return { fallMs, pulseMs, share: fallMs / cycle, closingG: cycle / pulseMs };
}

const reported = (technique: Technique, key: 'freeFallMs' | 'pulseMs'): number | null =>
  rangeOf(technique, key)?.most ?? null;

/** How far a declared throw may be from what closes its cycle. */
const TOLERANCE = 0.1;

export function fallRemarks(facts: PlatformFacts): PlatformRemark[] {
  const cycle = fallCycleOf(facts);
  if (cycle === null) return [];
  const { pulseG } = facts.declared;
  const isOpen = pulseG !== undefined && Math.abs(pulseG / cycle.closingG - 1) > TOLERANCE;
  const message = `a throw of ${gText(pulseG ?? 0)} for ${cycle.pulseMs} ms does not bring a sample back that fell for ${cycle.fallMs} ms: ${gText(cycle.closingG)} on average does`;
  const pulses = `each fall of ${cycle.fallMs} ms is followed by a throw of ${cycle.pulseMs} ms (about ${significantText(cycle.closingG, 3)} g on average): cells do answer to hypergravity`;
  return [
    ...(isOpen ? [{ code: 'platform.cycle', message, kind: 'FIX' } as const] : []),
    { code: 'platform.hypergravity', message: pulses, kind: 'BESIDE' },
  ];
}
