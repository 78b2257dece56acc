/** A batch of genes of two arms, seeded: counts scatter as those of cultures do, and nothing differs. */
import type { Measured } from '../../shared/domain/contrast/engines.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { samplesOf, seedOf } from '../settings.ts';
import { writeOnce } from './write-once.ts';

/** @param wanted genes; a small run gets fewer */
export function batchOfGenes(wanted: number, samples: number): Measured {
  const genes = Math.floor(samplesOf(wanted * samples) / samples);
  const random = randomStream(seedOf(), 'genes');
  const names = Array.from({ length: samples }, (_, s) => `S${s}`);
  const counts = new Float64Array(genes * samples);
  for (let g = 0; g < genes; g++) {
    const mean = Math.exp(4 + 1.9 * random.normal());
    // Variances above those of Poisson numbers by a dispersion that falls with the mean, as that of cultures does.
    const dispersion = (0.05 + 3 / mean) * Math.exp(0.5 * random.normal());
    const sd = Math.sqrt(Math.log1p(dispersion + 1 / mean));
    for (let s = 0; s < samples; s++)
      counts[g * samples + s] = Math.round(mean * Math.exp(sd * random.normal()));
  }
  const first = names.map((_, s) => Number(s < samples / 2));
  return {
    scale: 'counts',
    matrix: { genes: Array.from({ length: genes }, (_, g) => `g${g}`), samples: names, counts },
    columns: [Float64Array.from(first), Float64Array.from(first, (one) => 1 - one)],
  };
}

/** The same batch as a table of counts; gives its path. */
export function writtenGenes(directory: string, wanted: number, samples: number): string {
  const { matrix } = batchOfGenes(wanted, samples);
  const width = matrix.samples.length;
  return writeOnce(directory, `genes-${matrix.genes.length}-${width}-${seedOf()}.tsv`, (put) => {
    put(`${['gene', ...matrix.samples].join('\t')}\n`);
    matrix.genes.forEach((gene, g) => {
      put(`${[gene, ...matrix.counts.slice(g * width, (g + 1) * width)].join('\t')}\n`);
    });
  });
}
