/** Objects without axes: on their slices nothing tells a trench from a pit, and that is said wherever it matters. */
import type { KeptSlice } from '../assay/results.ts';
import type { Remark } from '../assay/sample-register.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import { countText, groupedText } from '../words/count.ts';
import { listText } from '../words/list.ts';

export interface WithoutAxes {
  /** Objects that were measured, whose shape no column says, and that have no axes to tell it by. */
  readonly objects: number;
  /** All objects of the slice. */
  readonly of: number;
}

/** `15 of 389 objects have no axes, so that pits and trenches cannot be told apart`. */
export function axesText({ objects, of }: WithoutAxes): string {
  const which =
    objects === of
      ? `none of the ${countText(of, 'object')} has axes`
      : `${groupedText(objects)} of ${countText(of, 'object')} ${objects === 1 ? 'has' : 'have'} no axes`;
  return `${of === 1 ? 'the one object has no axes' : which}, so that pits and trenches cannot be told apart`;
}

type Slice = Pick<KeptSlice, 'unit' | 'slice' | 'arm' | 'refused' | 'withoutAxes'>;

/** Said of a comparison: on which of its slices that count pits are trenches too. */
export function axesRemark(slices: readonly Slice[], { a, b }: Contrast): Remark[] {
  const told = slices.flatMap(({ unit, slice, arm, refused, withoutAxes }) =>
    (arm === a || arm === b) && refused === undefined && withoutAxes !== undefined
      ? [`${unit} ${slice}: ${axesText(withoutAxes)}`]
      : [],
  );
  if (told.length === 0) return [];
  return [{ code: 'slice.no-axes', message: listText(told, '; ', 6) }];
}
