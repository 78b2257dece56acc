/** Declared parameters against what the catalogue reports of the platform: both are told. */
import type { PlatformParameters } from '../experiment/platform-schema.ts';
import type { Technique } from '../literature/techniques.ts';
import { figureText } from '../words/figure.ts';
import type { PlatformFacts } from './facts.ts';
import { type PlatformRemark, REVIEW } from './remark.ts';

/** What is given as a number that a range of the catalogue may bound, by the name that it has there. */
const IN_CATALOGUE = {
  rpm: { name: 'rotation speed', ucum: '/min', scale: 1 },
  vesselDiameterMm: { name: 'vessel diameter', ucum: 'mm', scale: 10 },
  freeFallMs: { name: 'free fall duration', ucum: 'ms', scale: 1 },
  pulseMs: { name: 'hyper g duration', ucum: 'ms', scale: 1 },
  pulseG: { name: 'hyper g level', ucum: 'g', scale: 1 },
  tiltDeg: { name: 'tilt angle', ucum: '°', scale: 1 },
  waterCel: { name: 'water temperature', ucum: '°C', scale: 1 },
} as const;
type Bounded = keyof typeof IN_CATALOGUE;
const BOUNDED: readonly Bounded[] = [
  ...(['rpm', 'vesselDiameterMm', 'freeFallMs', 'pulseMs'] as const),
  ...(['pulseG', 'tiltDeg', 'waterCel'] as const),
];

const OF_ROTATION = ['rpm', 'radiusMm', 'axis', 'pause'] as const;

/** What says something of a platform, beside its start. */
const USED: Readonly<Record<string, readonly (keyof PlatformParameters)[]>> = {
  hbr: ['tiltDeg'],
  hdt: ['tiltDeg'],
  water_immersion: ['waterCel'],
  dry_immersion: ['waterCel'],
  hlu: ['suspension'],
  ...{ clinostat: OF_ROTATION, clinostat_1d: OF_ROTATION, clinostat_2d: OF_ROTATION },
  rwv: [...OF_ROTATION, 'vesselDiameterMm'],
  rpm: ['rpm', 'radiusMm', 'pause'],
  ffm: ['freeFallMs', 'pulseMs', 'pulseG'],
};

export interface Reported {
  readonly least: number;
  readonly most: number;
}

/** A range of the catalogue by its name there; null where it gives none for the platform. */
export function reportedOf({ parameters }: Technique, name: string): Reported | null {
  const found = parameters.find((one) => one.name === name);
  return found === undefined || !('least' in found) ? null : found;
}

/** The range of a declared parameter, in its own unit. */
export function rangeOf(technique: Technique, key: Bounded): Reported | null {
  const { name, scale } = IN_CATALOGUE[key];
  const found = reportedOf(technique, name);
  return found && { least: found.least * scale, most: found.most * scale };
}

export function parameterRemarks({ technique, declared }: PlatformFacts): PlatformRemark[] {
  const used = USED[technique.id] ?? [];
  const strange = Object.keys(declared).filter((key) => key !== 'start' && !used.some((one) => one === key));
  return [
    ...strange.map((key) =>
      remark(`${key} says nothing of ${technique.name}: it is not looked at${usedText(used)}`),
    ),
    ...BOUNDED.flatMap((key) => (used.includes(key) ? outside(technique, declared, key) : [])),
  ];
}

const usedText = (used: readonly string[]): string =>
  used.length === 0 ? '' : `; what says something of it: ${used.join(', ')}`;

function outside(technique: Technique, declared: PlatformParameters, key: Bounded): PlatformRemark[] {
  const value = declared[key];
  if (value === undefined) return [];
  const range = rangeOf(technique, key);
  const { ucum } = IN_CATALOGUE[key];
  if (range === null)
    return key === 'rpm'
      ? []
      : [
          remark(
            `${key} ${figureText(value)} ${ucum}: ${REVIEW} reports none for ${technique.name}, so it cannot be checked`,
          ),
        ];
  const size = key === 'tiltDeg' ? Math.abs(value) : value;
  if (size >= range.least && size <= range.most) return [];
  return [
    remark(
      `${key} is ${figureText(value)} ${ucum}, and of ${technique.name} ${rangeText(range)} ${ucum} is reported (${REVIEW}): what studies saw on it is of that range`,
    ),
  ];
}

export const rangeText = ({ least, most }: Reported): string =>
  least === most ? figureText(least) : `${figureText(least)} to ${figureText(most)}`;

const remark = (message: string): PlatformRemark => ({ code: 'platform.parameter', message, kind: 'FIX' });
