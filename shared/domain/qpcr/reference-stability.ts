/**
 * geNorm's M of reference genes: the mean spread of a gene's log ratio to each of the others. Low is steady: below .5 in
 * one kind of sample, below 1 in several. Source: Vandesompele et al., Genome Biology 3 (2002) research0034.
 */
import { addToMoments, sampleVariance, startMoments } from '../../stats/moments.ts';

/**
 * @param log2 by unit: logarithms (base 2) of the quantities of the references, in one order
 * @returns M of each reference; null where there are fewer than two references or units
 */
export function referenceStabilities(log2: readonly (readonly number[])[]): readonly number[] | null {
  const references = log2[0]?.length ?? 0;
  if (references < 2 || log2.length < 2) return null;
  const spread = (a: number, b: number) => {
    const moments = startMoments();
    for (const unit of log2) addToMoments(moments, unit[a]! - unit[b]!);
    return Math.sqrt(sampleVariance(moments) ?? 0);
  };
  const places = Array.from({ length: references }, (_, place) => place);
  return places.map(
    (one) =>
      places.reduce((sum, other) => sum + (other === one ? 0 : spread(one, other)), 0) / (references - 1),
  );
}
