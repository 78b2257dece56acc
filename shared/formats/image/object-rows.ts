/** What was found on an image, or in a mask, as rows of a table of pits: an object each, in pixels. */
import type { PitRow } from '../../domain/assay/pit-table.ts';
import type { PitObject } from '../../domain/pit/image/measure-pits.ts';

/** One where there is no object: somebody looked. */
export const objectRows = (objects: readonly PitObject[], image: string): PitRow[] =>
  objects.length === 0 ? [noneOn(image)] : objects.map((one) => rowOf(one, image));

const NOWHERE = { unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null } as const;
const UNMEASURED = { depth: null, volume: null } as const;

function rowOf(object: PitObject, image: string): PitRow {
  const { label, kind, isCounted, areaPx, perimeterPx, circularity, majorPx, minorPx } = object;
  return {
    ...{ image, ...NOWHERE, ...UNMEASURED },
    ...{ pit: String(label), count: isCounted ? 1 : 0, shape: kind, area: areaPx },
    ...{ perimeter: perimeterPx, circularity, major: majorPx, minor: minorPx },
  };
}

/** Somebody looked, and there was none. */
const noneOn = (image: string): PitRow => ({
  ...{ image, ...NOWHERE, ...UNMEASURED, pit: '', count: 0, shape: null, area: null },
  ...{ perimeter: null, circularity: null, major: null, minor: null },
});
