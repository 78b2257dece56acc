/** Slices with what nobody has confirmed kept back: a scale that is off by ten makes areas that are off by a hundred. */
import type { KeptSlice } from '../assay/results.ts';
import { typedCommand } from '../words/typed-command.ts';
import { confirmedBy, type ScaleConfirmation, scaleDigits } from './scale-confirmation.ts';

/** A slice as it may be told: `untold` says why it has no area. */
export type ToldSlice = KeptSlice;

export function confirmedSlices(
  slices: readonly KeptSlice[],
  assay: string,
  confirmations: readonly ScaleConfirmation[],
): ToldSlice[] {
  return slices.map((slice) => {
    const { scale } = slice;
    if (scale === null || confirmedBy(confirmations, assay, scale.micrometres) !== null) return slice;
    const untold = `nobody has confirmed the scale (${scale.sentence}): ${typedCommand(`pits confirm-scale ${assay} --micrometres ${scaleDigits(scale.micrometres)}`)}`;
    const unconfirmed = { code: 'scale.unconfirmed', message: untold };
    // By the size of its images the area that was looked at hangs on the scale too.
    const isByScale = slice.looked === 'IMAGES';
    return {
      ...{ ...slice, area: null, depth: null, volume: null, untold },
      ...(isByScale && { refused: slice.refused ?? unconfirmed }),
      ...(slice.withoutMasks && {
        withoutMasks: {
          ...{ ...slice.withoutMasks, area: null },
          ...(isByScale && { refused: slice.withoutMasks.refused ?? unconfirmed }),
        },
      }),
    };
  });
}
