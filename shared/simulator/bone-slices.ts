/** The bone slices of a simulated mission once they are home: what a program measured on each, and images of one per unit. */
import { countDeviate } from './deviates.ts';
import { type MissionOptions, type SimulatedUnit, unitsOf } from './mission.ts';
import { type PitSheet, pitSheet } from './pit-sheet.ts';
import { type Random, randomStream } from './random.ts';
import { activityOf } from './resorption.ts';

export interface BonePlan {
  /** Slices per unit that a program of the laboratory measured; one more comes as an image. */
  readonly slices: number;
}

/** An object as a program measures it: the ellipse of its moments. */
export interface DugObject {
  readonly kind: 'pit' | 'trench';
  readonly areaPx: number;
  readonly majorPx: number;
  readonly minorPx: number;
  /** Of the long axis, in degrees. */
  readonly angle: number;
}

export interface MeasuredSlice {
  readonly unit: SimulatedUnit;
  readonly slice: string;
  readonly objects: readonly DugObject[];
}

export interface ImagedSlice {
  readonly unit: SimulatedUnit;
  readonly slice: string;
  readonly sheet: PitSheet;
}

/** A disc of 5.6 mm. */
export const SLICE_MM2 = 24.6;
/** Of each slice that was measured four fields were seen. */
export const IMAGED_MM2 = 4.2;
/** µm per pixel of the microscope. */
export const PIXEL_UM = 2;
const SHEET = { width: 480, height: 480, noise: 4, slope: 8 } as const;
const SHEET_MM2 = SHEET.width * SHEET.height * PIXEL_UM ** 2 * 1e-6;

/** Objects per mm² of an average unit on the ground, and how many of them are trenches. */
const PER_MM2 = 8;
const TRENCHES = 0.2;
/** Between slices of a unit: variance of the count beyond Poisson, as a share of the squared mean. */
const SLICE_DISPERSION = 1 / 8;
/** Areas in pixels: median, and standard deviation of the logarithm; how many times as long as wide. */
const SHAPES = {
  pit: { areaPx: 500, sd: 0.5, longer: [1, 1.7] },
  trench: { areaPx: 1800, sd: 0.4, longer: [3, 8] },
} as const;
/** Of pits on an image, each so-manieth pair touches. */
const PITS_PER_PAIR = 6;

/** Counts of slices are negative binomial about density × area × activity of the unit; sizes are the same in all arms. */
export function measuredSlices(mission: MissionOptions, { slices }: BonePlan): MeasuredSlice[] {
  return unitsOf(mission).flatMap((unit) =>
    Array.from({ length: slices }, (_, i) => {
      const slice = `S${i + 1}`;
      const random = randomStream(mission.seed, `slice ${unit.id} ${slice}`);
      const count = dugOn(random, mission, unit, IMAGED_MM2);
      return { unit, slice, objects: Array.from({ length: count }, () => dugObject(random)) };
    }),
  );
}

/** One slice more of each unit, on whose image it is known where each pit is. */
export function imagedSlices(mission: MissionOptions, { slices }: BonePlan): ImagedSlice[] {
  return unitsOf(mission).map((unit) => {
    const slice = `S${slices + 1}`;
    const random = randomStream(mission.seed, `image ${unit.id}`);
    return { unit, slice, sheet: sheetOf(random, dugOn(random, mission, unit, SHEET_MM2)) };
  });
}

function dugOn(random: Random, mission: MissionOptions, unit: SimulatedUnit, mm2: number): number {
  return countDeviate(random, PER_MM2 * mm2 * activityOf(mission, unit), SLICE_DISPERSION);
}

function sheetOf(random: Random, objects: number): PitSheet {
  const trenches = Array.from({ length: objects }, () => random.uniform() < TRENCHES).filter(Boolean).length;
  const pits = objects - trenches;
  const seed = Math.floor(random.uniform() * 2 ** 32);
  return pitSheet({ ...SHEET, seed, pits, trenches, touchingPairs: Math.floor(pits / PITS_PER_PAIR) });
}

function dugObject(random: Random): DugObject {
  const kind = random.uniform() < TRENCHES ? 'trench' : 'pit';
  const { areaPx: median, sd, longer } = SHAPES[kind];
  const areaPx = Math.max(1, Math.round(median * Math.exp(sd * random.normal())));
  const elongation = longer[0] + (longer[1] - longer[0]) * random.uniform();
  const minorPx = Math.sqrt((4 * areaPx) / (Math.PI * elongation));
  return { kind, areaPx, majorPx: elongation * minorPx, minorPx, angle: 180 * random.uniform() };
}
