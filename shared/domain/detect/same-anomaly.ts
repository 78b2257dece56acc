import type { Anomaly } from './registry.ts';

/**
 * Whether both are one and the same to people: of one name, or one silence of a unit under another deadline because the
 * contact plan has changed. Nothing newer has come in between.
 */
export function isSameAnomaly(a: Anomaly, b: Anomaly): boolean {
  if (a.id === b.id) return true;
  if (a.kind !== 'SILENCE' || b.kind !== 'SILENCE') return false;
  return a.unit === b.unit && a.evidence.newestSample === b.evidence.newestSample;
}
