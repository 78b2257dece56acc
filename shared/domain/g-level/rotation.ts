/** The g-level that a centrifuge gives cells, by how fast it turns and how far out they are. */
import { Refusal } from '../refusal.ts';
import { STANDARD_G } from './acceleration.ts';

export interface Rotation {
  /** Turns per minute. */
  readonly rpm: number;
  /** From the axis to the cells, in millimetres. */
  readonly radiusMm: number;
  /** Of the culture, from the cells towards the axis, in millimetres; 0 for a layer of cells alone. */
  readonly depthMm: number;
}

export interface RotationG {
  /** Where the cells are. */
  readonly atCells: number;
  /** At the inner end of the culture: the least of it. */
  readonly atTop: number;
  /** g per millimetre of radius; the same everywhere. */
  readonly perMm: number;
  /** (at cells − at top) / at cells: 0.1 says that the culture's top feels 10 % less. */
  readonly gradient: number;
}

const SECONDS_PER_MINUTE = 60;
const MM_PER_METRE = 1000;

/** ω² · r / g₀. Fails with `g.rotation` where a radius or depth is none. */
export function rotationG({ rpm, radiusMm, depthMm }: Rotation): RotationG {
  if (!(radiusMm > 0) || !(depthMm >= 0) || depthMm > radiusMm || !Number.isFinite(rpm)) {
    const sentence = `expected a radius above 0 mm and a depth from 0 mm to it, got ${radiusMm} mm and ${depthMm} mm at ${rpm} rpm`;
    throw new Refusal('invalid', 'g.rotation', sentence);
  }
  const omega = (2 * Math.PI * rpm) / SECONDS_PER_MINUTE;
  const perMm = omega ** 2 / STANDARD_G / MM_PER_METRE;
  const atCells = perMm * radiusMm;
  const atTop = perMm * (radiusMm - depthMm);
  return { atCells, atTop, perMm, gradient: depthMm / radiusMm };
}
