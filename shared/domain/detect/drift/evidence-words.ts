/** What the evidence of a SHIFT or a DRIFT is told by: apart from what judges, since an answer needs the words alone. */
import { listText } from '../../words/list.ts';

export const REFERENCE_KINDS = ['sensor', 'siblings', 'ambient', 'twin', 'setpoint'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** What an anomaly was judged against, in words: `FU2, FU3`. */
export function againstText(kind: ReferenceKind, against: readonly string[]): string {
  if (kind === 'setpoint') return 'its set-point';
  return kind === 'ambient' ? against.join(' above ') : listText(against);
}

/** `calibration`: the sensors are calibrated against each other. `rehearsal`: it was learnt there, of the same hardware. */
export const NOISE_SOURCES = ['declared', 'rehearsal', 'calibration'] as const;
export type NoiseSource = (typeof NOISE_SOURCES)[number];

/** What was told by: where each unit stood itself, or where it stood above its twin. */
export const WITNESSES = ['level', 'twin'] as const;
export type Witness = (typeof WITNESSES)[number];

/** A chance from which on it is said. */
export const SURE = 0.9;
export const isSure = (chance: number): boolean => chance >= SURE;
