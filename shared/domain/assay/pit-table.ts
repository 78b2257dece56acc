/** Pits as files tell them: which slice and field each lies in, and what was measured of it. */
import type { Substrate } from '../experiment/pit-schema.ts';
import type { KeptParameters } from '../pit/image/pit-parameters.ts';

/** What an object is: round, or dug along a way. */
export const PIT_SHAPES = ['pit', 'trench'] as const;
export type PitShape = (typeof PIT_SHAPES)[number];

/** Whether cells were still on the slice: stripped of them, only what they left is there, and what was not washed away. */
export const STRIPPINGS = ['before-stripping', 'after-stripping'] as const;
export type Stripping = (typeof STRIPPINGS)[number];

/** Who says what a slice is made of, in the order in which they are believed. */
export const SUBSTRATE_SOURCES = ['sample', 'culture', 'table'] as const;

export interface SubstrateTold {
  readonly substrate: Substrate;
  readonly by: (typeof SUBSTRATE_SOURCES)[number];
}

/** How many osteoclasts were on a field (a slice without one); null where the row does not say when they were counted. */
export interface OsteoclastCount {
  readonly count: number;
  readonly counted: Stripping | null;
}

/** Where an object lies, as far as its row says. */
export interface ObjectPlace {
  /** Counted from 1. */
  readonly line: number;
  /** Image that it was measured in; null where the file is of one. */
  readonly image: string | null;
  readonly unit: string | null;
  readonly slice: string | null;
  readonly sliceAreaMm2: number | null;
  readonly field: string | null;
  readonly fieldAreaMm2: number | null;
  /** Absent where the row does not tell any. */
  readonly osteoclasts?: OsteoclastCount;
  /** What the slice is made of; absent where the row does not say. */
  readonly substrate?: Substrate;
}

/** Numbers are as the file has them: whether an area is in pixels or µm² is for the scale to say. */
export interface MeasuredObject extends ObjectPlace {
  /** As the file names it; its place in the file where it does not. */
  readonly label: string;
  /** Pit or trench, where a column says it. */
  readonly shape: PitShape | null;
  readonly area: number;
  readonly perimeter: number | null;
  readonly depth: number | null;
  readonly volume: number | null;
  /** 4π · area / perimeter². */
  readonly circularity: number | null;
  /** Axes of the ellipse that has the object's moments. */
  readonly major: number | null;
  readonly minor: number | null;
}

/** Which program's identities the numbers of a table obey. */
export type MeasuredBy = 'ImageJ' | 'CellProfiler' | null;

type Measures = Pick<MeasuredObject, 'perimeter' | 'depth' | 'volume' | 'major' | 'minor' | 'circularity'>;

/** A row of a table: one object with its measures, or how many were counted somewhere. */
export interface PitRow extends Omit<ObjectPlace, 'line' | 'image'>, Measures {
  /** Image that it was measured in, as the file names it or is called: a sample of the definition may have this name. */
  readonly image: string;
  /** Names the object within its field; '' where objects were counted only. */
  readonly pit: string;
  /** Objects that the row stands for: 1 of a measured one, 0 where somebody looked and there was none. */
  readonly count: number;
  readonly shape: PitShape | null;
  readonly area: number | null;
}

export interface PitTable {
  readonly table: 'pits';
  readonly by: MeasuredBy;
  /** Whether the columns say that lengths are in µm; else a scale has to: pixels, or what the program was calibrated to. */
  readonly lengthsIn: 'um' | 'untold';
  readonly rows: readonly PitRow[];
  /** Of rows that name their unit: the line of each in its file, from 1; absent of what was kept before they had them. */
  readonly lines?: readonly number[];
  /** By image, the sample that the name of its file says it is of; told where files are put together, and never kept. */
  readonly sampleOf?: ReadonlyMap<string, string>;
  /** Of what was measured on images here, what these say of themselves. */
  readonly images?: readonly PitImage[];
}

/** What a reading of an image says against itself. */
interface ImageDoubt {
  readonly code: string;
  readonly message: string;
}

export interface PitImage {
  /** As its rows name it. */
  readonly image: string;
  /** By its own tags; null where they do not say, or contradict each other. */
  readonly micrometresPerPixel: number | null;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Value that told pits from the substrate, as stored or of the contrast against the background; null of two levels. */
  readonly threshold: number | null;
  /** What it was measured with. */
  readonly parameters: KeptParameters;
  /** What its reading says against itself, as the receipt of its file does; absent of what earlier versions read. */
  readonly doubts?: readonly ImageDoubt[] | undefined;
  /** Of a mask, which is no image itself: the image that it names, with or without its extension. */
  readonly maskOf?: string | undefined;
}

/**
 * Names an object however its files are cut: its image, unless unit and slice are told, its field, and its own name. What was
 * counted only has none, and is told by its shape.
 */
export const pitNameOf = ({ image, unit, slice, field, pit, shape }: PitRow): string =>
  JSON.stringify([unit === null ? image : '', unit, slice, field, pit, pit === '' ? shape : null]);
