import type { AnyAnomaly } from './anomaly.ts';

const LASTED = {
  LIMITS: 'lasted until its limits ended',
  PHASE: 'lasted until its phase ended',
} as const;

/** Of what does not hold at the newest reading: it is over only where readings came back. */
export function overWords({ judgedUntil }: Pick<AnyAnomaly, 'judgedUntil'>): string {
  return judgedUntil === undefined ? 'over' : LASTED[judgedUntil];
}
