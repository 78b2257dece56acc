/** How often each gene was read in each sample, by gene: the samples of a gene stand beside each other. */
export interface CountMatrix {
  readonly genes: readonly string[];
  readonly samples: readonly string[];
  /** 0 or more, and fractions where reads were shared out. */
  readonly counts: Float64Array;
}

/** What one gene was read in each sample. */
export const countsOfGene = ({ samples, counts }: CountMatrix, gene: number): Float64Array =>
  counts.subarray(gene * samples.length, (gene + 1) * samples.length);

/** Reads of each sample. */
export function libraryOf({ samples, counts }: CountMatrix): Float64Array {
  const sizes = new Float64Array(samples.length);
  for (let i = 0; i < counts.length; i++) sizes[i % sizes.length]! += counts[i]!;
  return sizes;
}

/** Some of the genes, by their places, in their order. */
export function someGenes(matrix: CountMatrix, places: readonly number[]): CountMatrix {
  const { genes, samples } = matrix;
  const counts = new Float64Array(places.length * samples.length);
  places.forEach((place, k) => {
    counts.set(countsOfGene(matrix, place), k * samples.length);
  });
  return { genes: places.map((place) => genes[place]!), samples, counts };
}
