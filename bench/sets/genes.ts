/** A batch of genes of two arms, seeded: counts scatter as those of cultures do, and nothing differs. */
import type { Measured } from '../../shared/domain/contrast/engines.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { seedOf } from '../settings.ts';

export function batchOfGenes(genes: number, samples: number): Measured {
  const random = randomStream(seedOf(), 'genes');
  const names = Array.from({ length: samples }, (_, s) => `S${s}`);
  const counts = new Float64Array(genes * samples);
  for (let g = 0; g < genes; g++) {
    const mean = Math.exp(4 + 1.9 * random.normal());
    for (let s = 0; s < samples; s++)
      counts[g * samples + s] = Math.round(mean * Math.exp(0.3 * random.normal()));
  }
  const first = names.map((_, s) => Number(s < samples / 2));
  return {
    scale: 'counts',
    matrix: { genes: Array.from({ length: genes }, (_, g) => `g${g}`), samples: names, counts },
    columns: [Float64Array.from(first), Float64Array.from(first, (one) => 1 - one)],
  };
}
