/** What was put into the bone slices and the medium of a mission, beside them. */
import type { ImagedSlice } from './bone-slices.ts';
import { CTX, imageName, MEDIUM, PIT_IMAGES, PITS } from './bone-text.ts';
import type { Collection } from './medium-collections.ts';
import { armOf, type MissionOptions } from './mission.ts';
import { type ResorptionCause, resorptionCauses } from './resorption.ts';

export interface BoneTruth {
  readonly causes: readonly ResorptionCause[];
  /** Endpoints that are judged, and whether the causes move them: how large a pit is they leave alone. */
  readonly endpoints: readonly {
    readonly assay: string;
    readonly endpoint: string;
    readonly isMoved: boolean;
  }[];
  /** Units that have no number of an endpoint, and must be given none. */
  readonly belowDetection: readonly {
    readonly endpoint: string;
    readonly arm: string;
    readonly unit: string;
  }[];
  /** What decides pits and no channel measures: no environment may be called CLEAN of them. */
  readonly unmeasured: readonly string[];
  readonly images: readonly ImageTruth[];
}

export interface ImageTruth {
  readonly assay: string;
  readonly unit: string;
  readonly slice: string;
  readonly file: string;
  readonly pits: number;
  readonly trenches: number;
  /** Of pits and trenches, in pixels. */
  readonly areaPx: number;
}

export function boneTruth(
  mission: MissionOptions,
  { images, medium }: { readonly images: readonly ImagedSlice[]; readonly medium: readonly Collection[] },
): BoneTruth {
  const below = new Map(
    medium.flatMap(({ ctx, unit }) => (ctx === null ? [[unit.id, armOf(unit)] as const] : [])),
  );
  return {
    causes: resorptionCauses(mission).map((one) => ({ ...one, ratio: Number(one.ratio.toFixed(4)) })),
    endpoints: [
      { assay: PITS, endpoint: 'eroded-surface', isMoved: true },
      { assay: PITS, endpoint: 'pits', isMoved: true },
      { assay: PITS, endpoint: 'pit-area', isMoved: false },
      { assay: PIT_IMAGES, endpoint: 'eroded-surface', isMoved: true },
      { assay: MEDIUM, endpoint: CTX, isMoved: true },
    ],
    belowDetection: [...below].map(([unit, arm]) => ({ endpoint: CTX, arm, unit })),
    unmeasured: ['O2'],
    images: images.map(imageTruth),
  };
}

function imageTruth(one: ImagedSlice): ImageTruth {
  const { unit, slice, sheet } = one;
  const { pits, trenches, pitAreaPx, trenchAreaPx } = sheet.truth;
  return {
    ...{ assay: PIT_IMAGES, unit: unit.id, slice, file: imageName(one) },
    ...{ pits, trenches, areaPx: pitAreaPx + trenchAreaPx },
  };
}
