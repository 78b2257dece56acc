/** What is known of a slice once the rows of its files are put together. */
import type { SubstrateTold } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import type { Substrate } from '../experiment/pit-schema.ts';
import type { Micros } from '../time.ts';
import type { KeptParameters } from './image/pit-parameters.ts';
import type { OsteoclastsOn } from './per-osteoclast.ts';
import type { PitScale } from './pit-scale.ts';
import type { PlacedRow, SlicePlace } from './place-pits.ts';
import type { WithoutAxes } from './without-axes.ts';

/** Sums over objects, of which a mean over units is made. */
export interface Sum {
  readonly n: number;
  readonly sum: number;
}

/** What an image, or a mask, was measured with. */
export interface MeasuredWith {
  /** As stored; null of two levels, and of a mask. */
  readonly threshold: number | null;
  readonly parameters: KeptParameters;
  /** What speaks against it. */
  readonly doubts: readonly Remark[];
}

/** An image that a slice was measured on. */
export interface SliceImage extends MeasuredWith {
  /** As its file is called. */
  readonly image: string;
  readonly downlink: string;
  /** The mask that was measured in its place. */
  readonly uploaded?:
    | {
        /** As it is called. */
        readonly file: string;
        readonly downlink: string;
        readonly by: string;
        readonly at: Micros;
        /** What the image itself was measured with. */
        readonly own: MeasuredWith;
      }
    | undefined;
}

export interface SliceMeasured extends Omit<SlicePlace, 'sample' | 'areasMm2' | 'substrates'> {
  readonly substrate: Substrate | null;
  /** Who says what it is made of, where they do not agree; the first counts. */
  readonly substrates?: readonly SubstrateTold[] | undefined;
  readonly areaMm2: number | null;
  /** Name of its sample. */
  readonly sample: string;
  /** Area that somebody looked at; null where nothing says how large anything is. */
  readonly lookedMm2: number | null;
  /** How that area is known. */
  readonly looked: 'FIELDS' | 'IMAGES' | 'DECLARED' | 'WHOLE_SLICE' | null;
  readonly fields: number;
  /** Round ones where trenches are told apart, else all. */
  readonly pits: number;
  /** Null where nothing tells them from pits. */
  readonly trenches: number | null;
  /** Why they are not told of objects that were measured; absent where they are, and of what was counted only. */
  readonly withoutAxes?: WithoutAxes;
  /** Why no area is told, where the scale is in doubt. */
  readonly untold?: string;
  /** µm², of all objects; null where objects have no area, or nothing says what it is in. */
  readonly area: Sum | null;
  /** µm and µm³, of the objects that have one. */
  readonly depth: Sum | null;
  readonly volume: Sum | null;
  readonly scale: PitScale | null;
  /** What it was measured on here; absent where others measured it. */
  readonly images?: readonly SliceImage[];
  /** Downlinks of the tables that it stands in; absent of what was measured on images, which name theirs. */
  readonly files?: readonly string[] | undefined;
  /** Absent where no row tells of any. */
  readonly osteoclasts?: OsteoclastsOn;
  /** What it would be by its images alone, where a mask is measured in place of one. */
  readonly withoutMasks?:
    | Pick<SliceMeasured, 'pits' | 'trenches' | 'area' | 'lookedMm2' | 'refused'>
    | undefined;
  /** Why it does not count; absent where it does. */
  readonly refused?: Remark;
}

/** Rows that a slice was measured by, each object once. */
export interface SliceRows {
  readonly slice: SliceMeasured;
  readonly rows: readonly PlacedRow[];
}

export interface SlicesMeasured {
  /** In the order of units and slices. */
  readonly slices: readonly SliceMeasured[];
  readonly rows: readonly SliceRows[];
  /** Names of images of one slice that hold the same objects, the one that counts first. */
  readonly alike: readonly (readonly string[])[];
  readonly remarks: readonly Remark[];
}
