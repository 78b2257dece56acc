/** Whether the slices of two arms were measured alike: what a person draws is not what a threshold finds. */
import type { KeptSlice } from '../assay/results.ts';
import type { Remark } from '../assay/sample-register.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import { countText } from '../words/count.ts';

type Slice = Pick<KeptSlice, 'arm' | 'images' | 'refused'>;

/** Said where masks were measured on another share of the slices that count in the one arm than in the other. */
export function masksApart(slices: readonly Slice[], { a, b }: Contrast): Remark[] {
  const of = (arm: string) => {
    const own = slices.filter((one) => one.arm === arm && one.refused === undefined);
    return { arm, slices: own.length, masked: own.filter(isMasked).length };
  };
  const [first, second] = [of(a), of(b)];
  if (first.masked * second.slices === second.masked * first.slices) return [];
  const text = ({ arm, masked, slices: all }: typeof first) =>
    `${masked} of ${countText(all, 'slice')} of ${arm}`;
  const message = `masks that people made were measured on ${text(first)} and on ${text(second)}: what a person draws may differ from what a threshold finds`;
  return [{ code: 'mask.arms-apart', message }];
}

const isMasked = ({ images = [] }: Slice): boolean => images.some(({ uploaded }) => uploaded !== undefined);
